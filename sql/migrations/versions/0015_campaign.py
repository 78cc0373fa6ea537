"""The campaign: which workbook each unit was given, who was reminded, which mail says so."""

from warehouse.migrate import run_sql_beside

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Run 0015_campaign.sql."""
    run_sql_beside(__file__)
