"""What feedback was written, to be known again; what passed its retention."""

from warehouse.migrate import run_sql_beside

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Run 0016_safety.sql."""
    run_sql_beside(__file__)
