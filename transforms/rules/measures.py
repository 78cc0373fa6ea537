"""A submission's measures: what its rows count to, by staff type."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from transforms.catalogue import Form, Measure, count_in

Rows = Mapping[str, Iterable[Mapping[str, Any]]]
BREAKDOWN = "staff_type"


def count_measures(
    form: Form, measures: Iterable[Measure], rows: Rows, declared: int
) -> list[dict[str, Any]]:
    """One row per measure of the form and staff type: ``measure``, ``staff_type``, ``value``.

    ``rows`` by table are those that count. The staff type is None where a table does not tell it,
    and for the declared people who are in no row that counts: so the headcount of a unit is always
    what it declared.
    """
    counted = []
    for measure in measures:
        found = count_in(form, measure)
        if found is None:
            continue
        sheet, count = found
        values: Counter[str | None] = Counter()
        for row in rows.get(sheet.table, ()):
            values[row.get(BREAKDOWN)] += count.of(row)
        if measure.is_declared and (missing := declared - values.total()):
            values[None] += missing
        counted += [
            {"measure": measure.name, BREAKDOWN: kind, "value": value}
            for kind, value in values.items()
        ]
    return counted
