"""Approvals as facts of the warehouse: who decided on which figures, when, and why."""

from warehouse.migrate import run_sql_beside

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Run 0006_approval.sql."""
    run_sql_beside(__file__)
