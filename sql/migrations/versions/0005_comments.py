"""What every table, view and column of core and mart means, in the warehouse itself."""

from warehouse.migrate import run_sql_beside

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Run 0005_comments.sql."""
    run_sql_beside(__file__)
