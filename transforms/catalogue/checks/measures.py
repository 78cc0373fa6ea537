"""Measures and indicators: what they count is asked for by some form."""

import re
from collections.abc import Iterable, Iterator

from transforms.catalogue.checks.forms import file_of
from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import Form, FormField
from transforms.catalogue.indicators import Indicator
from transforms.catalogue.measures import Count, Measure

FILE, INDICATORS = "measures.toml", "indicators.toml"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,40}")


def check_measures(measures: tuple[Measure, ...], forms: tuple[Form, ...]) -> Iterator[Fault]:
    """One measure is declared by units, and every one counts columns that a form has."""
    declared = [measure for measure in measures if measure.is_declared]
    if len(declared) != 1:
        named = ", ".join(measure.name for measure in declared) or "không có"
        yield Fault(
            FILE, "is_declared", f"phải có đúng một số đếm do đơn vị khai, đang có: {named}"
        )
        return
    above: set[str] = set()
    for measure in measures:
        if measure.after and measure.after not in above:
            reason = f"không có số đếm {measure.after!r} ở phía trên"
            yield Fault(FILE, f"{measure.name}.after", reason)
        above.add(measure.name)
        if not _NAME.fullmatch(measure.name):
            yield Fault(FILE, measure.name, "tên chỉ dùng chữ không dấu, số, gạch dưới")
        for table, count in measure.count.items():
            yield from _check_count(count, table, f"{measure.name}.count.{table}", forms)
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
    fields = {field.column: field for sheet in sheets for field in sheet.row_fields}
    for column in sorted(count.columns):
        if column not in fields:
            yield Fault(FILE, key, f"bảng {table} không có cột {column}")
            return
    if not any(sheet.has(*count.columns) for sheet in sheets):
        named = ", ".join(sorted(count.columns))
        yield Fault(FILE, key, f"không biểu mẫu nào có bảng {table} với đủ các cột {named}")
    if count.sum and fields[count.sum].kind != "whole":
        yield Fault(FILE, f"{key}.sum", f"cột {count.sum} không phải số nguyên")
    for column in count.more_than:
        if fields[column].kind not in ("number", "whole"):
            yield Fault(FILE, f"{key}.more_than", f"cột {column} không phải số")
    for column, value in count.where.items():
        if not _fits(fields[column], value):
            yield Fault(FILE, f"{key}.where", f"cột {column} không bao giờ có giá trị {value!r}")


def _fits(field: FormField, value: object) -> bool:
    if field.kind == "yes_no":
        return isinstance(value, bool)
    if field.kind == "choice":
        return value in field.values.values()
    if field.kind in ("number", "whole"):
        return isinstance(value, int | float) and not isinstance(value, bool)
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
        yield from _check_targets(indicator)


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
