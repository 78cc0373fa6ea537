"""Sentences that depend on the figures, in official Vietnamese; nothing is said of what is not."""

from collections.abc import Iterable
from typing import Any

from transforms import figures
from transforms.report.coverage import Scope

MOST_NAMES = 20  # more names than that stand in the annex only


def join_names(names: Iterable[str], place: str = "Phụ lục I") -> str:
    """Names after a colon: ``: A; B``; a reference to the annex where they are too many to read."""
    found = list(names)
    return f": {'; '.join(found)}" if len(found) <= MOST_NAMES else f" (danh sách tại {place})"


def coverage_sentences(coverage: dict[str, Any], as_of: str) -> list[str]:
    """The coverage statement: what came, what is counted, what is missing and what is left out."""
    expected, received = coverage["expected_units"], coverage["received_units"]
    if not expected:
        return ["Năm báo cáo không có đơn vị nào thuộc diện phải báo cáo."]
    if not received:
        sentences = [f"Chưa nhận được báo cáo của đơn vị nào (0/{expected} đơn vị)."]
    else:
        sentences = [_received(coverage, as_of), _counted(coverage)]
    return sentences + _left_out(coverage)


def _received(coverage: dict[str, Any], as_of: str) -> str:
    until = f"Tính đến ngày {as_of}, đã" if as_of else "Đã"
    share = f"{coverage['received_units']}/{coverage['expected_units']} đơn vị"
    on_time = coverage["on_time_units"]
    words = f"{figures.counted(on_time)} đơn vị gửi số liệu hợp lệ đúng hạn"
    if not on_time:
        words = "chưa có đơn vị nào gửi số liệu hợp lệ đúng hạn"
    return f"{until} nhận được báo cáo của {share}, trong đó {words}."


def _counted(coverage: dict[str, Any]) -> str:
    counted, expected = coverage["counted_units"], coverage["expected_units"]
    if not counted:
        return f"Chưa có số liệu của đơn vị nào đủ điều kiện tổng hợp (0/{expected} đơn vị)."
    people = f"{figures.counted(coverage['counted_people'])} người"
    if coverage["is_complete"]:
        return f"Báo cáo tổng hợp số liệu của toàn bộ {counted}/{expected} đơn vị, với {people}."
    text = f"Báo cáo tổng hợp số liệu của {counted}/{expected} đơn vị, với {people}"
    if coverage["expected_people"] > coverage["counted_people"]:
        text += (
            f" trên tổng số khoảng {figures.counted(coverage['expected_people'])} người "
            "(đơn vị chưa có số liệu tính theo số người năm trước)"
        )
    unknown = coverage["unknown_people_units"]
    if unknown:
        count = figures.counted(len(unknown))
        text += f"; chưa rõ số người của {count} đơn vị{join_names(unknown)}"
    return f"{text}."


def _left_out(coverage: dict[str, Any]) -> list[str]:
    sentences = []
    for key, words in (
        ("missing", "chưa gửi báo cáo"),
        ("rejected", "có báo cáo chưa hợp lệ, chưa được tổng hợp"),
        ("held", "gửi báo cáo sau khi khóa số liệu, chưa được tổng hợp"),
    ):
        names = coverage[key]
        if names:
            count = figures.counted(len(names))
            sentences.append(f"Có {count} đơn vị {words}{join_names(names)}.")
    quarantined = coverage["quarantined_people"]
    if quarantined:
        units = coverage["quarantined_units"]
        sentences.append(
            f"Có {figures.counted(quarantined)} người có thông tin chưa hợp lệ thuộc "
            f"{figures.counted(len(units))} đơn vị{join_names(units)}. Những người này được tính "
            "vào tổng số người, không tính vào kết quả."
        )
    return sentences


def target_sentence(target: dict[str, Any], year: int) -> str:
    """What follows the target's title and a colon: result, change, and the way to each horizon."""
    if target["verdict"] == "no_data":
        return f"chưa có số liệu năm {year}."
    parts = [_result(target, year)]
    if target["verdict"] == "no_target":
        return f"{parts[0]}; đến ngày chốt số liệu chưa có mục tiêu được giao."
    note = f" ({target['scope_note']})" if target["scope_note"] else ""
    near, *far = target["goals"]
    parts.append(_against_near(near) + note)
    parts += [_against_far(goal) for goal in far]
    return "; ".join(parts) + "."


def people_share(target: dict[str, Any]) -> str:
    """``289/472 người, đạt tỷ lệ 61,2%``."""
    return f"{target['people']} người, đạt tỷ lệ {target['rate']}"


def _result(target: dict[str, Any], year: int) -> str:
    change, last = target["change"], f"năm {year - 1} ({target['last_rate']})"
    if change == "same":
        return f"{people_share(target)}, bằng {last}"
    if change in ("up", "down"):
        word = {"up": "tăng", "down": "giảm"}[change]
        points = target["change_points"]
        return f"{people_share(target)}, {word} {points} điểm phần trăm so với {last}"
    return people_share(target)


def _against_near(goal: dict[str, Any]) -> str:
    name = f"mục tiêu đến năm {goal['year']} ({goal['target']})"
    if goal["verdict"] == "met":
        return f"đạt đúng {name}"
    if goal["verdict"] == "exceeded":
        return f"vượt {name} {goal['gap_points']} điểm phần trăm"
    return (
        f"chưa đạt {name}, còn thiếu {goal['gap_points']} điểm phần trăm, "
        f"tương ứng {figures.counted(goal['people_short'])} người"
    )


