"""What a cell of the form accepts, as Excel checks it: drop-down lists, limits, hints.

Excel's checks only help while typing (pasting passes them by): the rules judge what is sent.
"""

import datetime as dt

from openpyxl.worksheet.datavalidation import DataValidation

from transforms.catalogue import Calendar, FormField, Sheet

LAST_ROW = 3000  # as far down as a list is formatted and checked while typing
INLINE_LIMIT = 255  # Excel's longest list written into the check itself
DATE = "%d/%m/%Y"
A_YEAR = dt.timedelta(days=365)


def typed(field: FormField) -> dict[str, str]:
    """Stored value to the text a person types for it: of several spellings the first."""
    return {stored: text for text, stored in reversed(field.words.items())}


def choices(field: FormField) -> tuple[str, ...]:
    """The texts a drop-down offers: one per stored value, in the form's order."""
    offered = set(typed(field).values())
    return tuple(text for text in field.words if text in offered)


def make_check(
    sheet: Sheet, field: FormField, calendar: Calendar, task_list: str
) -> DataValidation | None:
    """The field's check with its hint as input message; None where there is nothing to say.

    ``task_list`` is the workbook's name for the range of task codes.
    """
    check = _limits(sheet, field, calendar, task_list)
    if check is None and field.hint is None:
        return None
    check = check or DataValidation()
    check.allow_blank = True
    check.errorTitle = check.promptTitle = field.header[:32]
    check.showErrorMessage = True
    if field.hint:
        check.prompt = field.hint[:255]
        check.showInputMessage = True
    return check


def _limits(
    sheet: Sheet, field: FormField, calendar: Calendar, task_list: str
) -> DataValidation | None:
    match field.kind:
        case "choice" | "yes_no":
            return _list(field)
        case "task":
            return DataValidation(
                type="list", formula1=task_list, error="Chọn mã nhiệm vụ trong trang Hướng dẫn."
            )
        case "whole" | "number":
            return _number(field)
        case "date":
            return _date(sheet, calendar)
    return None


def fits_inline(field: FormField) -> bool:
    """Whether a list can stand inside the check: Excel parts it by commas, and not a long one."""
    offered = choices(field)
    return len(",".join(offered)) <= INLINE_LIMIT and not any("," in text for text in offered)


def list_name(field: FormField) -> str:
    """The workbook's name for the range of a list that stands in ``Hướng dẫn``."""
    return f"danh_muc_{field.column}"


def _list(field: FormField) -> DataValidation | None:
    """A list inside the check survives a missing ``Hướng dẫn``. Other spellings only warn."""
    offered = choices(field)
    if not offered:
        return None
    inline = ",".join(offered)
    return DataValidation(
        type="list",
        formula1=f'"{inline}"' if fits_inline(field) else list_name(field),
        errorStyle="stop" if len(offered) == len(field.words) else "warning",
        error=f"Chọn một trong: {', '.join(offered)}.",
    )


def _number(field: FormField) -> DataValidation | None:
    if field.minimum is None or field.maximum is None:
        return None
    name = "số nguyên" if field.kind == "whole" else "số"
    return DataValidation(
        type="whole" if field.kind == "whole" else "decimal",
        operator="between",
        formula1=f"{field.minimum:.15g}",
        formula2=f"{field.maximum:.15g}",
        error=f"Ghi {name} từ {field.minimum:.0f} đến {field.maximum:.0f}.",
    )


def _date(sheet: Sheet, calendar: Calendar) -> DataValidation:
    """Dates of a list lie in the data period; those of a label are any date of our time."""
    first, last = calendar.period_start, calendar.period_end
    if sheet.shape == "labels":
        first, last = first - A_YEAR, last + 5 * A_YEAR
    return DataValidation(
        type="date",
        operator="between",
        formula1=_serial(first),
        formula2=_serial(last),
        error=f"Ghi ngày dạng ngày/tháng/năm, từ {first:{DATE}} đến {last:{DATE}}.",
    )


def _serial(day: dt.date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
