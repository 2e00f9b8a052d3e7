"""Tests of the checklist language and of the visit."""