def _against_far(goal: dict[str, Any]) -> str:
    if goal["verdict"] != "missed":
        return _against_near(goal)
    text = (
        f"so với mục tiêu đến năm {goal['year']} ({goal['target']}) còn thiếu "
        f"{goal['gap_points']} điểm phần trăm"
    )
    if not goal["pace"]:
        return text
    return f"{text}, bình quân mỗi năm cần tăng thêm {goal['pace']} điểm phần trăm"


def comparison_sentences(
    targets: list[dict[str, Any]], year: int, now: Scope, last: Scope
) -> list[str]:
    """Why there is nothing to compare with, or only with care; empty where the figures speak."""
    kinds = {target["change"] for target in targets}
    if not targets:
        return []
    if kinds & {"up", "down", "same"}:
        if now.is_complete and last.is_complete:
            return []
        return [
            f"Việc so sánh giữa năm {year} ({now.counted}/{now.expected} đơn vị) và năm {year - 1} "
            f"({last.counted}/{last.expected} đơn vị) chỉ có tính chất tham khảo do số đơn vị có "
            "số liệu khác nhau hoặc chưa đầy đủ."
        ]
    if kinds == {"first_year"}:
        return [f"Chưa có số liệu năm {year - 1} để so sánh."]
    if "not_comparable" in kinds:
        reason = next(t["obstacle"] for t in targets if t["change"] == "not_comparable")
        return [f"Kết quả năm {year} không so sánh trực tiếp với năm {year - 1}: {reason}."]
    if any(target["denominator"] for target in targets):
        return [f"Chưa có số liệu năm {year - 1} để so sánh."]
    return []


def stricter_sentence(target: dict[str, Any], stricter: dict[str, Any], reading: str) -> str:
    """The other ``reading`` of a target, where it turns the verdict; empty where it does not."""
    is_met = {"exceeded": True, "met": True, "missed": False}
    verdicts = is_met.get(target["verdict"]), is_met.get(stricter["verdict"])
    if None in verdicts or verdicts[0] == verdicts[1]:
        return ""
    return (
        f"{reading} thì kết quả là {people_share(stricter)}, "
        f"{_against_near(stricter['goals'][0])}. Đề nghị cơ quan có thẩm quyền hướng dẫn "
        "thống nhất cách tính."
    )


def below_sentence(target: dict[str, Any], units: list[dict[str, Any]]) -> str:
    """The units below the year's target, by name with their rate; empty where there are none."""
    own = [(unit["name"], unit["indicators"][target["code"]]) for unit in units]
    judged = [(name, i) for name, i in own if i["verdict"] in ("exceeded", "met", "missed")]
    below = [f"{name} ({i['rate']})" for name, i in judged if i["verdict"] == "missed"]
    if not below or len(own) < 2:
        return ""
    goal = judged[0][1]["goals"][0]
    return (
        f"{len(below)}/{len(judged)} đơn vị có số liệu chưa đạt mục tiêu {goal['target']}"
        f"{join_names(below)}."
    )


def conclusion_sentence(targets: list[dict[str, Any]], coverage_note: str) -> str:
    """After the issuer's name: how many targets are met; empty where there is nothing to judge."""
    judged = [t for t in targets if t["verdict"] in ("exceeded", "met", "missed")]
    if not judged:
        return ""
    met = [t for t in judged if t["verdict"] != "missed"]
    given = sum(bool(t["goals"]) for t in targets)
    year = _common_year(targets)
    until = f" đến năm {year}" if year else " của năm gần nhất"
    note = f" ({coverage_note})" if coverage_note else ""
    if not met:
        return f"chưa đạt mục tiêu nào trong số {given} mục tiêu{until}{note}."
    word = "đạt" if len(met) == given else "mới đạt"
    return f"{word} {len(met)}/{given} mục tiêu{until}{note}."


def _common_year(targets: list[dict[str, Any]]) -> int | None:
    """The nearest horizon of all targets; None where they differ."""
    years = {target["goals"][0]["year"] for target in targets if target["goals"]}
    return years.pop() if len(years) == 1 else None


def achievement_sentence(targets: list[dict[str, Any]]) -> str:
    """The targets that are met, with their rates; empty where none is."""
    return _list_targets("Đã đạt, vượt mục tiêu", targets, ("met", "exceeded"))


def shortfall_sentences(targets: list[dict[str, Any]], coverage: dict[str, Any]) -> list[str]:
    """The targets that are missed, and how many units the figures lack."""
    sentences = [_list_targets("Chưa đạt mục tiêu", targets, ("missed",))]
    lacking = coverage["expected_units"] - coverage["counted_units"]
    if lacking and coverage["counted_units"]:
        sentences.append(f"Còn {figures.counted(lacking)} đơn vị chưa có số liệu được tổng hợp.")
    return [sentence for sentence in sentences if sentence]


def _list_targets(words: str, targets: list[dict[str, Any]], verdicts: tuple[str, ...]) -> str:
    found = [t for t in targets if t["verdict"] in verdicts]
    if not found:
        return ""
    year, scope = _common_year(targets), found[0]["scope_note"]
    until, note = f" đến năm {year}" if year else "", f" ({scope})" if scope else ""
    return f"{words}{until}{note}: {'; '.join(_with_goal(t, not year) for t in found)}."


def _with_goal(target: dict[str, Any], is_dated: bool) -> str:
    goal = target["goals"][0]
    until = f" đến năm {goal['year']}" if is_dated else ""
    return f"{target['short']} ({target['rate']}, mục tiêu {goal['target']}{until})"
