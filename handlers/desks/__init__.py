"""Desks: what each kind of request does, once it is known who asks."""
