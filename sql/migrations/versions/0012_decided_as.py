"""An approval tells in which role it was given."""

from warehouse.migrate import run_sql_beside

revision = "0012"
down_revision = "0010"


def upgrade() -> None:
    """Run 0012_decided_as.sql."""
    run_sql_beside(__file__)
