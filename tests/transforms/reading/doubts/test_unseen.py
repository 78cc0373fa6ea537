"""Q12: what is read and not seen, or seen and not read, at the sheet alone."""

import dataclasses
from typing import Any

import pytest

from tests.workbooks import catalogue, report
from transforms.reading.workbook import read_submission

LIST = "Danh sách"


def seen(**changes: Any) -> list[tuple[str | None, str | None, str]]:
    """The Q12 of a faultless report whose list is changed so."""
    grids = report(20).grids()
    grids[LIST] = dataclasses.replace(grids[LIST], **changes)
    reading = read_submission(grids, catalogue())
    return [(f.sheet, f.cell, f.message) for f in reading.findings if f.rule_code == "Q12"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, None),
        ({"is_hidden": True}, "đang bị ẩn mà vẫn được đọc"),
        ({"hidden_rows": frozenset({4, 6})}, "có dòng bị ẩn mà vẫn được đọc: 4, 6."),
        ({"hidden_rows": frozenset({1, 2, 40})}, None),
        ({"struck": frozenset({(5, 2), (5, 3)})}, "có dòng gạch ngang mà vẫn được đọc: 5."),
        ({"struck": frozenset({(1, 1), (5, 11)})}, None),  # a title, and a note that is not read
    ],
)
def test_rows_and_sheets_that_nobody_sees(changes, said):
    found = seen(**changes)
    assert [(sheet, cell) for sheet, cell, _ in found] == ([(LIST, None)] if said else [])
    assert all(str(said) in message for _, _, message in found)


def test_a_second_list_that_is_not_read():
    grids = report(20).grids()
    grids["Danh sách (2)"] = grids[LIST]
    found = read_submission(grids, catalogue()).findings
    assert [(f.rule_code, f.sheet) for f in found] == [
        ("F11", "Danh sách (2)"),
        ("Q12", "Danh sách (2)"),
    ]


def test_a_code_is_what_its_zeros_show():
    grids = report(20).grids()
    rows = [list(row) for row in grids[LIST].rows]
    rows[3][1], rows[4][1] = 105, "00105"
    grids[LIST] = dataclasses.replace(grids[LIST], rows=rows, masks={(4, 2): ("",) * 6})
    read = read_submission(grids, catalogue()).rows("roster")
    assert [row["person_code"] for row in read[:2]] == ["00105", "00105"]
