"""Every published figure with its key, its words, and the rows of the warehouse it comes from."""

from collections.abc import Iterator, Mapping

from transforms import figures
from transforms.report.model import Figure, FigureChange, Report, Source
from transforms.report.results.units import UNKNOWN
from transforms.report.told import list_told

MOST_CHANGES = 30
"""Changed figures that the annex lists; truy-vet.xlsx has them all."""


def list_figures(report: Report) -> list[Figure]:
    """Every figure of the report with the rows it comes from, in the order of the report."""
    return [
        *_coverage(report),
        *_targets(report),
        *_units(report),
        *_staff(report),
        *_activities(report),
        *_trend(report),
        *list_told(report),
    ]


def figure_texts(report: Report) -> dict[str, str]:
    """What a version published, to be kept and compared with the next one: key to text."""
    return {figure.key: figure.text for figure in report.figures}


def list_changes(now: list[Figure], before: Mapping[str, str]) -> list[FigureChange]:
    """The figures that differ from an earlier version's, those that came and those that went."""
    labels = {figure.key: f"{figure.label} ({figure.place})" for figure in now}
    texts = {figure.key: figure.text for figure in now}
    keys = list(texts) + [key for key in before if key not in texts]
    return [
        FigureChange(
            key=key,
            label=labels.get(key, key),
            before=before.get(key, figures.NOTHING),
            after=texts.get(key, figures.NOTHING),
        )
        for key in keys
        if before.get(key, figures.NOTHING) != texts.get(key, figures.NOTHING)
    ]


def chief_changes(changes: list[FigureChange], report: Report) -> list[FigureChange]:
    """What its reader must know: coverage, verdicts, targets, then units and activities.

    The others follow from these; where none of these changed, they stand for themselves.
    """
    root, leading = report.root_code, {row.leading.code for row in report.units if row.leading}
    targets = {f"{t.code}/{root}/{kind}" for t in report.targets for kind in ("rate", "people")}
    units = {f"{code}/{row.code}/rate" for row in report.units for code in leading} - targets
    whole = [c for c in changes if c.key in targets or c.key.startswith(("coverage/", "verdict/"))]
    rest = [c for c in changes if c.key in units or c.key.startswith("activity/")]
    return (whole + rest or changes)[:MOST_CHANGES]


def _coverage(report: Report) -> Iterator[Figure]:
    coverage = report.coverage
    for key, label, count in (
        ("expected_units", "Số đơn vị phải báo cáo", coverage.expected_units),
        ("received_units", "Số đơn vị đã gửi báo cáo", coverage.received_units),
        ("on_time_units", "Số đơn vị gửi số liệu hợp lệ đúng hạn", coverage.on_time_units),
        ("counted_units", "Số đơn vị được tổng hợp", coverage.counted_units),
        ("counted_people", "Số người được tổng hợp", coverage.counted_people),
        ("expected_people", "Số người dự kiến", coverage.expected_people),
        ("quarantined_people", "Số người chưa xác định", coverage.quarantined_people),
    ):
        source = Source("submission", report.year)
        text = figures.number(count)
        yield Figure(f"coverage/{key}", "Mục I", label, text, source)


def _targets(report: Report) -> Iterator[Figure]:
    root, year = report.root_code, report.year
    for target in (*report.targets, *report.supplements):
        code, name = target.code, target.title
        now = Source("indicator", year, root, code)
        base, last = f"{code}/{root}", f"năm {year - 1}"
        told = [("rate", name, target.rate), ("people", f"{name}: số người", target.people)]
        for goal in target.goals:
            label = f"{name}: so với mục tiêu {goal.target} ({goal.year}), điểm phần trăm"
            told.append((f"gap/{goal.year}", label, goal.signed_gap))
            if goal.people_short:
                label = f"{name}: còn thiếu so với mục tiêu năm {goal.year}, người"
                told.append((f"short/{goal.year}", label, figures.counted(goal.people_short)))
            if goal.pace:
                label = f"{name}: bình quân mỗi năm cần tăng để đạt mục tiêu năm {goal.year}"
                told.append((f"pace/{goal.year}", label, goal.pace))
        if target.bounds:
            label = f"{name}: khoảng của tỷ lệ nếu tính cả người chưa có số liệu"
            told.append(("bounds", label, target.bounds))
        for key, label, text in told:
            yield Figure(f"{base}/{key}", "Mục II", label, text, now)
        if target.last_denominator:
            before = Source("indicator", year - 1, root, code, of_unit=root)
            yield Figure(f"{base}/last_rate", "Mục II", f"{name}: {last}", target.last_rate, before)
            label = f"{name}: so với {last}, điểm phần trăm"
            yield Figure(f"{base}/change", "Mục II", label, target.change_text, now)


def _units(report: Report) -> Iterator[Figure]:
    year = report.year
    for row in report.units:
        if row.kind == "total" or not any(v is not None for v in row.exact.values()):
            continue
        for result in row.results.values():
            yield Figure(
                f"{result.code}/{row.code}/rate",
                "Phụ lục I",
                f"{row.name}: {result.short}",
                result.rate,
                Source("indicator", year, row.code, result.code),
            )
        first = row.leading
        if first and first.last_denominator:
            yield Figure(
                f"{first.code}/{row.code}/last_rate",
                "Phụ lục I",
                f"{row.name}: {first.short} năm {year - 1}",
                first.last_rate,
                Source("indicator", year - 1, row.code, first.code, of_unit=row.code),
            )


def _staff(report: Report) -> Iterator[Figure]:
    for row in report.staff:
        if row.code == UNKNOWN:  # their number is a figure of the coverage
            continue
        counts = [(m.name, m.short.lower(), row.counts.get(m.name)) for m in report.measures]
        rates = [(f"{i.code}/rate", i.short, row.rates.get(i.code)) for i in report.indicators]
        for key, label, text in (*counts, *rates):
            if text is not None:  # of a table that tells staff types
                source = Source("staff", staff_type=row.code)
                yield Figure(
                    f"staff/{row.code}/{key}", "Mục II", f"{row.name}: {label}", text, source
                )


def _activities(report: Report) -> Iterator[Figure]:
    for group in report.groups:
        for task in group.tasks:
            code = task.code
            for key, label, text in (
                ("count", "số hoạt động", figures.number(task.total)),
                ("participants", "lượt người tham gia", figures.number(task.participants)),
                ("budget", "kinh phí", figures.money(task.budget_thousand_vnd)),
            ):
                yield Figure(
                    f"activity/{code}/{key}",
                    f"Mục II.{group.number}",
                    f"{task.title}: {label}",
                    text,
                    Source("activity", task_code=code),
                )


def _trend(report: Report) -> Iterator[Figure]:
    trend = report.trend
    if not trend.is_shown:
        return
    for row in trend.rows:
        for code, head, text in zip(trend.codes, trend.heads, row.rates, strict=True):
            label = f"{head} năm {row.year}"
            yield Figure(
                f"trend/{code}/{row.year}",
                "Mục II",
                label,
                text,
                Source("indicator", row.year, row.unit_code, code),
            )
