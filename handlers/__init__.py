"""Who is spoken to: one turn of a conversation, who may do what, and the words in each language."""
