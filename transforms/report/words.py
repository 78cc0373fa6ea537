"""The units' own words, as they wrote them: the Office's source, in phu-luc.xlsx only."""

from collections.abc import Iterable

from transforms.catalogue import YearCatalogue
from transforms.catalogue.narrative import NARRATIVE
from transforms.report.model import Said
from transforms.report.rows import NarrativeRow
from transforms.text import squeeze

BESIDE = ("cause", "remedy")
"""What stands beside a statement where the form asks for it there."""


def topic_names(catalogue: YearCatalogue) -> dict[str, str]:
    """What the year's form asks units to write about, with its words for it.

    A form that asks for one text a topic has a label for each; one that asks for a table has a
    list to choose from, and columns beside the statement.
    """
    fields = [
        field
        for sheet in catalogue.form.sheets
        if sheet.table == NARRATIVE
        for field in sheet.row_fields
    ]
    chosen = [field for field in fields if field.column == "topic"]
    if not chosen:
        return {field.column: field.header for field in fields if field.column}
    topics = {topic: header for field in chosen for header, topic in field.values.items()}
    return topics | {f.column: f.header for f in fields if f.column in BESIDE}


def list_said(narrative: Iterable[NarrativeRow], catalogue: YearCatalogue) -> list[Said]:
    """Every statement of every unit, cause and remedy for themselves, in the catalogue's order."""
    said: dict[str, list[NarrativeRow]] = {}
    for row in narrative:
        said.setdefault(row.unit_code, []).append(row)
    return [
        Said(unit.name, topic, squeeze(text))
        for unit in catalogue.reporting_units
        for row in said.get(unit.unit_code, [])
        for topic, text in ((row.topic, row.text), ("cause", row.cause), ("remedy", row.remedy))
        if text
    ]
