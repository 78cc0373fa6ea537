"""Which unit the file is of (F05), by its code and name."""

from collections.abc import Sequence

from transforms.catalogue import Unit
from transforms.reading.likeness import is_this_name
from transforms.reading.submission import Draft, SheetReading
from transforms.reading.values import as_text
from transforms.text import alike


def read_unit(draft: Draft, info: SheetReading) -> None:
    """The unit stays null unless only its validity is wrong."""
    if not info.stands("unit_code"):
        return
    versions = draft.catalogue.units_coded(as_text(info.value("unit_code")))
    if not versions:
        draft.add_label("F05", info, "unit_code", "mã này không có trong danh mục")
        return
    unit, is_valid = _unit_row(draft, versions)
    if unit.is_group:
        problem = "mã này là của một nhóm đơn vị, mỗi đơn vị trong nhóm nộp theo mã của mình"
    else:
        problem = "" if is_valid else f"đơn vị không hoạt động trong năm {draft.reading.year}"
    if problem:
        draft.add_label("F05", info, "unit_code", problem)
    if _is_named(draft, info, unit) and not unit.is_group:
        draft.reading.unit_code = unit.unit_code


def _unit_row(draft: Draft, versions: Sequence[Unit]) -> tuple[Unit, bool]:
    """The code's row in force in the file's year, else its latest; and whether it is in force."""
    latest = max(versions, key=lambda unit: unit.valid_from)
    if draft.reading.year is None:
        return latest, True
    day = draft.catalogue.calendar.day(draft.reading.year, "period_end")
    in_force = [unit for unit in versions if unit.is_in_force(day)]
    return (in_force[0], True) if in_force else (latest, False)


def _is_named(draft: Draft, info: SheetReading, unit: Unit) -> bool:
    """Whether `Tên đơn vị` is that unit's name; a missing label is F04 and tells nothing else."""
    if not info.stands("unit_name"):
        return True
    name = as_text(info.value("unit_name"))
    if alike(name) == alike(unit.name):
        return True
    others = {u.name for u in draft.catalogue.units if u.unit_code != unit.unit_code}
    if is_this_name(name, unit.name, others):
        draft.add_label("Q08", info, "unit_name", f"được hiểu là “{unit.name}”")
        return True
    draft.add_label("F05", info, "unit_name", f"mã {unit.unit_code} là của “{unit.name}”")
    return False
