"""What an editor of checklists sees."""
