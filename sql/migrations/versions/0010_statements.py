"""What units say: statements with theme, cause, remedy and addressee."""

from warehouse.migrate import run_sql_beside

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    """Run 0010_statements.sql."""
    run_sql_beside(__file__)
