"""The texts of a year's report as the Office edits them: read, checked, kept with who and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

import warehouse
from render.report.blocks import draft_paragraphs
from steps.publication.inputs import load_inputs
from steps.settings import Settings
from steps.year.state import YearState, require_open, year_state
from transforms.catalogue import NarrativeRules, YearCatalogue
from transforms.conformity.tokens import figures_of
from transforms.errors import ReportError
from transforms.narrative.edits.checks import Counted, counted_in, find_faults
from transforms.narrative.edits.drafted import THEME, Drafted, draft_clauses
from transforms.narrative.edits.standing import (
    Change,
    Standing,
    clean_text,
    moved_since,
    standing_texts,
    unfit,
)
from transforms.report.build import build_report
from transforms.report.inputs import ReportInputs
from transforms.report.rows import NarrativeRow

LONGEST_REASON = 1000


@dataclass(frozen=True)
class YearTexts:
    """Every text of a year's report, what they were made of, and what they may say."""

    catalogue: YearCatalogue
    texts: list[Standing]
    counted: Counted
    narrative: tuple[NarrativeRow, ...]
    has_files: bool

    @property
    def stale(self) -> list[Standing]:
        """Those to look at again."""
        return [text for text in self.texts if text.is_stale]

    @property
    def wrong(self) -> list[Standing]:
        """Those with a figure or a verdict that is not the counted one."""
        return [text for text in self.texts if text.faults]

    @property
    def edited(self) -> list[Standing]:
        """Those that do not stand as they were drafted."""
        return [text for text in self.texts if text.edit]

    def filings(self, text: Drafted) -> Sequence[str]:
        """What a text may be filed under: themes of the table, addressees outside."""
        if text.filed_as == THEME:
            return list(self.catalogue.narrative.themes)
        return self.catalogue.narrative.outside if text.filed_as else ()


def texts_of(inputs: ReportInputs) -> YearTexts:
    """The texts as they stand by some inputs."""
    draft = build_report(replace(inputs, edited_text=()))
    drafted = [
        *draft_paragraphs(draft),
        *draft_clauses(draft.synthesis, inputs.edited_text),
    ]
    counted = counted_in((text.text for text in drafted), (figure.text for figure in draft.figures))
    rules = inputs.catalogue.narrative
    texts = standing_texts(drafted, inputs.edited_text, counted, rules)
    has_files = any(row.reporting_year == inputs.year for row in inputs.submission)
    return YearTexts(inputs.catalogue, texts, counted, inputs.narrative, has_files)


def stale_texts(inputs: ReportInputs) -> list[str]:
    """The edited texts to look at again, in a line each; nothing is built where none was edited."""
    return [str(text) for text in texts_of(inputs).stale] if inputs.edited_text else []


def require_true(inputs: ReportInputs) -> None:
    """ReportError for the first edited text that says otherwise than is counted."""
    wrong = texts_of(inputs).wrong if inputs.edited_text else []
    if wrong:
        raise ReportError(
            f"Năm {inputs.year}, lời đã sửa ở {wrong[0]}: hãy sửa lại hoặc trả lại lời dự thảo "
            "(bàn làm việc, trang Thuyết minh) rồi trình lại"
        )


def load_texts(settings: Settings, year: int) -> YearTexts:
    """The texts as they stand now."""
    return texts_of(load_inputs(settings, year))


def load_stale(settings: Settings, year: int) -> list[str]:
    """The edited texts to look at again, as they stand now."""
    return stale_texts(load_inputs(settings, year))


def load_history(settings: Settings, year: int) -> tuple[list[dict[str, Any]], YearState]:
    """Every decision about the year's texts, the newest first, and whether one may be made."""
    with warehouse.reading(settings) as connection:
        history = warehouse.fetch(connection, "texts/history", year=year)
        return history, year_state(connection, year)


def require_files(year: int, texts: YearTexts) -> None:
    """ReportError where there is nothing yet to tell of."""
    if not texts.has_files:
        raise ReportError(f"Năm {year} chưa có tệp nào: chưa có lời để sửa")


def write_changes(settings: Settings, year: int, changes: Iterable[Change], actor: str) -> int:
    """Keep what was decided, all or nothing; how many texts stand otherwise than before.

    A text that stands so already is nothing, unless its draft has changed since: then it is kept
    as looked at. Raises ReportError, in one line with the place, for what cannot stand in a report.
    """
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        now = load_texts(settings, year)
        require_files(year, now)
        texts = {text.key: text for text in now.texts}
        rows = [row for change in changes if (row := _row(change, texts, now))]
        _add(connection, year, rows, actor)
    return len(rows)


def _row(change: Change, texts: Mapping[str, Standing], now: YearTexts) -> dict[str, Any] | None:
    """What is kept of a change; None for one that changes nothing."""
    place = change.place or change.key
    standing = texts.get(change.key)
    if standing is None:
        raise ReportError(f"{place}: báo cáo không có lời nào có khóa này; hãy lấy lại danh sách")
    text = clean_text(change.text, is_cell=standing.drafted.is_cell)
    filed = change.filed_under or standing.filed_under
    if not _changes(standing, change, text, filed):
        return None
    if moved := moved_since(change.sign, standing):
        raise ReportError(f"{place}: {moved}")
    if change.action == "edited":
        _require_fit(place, standing, text, filed, now)
    drafted = standing.drafted_from
    return {
        "text_key": change.key,
        "action": change.action,
        "text": text if change.action == "edited" else None,
        "filed_under": filed or None,
        "drafted": drafted,
        "figures": [figure.shown for figure in figures_of(drafted)],
        "reason": change.reason[:LONGEST_REASON],
    }


def _changes(standing: Standing, change: Change, text: str, filed: str) -> bool:
    if change.action == "restored":
        return standing.edit is not None
    if change.action == "left_out":
        return not standing.is_left_out or bool(standing.stale)
    is_same = not standing.is_left_out and (text, filed) == (standing.text, standing.filed_under)
    return not is_same or bool(standing.stale)


def _require_fit(place: str, standing: Standing, text: str, filed: str, now: YearTexts) -> None:
    """ReportError for a text that cannot stand in a report, the right figure beside the wrong."""
    allowed = now.filings(standing.drafted)
    if standing.drafted.filed_as and filed not in (*allowed, standing.drafted.filed_under):
        raise ReportError(
            f"{place}: {standing.drafted.filed_as} “{filed}” không có; chọn: {'; '.join(allowed)}"
        )
    rules: NarrativeRules = now.catalogue.narrative
    found = unfit(text) or next(
        iter(find_faults(text, standing.drafted.text, now.counted, rules)), ""
    )
    if found:
        raise ReportError(f"{place}: {found}; chưa lời nào được ghi")


def _add(connection: Connection, year: int, rows: list[dict[str, Any]], actor: str) -> None:
    values = [row | {"year": year, "actor": actor} for row in rows]
    warehouse.execute(connection, "texts/add", values)
