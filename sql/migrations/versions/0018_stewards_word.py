"""A steward's word on files that nobody knows whose they are, and on units' answers."""

from warehouse.migrate import run_sql_beside

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Run 0018_stewards_word.sql."""
    run_sql_beside(__file__)
