"""The tables of phu-luc.xlsx: for print, with totals and rates as formulas."""

from collections.abc import Iterator, Mapping
from typing import Any

from transforms import figures
from transforms.reading.addresses import column_letters as column
from transforms.report.workbooks.lists import (
    headcount_of,
    list_activities,
    list_tables,
    list_tasks,
    list_words,
    notes_of,
)
from transforms.report.workbooks.sheets import Cell, Sheet, places_of, share_of, sum_of


def annex_sheets(model: Mapping[str, Any]) -> list[Sheet]:
    """Every table there is data for, numbered; the first one always."""
    made = [
        _units(model),
        _targets(model),
        _staff(model),
        list_activities(model),
        list_tasks(model),
        *list_tables(model),
        list_words(model),
    ]
    shown = [sheet for sheet in made if sheet and (sheet.rows or sheet is made[0])]
    return [
        Sheet(f"Biểu {n}", f"Biểu {n}. {s.title}", s.heads, s.widths, s.rows, s.notes)
        for n, s in enumerate(shown, start=1)
    ]


def _units(model: Mapping[str, Any]) -> Sheet:
    """Table I: people by type, every measure with its rates, the distance to the first target."""
    columns = [*_head_columns(model), *_measure_columns(model), *_gap_columns(model)]
    layout = [column for column, _ in columns]
    heads = [head for _, head in columns]
    about = f"Kết quả {model['subject_of_tables']}".strip()
    sheet = Sheet(
        "",
        f"{about} theo đơn vị năm {model['year']}",
        ["STT", "Đơn vị", *heads, "Ghi chú"],
        [5, 32, *[8.5] * len(heads), 16],
        [],
        notes_of(model),
    )
    places = {row["code"]: sheet.first_row + n for n, row in enumerate(model["units"])}
    for row in model["units"]:
        sheet.rows.append(_unit_row(row, layout, places, model))
    return sheet


Column = tuple[tuple[str, ...], str]
"""What a column holds, and its header."""


def _head_columns(model: Mapping[str, Any]) -> Iterator[Column]:
    headcount = headcount_of(model)
    yield ("count", headcount.name), headcount.short
    for code, name in model["staff_types"].items():
        yield ("count", code), name
    yield ("count", "unknown"), "Chưa xác định"


def _measure_columns(model: Mapping[str, Any]) -> Iterator[Column]:
    """Every measure of no other table, beside it the rates of which it is the numerator."""
    for measure in model["measures"]:
        if measure.is_declared or measure.table:
            continue
        yield ("count", measure.name), measure.short
        for indicator in model["indicators"]:
            if indicator.column and indicator.numerator == measure.name:
                below = indicator.denominator
                yield ("rate", measure.name, below, indicator.code), indicator.column


def _gap_columns(model: Mapping[str, Any]) -> Iterator[Column]:
    """The distance to its nearest target of the first indicator that is no supplement."""
    names = {measure.name: measure.short for measure in model["measures"]}
    for indicator in [i for i in model["indicators"] if not i.is_supplementary][:1]:
        head = f"{names[indicator.numerator]} so với mục tiêu (điểm %)"
        yield ("gap", indicator.code), head


def _unit_row(
    row: dict[str, Any],
    layout: list[tuple[str, ...]],
    places: dict[str, int],
    model: Mapping[str, Any],
) -> list[Cell]:
    number = places[row["code"]]
    is_bold = row["kind"] != "unit"
    where = {
        item[1]: f"{column(n)}{number}"
        for n, item in enumerate(layout, start=3)
        if item[0] == "count"
    }
    cells = [Cell(row["number"], "figure", is_bold=is_bold), Cell(row["name"], is_bold=is_bold)]
    for place, item in enumerate(layout, start=3):
        if item[0] == "count":
            cells.append(_count_cell(row, item[1], place, places, model))
        elif item[0] == "rate":
            cells.append(_rate_cell(row, item[3], where[item[1]], where[item[2]], is_bold))
        else:
            cells.append(_gap_cell(row, item[1], is_bold))
    return [*cells, Cell(row["note"], is_bold=is_bold)]


def _count_cell(
    row: dict[str, Any], measure: str, place: int, places: dict[str, int], model: Mapping[str, Any]
) -> Cell:
    """A count of a unit; of a group the sum of its members, as a formula."""
    value = model["unit_counts"][row["code"]].get(measure)
    if row["kind"] == "unit":
        return Cell(figures.NOTHING if value is None else value, "figure")
    members = [places[code] for code in row["members"]]
    formula = sum_of(column(place), members) if members else None
    return Cell(value or 0, "figure", formula, is_bold=True)


