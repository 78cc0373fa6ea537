"""Rows that follow the form, measures by submission, and the one list of statuses."""

from alembic import op
from sqlalchemy import text

from warehouse.migrate import run_sql_beside
from warehouse.statuses import sync_statuses

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Run 0004_forms_and_measures.sql; the statuses that it refers to come from the code."""
    run_sql_beside(__file__)
    sync_statuses(op.get_bind())
    for column in ("decision", "status"):
        op.get_bind().execute(
            text(
                f"alter table core.submission add foreign key ({column}) "
                "references core.status on update cascade"
            )
        )
