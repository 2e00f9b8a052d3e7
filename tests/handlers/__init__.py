"""What is said and shown, and to whom."""
