"""The sheets of truy-vet.xlsx: figure → indicator rows → submissions, with links between them."""

from collections.abc import Mapping
from typing import Any

from transforms import figures
from transforms.report.model import Report, Source, TracedIndicator
from transforms.report.told import ALL, group_key
from transforms.report.workbooks.files import FILES, YES_NO, Place, link_to, list_files, source_cell
from transforms.report.workbooks.quality import quality_sheet, queries_sheet
from transforms.report.workbooks.sheets import Cell, Sheet, places_of
from transforms.report.workbooks.told import DOCUMENTS, TEXTS, documents_sheet, texts_sheet

FIGURES, INDICATORS, STAFF, ACTIVITIES, CHANGES = (
    "Số liệu công bố",
    "Chỉ tiêu",
    "Đối tượng",
    "Hoạt động",
    "Thay đổi",
)


def trace_sheets(report: Report) -> list[Sheet]:
    """The published figures first; each sheet below holds what the one above points to."""
    files, file_rows = list_files(report)
    indicators, indicator_rows = _indicators(report, file_rows)
    staff, staff_rows = _staff(report, file_rows)
    activities, activity_rows = _activities(report, file_rows)
    texts, text_rows = texts_sheet(report, file_rows)
    documents, document_rows = documents_sheet(report)
    targets = {
        "indicator": (INDICATORS, indicator_rows),
        "staff": (STAFF, staff_rows),
        "activity": (ACTIVITIES, activity_rows),
        "submission": (FILES, file_rows),
        "text": (TEXTS, text_rows),
        "document": (DOCUMENTS, document_rows),
    }
    sheets = [
        _figures(report, targets),
        indicators,
        staff,
        activities,
        *(sheet for sheet in (texts, documents) if sheet.rows),
        files,
        quality_sheet(report),
    ]
    if report.queries:
        sheets.append(queries_sheet(report))
    return [*sheets, _changes(report)] if report.changes else sheets


def _figures(report: Report, targets: dict[str, Any]) -> Sheet:
    _, rows_of = targets["indicator"]
    listed = {
        key: sorted(rows_of[row][0] for row in rows if row in rows_of)
        for key, rows in report.trace.last.items()
    }
    sheet = Sheet(
        FIGURES,
        f"Số liệu công bố trong báo cáo năm {report.year} và nguồn của từng số",
        ["STT", "Vị trí trong báo cáo", "Số liệu", "Giá trị in", "Nguồn (bấm để xem)", "Khóa"],
        [7, 20, 90, 16, 30, 34],
        [],
        (
            _edition(report),
            "Mỗi số liệu dẫn đến các dòng chỉ tiêu, mỗi dòng chỉ tiêu dẫn đến bản gửi của đơn vị.",
        ),
    )
    for number, figure in enumerate(report.figures, start=1):
        name, rows = targets[figure.source.sheet]
        place = _place(figure.source, rows)
        numbers = listed.get((figure.source.of_unit, figure.source.indicator_code))
        shown = f"{name}, dòng {_numbers(place, numbers)}" if place else figures.NOTHING
        sheet.rows.append(
            [
                Cell(number, "figure"),
                Cell(figure.place),
                Cell(figure.label),
                Cell(figure.text, "figure"),
                Cell(shown, link=link_to(name, place, 3)),
                Cell(figure.key),
            ]
        )
    return sheet


def _edition(report: Report) -> str:
    if report.state.is_draft:
        return f"{report.state.draft_mark} {report.state.draft_note}"
    return f"Bản công bố, phiên bản {report.state.version or 1}"


def _numbers(place: Place, listed: list[int] | None) -> str:
    """The very rows: ``4, 7, 10-12`` of those listed, else from the first to the last."""
    runs: list[list[int]] = []
    for number in listed or range(place[0], place[1] + 1):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in runs)


def _place(source: Source, rows: Mapping[Any, Place]) -> Place | None:
    if source.sheet == "indicator":
        key: Any = (source.year, source.unit_code, source.indicator_code)
        if source.of_unit:
            key = ("last", source.of_unit, source.indicator_code)
        return rows.get(key)
    if source.sheet == "submission":
        return rows.get(source.year)
    return rows.get(source.staff_type or source.task_code)


