"""What is kept: tables, queues, people, units, checklist versions, visits, findings, evidence, audit."""
