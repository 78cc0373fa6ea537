"""Where in its file each table of a submission stands."""

from warehouse.migrate import run_sql_beside

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Run 0020_sheet_range.sql."""
    run_sql_beside(__file__)
