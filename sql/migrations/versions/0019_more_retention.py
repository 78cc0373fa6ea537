"""Mails and edited texts pass their retention too."""

from warehouse.migrate import run_sql_beside

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Run 0019_more_retention.sql."""
    run_sql_beside(__file__)
