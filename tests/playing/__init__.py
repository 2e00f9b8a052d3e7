"""Playing golden conversations: a transcript is read, played at one of three depths, and printed again."""
