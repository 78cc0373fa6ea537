"""The figures of sentences and of the annexes' counts, each with the rows that it comes from."""

from collections.abc import Iterator

from transforms import figures
from transforms.report.model import Figure, Named, Report, Result, Source
from transforms.report.results.sentences import count_below
from transforms.report.results.summary import VERDICT_WORDS
from transforms.report.results.units import TOTAL, funnel_of

ALL = "all"  # activities of every task


def list_told(report: Report) -> Iterator[Figure]:
    """What is told beside the rates: people, units, verdicts, texts, documents, money."""
    yield from _coverage(report)
    yield from _verdicts(report)
    yield from _funnel(report)
    yield from _units(report)
    yield from _activities(report)
    yield from _plans(report)
    yield from _texts(report)
    source = Source("document")
    count = figures.counted(len(report.documents))
    yield Figure("documents/count", "Mục I", "Số văn bản chỉ đạo", count, source)


def group_key(number: int) -> str:
    """The activities of all tasks of a group, among those of tasks."""
    return f"group/{number}"


def _coverage(report: Report) -> Iterator[Figure]:
    coverage, source = report.coverage, Source("submission", report.year)
    counts = {
        "quarantined_units": ("có người chưa xác định", coverage.quarantined_units),
        "unknown_people_units": ("chưa rõ số người", coverage.unknown_people_units),
        **{status.value: ("chưa được tổng hợp", names) for status, names in coverage.out.items()},
    }
    for key, (words, names) in counts.items():
        label, text = f"Số đơn vị {words}", figures.counted(len(names))
        yield Figure(f"coverage/{key}/units", "Mục I", label, text, source)


def _verdicts(report: Report) -> Iterator[Figure]:
    root, year = report.root_code, report.year
    given = [target for target in report.targets if target.goals]
    own = [unit for unit in report.units if unit.kind == "unit"]
    for target in report.targets:
        now = Source("indicator", year, root, target.code)
        base = f"{target.code}/{root}"
        for goal in target.goals:
            label = f"{target.title}: mục tiêu đến năm {goal.year}"
            yield Figure(f"{base}/target/{goal.year}", "Mục II", label, goal.target, now)
        below, judged = count_below(target, own)
        label = f"{target.title}: số đơn vị còn dưới mục tiêu"
        text = f"{figures.counted(below)}/{figures.counted(judged)}"
        yield Figure(f"{base}/below", "Mục II", label, text, now)
        if target.last_denominator:
            before = Source("indicator", year - 1, root, target.code, of_unit=root)
            label = f"{target.title}: số đơn vị có số liệu cả hai năm"
            yield Figure(f"{base}/units", "Mục II", label, figures.counted(target.units), before)
    for verdict, words in VERDICT_WORDS.items():
        count = sum(target.verdict == verdict for target in given)
        if count:
            now = Source("indicator", year, root, given[0].code)
            text = f"{figures.counted(count)}/{figures.counted(len(given))}"
            yield Figure(f"verdict/{verdict}", "Mục III", f"Số mục tiêu {words}", text, now)
    for row in report.trend.rows if report.trend.is_shown and report.trend.codes else ():
        now = Source("indicator", row.year, row.unit_code, report.trend.codes[0])
        label = f"Số đơn vị được tổng hợp năm {row.year}"
        yield Figure(f"trend/units/{row.year}", "Phụ lục I", label, row.units, now)


def _funnel(report: Report) -> Iterator[Figure]:
    own = report.unit_counts[report.root_code]
    for measure in funnel_of(report.measures) if report.staff else ():
        text = figures.counted(own.get(measure.name) or 0)
        source = Source("staff", staff_type=TOTAL)
        yield Figure(f"funnel/{measure.name}", "Mục II", measure.title, text, source)


def _units(report: Report) -> Iterator[Figure]:
    told = {target.code for target in (*report.targets, *report.supplements)}
    counted = [column for column in report.unit_columns if column.measure]
    for row in report.units:
        if not any(value is not None for value in row.exact.values()):
            continue
        first = next(iter(row.results.values()), None)
        if first and row.kind != "unit":
            now = Source("indicator", report.year, row.code, first.code)
            text = f"{first.scope.counted}/{first.scope.expected}"
            label = f"{row.name}: số đơn vị được tổng hợp"
            yield Figure(f"scope/{row.code}", "Phụ lục I", label, text, now)
        for column in counted:
            code = _indicator_of(report, column.measure)
            yield Figure(
                f"count/{row.code}/{column.measure}",
                "Phụ lục I",
                f"{row.name}: {column.head.lower()}",
                figures.number(row.exact[column.measure] or 0),
                Source("indicator", report.year, row.code, code),
            )
        if row.kind == "total":
            others = [result for result in row.results.values() if result.code not in told]
            for result in others:
                yield from _reading(report, row.code, result)
        elif row.leading and row.leading.difference is not None:
            label = f"{row.name}: {row.leading.short} so với năm {report.year - 1}"
            code = row.leading.code
            before = Source("indicator", report.year - 1, row.code, code, of_unit=row.code)
            text = row.leading.change_text
            yield Figure(f"{code}/{row.code}/change", "Tóm tắt", label, text, before)


