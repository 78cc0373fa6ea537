"""The warehouse: receipts, submissions, findings, rows and the two marts."""

from warehouse.migrate import run_sql_beside

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run 0001_warehouse.sql."""
    run_sql_beside(__file__)
