"""Bring the warehouse named by WAREHOUSE_URL to this software's version; for docker-compose."""

from steps.settings import Settings
from warehouse.migrate import migrate

if __name__ == "__main__":
    migrate(Settings.from_env().warehouse())
