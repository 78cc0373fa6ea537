"""Read the catalogue folder into frozen types; a mistake stops with file, key and reason."""

import csv
import datetime as dt
import tomllib
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from transforms.catalogue import (
    CalendarRules,
    Catalogue,
    Form,
    Indicator,
    IssuerRules,
    Measure,
    Rule,
    Rules,
    Task,
    TaskGroup,
    Unit,
    YearCatalogue,
)
from transforms.errors import DeclarationError, SettingError
from transforms.text import fold

Model = TypeVar("Model", bound=BaseModel)

REASONS = {
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục nào tên như vậy",
    "date_from_datetime_parsing": "không phải ngày dạng năm-tháng-ngày, ví dụ 2024-11-20",
    "float_parsing": "không phải số",
    "string_too_short": "để trống",
}


@lru_cache(maxsize=4)
def load_catalogue(folder: Path) -> Catalogue:
    """The whole catalogue of a folder, read once per process.

    Raises DeclarationError: a file is missing or malformed, a key is unknown, missing or out of
    range, or the units contradict each other.
    """
    measures = _toml(folder, "measures.toml")
    indicators = _toml(folder, "indicators.toml")
    rules = _toml(folder, "rules.toml")
    tasks = _toml(folder, "tasks.toml")
    forms = sorted((folder / "forms").glob("*.toml"))
    catalogue = Catalogue(
        units=_units(folder),
        forms=tuple(
            _build(Form, _toml(folder, f"forms/{path.name}"), f"forms/{path.name}")
            for path in forms
        ),
        tasks=tuple(
            _build(
                Task,
                {"code": code, "group": code.split(".")[0], "title": title},
                "tasks.toml",
                code,
            )
            for code, title in tasks.get("tasks", {}).items()
        ),
        task_groups=tuple(
            _build(TaskGroup, {"number": number, "title": title}, "tasks.toml", f"groups.{number}")
            for number, title in tasks.get("groups", {}).items()
        ),
        measures=tuple(
            _build(
                Measure, {"name": name} | _table(row, "measures.toml", name), "measures.toml", name
            )
            for name, row in measures.items()
        ),
        indicators=tuple(
            _build(
                Indicator,
                {"code": code} | _table(row, "indicators.toml", code),
                "indicators.toml",
                code,
            )
            for code, row in indicators.items()
        ),
        calendar=load_calendar(folder),
        issuer=_build(IssuerRules, _toml(folder, "issuer.toml"), "issuer.toml"),
        rules=_rules(rules),
    )
    _check_forms(catalogue)
    _check_indicators(catalogue)
    _check_units(catalogue.units)
    return catalogue


def load_calendar(folder: Path) -> CalendarRules:
    """The catalogue's calendar alone, as it is on the disk now; raises DeclarationError."""
    return _build(CalendarRules, _toml(folder, "calendar.toml"), "calendar.toml")


def load_year(folder: Path, year: int) -> YearCatalogue:
    """The catalogue of one reporting year; SettingError where no form is in force for it."""
    catalogue = load_catalogue(folder)
    found = catalogue.of_year(year) if 1900 < year < 9999 else None
    if found is None:
        first = min(form.first_year for form in catalogue.forms)
        raise SettingError(
            f"YEAR: năm {year} không có biểu mẫu nào trong danh mục; năm đầu tiên là {first}"
        )
    roots = [unit for unit in found.units if unit.parent_code is None]
    if not roots:
        raise DeclarationError("units.csv", f"năm {year}", "không có đơn vị gốc nào còn hiệu lực")
    return found


def _toml(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DeclarationError(name, "-", "không có tệp này trong thư mục danh mục") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(name, "-", f"không đúng cú pháp TOML ({error})") from error


def _build(model: type[Model], row: dict[str, Any], file: str, key: str = "") -> Model:
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in (key, *first["loc"]) if str(part))
        reason = REASONS.get(first["type"], first["msg"])
        if first["type"] != "missing" and isinstance(first["input"], str | int | float):
            reason += f" (đang ghi: {first['input']!r})"
        raise DeclarationError(file, place, reason) from error


def _table(row: Any, file: str, key: str) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise DeclarationError(file, key, "phải là một bảng [..]")
    return row


def _rules(rows: dict[str, Any]) -> Rules:
    limits = {key: value for key, value in rows.items() if not isinstance(value, dict)}
    rules = {
        code: _build(Rule, {"code": code} | row, "rules.toml", code)
        for code, row in rows.items()
        if isinstance(row, dict)
    }
    for code, rule in rules.items():
        try:
            rule.message(column="", value="", expected="")
        except (KeyError, IndexError, ValueError) as error:
            raise DeclarationError(
                "rules.toml", f"{code}.text", f"chỗ điền sai: {error}"
            ) from error
    return _build(Rules, limits | {"rules": rules}, "rules.toml")


