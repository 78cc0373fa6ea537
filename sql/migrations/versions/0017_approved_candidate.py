"""An approval is of the candidate as it lay, by the hash of its record."""

from warehouse.migrate import run_sql_beside

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Run 0017_approved_candidate.sql."""
    run_sql_beside(__file__)
