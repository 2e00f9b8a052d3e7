"""Hands on the wrong things: a clear sentence comes, nothing is lost, the visit goes on."""
