"""Alembic runs this file for every command; the connection and its transaction are `migrate`'s."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
