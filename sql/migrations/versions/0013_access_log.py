"""Who took which of the units' files from the desk, and who brought one."""

from warehouse.migrate import run_sql_beside

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Run 0013_access_log.sql."""
    run_sql_beside(__file__)
