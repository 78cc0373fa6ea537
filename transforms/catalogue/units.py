"""The department's units in time."""

import datetime as dt

from pydantic import Field as Key

from transforms.catalogue.base import Day, Declared, Text


class Unit(Declared):
    """One row of units.csv: a unit as it was from ``valid_from`` to ``valid_to`` (inclusive)."""

    unit_code: Text
    name: Text
    unit_type: Text
    parent_code: str | None
    valid_from: Day
    valid_to: Day | None
    successor_code: tuple[str, ...]
    pass_score: float | None = Key(default=None, ge=0, le=100)
    email: str | None
    head_email: str | None
    decision: str | None

    @property
    def is_group(self) -> bool:
        """Groups sum up their children and never report themselves."""
        return self.unit_type == "group"

    def is_in_force(self, day: dt.date) -> bool:
        """Whether this row holds on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
