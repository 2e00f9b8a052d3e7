"""Editing checklists in chat."""
