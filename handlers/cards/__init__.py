"""Cards: what is said, laid out for a phone, in the words of each language."""
