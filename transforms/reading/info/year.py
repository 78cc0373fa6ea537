"""The file's year and the version of its form (F02, F06)."""

import datetime as dt
import re
from collections import Counter

from transforms.catalogue import Sheet
from transforms.reading.layout import find_labels
from transforms.reading.submission import Draft, SheetReading
from transforms.reading.values import as_text
from transforms.text import fold

_YEAR = re.compile(r"(?:(?:kỳ|kì|báo cáo|bc|năm)[ :.]*)*(\d{4})(?: ?năm)?(?:[.,]0*)?")
_VERSION = re.compile(r"(?:(?:phiên|bản|biểu|mẫu|số|form|version|ver|v)[ :.]*)*0*(\d+)(?:[.,]0+)?")


def sheet_of_year(draft: Draft) -> Sheet:
    """The sheet as the form of the file's year declares it; else as the latest form does.

    The year is looked for under the label of every form, so that a new form changes nothing for
    the years of the others.
    """
    sheets = [form.sheet("info") for form in reversed(draft.catalogue.forms)]
    for sheet in sheets:
        grid = draft.grid(sheet)
        if grid is not None:
            year = _year(SheetReading(sheet, grid, find_labels(sheet, grid)))
            if year is not None and (form := draft.catalogue.form(year)):
                return form.sheet("info")
    return next((sheet for sheet in sheets if draft.grid(sheet) is not None), sheets[0])


def _year(info: SheetReading) -> int | None:
    """The year as people write it: ``2024``, ``Năm 2024``, a date shown as its year."""
    value = info.value("reporting_year")
    if isinstance(value, dt.date):
        return value.year
    found = _YEAR.fullmatch(fold(as_text(value)))
    return int(found[1]) if found else None


def read_year(draft: Draft, info: SheetReading) -> None:
    """Read the year into the draft, with the catalogue of that year; F06 where it tells none."""
    year = _year(info)
    if year is not None and draft.catalogue.form(year):
        draft.reading.year = year
        draft.reading.catalogue = draft.catalogue.of_year(year)
    elif info.stands("reporting_year"):
        example = max(form.first_year for form in draft.catalogue.forms) + 1
        problem = "thiếu, không đọc được hoặc không phải năm có báo cáo"
        draft.add_label(
            "F06", info, "reporting_year",
            f"{problem}. Hãy ghi năm bằng bốn chữ số, ví dụ {example}",
        )  # fmt: skip


def check_year(draft: Draft, info: SheetReading) -> None:
    """F06: the activities belong to another year; then nobody knows the file's year.

    None lies in the data period of the year that is written, and at least half in another's. Where
    the version is that of the other year's form, it is not wrong but for the year.
    """
    reading = draft.reading
    if reading.catalogue is None:
        return
    calendar, year = draft.catalogue.calendar, reading.catalogue.year
    days = [row[column] for part in reading.sheets.values() for row in part.rows
            for column in _dated(part)[:1] if row[column]]  # fmt: skip
    meant = Counter(filter(None, (calendar.period_year(day) for day in days)))
    if not meant or year in meant:
        return
    other, count = meant.most_common(1)[0]
    if 2 * count < len(days):
        return
    period = calendar.of_year(other)
    draft.add_label(
        "F06", info, "reporting_year",
        f"ghi {year}, nhưng {count}/{len(days)} hoạt động ở trang khác nằm trong kỳ số liệu năm "
        f"{other} (từ {period.period_start:%d/%m/%Y} đến {period.period_end:%d/%m/%Y}). Hãy sửa "
        "năm báo cáo, hoặc ngày của các hoạt động",
    )  # fmt: skip
    meant_form = draft.catalogue.form(other)
    if meant_form and meant_form.version == reading.form_version:
        reading.findings = [f for f in reading.findings if f.rule_code != "F02"]
    reading.year, reading.catalogue = None, None


def _dated(part: SheetReading) -> list[str]:
    """The columns that must lie in the data period."""
    return [field.column or "" for field in part.sheet.row_fields if field.period_rule]


def read_version(draft: Draft, info: SheetReading) -> None:
    """The form, if its version is known and, where the year is, the one in force for it."""
    version = _plain_version(as_text(info.value("form_version")))
    known = {form.version: form for form in draft.catalogue.forms}
    year = draft.reading.year
    of_year = draft.catalogue.form(year) if year else None
    right = {of_year.version} if of_year else set(known)
    if version in known:
        draft.reading.form_version = version
    if version in right:
        draft.reading.form = known[version]
    elif info.stands("form_version"):
        wanted = " hoặc ".join(sorted(right))
        known_year = f"năm {year} dùng phiên bản {wanted}" if of_year else f"chỉ có bản {wanted}"
        draft.add_label("F02", info, "form_version", known_year)


def _plain_version(text: str) -> str:
    """A version as people write it (``02``, ``2.0``, ``phiên bản 2``) as the forms name it."""
    found = _VERSION.fullmatch(fold(text))
    return found[1] if found else text
