"""The quality annex: what came and counts by unit, the queries with their answers, the forms."""

import datetime as dt
from collections.abc import Iterable

from transforms import figures
from transforms.catalogue import TIME_ZONE, Form, Measure
from transforms.report.inputs import COUNTING, ReportInputs
from transforms.report.model import Coverage, QualityRow, QualityTotal, Query
from transforms.report.results.coverage import counting_submissions

Key = tuple[str, str, str | None, str | None]
"""Unit, rule, sheet and answer."""

MOST_CELLS = 8  # cells named per query; the finding's own list is in the unit's feedback


def list_quality(inputs: ReportInputs, coverage: Coverage) -> list[QualityRow]:
    """One row per reporting unit, then the total; blank figures where nothing came."""
    counting = counting_submissions(inputs.submission, inputs.year)
    latest = {
        row.unit_code: row
        for row in inputs.submission
        if row.reporting_year == inputs.year and row.version is not None
    }
    rows = []
    for number, unit in enumerate(coverage.units, start=1):
        sent = counting.get(unit.code) or latest.get(unit.code)
        people = figures.NOTHING if unit.people is None else figures.number(unit.people)
        is_guess = not unit.is_counted and unit.people is not None
        rows.append(
            QualityRow(
                number=str(number),
                name=unit.name,
                status=unit.status_text,
                version=str(sent.version) if sent else figures.NOTHING,
                received=_local_day(sent.received_at) if sent else figures.NOTHING,
                on_time="Có" if unit.is_on_time else "Không",
                expected=f"{people}*" if is_guess else people,
                counted=people if unit.is_counted else figures.NOTHING,
                quarantined=figures.number(unit.quarantined)
                if unit.is_counted
                else figures.NOTHING,
            )
        )
    return rows


def _local_day(time: dt.datetime) -> str:
    return figures.day(time.astimezone(TIME_ZONE).date())


def quality_total(coverage: Coverage) -> QualityTotal:
    """The last row: units and people expected, counted, left out."""
    return QualityTotal(
        units=f"{coverage.counted_units}/{coverage.expected_units} đơn vị",
        on_time=f"{coverage.on_time_units}/{coverage.expected_units}",
        expected=figures.number(coverage.expected_people),
        counted=figures.number(coverage.counted_people),
        quarantined=figures.number(coverage.quarantined_people),
    )


def list_queries(inputs: ReportInputs) -> list[Query]:
    """The warnings of counting submissions, one row per unit, rule, sheet and answer."""
    names = {unit.unit_code: unit.name for unit in inputs.catalogue.reporting_units}
    found: dict[Key, list[str | None]] = {}
    for row in inputs.finding:
        if row.severity != "warning" or row.status not in COUNTING:
            continue
        if row.unit_code not in names:
            continue
        key = (row.unit_code, row.rule_code, row.sheet, row.explanation)
        found.setdefault(key, []).append(row.cell)
    order = {code: place for place, code in enumerate(names)}
    keys = sorted(found, key=lambda k: (order[k[0]], k[1], k[2] or "", k[3] or ""))
    return [_query(number, key, found[key], names, inputs) for number, key in enumerate(keys, 1)]


def _query(
    number: int,
    key: Key,
    cells: list[str | None],
    names: dict[str, str],
    inputs: ReportInputs,
) -> Query:
    unit_code, rule_code, sheet, explanation = key
    rule = inputs.catalogue.rules.rules.get(rule_code)
    return Query(
        number=str(number),
        name=names[unit_code],
        rule=f"{rule_code}. {rule.title}" if rule else rule_code,
        place=_place(sheet, [cell for cell in cells if cell]),
        count=len(cells),
        answer=explanation or "Chưa giải trình",
        is_answered=bool(explanation),
    )


def _place(sheet: str | None, cells: list[str]) -> str:
    shown = ", ".join(cells[:MOST_CELLS])
    if len(cells) > MOST_CELLS:
        shown += f" và {figures.counted(len(cells) - MOST_CELLS)} ô khác"
    return f"{sheet or ''}: {shown}" if shown else sheet or "Tệp"


def query_sentence(queries: list[Query]) -> str:
    """How many warnings there are and how many are answered."""
    total = sum(query.count for query in queries)
    if not total:
        return "Số liệu được tổng hợp không có cảnh báo nào cần giải trình."
    answered = sum(query.count for query in queries if query.is_answered)
    units = len({query.name for query in queries})
    return (
        f"Số liệu được tổng hợp có {figures.counted(total)} cảnh báo tại {figures.counted(units)} "
        f"đơn vị, trong đó {figures.counted(answered)} cảnh báo đã được giải trình."
    )


def form_sentences(
    form: Form, previous: Form | None, year: int, lacking: Iterable[Measure]
) -> list[str]:
    """Which form the year used, what it does not ask for, and how it differs from last year's."""
    sentences = [f"Năm {year} sử dụng {form.title} (phiên bản {form.version})."]
    names = [f"{measure.title[:1].lower()}{measure.title[1:]}" for measure in lacking]
    if names:
        sentences.append(f"Biểu mẫu này không thu thập {', '.join(names)}.")
    if previous and previous.version != form.version:
        ways = {True: "thống kê từng người", False: "thống kê số lượng theo đối tượng"}
        sentences.append(
            f"Năm {year - 1} sử dụng {previous.title} (phiên bản {previous.version}), "
            f"{ways[previous.has('roster')]}; năm {year} {ways[form.has('roster')]}. "
            "Khi so sánh giữa hai năm cần lưu ý khác biệt này."
        )
    return sentences
