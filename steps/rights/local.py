"""The accounts of `make up`: Airflow's simple auth manager, with the rights of the table."""

from typing import Any

from airflow.api_fastapi.auth.managers.simple.simple_auth_manager import SimpleAuthManager

from steps.rights.manager import RightsByRole


class LocalAccounts(RightsByRole, SimpleAuthManager):
    """Accounts from ``[core] simple_auth_manager_users``, as ``name:role`` of our roles."""

    def password_of(self, user: Any) -> str:
        """As it stands in the file."""
        return self.get_passwords()[user.username]

    def deserialize_user(self, token: dict[str, Any]) -> Any:
        """The account with the role that it has now, whatever it had when it signed in."""
        known = {user.username: user.role for user in self.get_users()}
        if token["sub"] not in known:
            raise ValueError(f"no account {token['sub']!r} any more")
        return super().deserialize_user(token | {"role": known[token["sub"]]})
