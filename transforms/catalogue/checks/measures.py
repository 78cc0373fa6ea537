"""Measures and indicators: what they count is asked for by some form."""

import re
from collections.abc import Iterable, Iterator, Mapping

from transforms.catalogue.checks.fields import NUMBERS
from transforms.catalogue.checks.forms import file_of
from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import Form, FormField, Sheet
from transforms.catalogue.indicators import Indicator
from transforms.catalogue.measures import Count, Measure, count_in
from transforms.catalogue.tasks import Task
from transforms.text import plain_number

FILE, INDICATORS = "measures.toml", "indicators.toml"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,40}")


def check_measures(
    measures: tuple[Measure, ...], forms: tuple[Form, ...], tasks: Iterable[Task]
) -> Iterator[Fault]:
    """One measure is declared by units, and every one counts what a form's columns can hold."""
    declared = [measure for measure in measures if measure.is_declared]
    if len(declared) != 1:
        named = ", ".join(measure.name for measure in declared) or "không có"
        yield Fault(
            FILE, "is_declared", f"phải có đúng một số đếm do đơn vị khai, đang có: {named}"
        )
        return
    for table, count in declared[0].count.items():
        if count.where or count.filled or count.more_than:
            reason = "số đếm do đơn vị khai phải tính mọi dòng, không có điều kiện"
            yield Fault(FILE, f"{declared[0].name}.count.{table}", reason)
    for measure in measures:
        if not _NAME.fullmatch(measure.name):
            yield Fault(FILE, measure.name, "tên chỉ dùng chữ không dấu, số, gạch dưới")
        for table, count in measure.count.items():
            key = f"{measure.name}.count.{table}"
            yield from _check_count(count, table, key, forms)
            yield from _check_tasks(count, table, key, forms, {task.code for task in tasks})
    for form in forms:
        if not _gives(form, declared[0]):
            reason = f"không bảng nào cho số đếm {declared[0].name}"
            yield Fault(file_of(form), "sheets", reason)


def _gives(form: Form, measure: Measure) -> bool:
    return any(form.has(table, count.columns) for table, count in measure.count.items())


def _check_count(count: Count, table: str, key: str, forms: tuple[Form, ...]) -> Iterator[Fault]:
    sheets = [sheet for form in forms for sheet in form.tables if sheet.table == table]
    if not sheets:
        yield Fault(FILE, key, f"không biểu mẫu nào có bảng {table}")
        return
    known = {column for sheet in sheets for column in sheet.columns}
    for column in sorted(count.columns):
        if column not in known:
            yield Fault(FILE, key, f"bảng {table} không có cột {column}")
            return
    asking = [sheet for sheet in sheets if sheet.has(*count.columns)]
    if not asking:
        named = ", ".join(sorted(count.columns))
        yield Fault(FILE, key, f"không biểu mẫu nào có bảng {table} với đủ các cột {named}")
        return
    yield from _check_conditions(count, key, asking)


def _check_conditions(count: Count, key: str, sheets: list[Sheet]) -> Iterator[Fault]:
    """What is summed is whole; no condition never holds, or always, on every form that asks it."""
    if count.sum and sheets[0].field(count.sum).kind != "whole":
        yield Fault(FILE, f"{key}.sum", f"cột {count.sum} không phải số nguyên")
    for column in count.filled:
        if not any(_may_be_blank(sheet.field(column)) for sheet in sheets):
            yield Fault(FILE, f"{key}.filled", f"cột {column} không bao giờ để trống")
    for column, least in count.more_than.items():
        fields = [sheet.field(column) for sheet in sheets]
        if fields[0].kind not in NUMBERS:
            yield Fault(FILE, f"{key}.more_than", f"cột {column} không phải số")
        elif all(field.maximum is not None and field.maximum <= least for field in fields):
            reason = f"cột {column} không bao giờ lớn hơn {plain_number(least)}"
            yield Fault(FILE, f"{key}.more_than", reason)
    for column, value in count.where.items():
        if not any(_fits(sheet.field(column), value) for sheet in sheets):
            yield Fault(FILE, f"{key}.where", f"cột {column} không bao giờ có giá trị {value!r}")


def _check_tasks(
    count: Count, table: str, key: str, forms: tuple[Form, ...], codes: set[str]
) -> Iterator[Fault]:
    sheets = [sheet for form in forms for sheet in form.tables if sheet.table == table]
    asked = {field.column for sheet in sheets for field in sheet.row_fields if field.kind == "task"}
    for column, value in count.where.items():
        if column in asked and str(value) not in codes:
            reason = f"không có nhiệm vụ {value!r} trong tasks.toml"
            yield Fault(FILE, f"{key}.where", reason)


def _may_be_blank(field: FormField) -> bool:
    """No mark is a no, and a number may have what its blank cell stands for."""
    return field.kind != "yes_no" and field.blank is None


