"""The sheet of truy-vet.xlsx behind what is told of activities: each with its row in the file."""

from collections.abc import Mapping
from typing import Any

from transforms.report.model import Report
from transforms.report.told import ALL, group_key
from transforms.report.workbooks.files import Place, row_cells, source_cell
from transforms.report.workbooks.sheets import Cell, Sheet

ACTIVITIES = "Hoạt động"


def activities_sheet(
    report: Report, file_rows: Mapping[Any, Place]
) -> tuple[Sheet, dict[Any, Place]]:
    """Every activity that counts, by task; the places of tasks, groups of them and all."""
    sheet = Sheet(
        ACTIVITIES,
        "Các hoạt động được tổng hợp",
        [
            "Nhiệm vụ",
            "Mã đơn vị",
            "Đơn vị",
            "Nội dung",
            "Dòng trong biểu",
            "Số lượt người",
            "Kinh phí (nghìn đồng)",
            "Nguồn (bấm để xem)",
        ],
        [11, 14, 50, 60, 10, 12, 14, 30],
    )
    places: dict[Any, Place] = {}
    for n, row in enumerate(report.activities):
        number = sheet.first_row + n
        first = places.get(row.task_code, (number, number))[0]
        places[row.task_code] = (first, number)
        own = file_rows.get((report.year, row.unit_code))
        budget = row.budget_thousand_vnd
        sheet.rows.append(
            [
                Cell(row.task_code),
                Cell(row.unit_code),
                Cell(row.name),
                Cell(row.content),
                Cell(row.row_number, "figure"),
                Cell(row.participant_count, "figure"),
                Cell(None if budget is None else float(budget), "money"),
                source_cell(own, row_cells(report, row.unit_code, "activity", row.row_number)),
            ]
        )
    for group in report.groups:
        found = [places[task.code] for task in group.tasks]
        if found:
            places[group_key(group.number)] = (found[0][0], found[-1][1])
    if sheet.rows:
        places[ALL] = (sheet.first_row, sheet.first_row + len(sheet.rows) - 1)
    return sheet, places
