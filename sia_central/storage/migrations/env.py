"""How Alembic reaches the database: always over the connection and transaction it is handed."""

from alembic import context

from sia_central.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds every step
)
context.run_migrations()
