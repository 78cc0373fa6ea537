"""Statements made by hand, and the rules and addressees of the demonstration department."""

from functools import cache

from tests.render.report.frames import demo
from transforms.catalogue import YearCatalogue
from transforms.narrative.synthesis import synthesise
from transforms.report.model import Synthesis
from transforms.report.rows import NarrativeRow

UNITS = ("VP", "TTR", "KHTC", "QLDD", "KSN")


@cache
def year(number: int = 2024) -> YearCatalogue:
    found = demo().of_year(number)
    assert found is not None
    return found


def said(unit: str, topic: str, text: str, number: int = 1, **more: str | None) -> NarrativeRow:
    """A statement; what is not given is open, as in a form that does not ask for it."""
    beside = dict.fromkeys(("theme", "cause", "remedy", "addressee"))
    return NarrativeRow(
        unit_code=unit, row_number=number, topic=topic, text=text, **(beside | more)
    )


def by_all(topic: str, *texts: str, **more: str | None) -> list[NarrativeRow]:
    """One text of each of several units."""
    return [said(code, topic, text, **more) for code, text in zip(UNITS, texts, strict=False)]


def told(*rows: NarrativeRow, number: int = 2024) -> Synthesis:
    return synthesise(rows, year(number))


def texts_of(synthesis: Synthesis) -> list[str]:
    """Everything that is printed."""
    rows = synthesis.limitations
    return [
        *(item.text for item in (*synthesis.strengths, *synthesis.tasks)),
        *(text for row in rows for text in (row.limitations, row.causes, row.remedies) if text),
        *(item.text for request in synthesis.requests for item in request.items),
    ]
