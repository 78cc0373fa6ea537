"""Read the catalogue folder into frozen types; a mistake stops with file, key and reason."""

import csv
import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from expectations.suites import check_suites
from transforms.catalogue import (
    TIME_ZONE,
    CalendarRules,
    Catalogue,
    Document,
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
from transforms.catalogue.base import Model, build, declared
from transforms.catalogue.faults import reason_of
from transforms.errors import DeclarationError, SettingError
from transforms.privacy.retention import Retention

UNITS, DOCUMENTS = "units.csv", "documents.csv"
FILES = (
    UNITS, DOCUMENTS, "tasks.toml", "measures.toml", "indicators.toml", "calendar.toml",
    "issuer.toml", "rules.toml", "narrative.toml", "retention.toml",
)  # fmt: skip
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@lru_cache(maxsize=4)
def load_catalogue(folder: Path) -> Catalogue:
    """The whole catalogue of a folder, read once per process.

    Raises DeclarationError: a file is missing or malformed, a key is unknown, missing or out of
    range, or rows contradict each other (``transforms.catalogue.checks``).
    """
    _refuse_strays(folder)
    tasks = _toml(folder, "tasks.toml")
    for key in tasks.keys() - {"tasks", "groups", "plans"}:
        raise DeclarationError("tasks.toml", key, reason_of("extra_forbidden", {}))
    plans = _table(tasks, "plans", "tasks.toml")
    for code in plans:
        if code not in _table(tasks, "tasks", "tasks.toml"):
            raise DeclarationError(
                "tasks.toml", f"plans.{code}", "không có nhiệm vụ này trong [tasks]"
            )
    forms = sorted(path.name for path in (folder / "forms").glob("*.toml"))
    parts = {
        "units": _units(folder),
        "documents": _documents(folder),
        "forms": [declared(Form, _toml(folder, f"forms/{n}"), f"forms/{n}") for n in forms],
        "tasks": [
            declared(Task, _task(code, title, plans), "tasks.toml", f"tasks.{code}")
            for code, title in _table(tasks, "tasks", "tasks.toml").items()
        ],
        "task_groups": [
            declared(
                TaskGroup,
                {"number": _number(number), "title": title},
                "tasks.toml",
                f"groups.{number}",
            )
            for number, title in _table(tasks, "groups", "tasks.toml").items()
        ],
        "measures": _rows(Measure, "name", folder, "measures.toml"),
        "indicators": _rows(Indicator, "code", folder, "indicators.toml"),
        "calendar": load_calendar(folder),
        "issuer": declared(IssuerRules, _toml(folder, "issuer.toml"), "issuer.toml"),
        "rules": _rules(folder),
        "narrative": declared(NarrativeRules, _toml(folder, "narrative.toml"), "narrative.toml"),
    }
    catalogue = build(lambda: Catalogue.model_validate(parts), "-")
    if (folder / "retention.toml").exists():
        load_retention(folder)  # only `make purge` needs it; a wrong one is told at once
    for fault in check_suites(catalogue):
        raise DeclarationError(fault.file, fault.key, fault.reason)
    return catalogue


def _refuse_strays(folder: Path) -> None:
    """A file that looks like one of the catalogue and is none would be believed by its writer."""
    for path in sorted(folder.glob("*")):
        is_named_alike = path.suffix == ".txt" and path.stem in FILES  # as Windows hides it
        if (path.suffix.lower() in (".toml", ".csv") or is_named_alike) and path.name not in FILES:
            raise DeclarationError(path.name, "-", "danh mục không có tệp nào tên như vậy")
    for path in sorted((folder / "forms").glob("*")):
        if path.suffix != ".toml" and not path.name.startswith((".", "~")):
            raise DeclarationError(f"forms/{path.name}", "-", "biểu mẫu là tệp .toml")


def load_calendar(folder: Path) -> CalendarRules:
    """The catalogue's calendar alone, as it is on the disk now; raises DeclarationError."""
    return declared(CalendarRules, _toml(folder, "calendar.toml"), "calendar.toml")


def load_retention(folder: Path) -> Retention:
    """How long data are kept; raises DeclarationError, also where the catalogue does not say."""
    return declared(Retention, _toml(folder, "retention.toml"), "retention.toml")


def unit_names(folder: Path) -> dict[str, str]:
    """Names of all that ever was a reporting unit, by code; DeclarationError if units.csv is wrong.

    Of one renamed, its latest name. For forms: nothing else of the catalogue is read.
    """
    units = sorted(_units(folder), key=lambda unit: unit.valid_from)
    return {unit.unit_code: unit.name for unit in units if unit.unit_type != "group"}


def reportable_years(folder: Path) -> range:
    """From the first year of a form to the next one, or to the last horizon if that is later.

    Raises DeclarationError.
    """
    catalogue = load_catalogue(folder)
    horizons = [target.year for i in catalogue.indicators for target in i.targets]
    first = min(form.first_year for form in catalogue.forms)
    return range(first, max(dt.datetime.now(TIME_ZONE).year + 1, *horizons) + 1)


def load_year(folder: Path, year: int) -> YearCatalogue:
    """The catalogue of one reporting year; SettingError where no form is in force for it."""
    catalogue = load_catalogue(folder)
    found = catalogue.of_year(year) if 1900 < year < 9999 else None
    if found is None:
        first = min(form.first_year for form in catalogue.forms)
        last = max(form.last_year or 9999 for form in catalogue.forms)
        limit = f"năm đầu tiên là {first}" if year < first else f"năm cuối cùng là {last}"
        raise SettingError(f"YEAR: năm {year} không có biểu mẫu nào trong danh mục; {limit}")
    return found


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
    return [declared(model, _named(key, name, rows, file), file, name) for name in rows]


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


def _task(code: str, title: str, plans: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": code,
        "group": _number(code.split(".")[0]),
        "title": title,
        "plan": plans.get(code),
    }


def _number(key: str) -> int | str:
    """A key of TOML, which is always text, as the number that it is."""
    return int(key) if key.isdecimal() and len(key) < 10 else key


def _rules(folder: Path) -> Rules:
    rows = _toml(folder, "rules.toml")
    shared = {key: value for key, value in rows.items() if not isinstance(value, dict)}
    if "rules" in shared:
        raise DeclarationError("rules.toml", "rules", reason_of("extra_forbidden", {}))
    rules = {
        code: declared(Rule, _named("code", code, rows, "rules.toml"), "rules.toml", code)
        for code, row in rows.items()
        if isinstance(row, dict)
    }
    parts = shared | {"rules": rules}
    return build(lambda: Rules.model_validate(parts, strict=True), "rules.toml")


# --- CSV -----------------------------------------------------------------------------------------


def _units(folder: Path) -> list[Unit]:
    return [
        _row(Unit, row | {"successor_code": (row["successor_code"] or "").split()}, UNITS, where)
        for where, row in _csv(Unit, folder, UNITS)
    ]


def _documents(folder: Path) -> list[Document]:
    """A department may have none to tell of: the file may be missing."""
    if not (folder / DOCUMENTS).exists():
        return []
    found = _csv(Document, folder, DOCUMENTS)
    return [_row(Document, row, DOCUMENTS, where) for where, row in found]


def _row(model: type[Model], row: Mapping[str, Any], file: str, where: str) -> Model:
    """A row of CSV, which is all text, as its type."""
    return build(lambda: model.model_validate(row), file, where)


def _csv(model: type[BaseModel], folder: Path, file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row below a header that names just the model's columns; blank cells are None."""
    try:
        lines = _text(folder / file, file).splitlines(keepends=True)
        reader = csv.DictReader(lines, strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        why = "ô quá dài" if "field larger" in str(error) else "dấu nháy chưa đóng"
        raise DeclarationError(file, "-", f"sai cú pháp CSV ({why})") from None
    names = [name.strip() for name in reader.fieldnames or ()]
    for name in names:
        if names.count(name) > 1:
            raise DeclarationError(file, "dòng 1", f"hai cột cùng tên {name}")
        if name not in model.model_fields:
            raise DeclarationError(file, "dòng 1", f"không có cột nào tên {name!r}")
    for name in model.model_fields:
        if name not in names:
            raise DeclarationError(file, "dòng 1", f"thiếu cột {name}")
    for number, row in rows:
        where = f"dòng {number}"
        if None in row:
            raise DeclarationError(file, where, "thừa ô so với dòng tiêu đề")
        if None in row.values():
            raise DeclarationError(file, where, "thiếu ô so với dòng tiêu đề")
        yield where, {key.strip(): (value or "").strip() or None for key, value in row.items()}
