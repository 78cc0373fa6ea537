"""Every published figure with its key, its words, and the rows of the warehouse it comes from."""

from collections.abc import Iterator, Mapping
from typing import Any

from transforms import figures

Figure = dict[str, Any]


def list_figures(model: Mapping[str, Any]) -> list[Figure]:
    """One row per figure: ``key`` (stable between versions), ``place``, ``label``, ``text``.

    ``source`` names the sheet of truy-vet.xlsx and the rows in it: ``indicator`` with year, unit
    and indicator; ``submission`` with a year; ``staff`` with a type; ``activity`` with a task.
    """
    return [
        *_coverage(model),
        *_targets(model),
        *_units(model),
        *_staff(model),
        *_activities(model),
        *_trend(model),
    ]


def figure_texts(model: Mapping[str, Any]) -> dict[str, str]:
    """What a version published, to be kept and compared with the next one: key to text."""
    return {figure["key"]: figure["text"] for figure in model["figures"]}


def list_changes(now: list[Figure], before: Mapping[str, str]) -> list[dict[str, str]]:
    """The figures that differ from an earlier version's, those that came and those that went."""
    labels = {figure["key"]: f"{figure['label']} ({figure['place']})" for figure in now}
    texts = {figure["key"]: figure["text"] for figure in now}
    keys = list(texts) + [key for key in before if key not in texts]
    return [
        {
            "key": key,
            "label": labels.get(key, key),
            "before": before.get(key, figures.NOTHING),
            "after": texts.get(key, figures.NOTHING),
        }
        for key in keys
        if before.get(key, figures.NOTHING) != texts.get(key, figures.NOTHING)
    ]


def _figure(key: str, place: str, label: str, text: str, **source: Any) -> Figure:
    return {"key": key, "place": place, "label": label, "text": text, "source": source}


def _coverage(model: Mapping[str, Any]) -> Iterator[Figure]:
    coverage, year = model["coverage"], model["year"]
    for key, label in (
        ("expected_units", "Số đơn vị phải báo cáo"),
        ("received_units", "Số đơn vị đã gửi báo cáo"),
        ("on_time_units", "Số đơn vị gửi số liệu hợp lệ đúng hạn"),
        ("counted_units", "Số đơn vị được tổng hợp"),
        ("counted_people", "Số người được tổng hợp"),
        ("expected_people", "Số người dự kiến"),
        ("quarantined_people", "Số người chưa xác định"),
    ):
        text = figures.number(coverage[key])
        yield _figure(
            f"coverage/{key}", "Mục I, Phụ lục II", label, text, sheet="submission", year=year
        )


def _targets(model: Mapping[str, Any]) -> Iterator[Figure]:
    root, year = model["root_code"], model["year"]
    for target in (*model["targets"], *model["supplements"]):
        code, name = target["code"], target["title"]
        now = {"sheet": "indicator", "year": year, "unit_code": root, "indicator_code": code}
        base = f"{code}/{root}"
        yield _figure(f"{base}/rate", "Mục II", name, target["rate"], **now)
        yield _figure(f"{base}/people", "Mục II", f"{name}: số người", target["people"], **now)
        for goal in target["goals"]:
            label = f"{name}: so với mục tiêu {goal['target_and_year']}, điểm phần trăm"
            yield _figure(f"{base}/gap/{goal['year']}", "Mục II", label, goal["signed_gap"], **now)
        if target["last_denominator"]:
            last = f"năm {year - 1}"
            yield _figure(
                f"{base}/last_rate",
                "Mục II",
                f"{name}: {last}",
                target["last_rate"],
                **now | {"year": year - 1, "of_unit": root},
            )
            yield _figure(
                f"{base}/change",
                "Mục II",
                f"{name}: so với {last}, điểm phần trăm",
                target["change_text"],
                **now,
            )


def _units(model: Mapping[str, Any]) -> Iterator[Figure]:
    year = model["year"]
    for row in model["units"]:
        if row["kind"] == "total" or not any(v is not None for v in row["exact"].values()):
            continue
        code = row["code"]
        for indicator in row["indicators"].values():
            yield _figure(
                f"{indicator['code']}/{code}/rate",
                "Phụ lục I",
                f"{row['name']}: {indicator['short']}, {indicator['people']} người",
                indicator["rate"],
                sheet="indicator",
                year=year,
                unit_code=code,
                indicator_code=indicator["code"],
            )
        first = row["leading"]
        if first and first["last_denominator"]:
            yield _figure(
                f"{first['code']}/{code}/last_rate",
                "Phụ lục I",
                f"{row['name']}: {first['short']} năm {year - 1}",
                first["last_rate"],
                sheet="indicator",
                year=year - 1,
                unit_code=code,
                of_unit=code,
                indicator_code=first["code"],
            )


def _staff(model: Mapping[str, Any]) -> Iterator[Figure]:
    for row in model["staff"]:
        if row["code"] == "unknown":  # their number is a figure of the coverage
            continue
        for measure in model["measures"]:
            yield _figure(
                f"staff/{row['code']}/{measure.name}",
                "Mục II",
                f"{row['name']}: {measure.short.lower()}",
                row["counts"][measure.name],
                sheet="staff",
                staff_type=row["code"],
            )


def _activities(model: Mapping[str, Any]) -> Iterator[Figure]:
    for group in model["groups"]:
        for task in group["tasks"]:
            code = task["code"]
            for key, label, text in (
                ("count", "số hoạt động", figures.number(task["total"])),
                ("participants", "lượt người tham gia", figures.number(task["participants"])),
                ("budget", "kinh phí", figures.money(task["budget_thousand_vnd"])),
            ):
                yield _figure(
                    f"activity/{code}/{key}",
                    f"Mục II.{group['number']}",
                    f"{task['title']}: {label}",
                    text,
                    sheet="activity",
                    task_code=code,
                )


def _trend(model: Mapping[str, Any]) -> Iterator[Figure]:
    trend = model["trend"]
    if not trend["is_shown"]:
        return
    for row in trend["rows"]:
        for code, head, text in zip(trend["codes"], trend["heads"], row["rates"], strict=True):
            label = f"{head} năm {row['year']}"
            yield _figure(
                f"trend/{code}/{row['year']}",
                "Mục II",
                label,
                text,
                sheet="indicator",
                year=row["year"],
                unit_code=row["unit_code"],
                indicator_code=code,
            )
