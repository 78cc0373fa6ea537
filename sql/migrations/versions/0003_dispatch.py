"""What went to the clerk, once and only once."""

from warehouse.migrate import run_sql_beside

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Run 0003_dispatch.sql."""
    run_sql_beside(__file__)
