"""Units in time: one row per code and day, one root, everybody below a group that leads to it."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from transforms.catalogue.faults import Fault
from transforms.catalogue.units import Unit
from transforms.text import alike, fold

FILE = "units.csv"
DAY = "%d/%m/%Y"
_CODE = re.compile(r"(?!\.+$)[\w.-]{1,40}")
_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")


def check_units(units: tuple[Unit, ...]) -> Iterator[Fault]:
    """What is wrong with single rows, with a code's rows in time, and with the tree on any day."""
    if not units:
        yield Fault(FILE, "-", "không có đơn vị nào")
    for number, unit in enumerate(units, start=2):
        yield from _check_row(unit, f"dòng {number}")
    yield from _check_codes(units)
    yield from _check_successors(units)
    for day in _days_of_change(units):
        in_force = {unit.unit_code: unit for unit in units if unit.is_in_force(day)}
        yield from _check_tree(in_force, day)
        yield from _check_names(in_force.values(), day)


def _check_row(unit: Unit, where: str) -> Iterator[Fault]:
    if not _CODE.fullmatch(unit.unit_code):
        reason = "chỉ dùng chữ, số, dấu chấm, gạch nối, gạch dưới; tối đa 40 ký tự"
        yield Fault(FILE, f"{where}.unit_code", reason)
    if unit.valid_to and unit.valid_to < unit.valid_from:
        yield Fault(FILE, f"{where}.valid_to", "trước ngày bắt đầu valid_from")
    if not unit.is_group and fold(unit.unit_type) == "group":
        yield Fault(FILE, f"{where}.unit_type", "nhóm đơn vị ghi là group")
    if unit.is_group and unit.pass_score is not None:
        yield Fault(FILE, f"{where}.pass_score", "nhóm đơn vị không có ngưỡng điểm")
    for key, address in (("email", unit.email), ("head_email", unit.head_email)):
        if address and not _MAIL.fullmatch(address):
            yield Fault(FILE, f"{where}.{key}", f"không phải địa chỉ thư: {address}")


def _check_codes(units: Iterable[Unit]) -> Iterator[Fault]:
    rows = defaultdict(list)
    for unit in units:
        rows[fold(unit.unit_code)].append(unit)
    for versions in rows.values():
        for earlier, later in pairwise(sorted(versions, key=lambda unit: unit.valid_from)):
            if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
                yield Fault(FILE, earlier.unit_code, "hai dòng cùng mã có thời gian chồng nhau")
            if earlier.unit_code != later.unit_code:
                yield Fault(FILE, earlier.unit_code, "mã chỉ khác nhau chữ hoa, thường")


def _check_successors(units: Iterable[Unit]) -> Iterator[Fault]:
    units = tuple(units)
    codes = {unit.unit_code for unit in units}
    for unit in units:
        key = f"{unit.unit_code}.successor_code"
        if unit.successor_code and unit.valid_to is None:
            yield Fault(FILE, key, "chưa có ngày hết hiệu lực valid_to mà đã có đơn vị kế tục")
        for code in unit.successor_code:
            if code not in codes:
                yield Fault(FILE, key, f"không có mã {code}")
            elif unit.valid_to and not _lives_after(units, code, unit.valid_to):
                yield Fault(FILE, key, f"{code} không còn hiệu lực sau {unit.valid_to:{DAY}}")


def _lives_after(units: Iterable[Unit], code: str, day: dt.date) -> bool:
    return any(
        unit.unit_code == code and (unit.valid_to is None or unit.valid_to > day) for unit in units
    )


def _days_of_change(units: Iterable[Unit]) -> list[dt.date]:
    begun = {unit.valid_from for unit in units}
    ended = {unit.valid_to + dt.timedelta(days=1) for unit in units if unit.valid_to}
    return sorted(begun | ended)


def _check_tree(units: Mapping[str, Unit], day: dt.date) -> Iterator[Fault]:
    """On one day: one root, a group; every other unit below a group that leads to it."""
    roots = [unit for unit in units.values() if unit.parent_code is None]
    if units and len(roots) != 1:
        named = ", ".join(unit.unit_code for unit in roots) or "không có"
        reason = f"phải có đúng một đơn vị gốc, đang có: {named}"
        yield Fault(FILE, f"ngày {day:{DAY}}", reason)
        return
    if roots and not roots[0].is_group:
        yield Fault(FILE, roots[0].unit_code, "đơn vị gốc phải có unit_type là group")
    for unit in units.values():
        yield from _check_parents(unit, units, day)


def _check_names(units: Iterable[Unit], day: dt.date) -> Iterator[Fault]:
    """A file that names its unit is of one of those that report."""
    first: dict[str, str] = {}
    for unit in units:
        code = first.setdefault(alike(unit.name), unit.unit_code)
        if code != unit.unit_code and not unit.is_group:
            yield Fault(FILE, f"{unit.unit_code}.name", f"ngày {day:{DAY}} trùng tên với {code}")


def _check_parents(unit: Unit, units: Mapping[str, Unit], day: dt.date) -> Iterator[Fault]:
    seen = {unit.unit_code}
    key, above = f"{unit.unit_code}.parent_code", unit.parent_code
    while above is not None:
        parent = units.get(above)
        if parent is None:
            yield Fault(FILE, key, f"ngày {day:{DAY}} không có đơn vị cấp trên {above}")
            return
        if not parent.is_group:
            reason = f"{above} không phải nhóm (unit_type = group) nên không có cấp dưới"
            yield Fault(FILE, key, reason)
            return
        if above in seen:
            yield Fault(FILE, unit.unit_code, "cấp trên tạo thành vòng")
            return
        seen.add(above)
        above = parent.parent_code
