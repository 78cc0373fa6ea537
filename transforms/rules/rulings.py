"""What a unit is told of its warnings once the Office decided about them."""

from collections.abc import Iterable, Mapping
from typing import Any

ACCEPTED, ASKED_AGAIN = "accepted", "asked_again"


def with_rulings(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Findings as feedback tells them.

    One that was accepted asks for nothing more; one that was asked again waits for an answer, with
    the Office's reason and what the unit had said.
    """
    return [_told(dict(finding)) for finding in findings]


def _told(finding: dict[str, Any]) -> dict[str, Any]:
    message = finding["message"]
    if finding["action"] == ACCEPTED:
        told = f"Văn phòng Sở đã chấp nhận, không cần làm gì. (Đã hỏi: {message})"
        return finding | {"severity": "info", "message": told}
    if finding["action"] == ASKED_AGAIN:
        said = finding["explanation"]
        before = f" Đơn vị đã giải trình: “{said}”." if said else ""
        told = f"Văn phòng Sở hỏi lại: {finding['reason'].rstrip('.')}.{before} {message}"
        return finding | {"explanation": None, "message": told}
    return finding
