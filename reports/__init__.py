"""What is told: facts turned into summaries, records, tables and exports."""
