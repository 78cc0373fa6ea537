"""What Airflow's auth managers are asked, answered by the table of rights."""

import hmac
from abc import abstractmethod
from typing import Any

from airflow.api_fastapi.auth.managers.base_auth_manager import BaseAuthManager
from airflow.providers.common.compat.sdk import conf

from steps.rights.table import Right, may, right_on_dag, roles

SHOWN_TO_ALL = {
    "Required Actions", "Assets", "Audit Log", "Dags", "Deadlines", "Jobs", "XComs",
}  # fmt: skip
"""What of Airflow's menu is not the administrator's alone."""

ONES_OWN = {"My Profile", "My Password"}
"""What of FAB's pages is about the account that asks, by FAB's names for it."""

MARK = "password"
"""A claim of a token: a mark of the password that the account had when it signed in."""


class RightsByRole:
    """Put before one of Airflow's auth managers: it keeps the accounts, this decides.

    Everything but looking is refused that the table does not allow.
    """

    @abstractmethod
    def password_of(self, user: Any) -> str:
        """An account's password, or its hash, as the auth manager keeps it now."""

    def serialize_user(self, user: Any) -> dict[str, Any]:
        """What a token says of an account."""
        return super().serialize_user(user) | {MARK: self._mark(user)}  # type: ignore[misc]

    def deserialize_user(self, token: dict[str, Any]) -> Any:
        """The account of a token; ValueError where its password has been changed since.

        Airflow would take the token until it expires: whoever stole it or knew the password stays.
        """
        user = super().deserialize_user(token)  # type: ignore[misc]
        if not hmac.compare_digest(str(token.get(MARK)), self._mark(user)):
            raise ValueError("signed in with another password than the account has now")
        return user

    def _mark(self, user: Any) -> str:
        """Nobody learns from it what the password is: the key is that of the tokens."""
        key = conf.get("api_auth", "jwt_secret", fallback="")
        return hmac.digest(key.encode(), self.password_of(user).encode(), "sha256").hex()[:32]

    def is_authorized_dag(
        self, *, method: str, user: Any, access_entity: Any = None, details: Any = None
    ) -> bool:
        """A DAG, its runs, its tasks, their XComs, the requests for an answer."""
        part = access_entity.name if access_entity else None
        return may(roles(user), right_on_dag(method, part, details.id if details else None))

    def is_authorized_hitl_task(self, *, assigned_users: set[str], user: Any) -> bool:
        """An answer to a request: by role, whoever the request was addressed to."""
        return may(roles(user), Right.APPROVE)

    def is_authorized_asset(self, *, method: str, user: Any, details: Any = None) -> bool:
        """All may look; events and runs out of them are the administrator's."""
        return may(roles(user), Right.SEE if method == "GET" else Right.RULE)

    is_authorized_asset_alias = is_authorized_asset
    is_authorized_pool = is_authorized_asset

    def is_authorized_connection(self, *, method: str, user: Any, details: Any = None) -> bool:
        """Not even looked at: they hold secrets."""
        return may(roles(user), Right.RULE)

    is_authorized_variable = is_authorized_connection
    is_authorized_configuration = is_authorized_connection

    def is_authorized_view(self, *, access_view: Any, user: Any, **_: Any) -> bool:
        """The user interface's pages, but those on providers."""
        hidden = access_view.name in ("DOCS", "PROVIDERS")
        return may(roles(user), Right.RULE if hidden else Right.SEE)

    def is_authorized_custom_view(self, *, method: str, resource_name: str, user: Any) -> bool:
        """The auth manager's own pages: the accounts are the administrator's, one's own one's own.

        Pages of ours have their own guard.
        """
        return may(roles(user), Right.SEE if resource_name in ONES_OWN else Right.RULE)

    def filter_authorized_menu_items(self, menu_items: list[Any], *, user: Any) -> list[Any]:
        """What one may not open is not offered."""
        if may(roles(user), Right.RULE):
            return menu_items
        return [item for item in menu_items if item.value in SHOWN_TO_ALL]

    get_authorized_dag_ids = BaseAuthManager.get_authorized_dag_ids
    get_authorized_connections = BaseAuthManager.get_authorized_connections
    get_authorized_pools = BaseAuthManager.get_authorized_pools
    get_authorized_variables = BaseAuthManager.get_authorized_variables
