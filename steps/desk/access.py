"""Who took which of the units' files: written before the file is handed out."""

from collections.abc import Mapping
from typing import Any, Literal

import warehouse
from steps.settings import Settings

Action = Literal["original", "feedback", "look", "upload", "export"]


def note_access(settings: Settings, actor: str, action: Action, file: Mapping[str, Any]) -> None:
    """Note that an account did something with a file (its ``sha256``, and what is known of it)."""
    known = {key: file.get(key) for key in ("submission_id", "reporting_year", "unit_code")}
    with warehouse.engine(settings).begin() as connection:
        values = {"actor": actor, "action": action, "sha256": file["sha256"], **known}
        warehouse.execute(connection, "desk/access", values)
