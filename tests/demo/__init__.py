"""How strict the local Bot API is, and that it keeps what it was told."""
