"""Workbooks that people send: read right, or refused within bounds."""
