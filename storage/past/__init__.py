"""Visits of the past brought in from a list: read row by row, kept as submitted visits that remind nobody."""
