"""An answer knows its own cell: one that a whole year has no warning for is told there (F13)."""

from warehouse.migrate import run_sql_beside

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Run 0008_answer_cell.sql."""
    run_sql_beside(__file__)
