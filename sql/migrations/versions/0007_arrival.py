"""When a receipt arrived, and how that is known."""

from warehouse.migrate import run_sql_beside

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Run 0007_arrival.sql."""
    run_sql_beside(__file__)