def _fits(field: FormField, value: object) -> bool:
    """Whether a cell of a form can be that; each form has its own list and range."""
    if field.kind == "yes_no":
        return isinstance(value, bool)
    if field.kind == "choice":
        return value in field.values.values()
    if field.kind in NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool) and field.takes(value)
    return field.kind in ("text", "task", "decision") and isinstance(value, str)


def check_indicators(
    indicators: tuple[Indicator, ...], measures: Iterable[Measure], forms: tuple[Form, ...]
) -> Iterator[Fault]:
    """Numerators and denominators are measures of one form; targets do not contradict."""
    known = {measure.name: measure for measure in measures}
    heads = {measure.short.casefold(): f"số đếm {measure.name}" for measure in known.values()}
    for indicator in indicators:
        if indicator.numerator == indicator.denominator:
            yield Fault(INDICATORS, indicator.code, "tử số và mẫu số là một")
        if not _NAME.fullmatch(indicator.code):
            yield Fault(INDICATORS, indicator.code, "mã chỉ dùng chữ không dấu, số, gạch dưới")
        head = (indicator.column or "").casefold()
        if head and head in heads:
            reason = f"trùng tên cột với {heads[head]}"
            yield Fault(INDICATORS, f"{indicator.code}.column", reason)
        heads[head] = f"chỉ tiêu {indicator.code}"
        for part in ("numerator", "denominator"):
            name = getattr(indicator, part)
            if name not in known:
                reason = f"không có số đếm {name!r} trong measures.toml"
                yield Fault(INDICATORS, f"{indicator.code}.{part}", reason)
        pair = [known[n] for n in (indicator.numerator, indicator.denominator) if n in known]
        if not any(all(_gives(form, measure) for measure in pair) for form in forms):
            reason = "không biểu mẫu nào cho cả tử số và mẫu số"
            yield Fault(INDICATORS, indicator.code, reason)
        yield from _check_share(indicator, known, forms)
        yield from _check_targets(indicator)


def _check_share(
    indicator: Indicator, known: Mapping[str, Measure], forms: tuple[Form, ...]
) -> Iterator[Fault]:
    """The report says `so many of so many persons`: both are counted as the headcount is."""
    people = next(measure for measure in known.values() if measure.is_declared)
    for form in forms:
        for part in ("numerator", "denominator"):
            measure = known.get(getattr(indicator, part))
            own = count_in(form, measure) if measure else None
            whole = count_in(form, people)
            if own is None or whole is None:
                continue
            table, is_rows = whole[0].table, whole[1].sum is None
            if (own[0].table, own[1].sum is None) != (table, is_rows):
                reason = f"chỉ tiêu là phần của số người: phải đếm người ở bảng {table}"
                yield Fault(INDICATORS, f"{indicator.code}.{part}", f"{reason} như {people.name}")


def _check_targets(indicator: Indicator) -> Iterator[Fault]:
    seen = set()
    for target in indicator.targets:
        if (target.year, target.adopted) in seen:
            reason = f"hai mục tiêu năm {target.year} giao cùng ngày"
            yield Fault(INDICATORS, f"{indicator.code}.targets", reason)
        if target.year < target.adopted.year:
            reason = f"mục tiêu năm {target.year} được giao sau năm đó"
            yield Fault(INDICATORS, f"{indicator.code}.targets", reason)
        seen.add((target.year, target.adopted))


def check_names(
    measures: tuple[Measure, ...], indicators: tuple[Indicator, ...]
) -> Iterator[Fault]:
    """Names that head columns and stand in sentences are of one thing each."""
    for file, rows in ((FILE, measures), (INDICATORS, indicators)):
        for key in ("title", "short"):
            seen: set[str] = set()
            for row in rows:
                name = getattr(row, key).casefold()
                if name in seen:
                    own = row.name if isinstance(row, Measure) else row.code
                    yield Fault(file, f"{own}.{key}", "đã là tên của dòng khác")
                seen.add(name)
    codes: set[str] = set()
    for indicator in indicators:
        if indicator.code.casefold() in codes:
            yield Fault(INDICATORS, indicator.code, "mã chỉ khác mã khác ở chữ hoa, thường")
        codes.add(indicator.code.casefold())
    told: set[str] = set()
    for measure in measures:
        for word in measure.words:
            if word.casefold() in told:
                yield Fault(FILE, f"{measure.name}.words", f"{word!r} đã là từ của số đếm khác")
            told.add(word.casefold())


def check_readings(indicators: tuple[Indicator, ...]) -> Iterator[Fault]:
    """Another reading of a target is a supplement with targets and the same numerator."""
    told = {indicator.numerator for indicator in indicators if not indicator.is_supplementary}
    for indicator in indicators:
        is_other = indicator.is_supplementary and indicator.targets and indicator.numerator in told
        if indicator.reading and not is_other:
            reason = (
                "chỉ tiêu này phải là theo dõi thêm, có mục tiêu, cùng tử số với chỉ tiêu chính"
            )
            yield Fault(INDICATORS, f"{indicator.code}.reading", reason)