def _units(folder: Path) -> tuple[Unit, ...]:
    path = folder / "units.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except FileNotFoundError:
        raise DeclarationError(
            "units.csv", "-", "không có tệp này trong thư mục danh mục"
        ) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise DeclarationError("units.csv", "-", f"không phải CSV mã UTF-8 ({error})") from error
    if not rows:
        raise DeclarationError("units.csv", "-", "không có đơn vị nào")
    return tuple(_unit(row, number) for number, row in enumerate(rows, start=2))


def _unit(row: dict[str, Any], number: int) -> Unit:
    where = f"dòng {number}"
    if None in row:
        raise DeclarationError("units.csv", where, "thừa ô so với dòng tiêu đề")
    values = {key: (value or "").strip() or None for key, value in row.items()}
    values["successor_code"] = (values.get("successor_code") or "").split()
    unit = _build(Unit, values, "units.csv", where)
    if not all(letter.isalnum() or letter in "._-" for letter in unit.unit_code) or set(
        unit.unit_code
    ) <= {"."}:
        raise DeclarationError(
            "units.csv", f"{where}.unit_code", "chỉ dùng chữ, số, dấu chấm, gạch nối, gạch dưới"
        )
    if unit.valid_to and unit.valid_to < unit.valid_from:
        raise DeclarationError("units.csv", f"{where}.valid_to", "trước ngày bắt đầu valid_from")
    return unit


def _check_forms(catalogue: Catalogue) -> None:
    if not catalogue.forms:
        raise DeclarationError("forms", "-", "không có biểu mẫu nào")
    for form in catalogue.forms:
        others = [other for other in catalogue.forms if other is not form]
        if any(other.version == form.version for other in others):
            raise DeclarationError("forms", form.version, "hai biểu mẫu cùng phiên bản")
        if any(other.is_in_force(form.first_year) for other in others):
            raise DeclarationError(
                "forms", form.version, f"hai biểu mẫu cùng hiệu lực năm {form.first_year}"
            )
        for sheet in form.sheets:
            if sheet.key and not sheet.has(sheet.key):
                raise DeclarationError("forms", f"{sheet.name}.key", f"không có cột {sheet.key}")


def _check_indicators(catalogue: Catalogue) -> None:
    measures = {measure.name for measure in catalogue.measures}
    for indicator in catalogue.indicators:
        for part in ("numerator", "denominator"):
            if getattr(indicator, part) not in measures:
                raise DeclarationError(
                    "indicators.toml",
                    f"{indicator.code}.{part}",
                    f"không có số đếm {getattr(indicator, part)!r} trong measures.toml",
                )


def _check_units(units: tuple[Unit, ...]) -> None:
    rows = defaultdict(list)
    for unit in units:
        rows[fold(unit.unit_code)].append(unit)
    for versions in rows.values():
        ordered = sorted(versions, key=lambda unit: unit.valid_from)
        for earlier, later in pairwise(ordered):
            if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
                raise DeclarationError(
                    "units.csv", earlier.unit_code, "hai dòng cùng mã có thời gian chồng nhau"
                )
            if earlier.unit_code != later.unit_code:
                raise DeclarationError(
                    "units.csv", earlier.unit_code, "mã chỉ khác nhau chữ hoa, thường"
                )
    codes = {unit.unit_code for unit in units}
    for unit in units:
        for code in unit.successor_code:
            if code not in codes:
                raise DeclarationError(
                    "units.csv", f"{unit.unit_code}.successor_code", f"không có mã {code}"
                )
    for day in sorted(
        {unit.valid_from for unit in units}
        | {unit.valid_to + dt.timedelta(days=1) for unit in units if unit.valid_to}
    ):
        _check_tree({unit.unit_code: unit for unit in units if unit.is_in_force(day)}, day)


def _check_tree(units: dict[str, Unit], day: dt.date) -> None:
    """On one day: one root, a group; every other unit below a group that leads to it."""
    if not units:
        return
    roots = [unit for unit in units.values() if unit.parent_code is None]
    if len(roots) != 1:
        named = ", ".join(unit.unit_code for unit in roots) or "không có"
        raise DeclarationError(
            "units.csv", f"ngày {day:%d/%m/%Y}", f"phải có đúng một đơn vị gốc, đang có: {named}"
        )
    if not roots[0].is_group:
        raise DeclarationError(
            "units.csv", roots[0].unit_code, "đơn vị gốc phải có unit_type là group"
        )
    for unit in units.values():
        seen = {unit.unit_code}
        while unit.parent_code is not None:
            parent = units.get(unit.parent_code)
            if parent is None:
                raise DeclarationError(
                    "units.csv",
                    f"{unit.unit_code}.parent_code",
                    f"ngày {day:%d/%m/%Y} không có đơn vị cấp trên {unit.parent_code}",
                )
            if not parent.is_group:
                raise DeclarationError(
                    "units.csv",
                    f"{unit.unit_code}.parent_code",
                    f"{parent.unit_code} không phải nhóm (unit_type = group) nên không có cấp dưới",
                )
            if parent.unit_code in seen:
                raise DeclarationError("units.csv", unit.unit_code, "cấp trên tạo thành vòng")
            seen.add(parent.unit_code)
            unit = parent
