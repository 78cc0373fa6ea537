"""Read the catalogue folder into frozen types; a mistake stops with file, key and reason."""

import csv
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from expectations.suites import check_suites
from transforms.catalogue import (
    CalendarRules,
    Catalogue,
    Form,
    Indicator,
    IssuerRules,
    Measure,
    NarrativeRules,
    Rule,
    Rules,
    Task,
    TaskGroup,
    Unit,
    YearCatalogue,
)
from transforms.catalogue.faults import Fault, reason_of
from transforms.errors import DeclarationError, SettingError

Model = TypeVar("Model", bound=BaseModel)
UNITS = "units.csv"
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@lru_cache(maxsize=4)
def load_catalogue(folder: Path) -> Catalogue:
    """The whole catalogue of a folder, read once per process.

    Raises DeclarationError: a file is missing or malformed, a key is unknown, missing or out of
    range, or rows contradict each other (``transforms.catalogue.checks``).
    """
    tasks = _toml(folder, "tasks.toml")
    forms = sorted(path.name for path in (folder / "forms").glob("*.toml"))
    parts = {
        "units": _units(folder),
        "forms": [_build(Form, _toml(folder, f"forms/{n}"), f"forms/{n}") for n in forms],
        "tasks": [
            _build(Task, _task(code, title), "tasks.toml", f"tasks.{code}")
            for code, title in _table(tasks, "tasks", "tasks.toml").items()
        ],
        "task_groups": [
            _build(TaskGroup, {"number": number, "title": title}, "tasks.toml", f"groups.{number}")
            for number, title in _table(tasks, "groups", "tasks.toml").items()
        ],
        "measures": _rows(Measure, "name", folder, "measures.toml"),
        "indicators": _rows(Indicator, "code", folder, "indicators.toml"),
        "calendar": load_calendar(folder),
        "issuer": _build(IssuerRules, _toml(folder, "issuer.toml"), "issuer.toml"),
        "rules": _rules(folder),
        "narrative": _build(NarrativeRules, _toml(folder, "narrative.toml"), "narrative.toml"),
    }
    catalogue = _build(Catalogue, parts, "-")
    for fault in check_suites(catalogue):
        raise DeclarationError(fault.file, fault.key, fault.reason)
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
    return found


def _build(model: type[Model], row: Mapping[str, Any], file: str, key: str = "") -> Model:
    """The row as its type; the first mistake in it as a DeclarationError."""
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        context = first.get("ctx", {})
        if isinstance(fault := context.get("error"), Fault):
            raise DeclarationError(fault.file, fault.key, fault.reason) from None
        parts = (key, *(part for part in first["loc"] if part != "[key]"))
        place = ".".join(str(part) for part in parts if str(part))
        reason = reason_of(first["type"], context | {"input": first["input"]})
        if first["type"] != "missing" and isinstance(first["input"], str | int | float):
            reason += f" (đang ghi: {first['input']!r})"
        raise DeclarationError(file, place or "-", reason) from None


# --- TOML ----------------------------------------------------------------------------------------


def _toml(folder: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(folder / name, name))
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.search(str(error))
        place = f"dòng {found[1]}, cột {found[2]}" if found else "cuối tệp"
        raise DeclarationError(name, place, "sai cú pháp TOML") from None
    except (ValueError, RecursionError):
        raise DeclarationError(name, "-", "số quá dài hoặc ngoặc lồng quá sâu") from None


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DeclarationError(name, "-", "không có tệp này trong thư mục danh mục") from None
    except UnicodeDecodeError:
        raise DeclarationError(name, "-", "không phải văn bản mã UTF-8") from None
    except OSError:
        raise DeclarationError(
            name, "-", "không đọc được tệp (thư mục, hoặc thiếu quyền)"
        ) from None


def _rows(model: type[Model], key: str, folder: Path, file: str) -> list[Model]:
    """A file of one table per row, named by its key."""
    rows = _toml(folder, file)
    return [_build(model, _named(key, name, rows, file), file, name) for name in rows]


def _named(key: str, name: str, rows: Mapping[str, Any], file: str) -> dict[str, Any]:
    """The row of that name, which is its key and is not said in it again."""
    row = _table(rows, name, file)
    if key in row:
        raise DeclarationError(file, f"{name}.{key}", reason_of("extra_forbidden", {}))
    return row | {key: name}


def _table(rows: Mapping[str, Any], key: str, file: str) -> dict[str, Any]:
    row = rows.get(key, {})
    if not isinstance(row, dict):
        raise DeclarationError(file, key, "phải là một bảng [..]")
    return row


def _task(code: str, title: str) -> dict[str, Any]:
    return {"code": code, "group": code.split(".")[0], "title": title}


def _rules(folder: Path) -> Rules:
    rows = _toml(folder, "rules.toml")
    shared = {key: value for key, value in rows.items() if not isinstance(value, dict)}
    rules = {
        code: _build(Rule, _named("code", code, rows, "rules.toml"), "rules.toml", code)
        for code, row in rows.items()
        if isinstance(row, dict)
    }
    return _build(Rules, shared | {"rules": rules}, "rules.toml")


# --- units.csv -----------------------------------------------------------------------------------


def _units(folder: Path) -> list[Unit]:
    try:
        reader = csv.DictReader(_text(folder / UNITS, UNITS).splitlines(), strict=True)
        rows = list(reader)
    except csv.Error:
        raise DeclarationError(UNITS, "-", "sai cú pháp CSV (dấu nháy chưa đóng)") from None
    names = [name.strip() for name in reader.fieldnames or ()]
    for name in names:
        if names.count(name) > 1:
            raise DeclarationError(UNITS, "dòng 1", f"hai cột cùng tên {name}")
        if name not in Unit.model_fields:
            raise DeclarationError(UNITS, "dòng 1", f"không có cột nào tên {name!r}")
    for name in Unit.model_fields:
        if name not in names:
            raise DeclarationError(UNITS, "dòng 1", f"thiếu cột {name}")
    return [_unit(row, f"dòng {number}") for number, row in enumerate(rows, start=2)]


def _unit(row: dict[str, Any], where: str) -> Unit:
    if None in row:
        raise DeclarationError(UNITS, where, "thừa ô so với dòng tiêu đề")
    if None in row.values():
        raise DeclarationError(UNITS, where, "thiếu ô so với dòng tiêu đề")
    values = {key.strip(): (value or "").strip() or None for key, value in row.items()}
    values["successor_code"] = (values["successor_code"] or "").split()
    return _build(Unit, values, UNITS, where)
