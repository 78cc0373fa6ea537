"""The tables of phu-luc.xlsx: for print, with totals and rates as formulas."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms import figures
from transforms.reading.addresses import column_letters as letters_of
from transforms.report.columns import Column as TableColumn
from transforms.report.model import Goal, Report, Result, UnitRow
from transforms.report.workbooks.lists import (
    list_activities,
    list_tables,
    list_tasks,
    list_words,
    notes_of,
)
from transforms.report.workbooks.sheets import Cell, Sheet, places_of, share_of, sum_of

Column = tuple[tuple[str, ...], str]
"""What a column holds, and its header."""


def annex_sheets(report: Report) -> list[Sheet]:
    """Every table there is data for, numbered; the first one always."""
    made = [
        _units(report),
        _targets(report),
        _staff(report),
        list_activities(report),
        list_tasks(report),
        *list_tables(report),
        list_words(report),
    ]
    shown = [sheet for sheet in made if sheet and (sheet.rows or sheet is made[0])]
    return [
        replace(s, name=f"Biểu {n}", title=f"Biểu {n}. {s.title}")
        for n, s in enumerate(shown, start=1)
    ]


def _units(report: Report) -> Sheet:
    """Table I: annex I under its names and numbers, then what is counted beside it."""
    told = report.unit_columns
    own = [*_told_columns(told, report)]
    layout = [item for item, _ in own]
    more = [(i, h) for i, h in (*_counts(report), *_gap_columns(report)) if i not in layout]
    columns = [*own, *more]
    about = f"Kết quả {report.subject_of_tables}".strip()
    sheet = Sheet(
        "",
        f"{about} theo đơn vị năm {report.year}",
        ["STT", "Đơn vị", *(head for _, head in columns), report.verdict_head, "Ghi chú"],
        [5, 32, *[9.5] * len(columns), 16, 16],
        [],
        notes_of(report),
        ["", "", *(c.number for c in told), *[""] * (len(more) + 2)],
    )
    places = {row.code: sheet.first_row + n for n, row in enumerate(report.units)}
    for row in report.units:
        sheet.rows.append(_unit_row(row, [item for item, _ in columns], places, report))
    return sheet


def _told_columns(columns: Sequence[TableColumn], report: Report) -> Iterator[Column]:
    """The columns of annex I."""
    pairs = {i.code: (i.numerator, i.denominator) for i in report.indicators}
    for column in columns:
        if column.measure:
            yield ("count", column.measure), column.head
        elif column.is_last_year:
            yield ("last", column.indicator), column.head
        else:
            yield ("rate", *pairs[column.indicator], column.indicator), column.head


def _counts(report: Report) -> Iterator[Column]:
    """People by staff type, those set aside, and every measure of no other table."""
    for code, name in report.staff_types.items():
        yield ("count", code), name
    yield ("count", "unknown"), "Chưa xác định"
    for measure in report.measures:
        if not (measure.is_declared or measure.table):
            yield ("count", measure.name), measure.short


def _gap_columns(report: Report) -> Iterator[Column]:
    """The distance to its nearest target of the first indicator that is no supplement."""
    names = {measure.name: measure.short for measure in report.measures}
    for indicator in [i for i in report.indicators if not i.is_supplementary][:1]:
        head = f"{names[indicator.numerator]} so với mục tiêu (điểm %)"
        yield ("gap", indicator.code), head


def _unit_row(
    row: UnitRow,
    layout: list[tuple[str, ...]],
    places: dict[str, int],
    report: Report,
) -> list[Cell]:
    number = places[row.code]
    is_bold = row.kind != "unit"
    where = {
        item[1]: f"{letters_of(n)}{number}"
        for n, item in enumerate(layout, start=3)
        if item[0] == "count"
    }
    cells = [Cell(row.number, "figure", is_bold=is_bold), Cell(row.name, is_bold=is_bold)]
    for place, item in enumerate(layout, start=3):
        if item[0] == "count":
            cells.append(_count_cell(row, item[1], place, places, report))
        elif item[0] == "rate":
            cells.append(_rate_cell(row, item[3], where[item[1]], where[item[2]], is_bold))
        elif item[0] == "last":
            cells.append(_last_cell(row, item[1], is_bold))
        else:
            cells.append(_gap_cell(row, item[1], is_bold))
    return [*cells, Cell(row.verdict, is_bold=is_bold), Cell(row.note, is_bold=is_bold)]


def _count_cell(
    row: UnitRow, measure: str, place: int, places: dict[str, int], report: Report
) -> Cell:
    """A count of a unit; of a group the sum of its members, as a formula."""
    value = report.unit_counts[row.code].get(measure)
    if row.kind == "unit":
        return Cell(figures.NOTHING if value is None else value, "figure")
    if not report.coverage.scopes[row.code].counted:
        return Cell(figures.NOTHING, "figure", is_bold=True)
    members = [places[code] for code in row.members]
    formula = sum_of(letters_of(place), members) if members else None
    return Cell(value or 0, "figure", formula, is_bold=True)


def _rate_cell(row: UnitRow, code: str, top: str, bottom: str, is_bold: bool) -> Cell:
    indicator = row.results.get(code)
    if indicator is None or not row.is_counted:
        return Cell(figures.NOTHING, "figure", is_bold=is_bold)
    numerator, denominator = indicator.numerator, indicator.denominator
    value = numerator / denominator if denominator else figures.NOTHING
    return Cell(
        value, "rate", share_of(top, bottom), places=places_of(indicator.rate), is_bold=is_bold
    )


def _last_cell(row: UnitRow, code: str, is_bold: bool) -> Cell:
    """Last year's rate over the units of both years."""
    result = row.results[code]
    if not row.is_counted or not result.last_denominator:
        return Cell(figures.NOTHING, "figure", is_bold=is_bold)
    value = result.last_numerator / result.last_denominator
    return Cell(value, "rate", places=places_of(result.last_rate), is_bold=is_bold)


