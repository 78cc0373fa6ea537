"""Workbooks of as many units as wanted: the same bytes for the same numbers, on any machine.

The product fills one workbook of each variant; every unit's file is one of them under its own code.
Of ten units in a row one has a wrong row, below the limit of quarantine, and one has wrong rows
above it.
"""

import datetime as dt
import io
import os
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from render.form.workbook import fill
from steps.campaign.blanks import workbook_bytes
from steps.catalogue import load_catalogue
from steps.settings import PROJECT
from transforms.catalogue import TIME_ZONE, YearCatalogue
from transforms.sample.accounts import activities_of
from transforms.sample.people import dice, hire
from transforms.sample.reports import Rates, invent_roster

YEAR = 2025
VARIANTS = 10
BELOW, ABOVE = 3, 7  # the variants that err
WRONG_SHARE = 0.1  # of the people of the variant above the limit
UNITS_PER_GROUP = 50
STAND_IN = "Q99999"  # the code in a variant that stands for the unit's own
HEADER = (PROJECT / "catalog" / "units.csv").read_text(encoding="utf-8").partition("\n")[0]


def code_of(number: int) -> str:
    """The code of the unit of that number, as long as the stand-in's."""
    return f"U{number:05d}"


def write_catalogue(folder: Path, units: int) -> None:
    """The demonstration's catalogue with so many units, 50 to a group."""
    shutil.copytree(PROJECT / "catalog", folder)
    groups = range(-(-units // UNITS_PER_GROUP))
    lines = [HEADER, _unit_line("SO", "Sở", "group", "")]
    lines += [_unit_line(f"G{group:04d}", f"Khối {group}", "group", "SO") for group in groups]
    lines += [
        _unit_line(code_of(n), _name(code_of(n)), "service", f"G{n // UNITS_PER_GROUP:04d}")
        for n in range(units)
    ]
    (folder / "units.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


class Workload:
    """The workbooks of units of so many people each, whose catalogue is written already."""

    def __init__(self, catalogue: Path, persons: int):
        of_year = load_catalogue(catalogue).of_year(YEAR)
        assert of_year
        opening = dt.datetime.combine(of_year.calendar.campaign_start, dt.time(8), TIME_ZONE)
        self.first_receipt = opening + dt.timedelta(days=20)
        self.variants = [_variant(of_year, number, persons) for number in range(VARIANTS)]

    def send(self, folder: Path, numbers: Iterable[int]) -> None:
        """The files of units, received a second after one another."""
        for number in numbers:
            self._write(folder / f"{code_of(number)}.xlsx", number, number, 0)

    def send_again(self, folder: Path, number: int) -> Path:
        """A second file of a unit, a day later: another variant of the same people."""
        path = folder / f"{code_of(number)}-v2.xlsx"
        self._write(path, number, number + 1, 1)
        return path

    def _write(self, path: Path, number: int, variant: int, days: int) -> None:
        parts = self.variants[variant % VARIANTS]
        code = code_of(number).encode()
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(_packed({n: p.replace(STAND_IN.encode(), code) for n, p in parts.items()}))
        received = self.first_receipt + dt.timedelta(days=days, seconds=number)
        os.utime(path, (received.timestamp(), received.timestamp()))


def _unit_line(code: str, name: str, kind: str, parent: str) -> str:
    return f"{code},{name},{kind},{parent},2016-01-01,,,,,,"


def _name(code: str) -> str:
    return f"Đơn vị {code}"


def _variant(of_year: YearCatalogue, number: int, persons: int) -> dict[str, bytes]:
    """The parts of the workbook of the stand-in unit."""
    named = {"unit_code": STAND_IN, "name": _name(STAND_IN)}
    unit = of_year.reporting_units[0].model_copy(update=named)
    rng = dice("bench", number, persons)
    codes = (f"{STAND_IN}-{place:05d}" for place in range(persons))
    people = hire(unit, persons, codes, rng)
    rates = Rates(recognised=0.6, skilled=0.7, updating=0.6, trained=0.7)
    roster = invent_roster(people, rates, of_year.pass_score(STAND_IN), rng)
    _err(roster, number)
    info: dict[str, Any] = {
        "declared_count": persons,
        "recognition_decision": "Quyết định số 250/QĐ-SNNMT ngày 10 tháng 11 năm 2025",
        "approved_by": people[0].name,
        "prepared_by": people[-1].name,
        "approved_date": of_year.calendar.period_end + dt.timedelta(days=3),
    }
    activities = activities_of(of_year, unit, persons, rng)
    data = {"info": info, "roster": roster, "activity": activities}
    return _members(workbook_bytes(fill(of_year.form, of_year, unit, data)))


def _err(roster: list[dict[str, Any]], number: int) -> None:
    """Staff types outside the list, and people who update by themselves without the skill."""
    wrong = {BELOW: 1, ABOVE: max(2, round(WRONG_SHARE * len(roster)))}.get(number, 0)
    for place in range(wrong):
        if place % 2:
            roster[place] |= {"is_self_updating": True, "is_digitally_skilled": False}
        else:
            roster[place] |= {"staff_type": "Hợp đồng"}


def _members(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 11, 15, 0, 0, 0)), content, 8, 1)
    return packed.getvalue()