def _indicator_of(report: Report, measure: str) -> str:
    pairs = ((i.code, (i.numerator, i.denominator)) for i in report.indicators)
    return next((code for code, pair in pairs if measure in pair), "")


def _reading(report: Report, unit_code: str, result: Result) -> Iterator[Figure]:
    """The other reading of a target: its rate, and its distance where that turns the verdict."""
    source = Source("indicator", report.year, unit_code, result.code)
    base, name = f"{result.code}/{unit_code}", f"Tổng cộng: {result.short}"
    told = [("rate", name, result.rate), ("people", f"{name}: số người", result.people)]
    for goal in result.goals:
        words = f"{name}: so với mục tiêu {goal.target} ({goal.year})"
        short = figures.counted(goal.people_short)
        told.append((f"gap/{goal.year}", f"{words}, điểm phần trăm", goal.signed_gap))
        told.append((f"short/{goal.year}", f"{words}, còn thiếu, người", short))
        told.append(
            (f"pace/{goal.year}", f"{words}, bình quân mỗi năm", goal.pace or figures.NOTHING)
        )
    for key, label, text in told:
        yield Figure(f"{base}/{key}", "Phụ lục I", label, text, source)


def _activities(report: Report) -> Iterator[Figure]:
    for group in report.groups:
        place, source = (
            f"Mục II.{group.number}",
            Source("activity", task_code=group_key(group.number)),
        )
        for key, label, text in (
            ("count", "số hoạt động", figures.number(group.total)),
            ("units", "số đơn vị", figures.number(group.units)),
            ("participants", "lượt người tham gia", figures.number(group.participants)),
            ("unknown", "số hoạt động chưa thống kê", figures.number(group.unknown_participants)),
            ("budget", "kinh phí", figures.money(group.budget_thousand_vnd)),
        ):
            name = f"{group.title}: {label}"
            yield Figure(f"{group_key(group.number)}/{key}", place, name, text, source)
        for task in group.tasks:
            source = Source("activity", task_code=task.code)
            for key, label, count in (
                ("units", "số đơn vị", task.units),
                ("paid", "số hoạt động có kinh phí", task.paid),
            ):
                name, text = f"{task.title}: {label}", figures.number(count)
                yield Figure(f"activity/{task.code}/{key}", "Phụ lục II, III", name, text, source)
    for line in report.budget[-1:]:
        source = Source("activity", task_code=ALL)
        for key, label, text in (
            ("budget", "Tổng kinh phí (đồng)", line.budget),
            ("paid", "Tổng số hoạt động có kinh phí", line.activities),
        ):
            yield Figure(f"activity/{ALL}/{key}", "Phụ lục III", label, text, source)


def _plans(report: Report) -> Iterator[Figure]:
    for line in report.tasks:
        if line.plan != figures.NOTHING:
            label = f"{line.title}: kế hoạch năm {report.year}"
            source = Source("plan", task_code=line.code)
            yield Figure(f"plan/{line.code}", "Phụ lục II", label, line.plan, source)


def _texts(report: Report) -> Iterator[Figure]:
    for key, place, text, units in list_texts(report):
        label = f"Số đơn vị nêu: {text}"
        count = figures.counted(len(units))
        yield Figure(key, place, label, count, Source("text", task_code=key))


def list_texts(report: Report) -> Iterator[tuple[str, str, str, list[str]]]:
    """Key, place, the department's words and the units whose texts say them."""
    found = report.synthesis
    named: list[tuple[str, str, list[Named]]] = [
        ("strength", "Mục III.1", found.strengths),
        ("task", "Mục IV", found.tasks),
        ("request", "Mục V", [item for request in found.requests for item in request.items]),
    ]
    for kind, place, items in named:
        for number, item in enumerate(items, start=1):
            yield f"text/{kind}/{number}", place, item.text, item.units
    for row in found.limitations:
        yield f"text/limitation/{row.theme}", "Mục III.2", row.theme, row.units
