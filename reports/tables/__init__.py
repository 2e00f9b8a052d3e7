"""Tidy tables: what their columns are, and how they are written."""