def _rate_cell(row: dict[str, Any], code: str, top: str, bottom: str, is_bold: bool) -> Cell:
    indicator = row["indicators"].get(code)
    if indicator is None or not row["is_counted"]:
        return Cell(figures.NOTHING, "figure", is_bold=is_bold)
    numerator, denominator = indicator["numerator"], indicator["denominator"]
    value = numerator / denominator if denominator else figures.NOTHING
    return Cell(
        value, "rate", share_of(top, bottom), places=places_of(indicator["rate"]), is_bold=is_bold
    )


def _gap_cell(row: dict[str, Any], code: str, is_bold: bool) -> Cell:
    goals = row["indicators"].get(code, {}).get("goals", [])
    if not goals or not row["is_counted"]:
        return Cell(figures.NOTHING, "figure", is_bold=is_bold)
    return gap_cell(goals[0], is_bold)


def gap_cell(goal: dict[str, Any], is_bold: bool = False) -> Cell:
    """The distance to a target in points, shown as printed."""
    if goal["gap"] is None:
        return Cell(figures.NOTHING, "figure", is_bold=is_bold)
    places = places_of(goal["signed_gap"])
    return Cell(float(goal["gap"]), "points", places=places, is_bold=is_bold)


def _targets(model: Mapping[str, Any]) -> Sheet:
    rows = []
    for number, target in enumerate(model["targets"], start=1):
        for goal in target["goals"] or [None]:
            rows.append(_target_row(number, target, goal))
    return Sheet(
        "",
        f"Kết quả thực hiện các mục tiêu năm {model['year']}",
        [
            "STT",
            "Chỉ tiêu",
            "Số người",
            "Trên tổng số",
            "Tỷ lệ",
            f"Tỷ lệ năm {model['last_year']}",
            "Tăng, giảm (điểm %)",
            "Năm mục tiêu",
            "Mục tiêu",
            "So với mục tiêu (điểm %)",
            "Đánh giá",
        ],
        [6, 48, 10, 10, 10, 11, 11, 9, 10, 12, 30],
        rows,
        notes_of(model),
    )


def _target_row(number: int, target: dict[str, Any], goal: dict[str, Any] | None) -> list[Cell]:
    words = {"exceeded": "Vượt", "met": "Đạt", "missed": "Chưa đạt", "no_data": "Chưa có số liệu"}
    has_data = bool(target["denominator"])
    rate = target["numerator"] / target["denominator"] if has_data else figures.NOTHING
    verdict = words[goal["verdict"]] if goal else "Chưa giao mục tiêu"
    note = f" ({target['scope_note']})" if target["scope_note"] and has_data and goal else ""
    return [
        Cell(number, "figure"),
        Cell(target["title"]),
        Cell(target["numerator"], "figure"),
        Cell(target["denominator"], "figure"),
        Cell(rate, "rate", places=places_of(target["rate"])),
        Cell(target["last_rate"], "figure"),
        Cell(target["change_text"], "figure"),
        Cell(goal["year"] if goal else figures.NOTHING, "plain"),
        Cell(goal["target"] if goal else figures.NOTHING, "figure"),
        gap_cell(goal) if goal else Cell(figures.NOTHING, "figure"),
        Cell(verdict + note),
    ]


def _staff(model: Mapping[str, Any]) -> Sheet:
    """By staff type, the total as sums; the rates as shares of the row's cells."""
    measures = [measure for measure in model["measures"] if not measure.table]
    letters = {measure.name: column(n) for n, measure in enumerate(measures, start=3)}
    rates = [
        indicator
        for indicator in model["indicators"]
        if indicator.column
        and not indicator.is_supplementary
        and {indicator.numerator, indicator.denominator} <= set(letters)
    ]
    sheet = Sheet(
        "",
        f"Kết quả theo đối tượng năm {model['year']}",
        [
            "STT",
            "Đối tượng",
            *(measure.short for measure in measures),
            *(indicator.column or "" for indicator in rates),
        ],
        [6, 30, *[12] * (len(measures) + len(rates))],
        [],
        notes_of(model),
    )
    for n, row in enumerate(model["staff"]):
        is_total, number = row["kind"] == "total", sheet.first_row + n
        cells = [Cell("" if is_total else n + 1, "figure"), Cell(row["name"], is_bold=is_total)]
        for name, letter in letters.items():
            formula = sum_of(letter, range(sheet.first_row, number)) if is_total else None
            cells.append(Cell(row[name], "figure", formula, is_bold=is_total))
        for indicator in rates:
            above, below = row[indicator.numerator], row[indicator.denominator]
            top, bottom = letters[indicator.numerator], letters[indicator.denominator]
            cells.append(
                Cell(
                    above / below if below else figures.NOTHING,
                    "rate",
                    share_of(f"{top}{number}", f"{bottom}{number}"),
                    places=places_of(row["rates"][indicator.code]),
                    is_bold=is_total,
                )
            )
        sheet.rows.append(cells)
    return sheet
