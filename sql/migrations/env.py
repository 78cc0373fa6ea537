"""Alembic's way into the warehouse; the transaction and the lock around it are steps.migrate's."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table_schema="core")
context.run_migrations()
