"""The table of rights (steps/rights) as the desk asks it."""

from collections.abc import Callable
from typing import Any

from fastapi import Depends, HTTPException, Request

from steps.rights.table import HOLDERS, Right, Role, may, roles

TITLES = {
    Role.VIEWER: "người xem",
    Role.STEWARD: "người phụ trách",
    Role.LEADER: "lãnh đạo",
    Role.ADMINISTRATOR: "người quản trị",
}


def rights_of(user: Any) -> set[Right]:
    """All that an account may do; nothing where its role is not one of ours."""
    own = roles(user) if user else frozenset()
    return {right for right in HOLDERS if may(own, right)}


def title_of(user: Any) -> str:
    """What an account is, in words."""
    own = roles(user) if user else frozenset()
    return ", ".join(TITLES[role] for role in Role if role in own) or "không có vai trò"


def require(right: Right) -> Any:
    """The dependency of a route on a right: 403 without it."""
    return Depends(_check(right))


def _check(right: Right) -> Callable[[Request], None]:
    def check(request: Request) -> None:
        if right not in rights_of(request.state.user):
            raise HTTPException(403, "Tài khoản của anh/chị không có quyền làm việc này.")

    return check
