"""The units' guide and the feedback speak of the same verdicts, colours and sheets."""

from pathlib import Path

from render.feedback.answers import MARK
from render.feedback.sheets import _counts
from render.feedback.texts import DECISIONS, Place, count, steps
from render.form.guide import _steps
from render.form.style import FILLS
from steps.catalogue import load_year
from tests.render.feedback.test_workbook import MONDAY

PROJECT = Path(__file__).parents[2]
GUIDE = (PROJECT / "docs/huong-dan-don-vi.md").read_text(encoding="utf-8")
YEAR = load_year(PROJECT / "catalog", 2024)
HUES = {"critical": "đỏ", "warning": "cam", "info": "xanh", "must": "vàng"}


def hue(tint: str) -> str:
    """What a person calls a light tint."""
    red, green, blue = (int(tint[at : at + 2], 16) for at in (0, 2, 4))
    if blue > red:
        return "xanh"
    if green > 0xE8:
        return "vàng"
    return "cam" if green - blue > 60 else "đỏ"


def test_colours_are_what_they_are_called():
    assert {name: hue(FILLS[name]) for name in HUES} == HUES
    assert all(f"**{word}**" in GUIDE for word in HUES.values())


def test_feedback_and_form_call_them_the_same():
    findings = [{"severity": s, "explanation": None} for s in ("critical", "warning")]
    labels = [label for label, _ in _counts(findings)]
    assert "Lỗi phải sửa (đỏ)" in labels
    assert "Cảnh báo chưa giải trình (cam)" in labels
    told = " ".join(steps(count(findings), YEAR, MONDAY, Place.HERE) + _steps(YEAR.form, YEAR))
    assert "ô tô đỏ" in told
    assert "ô tô cam" in told
    assert "nền vàng" in told


def test_every_verdict_stands_in_the_guide():
    rows = {line.split("|")[1].strip().upper() for line in GUIDE.splitlines() if "|" in line}
    assert {decision.headline for decision in DECISIONS.values()} <= rows
    assert MARK in GUIDE
