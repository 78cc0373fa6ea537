"""A year's texts without a database, and the Office's edits of them."""

from dataclasses import replace
from functools import cache

from steps.publication.texts import YearTexts, texts_of
from tests.render.report.frames import make_inputs
from tests.render.report.samples import full_year
from tests.transforms.narrative.said import by_all, said
from transforms.narrative.edits.standing import Standing
from transforms.report.inputs import ReportInputs
from transforms.report.rows import EditedRow, NarrativeRow

DEVICES, LESSONS = "Kinh phí, thiết bị", "Bồi dưỡng, học liệu"
SAID = (
    *by_all("strengths", *("Lãnh đạo quan tâm chỉ đạo việc học",) * 2),
    *by_all("shortcomings", "Máy tính đã cũ", "Máy tính đã cũ", theme=DEVICES, cause="Thiếu vốn"),
    said("KHTC", "shortcomings", "Lớp bồi dưỡng còn ít", theme=LESSONS, remedy="Mở thêm lớp"),
    *by_all("proposals", "Đề nghị Sở tổ chức lớp kỹ năng số", "Đề nghị Sở tổ chức lớp kỹ năng số"),
    said("KSN", "proposals", "Đề nghị UBND tỉnh bố trí kinh phí mua máy tính"),
)  # fmt: skip


@cache
def inputs(*, titles: int = 0) -> ReportInputs:
    """2024 with those statements; ``titles`` more people of VP have the title."""
    year = full_year(2024)
    year["VP"] = replace(year["VP"], title=year["VP"].title + titles)
    found = make_inputs(2024, {2023: full_year(2023), 2024: year})
    return replace(found, narrative=SAID)


def edited(*edits: EditedRow, of: ReportInputs | None = None) -> ReportInputs:
    """The inputs with edits."""
    return replace(of or inputs(), edited_text=edits)


def saying(*more: NarrativeRow, of: ReportInputs | None = None) -> ReportInputs:
    """The inputs with more statements."""
    found = of or inputs()
    return replace(found, narrative=(*found.narrative, *more))


def texts(found: ReportInputs | None = None) -> YearTexts:
    return texts_of(found) if found else _drafted()


@cache
def _drafted() -> YearTexts:
    return texts_of(inputs())


def text(key: str, found: ReportInputs | None = None) -> Standing:
    """The text of a key, or the first one whose draft begins so."""
    return next(t for t in texts(found).texts if t.key == key or t.drafted.text.startswith(key))


def edit(key: str, new: str | None, filed_under: str | None = None, **more: str) -> EditedRow:
    """An edit of a text as it is drafted."""
    found = text(key)
    filed = filed_under or found.filed_under or None
    return EditedRow(found.key, new, filed, more.get("drafted", found.drafted.text))
