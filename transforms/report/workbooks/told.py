"""The sheets of truy-vet.xlsx behind the texts of the report and its documents."""

from collections.abc import Mapping
from typing import Any

from transforms import figures
from transforms.catalogue.narrative import NARRATIVE
from transforms.report.model import Report
from transforms.report.told import list_texts
from transforms.report.workbooks.files import Place, cells_in, source_cell
from transforms.report.workbooks.sheets import Cell, Sheet

TEXTS, DOCUMENTS, PLANS, EDITS = "Lời văn", "Văn bản", "Kế hoạch", "Lời đã sửa"


def texts_sheet(report: Report, file_rows: Mapping[Any, Place]) -> tuple[Sheet, dict[Any, Place]]:
    """Which units' texts each statement of the report was made of; their places by its key."""
    sheet = Sheet(
        TEXTS,
        "Các ý của báo cáo và những đơn vị nêu từng ý (nguyên văn ở biểu cuối của phu-luc.xlsx)",
        ["Vị trí trong báo cáo", "Ý của báo cáo", "Mã đơn vị", "Đơn vị", "Nguồn (bấm để xem)"],
        [20, 80, 14, 56, 30],
    )
    names = {row.code: row.name for row in report.units}
    places: dict[Any, Place] = {}
    for key, place, text, units in list_texts(report):
        first = sheet.first_row + len(sheet.rows)
        for code in units:
            own = file_rows.get((report.year, code))
            cells = [Cell(place), Cell(text), Cell(code), Cell(names.get(code, ""))]
            within = cells_in(report, report.year, code, [NARRATIVE])
            sheet.rows.append([*cells, source_cell(own, within)])
        if units:
            places[key] = (first, first + len(units) - 1)
    return sheet, places


def documents_sheet(report: Report) -> tuple[Sheet, dict[Any, Place]]:
    """The documents of the year, from the catalogue."""
    sheet = Sheet(
        DOCUMENTS,
        "Văn bản chỉ đạo trong kỳ báo cáo (danh mục, documents.csv)",
        ["Văn bản", "Ngày ban hành", "Nội dung", "Cơ quan ban hành"],
        [34, 16, 90, 44],
    )
    for line in report.document_lines:
        sheet.rows.append([Cell(line.name), Cell(line.date), Cell(line.title), Cell(line.issuer)])
    last = sheet.first_row + len(sheet.rows) - 1
    return sheet, {"": (sheet.first_row, last)} if sheet.rows else {}


def plans_sheet(report: Report) -> tuple[Sheet, dict[Any, Place]]:
    """What the plan asks of each task, from the catalogue; the places by task."""
    sheet = Sheet(
        PLANS,
        "Việc mà Kế hoạch nêu rõ trong năm (danh mục, tasks.toml, mục plans)",
        ["Mã", "Nhiệm vụ", "Kế hoạch", "Đã thực hiện (hoạt động)", "Mức độ hoàn thành"],
        [8, 60, 40, 16, 24],
    )
    places: dict[Any, Place] = {}
    for line in report.tasks:
        if line.plan == figures.NOTHING:
            continue
        number = sheet.first_row + len(sheet.rows)
        places[line.code] = (number, number)
        cells = [line.code, line.title, line.plan, line.activities, line.level]
        sheet.rows.append([Cell(text) for text in cells])
    return sheet, places


def edits_sheet(report: Report) -> Sheet:
    """The texts that stand otherwise than drafted: by whom, when, from what, and why."""
    sheet = Sheet(
        EDITS,
        "Các lời của báo cáo do Văn phòng sửa hoặc bỏ",
        ["Khóa", "Lời máy soạn", "Lời trong báo cáo", "Tài khoản sửa", "Sửa lúc", "Lý do"],
        [30, 70, 70, 24, 20, 40],
    )
    for edit in report.edited:
        text = "(đã bỏ)" if edit.text is None else edit.text
        sheet.rows.append(
            [
                Cell(edit.text_key),
                Cell(edit.drafted),
                Cell(text),
                Cell(edit.actor),
                Cell(edit.happened_at, "time"),
                Cell(edit.reason),
            ]
        )
    return sheet
