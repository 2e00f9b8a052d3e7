"""What is told of a period: visits counted by fixed rules, said as sentences, drawn, and written as files."""
