"""Publication: the years' states, the published versions, the units' own deadlines."""

from warehouse.migrate import run_sql_beside

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run 0002_publication.sql."""
    run_sql_beside(__file__)
