"""Texts of the report as the Office edited them, every decision kept."""

from warehouse.migrate import run_sql_beside

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Run 0014_edited_text.sql."""
    run_sql_beside(__file__)
