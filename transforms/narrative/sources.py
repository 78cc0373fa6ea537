"""A year's statements as clauses, by what they are: limitations, causes, plans, wishes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property

from transforms.catalogue import YearCatalogue
from transforms.catalogue.narrative import (
    CAUSES,
    DIRECTION,
    PROPOSALS,
    SHORTCOMINGS,
    STRENGTHS,
)
from transforms.narrative.merging import Point
from transforms.narrative.points import lines_of, points_of
from transforms.narrative.wishes import Addressees, asks
from transforms.report.rows import NarrativeRow

_YEAR = re.compile(r"\b[Nn]ăm (\d{4})\b(?!\s*[-–]\s*\d)")


class Source:
    """The statements of the year's units, in the catalogue's order whatever order they came in."""

    def __init__(self, narrative: Iterable[NarrativeRow], catalogue: YearCatalogue) -> None:
        self.rules, self.year = catalogue.narrative, catalogue.year
        self.addressees = Addressees.of(catalogue)
        self._theme_of = cache(self.rules.theme_of)
        self._names = {unit.unit_code: unit.name for unit in catalogue.reporting_units}
        self._places = {code: place for place, code in enumerate(self._names)}
        known = (row for row in narrative if row.unit_code in self._names)
        self._rows = sorted(
            known, key=lambda r: (self._places[r.unit_code], r.row_number, r.topic, r.text)
        )

    def in_order(self, unit_codes: Iterable[str]) -> list[str]:
        """Units, each once, in the catalogue's order."""
        return sorted(set(unit_codes), key=self._places.__getitem__)

    @cached_property
    def strengths(self) -> list[Point]:
        """What went well."""
        return [p for row in self._of(STRENGTHS) for p in self._told(row, row.text)]

    @property
    def limitations(self) -> list[Point]:
        """What did not."""
        return [point for limits, _ in self._shortcomings for point in limits]

    @property
    def causes(self) -> list[Point]:
        """Why, under the theme of what did not; a unit's causes apart belong to all of it."""
        return [point for _, causes in self._shortcomings for point in causes]

    @cached_property
    def _shortcomings(self) -> list[tuple[list[Point], list[Point]]]:
        """Limitations and causes; of a limitation that cannot be told the causes are one."""
        apart, found = self._apart(CAUSES), []
        for row in self._of(SHORTCOMINGS):
            limits = list(self._told(row, row.text))
            causes = list(self._told(row, row.cause or apart.get(row.unit_code, "")))
            found.append((limits, causes) if limits else (causes, limits))
        return found

    @cached_property
    def remedies(self) -> list[Point]:
        """What shall help, as tasks of the department; where no form asks for it, what is planned.

        Then a unit's plans belong to all that did not go well there, as its causes do.
        """
        rows = list(self._of(SHORTCOMINGS))
        plans = {} if any(row.remedy for row in rows) else self._apart(DIRECTION)
        return [
            point
            for row in rows
            for point in self._planned(row, row.remedy or plans.get(row.unit_code, ""))
        ]

    @cached_property
    def plans(self) -> list[Point]:
        """What is to be done next year, as tasks of the department."""
        return [p for row in self._of(DIRECTION) for p in self._planned(row, row.text)]

    def wishes(self, *, keeps_things: bool = False) -> Iterator[tuple[Point, str]]:
        """Each proposal without its opening, and whom it is for: as it says, else as declared."""
        for row in self._of(PROPOSALS):
            for point in self._points(row, row.text, keeps_things):
                named, text = self.addressees.open(point.text)
                declared = row.addressee or self.rules.addressee_of(row.text)
                yield replace(point, text=text), named or declared

    def is_ahead(self, text: str) -> bool:
        """Whether a task speaks of no year that is past."""
        return all(int(found[1]) > self.year for found in _YEAR.finditer(text))

    def _of(self, topic: str) -> Iterator[NarrativeRow]:
        return (row for row in self._rows if row.topic == topic)

    def _apart(self, topic: str) -> dict[str, str]:
        """What each unit says on a topic, a statement a line."""
        found: dict[str, str] = {}
        for row in self._of(topic):
            said = found.get(row.unit_code)
            found[row.unit_code] = row.text if said is None else f"{said}\n{row.text}"
        return found

    def _told(self, row: NarrativeRow, text: str) -> Iterator[Point]:
        """What is stated of the unit itself: wishes stand under proposals."""
        return (
            point
            for point in self._points(row, text)
            if not asks(point.text) and not self.addressees.speaks_of(point.text)
        )

    def _planned(self, row: NarrativeRow, text: str) -> Iterator[Point]:
        for point in self._points(row, text):
            addressee, rest = self.addressees.open(point.text)
            task = self.addressees.as_task(rest)
            if task and not self.addressees.is_outside(addressee) and self.is_ahead(task):
                yield replace(point, text=task)

    def _points(self, row: NarrativeRow, text: str, keeps_things: bool = False) -> Iterator[Point]:
        """The clauses of a text; each line of a list has its own theme."""
        theme = row.theme or self._theme_of(row.text)
        is_list = len(lines_of(text)) > 1
        name = self._names[row.unit_code]
        for point in points_of(text, self.rules, name, keeps_things=keeps_things):
            own = self._theme_of(point) if is_list else theme
            yield Point(row.unit_code, own, point)
