"""Alembic's way into the warehouse; transaction and lock around it are warehouse.migrate's."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table_schema="core")
context.run_migrations()
