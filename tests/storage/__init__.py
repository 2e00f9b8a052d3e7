"""The store's contract: what must hold on SQLite and on PostgreSQL alike."""