def _indicators(report: Report, file_rows: Mapping[Any, Place]) -> tuple[Sheet, dict[Any, Place]]:
    """Rows by year, indicator and the tree of units; a sum points to the rows below it."""
    sheet = Sheet(
        INDICATORS,
        "Các dòng chỉ tiêu (mart.indicator) mà số liệu được lấy ra",
        [
            "Năm",
            "Chỉ tiêu",
            "Mã đơn vị",
            "Đơn vị",
            "Tử số",
            "Mẫu số",
            "Tỷ lệ",
            "Mục tiêu (%)",
            "Năm mục tiêu",
            "Văn bản giao mục tiêu",
            "Tỷ lệ từ mục tiêu trở lên",
            "Nguồn (bấm để xem)",
        ],
        [8, 11, 14, 56, 10, 10, 10, 11, 11, 44, 8, 34],
    )
    places: dict[Any, Place] = {}
    rows = report.trace.indicator
    for n, row in enumerate(rows):
        number = sheet.first_row + n
        places[row.year, row.unit_code, row.indicator_code] = (number, number)
    for row in rows:
        sheet.rows.append(_indicator_row(row, places, file_rows))
    for (unit, code), keys in report.trace.last.items():
        found = [places[key] for key in keys if key in places]
        if found:
            places["last", unit, code] = (min(p[0] for p in found), max(p[1] for p in found))
    return sheet, places


def _indicator_row(
    row: TracedIndicator, places: Mapping[Any, Place], file_rows: Mapping[Any, Place]
) -> list[Cell]:
    own = file_rows.get((row.year, row.unit_code))
    members = [places[k] for m in row.members if (k := (row.year, m, row.indicator_code)) in places]
    if own:
        source, link = f"{FILES}, dòng {own[0]}", link_to(FILES, own, 3)
    elif members:
        place = (min(m[0] for m in members), max(m[1] for m in members))
        source, link = f"Cộng từ dòng {place[0]}-{place[1]}", link_to(INDICATORS, place, 4)
    elif row.is_root and row.year in file_rows:
        place = file_rows[row.year]
        source, link = f"Cộng từ {FILES}, dòng {place[0]}-{place[1]}", link_to(FILES, place, 3)
    else:
        source, link = "Không có bản gửi được tổng hợp", None
    rate = row.numerator / row.denominator if row.denominator else None
    return [
        Cell(row.year, "plain"),
        Cell(row.indicator_code),
        Cell(row.unit_code),
        Cell(row.name),
        Cell(row.numerator, "figure"),
        Cell(row.denominator, "figure"),
        Cell(rate, "rate", places=places_of(row.rate)),
        Cell(row.target, "figure"),
        Cell(row.target_year, "plain"),
        Cell(row.target_source),
        Cell(YES_NO[row.is_met], "figure"),
        Cell(source, link=link),
    ]


def _staff(report: Report, file_rows: Mapping[Any, Place]) -> tuple[Sheet, dict[Any, Place]]:
    sheet = Sheet(
        STAFF,
        "Số người theo đối tượng của từng đơn vị (từ danh sách, biểu tổng hợp được nhận)",
        [
            "Đối tượng",
            "Mã đơn vị",
            "Đơn vị",
            *(measure.short for measure in report.staff_measures),
            "Nguồn (bấm để xem)",
        ],
        [18, 14, 56, *[12] * len(report.staff_measures), 30],
    )
    places: dict[Any, Place] = {}
    for n, row in enumerate(report.trace.staff):
        number = sheet.first_row + n
        first = places.get(row.staff_type, (number, number))[0]
        places[row.staff_type] = (first, number)
        own = file_rows.get((report.year, row.unit_code))
        sheet.rows.append(
            [
                Cell(row.type_name),
                Cell(row.unit_code),
                Cell(row.name),
                *(Cell(row.counts.get(m.name, 0), "figure") for m in report.staff_measures),
                source_cell(own),
            ]
        )
    if sheet.rows:
        places["total"] = (sheet.first_row, sheet.first_row + len(sheet.rows) - 1)
    return sheet, places


def _activities(report: Report, file_rows: Mapping[Any, Place]) -> tuple[Sheet, dict[Any, Place]]:
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
                source_cell(own),
            ]
        )
    for group in report.groups:
        found = [places[task.code] for task in group.tasks]
        if found:
            places[group_key(group.number)] = (found[0][0], found[-1][1])
    if sheet.rows:
        places[ALL] = (sheet.first_row, sheet.first_row + len(sheet.rows) - 1)
    return sheet, places


def _changes(report: Report) -> Sheet:
    rows = [
        [
            Cell(n, "figure"),
            Cell(change.label),
            Cell(change.before, "figure"),
            Cell(change.after, "figure"),
            Cell(change.key),
        ]
        for n, change in enumerate(report.changes, start=1)
    ]
    return Sheet(
        CHANGES,
        "Số liệu thay đổi so với phiên bản trước",
        ["STT", "Số liệu", "Phiên bản trước", "Phiên bản này", "Khóa"],
        [7, 100, 18, 18, 34],
        rows,
    )
