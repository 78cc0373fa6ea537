"""The accounts of `make up`: Airflow's simple auth manager, with the rights of the table."""

from airflow.api_fastapi.auth.managers.simple.simple_auth_manager import SimpleAuthManager

from steps.rights.manager import RightsByRole


class LocalAccounts(RightsByRole, SimpleAuthManager):
    """Accounts from ``[core] simple_auth_manager_users``, as ``name:role`` of our roles."""