def _gap_cell(row: UnitRow, code: str, is_bold: bool) -> Cell:
    result = row.results.get(code)
    if result is None or not result.goals or not row.is_counted:
        return Cell(figures.NOTHING, "figure", is_bold=is_bold)
    return gap_cell(result.goals[0], is_bold)


def gap_cell(goal: Goal, is_bold: bool = False) -> Cell:
    """The distance to a target in points, shown as printed."""
    if goal.gap is None:
        return Cell(figures.NOTHING, "figure", is_bold=is_bold)
    places = places_of(goal.signed_gap)
    return Cell(float(goal.gap), "points", places=places, is_bold=is_bold)


def _targets(report: Report) -> Sheet:
    rows = []
    for number, target in enumerate(report.targets, start=1):
        if not target.goals:
            rows.append(_target_row(number, target, None))
        rows += [_target_row(number, target, goal) for goal in target.goals]
    return Sheet(
        "",
        f"Kết quả thực hiện các mục tiêu năm {report.year}",
        [
            "STT",
            "Chỉ tiêu",
            "Số người",
            "Trên tổng số",
            "Tỷ lệ",
            f"Tỷ lệ năm {report.year - 1}",
            "Tăng, giảm (điểm %)",
            "Năm mục tiêu",
            "Mục tiêu",
            "So với mục tiêu (điểm %)",
            "Đánh giá",
        ],
        [6, 48, 10, 10, 10, 11, 11, 9, 10, 12, 30],
        rows,
        notes_of(report),
    )


def _target_row(number: int, target: Result, goal: Goal | None) -> list[Cell]:
    has_data = bool(target.denominator)
    rate = target.numerator / target.denominator if has_data else figures.NOTHING
    return [
        Cell(number, "figure"),
        Cell(target.title),
        Cell(target.numerator, "figure"),
        Cell(target.denominator, "figure"),
        Cell(rate, "rate", places=places_of(target.rate)),
        Cell(target.last_rate, "figure"),
        Cell(target.change_text, "figure"),
        Cell(goal.year if goal else figures.NOTHING, "plain"),
        Cell(goal.target if goal else figures.NOTHING, "figure"),
        gap_cell(goal) if goal else Cell(figures.NOTHING, "figure"),
        Cell(goal.verdict_text if goal else target.verdict_text),
    ]


def _staff(report: Report) -> Sheet:
    """By staff type, the total as sums; the rates as shares of the row's cells."""
    measures = [measure for measure in report.staff_measures if not measure.table]
    letters = {measure.name: letters_of(n) for n, measure in enumerate(measures, start=3)}
    rates = [
        indicator
        for indicator in report.indicators
        if indicator.column
        and not indicator.is_supplementary
        and {indicator.numerator, indicator.denominator} <= set(letters)
    ]
    sheet = Sheet(
        "",
        f"Kết quả theo đối tượng năm {report.year}",
        [
            "STT",
            "Đối tượng",
            *(measure.short for measure in measures),
            *(indicator.column or "" for indicator in rates),
        ],
        [6, 30, *[12] * (len(measures) + len(rates))],
        [],
        notes_of(report),
    )
    for n, row in enumerate(report.staff):
        is_total, number = row.kind == "total", sheet.first_row + n
        cells = [Cell("" if is_total else n + 1, "figure"), Cell(row.name, is_bold=is_total)]
        for name, letter in letters.items():
            formula = sum_of(letter, range(sheet.first_row, number)) if is_total else None
            cells.append(Cell(row.exact[name], "figure", formula, is_bold=is_total))
        for indicator in rates:
            above, below = row.exact[indicator.numerator], row.exact[indicator.denominator]
            top, bottom = letters[indicator.numerator], letters[indicator.denominator]
            cells.append(
                Cell(
                    above / below if below else figures.NOTHING,
                    "rate",
                    share_of(f"{top}{number}", f"{bottom}{number}"),
                    places=places_of(row.rates[indicator.code]),
                    is_bold=is_total,
                )
            )
        sheet.rows.append(cells)
    return sheet
