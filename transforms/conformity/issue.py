"""Number, place and date of a report: blank until the clerk fills them in, the rest as it was."""

import re
from collections.abc import Iterable, Iterator

from transforms.conformity.finding import Finding
from transforms.text import squeeze

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
NUMBER = re.compile(r"Số:\s*(\d*)\s*/\s*(BC-[A-ZĐ]+(?:-[A-ZĐ]+)*)")
DATED = re.compile(r"([^,]+), ngày(\s*\d*\s*)tháng(\s*\d*\s*)năm(\s*\d*\s*)")
ATTACHED = re.compile(
    r"\(Kèm theo Báo cáo số\s*(\d*)\s*/\s*(\S+)\s+ngày(\s*\d*\s*)tháng(\s*\d*\s*)năm(\s*\d*\s*)"
    r"của .+\)"
)


def is_issue_line(text: str) -> bool:
    """Whether a line holds what the clerk fills in, not a figure of the report."""
    shown = squeeze(text)
    return shown.startswith(("Số:", "(Kèm theo ")) or bool(DATED.fullmatch(shown))


def compare_issue(old: Iterable[str], new: Iterable[str]) -> Iterator[Finding]:
    """Symbol, place and year of the original; annexes with the number and date of the report."""
    before, after = _read(old), _read(new)
    for key, name in (("symbol", "ký hiệu"), ("place", "địa danh")):
        if before.get(key) and after.get(key) and before[key] != after[key]:
            yield Finding("Đầu trang 1", f"{name} “{after[key]}”", f"ghi “{before[key]}”")
    if before.get("year") and after.get("year"):
        first = int(before["year"])
        if int(after["year"]) not in (first, first + 1):
            yield Finding("Đầu trang 1", f"năm ban hành “{after['year']}”", f"ghi năm {first}")


def check_attached(lines: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Given (place, text) of every line: what annexes say of the report they are attached to."""
    listed = list(lines)
    issued = _read(text for _, text in listed)
    for place, text in listed:
        found = ATTACHED.fullmatch(squeeze(text))
        if squeeze(text).startswith("(Kèm theo ") and not found:
            yield Finding(place, "dòng “Kèm theo” sai mẫu", "ghi lại như bản gốc")
        elif found:
            number, symbol, *day = (part.strip() for part in found.groups())
            remedy = "ghi đúng số, ký hiệu, ngày của báo cáo, hoặc để trống"
            own = [issued.get(key, "") for key in ("day", "month", "year")]
            if number and number != issued.get("number"):
                yield Finding(place, f"kèm theo báo cáo số “{number}”", remedy)
            elif symbol != issued.get("symbol", symbol):
                yield Finding(place, f"kèm theo báo cáo có ký hiệu “{symbol}”", remedy)
            elif any(part and part != given for part, given in zip(day, own, strict=True)):
                yield Finding(place, "ngày ở dòng “Kèm theo” khác ngày của báo cáo", remedy)


def _read(lines: Iterable[str]) -> dict[str, str]:
    issue: dict[str, str] = {}
    for line in lines:
        shown = squeeze(line)
        if not issue.get("symbol") and (found := NUMBER.fullmatch(shown)):
            issue |= {"number": found[1], "symbol": found[2]}
        if not issue.get("place") and (found := DATED.fullmatch(shown)):
            names = ("place", "day", "month", "year")
            issue |= dict(zip(names, (part.strip() for part in found.groups()), strict=True))
    return issue
