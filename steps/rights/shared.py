"""The accounts of docker-compose.yml: Airflow's FAB auth manager, with the rights of the table."""

from typing import Any

from airflow.providers.fab.auth_manager.fab_auth_manager import FabAuthManager
from cachetools import TTLCache

from steps.rights.manager import RightsByRole


class SharedFabAuthManager(RightsByRole, FabAuthManager):  # type: ignore[misc]
    """Accounts in Airflow's database, with FAB roles of our roles' names (commands/accounts.py).

    What FAB itself lets a role do counts on FAB's own pages of accounts alone. Airflow looks for
    the words "FabAuthManager" in the setting.
    """

    cache: TTLCache[Any, Any] = TTLCache(maxsize=1, ttl=0)
    """FAB would know an account's roles for half a minute after they were taken from it."""

    def password_of(self, user: Any) -> str:
        """Its hash; none of an account that signs in elsewhere."""
        return user.password or ""
