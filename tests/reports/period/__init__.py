"""The period report: counting, sentences, files."""
