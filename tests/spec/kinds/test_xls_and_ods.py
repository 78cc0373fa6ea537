"""What the eye sees of xls and ods: the same findings as in xlsx."""

import datetime as dt
import io
import re
import zipfile

import pytest
import xlwt
from openpyxl.utils.cell import coordinate_to_tuple

from tests.spec.kinds.cases import ACTS, LIST, Kind, faultless
from tests.spec.kinds.containers import by_another_writer, rewritten

seen = Kind()


def xls(change=lambda page: None, sheet=LIST, *, since_1904=False):
    """The faultless workbook as xlwt writes it, changed; its days perhaps counted from 1904."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = since_1904
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    pages = {}
    for name, cells in by_another_writer(faultless()).sheets.items():
        pages[name] = book.add_sheet(name, cell_overwrite_ok=True)
        for cell, value in cells.items():
            row, column = coordinate_to_tuple(cell)
            is_day = isinstance(value, dt.date)
            if is_day and since_1904:
                value = (value - dt.datetime(1904, 1, 1)).days
            pages[name].write(row - 1, column - 1, value, *[day] * is_day)
    change(pages[sheet])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def typed(row, column, value, shown="General", font=""):
    style = xlwt.easyxf(font, num_format_str=shown)
    return lambda page: page.write(row - 1, column - 1, value, style)


def set_to(part, **values):
    def change(page):
        for name, value in values.items():
            setattr(part(page), name, value)

    return change


def fifth_row(page):
    return page.row(4)


def scores(page):
    return page.col(5)


STYLE = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
UNSEEN = f"Q12 {LIST}"
for what, change, found in (
    ("as it is", lambda page: None, ""),
    ("percent", typed(4, 6, 0.92, "0%"), ""),
    ("zeros", typed(4, 2, 100, "00000"), ""),
    ("struck", typed(4, 3, "Người số 1", font="font: struck_out on"), UNSEEN),
    ("hidden row", set_to(fifth_row, hidden=True), UNSEEN),
    ("flat row", set_to(fifth_row, height=10, height_mismatch=True), UNSEEN),
    ("hidden column", set_to(scores, hidden=True), UNSEEN),
    ("narrow column", set_to(scores, width=50), UNSEEN),
    ("hidden sheet", lambda page: setattr(page, "visibility", 1), UNSEEN),
    ("very hidden sheet", lambda page: setattr(page, "visibility", 2), UNSEEN),
    ("merged marks", lambda page: page.merge(3, 5, 4, 4), f"Q16 {LIST}!E4"),
):
    seen(f"xls, {what}", lambda book, change=change: xls(change), found)
for cell, (row, column, formula) in {
    "F4": (4, 6, "90+2"),
    "E4": (4, 5, '"x"'),
    "J4": (4, 10, "1+1"),
}.items():
    change = typed(row, column, xlwt.Formula(formula))
    what = f"xls, a formula that nothing calculated, {cell}"
    found = f"R05 {LIST}!{cell}"
    seen(what, lambda book, change=change: xls(change), found, status="rejected")
seen("xls, days since 1904", lambda book: xls(since_1904=True))
seen("xls, thousands", lambda book: xls(typed(4, 7, 100_000, "#,##0,"), ACTS))


def ods(*changes):
    """The faultless workbook as ods, its content changed by patterns."""
    data = by_another_writer(faultless()).ods()
    text = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    for old, new in changes:
        text, count = re.subn(old, new, text, count=1)
        assert count, old
    return rewritten(
        data, change=lambda name, part: text.encode() if name == "content.xml" else part
    )


def styled(kind, properties):
    style = f'<style:style {STYLE} style:name="low" style:family="table-{kind}">{properties}'
    styles = "<office:automatic-styles{}>"
    return styles.format("/"), f"{styles.format('')}{style}</style:style></office:automatic-styles>"


ROW, START = "<style:table-row-properties {}/>", rf'(<table:table table:name="{LIST}">)'
COLUMN = "<style:table-column-properties {}/>"
OF_A_PERSON = r"<table:table-row>(?=(?:(?!</table:table-row>).)*Người số 2<)"
LOW_ROW = '<table:table-row table:style-name="low">'
COLUMNS = (
    r'\1<table:table-column table:number-columns-repeated="5"/>'
    '<table:table-column table:style-name="low"/>'
)
for length, found in {"0.4pt": UNSEEN, "0.01in": UNSEEN, "0.2mm": UNSEEN, "0.5cm": ""}.items():
    low = ROW.format(f'style:row-height="{length}"')
    seen(f"ods, a row of {length}",
         lambda book, low=low: ods(styled("row", low), (OF_A_PERSON, LOW_ROW)), found)  # fmt: skip
    narrow = COLUMN.format(f'style:column-width="{length}"')
    seen(f"ods, a column of {length}",
         lambda book, low=narrow: ods(styled("column", low), (START, COLUMNS)), found)  # fmt: skip
FORMULA = '<table:table-cell table:formula="of:=&quot;&quot;">'
for what, formula, found in (
    ("of the empty text", f"{FORMULA}<text:p/></table:table-cell>", ""),
    ("without a value", f"{FORMULA}</table:table-cell>", f"R05 {LIST}!E12"),
):
    change = (r"(Người lao động</text:p></table:table-cell>)<table:table-cell/>", rf"\1{formula}")
    other = {"status": "rejected"} if found else {}
    seen(f"ods, a formula {what}", lambda book, change=change: ods(change), found, **other)


@pytest.mark.parametrize("what", seen.cases)
def test_xls_and_ods(what):
    assert seen.outcome(what) == seen.expected(what)
