"""Run by Alembic: brings the schema of the connection that `storage.migrate` gives to the newest revision.

Rules: every migration is one transaction together with its version row, on SQLite too, whose DDL is
transactional once the driver leaves beginning to us (`storage.database`).
Must not know: where the connection comes from.
"""

from alembic import context

from storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    transaction_per_migration=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
