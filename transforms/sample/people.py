"""Invented staff of the demonstration's units: stable over the years, moving when units change.

Everything follows from the department's name, the unit's code and the year, so that the same
catalogue gives the same people wherever it is run.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from transforms.catalogue import Catalogue, Unit


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FAMILY = _words(
    "Nguyễn Nguyễn Nguyễn Hoàng Hoàng Nông Nông Lý Vi Vi Triệu Lương Hứa Đinh Bế Chu Phùng Dương "
    "Đàm Hà Mã Trần Lê Phạm Vũ Đặng Bùi Đỗ Ngô Lộc Mông Linh"
)
MIDDLE_M = _words("Văn Văn Văn Đức Hữu Quang Minh Xuân Thanh Công Ngọc Anh Trung Việt Mạnh")
MIDDLE_F = _words("Thị Thị Thị Thị Thu Ngọc Thanh Minh Bích Hồng Kim Phương Thùy Mai Diệu")
GIVEN_M = _words(
    "An Bách Bình Cường Dũng Duy Đạt Đông Giang Hải Hiếu Hoàn Hùng Huy Khánh Kiên Lâm Linh Long "
    "Mạnh Nam Nghĩa Phong Phúc Quân Quyết Sơn Tài Thắng Thành Thịnh Tiến Toàn Trường Tuấn Tùng Việt"
)
GIVEN_F = _words(
    "Anh Châm Chi Diệp Dung Duyên Giang Hà Hạnh Hằng Hiền Hoa Hòa Huế Huệ Hương Huyền Lan Liên "
    "Linh Loan Mai My Nga Ngân Nhung Oanh Phương Quyên Thảo Thơm Thủy Trang Tuyết Vân Xuân Yến"
)

SIZES = {
    "office": (22, 28),
    "inspectorate": (9, 12),
    "division": (13, 18),
    "branch": (34, 44),
    "service": (66, 96),
}
OTHER_SIZE = (20, 40)
"""Fewest and most people of a unit, by its type."""

STAFF = {
    "office": {"civil_servant": 75, "public_employee": 8, "worker": 17},
    "inspectorate": {"civil_servant": 100},
    "division": {"civil_servant": 94, "worker": 6},
    "branch": {"civil_servant": 78, "public_employee": 12, "worker": 10},
}
OTHER_STAFF = {"public_employee": 85, "worker": 15}
"""Staff types and their weights, by the unit's type: public services employ no civil servants."""

LEAVE_PCT = (2.5, 4.0)
JOIN_PCT = (2.5, 4.5)


@dataclass(frozen=True)
class Person:
    """Someone of a unit, with four dispositions in [0, 1).

    The lower, the sooner a person holds the title, is digitally skilled, updates the information
    by themselves, attends a class.
    """

    code: str
    name: str
    staff_type: str
    learning: float
    digital: float
    updating: float
    studying: float


Staff = dict[str, list[Person]]


def dice(*parts: object) -> Random:
    """A source of chance that the parts determine, the same in every process."""
    return Random("|".join(str(part) for part in parts))


def staff_of(catalogue: Catalogue, year: int) -> Staff:
    """Each reporting unit's people on the last day of the year's data period.

    Played from the first year that has a form: 5-8 % change every year, a unit that ends hands its
    people to its successors, a new one without predecessors hires.
    """
    department = catalogue.issuer.department
    first = min(form.first_year for form in catalogue.forms)
    codes = (f"{number:05d}" for number in count(101))
    staff: Staff = {}
    for played in range(first, max(year, first) + 1):
        units = [unit for unit in catalogue.units_of(played) if not unit.is_group]
        staff = _move(catalogue, staff, played)
        for unit in units:
            rng = dice(department, played, unit.unit_code, "staff")
            if unit.unit_code in staff:
                staff[unit.unit_code] = _renew(unit, staff[unit.unit_code], codes, rng)
            else:
                size = rng.randint(*SIZES.get(unit.unit_type, OTHER_SIZE))
                staff[unit.unit_code] = hire(unit, size, codes, rng)
    return staff


def _renew(unit: Unit, people: list[Person], codes: Iterator[str], rng: Random) -> list[Person]:
    """Some leave, some join; the first two (head and clerk) stay."""
    leaving = round(len(people) * rng.uniform(*LEAVE_PCT) / 100)
    joining = round(len(people) * rng.uniform(*JOIN_PCT) / 100)
    gone = set(rng.sample(range(2, len(people)), min(leaving, max(len(people) - 2, 0))))
    stayed = [person for place, person in enumerate(people) if place not in gone]
    return stayed + hire(unit, joining, codes, rng)


def hire(unit: Unit, number: int, codes: Iterator[str], rng: Random) -> list[Person]:
    """So many new people of a unit, by the codes given; the first two may head it and report."""
    types = STAFF.get(unit.unit_type, OTHER_STAFF)
    chosen = rng.choices(list(types), weights=list(types.values()), k=number)
    chosen[:2] = [next(iter(types))] * min(number, 2)  # a driver neither heads a unit nor reports
    return [
        Person(next(codes), _name(rng), staff_type, *(rng.random() for _ in range(4)))
        for staff_type in chosen
    ]


def _name(rng: Random) -> str:
    middle, given = rng.choice(((MIDDLE_M, GIVEN_M), (MIDDLE_F, GIVEN_F)))
    return f"{rng.choice(FAMILY)} {rng.choice(middle)} {rng.choice(given)}"


# --- units that change ---------------------------------------------------------------------------


def _move(catalogue: Catalogue, staff: Staff, year: int) -> Staff:
    """Everyone to where their unit's successor is now; without one they leave the department."""
    last_year, today = (catalogue.calendar.day(y, "period_end") for y in (year - 1, year))
    moved: Staff = {}
    for code, people in staff.items():
        row = next(u for u in catalogue.units if u.unit_code == code and u.is_in_force(last_year))
        heirs = _heirs(catalogue, row, today)
        for place, person in enumerate(people if heirs else ()):
            moved.setdefault(heirs[place % len(heirs)], []).append(person)
    return moved


def _heirs(catalogue: Catalogue, row: Unit, day: dt.date) -> list[str]:
    """The units of a day that go back to a unit's row: itself, its successors, or theirs."""
    if row.valid_to is None or row.valid_to >= day:
        return [row.unit_code]
    next_day = row.valid_to + dt.timedelta(days=1)
    heirs: dict[str, None] = {}
    for unit in catalogue.units:
        follows = unit.unit_code in (row.successor_code or (row.unit_code,))
        if follows and unit.is_in_force(next_day) and not unit.is_group:
            heirs |= dict.fromkeys(_heirs(catalogue, unit, day))
    return list(heirs)
