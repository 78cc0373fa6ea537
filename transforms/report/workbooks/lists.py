"""The lists of phu-luc.xlsx: activities, tasks with their money, training, the units' own words."""

from collections.abc import Mapping
from typing import Any

from transforms import figures
from transforms.figures import Exact
from transforms.reading.addresses import column_letters as column
from transforms.report.model import Report
from transforms.report.workbooks.sheets import Cell, Sheet, share_of, sum_of


def notes_of(report: Report) -> tuple[str, ...]:
    """The lines under a table's title: its period, whose figures they are, draft or not."""
    note = report.coverage.note
    state = f"{report.state.draft_mark} {report.state.draft_note}".strip()
    period = f"Kỳ số liệu từ ngày {report.period.start} đến hết ngày {report.period.end}"
    return tuple(text for text in (f"{period}{f', {note}' if note else ''}", state) if text)


def list_activities(report: Report) -> Sheet:
    """Every activity, by task and unit, with the totals of people and money."""
    sheet = Sheet(
        "",
        f"Các hoạt động đã tổ chức năm {report.year}",
        [
            "STT",
            "Nhiệm vụ",
            "Đơn vị",
            "Nội dung",
            "Từ ngày",
            "Đến ngày",
            "Số lượt người",
            "Kinh phí (đồng)",
            "Minh chứng",
        ],
        [6, 30, 30, 46, 12, 12, 11, 14, 30],
        [],
        notes_of(report),
    )
    for number, row in enumerate(report.activities, start=1):
        sheet.rows.append(
            [
                Cell(number, "figure"),
                Cell(f"{row.task_code} {row.task_title}"),
                Cell(row.name),
                Cell(row.content),
                Cell(row.start_date, "day"),
                Cell(row.end_date, "day"),
                Cell(row.participant_count, "figure"),
                Cell(_dong(row.budget_thousand_vnd), "figure"),
                Cell(row.evidence),
            ]
        )
    if sheet.rows:
        sheet.rows.append(_total_row(sheet, label=2, sums={7: "figure", 8: "figure"}))
    return sheet


def list_tasks(report: Report) -> Sheet:
    """Activities, people and money by task."""
    sheet = Sheet(
        "",
        f"Kết quả và kinh phí theo nhiệm vụ năm {report.year}",
        [
            "STT",
            "Nhóm nhiệm vụ",
            "Nhiệm vụ",
            "Số hoạt động",
            "Số lượt người",
            "Kinh phí (đồng)",
        ],
        [6, 52, 40, 12, 12, 16],
        [],
        notes_of(report),
    )
    tasks = [(group, task) for group in report.groups for task in group.tasks]
    for number, (group, task) in enumerate(tasks, start=1):
        sheet.rows.append(
            [
                Cell(number, "figure"),
                Cell(group.title),
                Cell(f"{task.code} {task.title}"),
                Cell(task.total, "figure"),
                Cell(task.participants, "figure"),
                Cell(_dong(task.budget_thousand_vnd), "figure"),
            ]
        )
    if sheet.rows:
        sums = {4: "figure", 5: "figure", 6: "figure"}
        sheet.rows.append(_total_row(sheet, label=2, sums=sums))
    return sheet


def list_tables(report: Report) -> list[Sheet]:
    """The tables of their own that measures name: each unit's, with the rates made of them."""
    names = dict.fromkeys(measure.table for measure in report.measures if measure.table)
    return [_own_table(report, name) for name in names]


def _own_table(report: Report, name: str) -> Sheet:
    headcount = report.headcount
    measures = [headcount, *(m for m in report.measures if m.table == name)]
    letters = {measure.name: column(n) for n, measure in enumerate(measures, start=3)}
    own = {measure.name for measure in measures[1:]}
    rates = [i for i in report.indicators
             if i.column and i.numerator in own and i.denominator in letters]  # fmt: skip
    sheet = Sheet(
        "",
        f"{name} theo đơn vị năm {report.year}",
        [
            "STT",
            "Đơn vị",
            *(measure.short for measure in measures),
            *(indicator.column or "" for indicator in rates),
        ],
        [6, 52, 14, *[16] * (len(own) + len(rates))],
        [],
        notes_of(report),
    )

    def shares(counts: Mapping[str, Any], number: int, is_bold: bool = False) -> list[Cell]:
        cells = []
        for indicator in rates:
            top, bottom = counts[indicator.numerator] or 0, counts[indicator.denominator]
            above, below = letters[indicator.numerator], letters[indicator.denominator]
            formula = share_of(f"{above}{number}", f"{below}{number}")
            share = top / bottom if bottom else figures.NOTHING
            cells.append(Cell(share, "rate", formula, is_bold=is_bold))
        return cells

    units = [row for row in report.units if row.kind == "unit" and row.is_counted]
    for n, row in enumerate(units):
        counts = report.unit_counts[row.code]
        figures_of = [Cell(counts[name] or 0, "figure") for name in letters]
        number = sheet.first_row + n
        sheet.rows.append(
            [Cell(n + 1, "figure"), Cell(row.name), *figures_of, *shares(counts, number)]
        )
    if sheet.rows:
        sums = dict.fromkeys(range(3, 3 + len(letters)), "figure")
        total = _total_row(sheet, label=2, sums=sums)
        totals = {name: total[n].value for n, name in enumerate(letters, start=2)}
        total[2 + len(letters) :] = shares(totals, sheet.first_row + len(sheet.rows), is_bold=True)
        sheet.rows.append(total)
    return sheet


def list_words(report: Report) -> Sheet:
    """All texts of the units, as they wrote them."""
    rows = [
        [Cell(title), Cell(said.name), Cell(said.text)]
        for topic, title in report.topics.items()
        for said in report.said
        if said.topic == topic
    ]
    return Sheet(
        "",
        f"Thuyết minh của các đơn vị năm {report.year}",
        ["Mục", "Đơn vị", "Nội dung"],
        [24, 40, 110],
        rows,
        notes_of(report),
    )


def _dong(thousand_vnd: Exact | None) -> int | None:
    return None if thousand_vnd is None else figures.whole_dong(thousand_vnd)


def _total_row(sheet: Sheet, label: int, sums: dict[int, Any]) -> list[Cell]:
    """The last row: a sum under each of the columns by number, with its value."""
    first, last = sheet.first_row, sheet.first_row + len(sheet.rows)
    cells = [Cell("", is_bold=True) for _ in sheet.heads]
    cells[label - 1] = Cell("Tổng cộng", is_bold=True)
    for place, look in sums.items():
        values = [row[place - 1].value for row in sheet.rows]
        total = sum(value for value in values if isinstance(value, int | float))
        formula = sum_of(column(place), range(first, last))
        cells[place - 1] = Cell(total, look, formula, is_bold=True)
    return cells
