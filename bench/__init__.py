"""Measures the bot beside the same checklist written the usual way with other libraries. Not shipped."""
