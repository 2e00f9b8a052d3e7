"""What is asked: the checklist language, the visit and the rules that advance it."""
