"""The Office's edits put into what was drafted: each text stands as it was written, or not at all.

A clause whose draft is gone stays, last in its list: what somebody wrote is never lost unseen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from transforms import figures
from transforms.narrative.edits.keys import (
    CAUSES,
    LIMITS,
    REMEDIES,
    REQUESTS,
    STRENGTHS,
    TABLE,
    TASKS,
    by_key,
    cell_key,
    clause_key,
    meet,
)
from transforms.report.model.narrative import Limitation, Named, Request, Synthesis
from transforms.report.rows import EditedRow

Edits = Mapping[str, EditedRow]


def edit_synthesis(
    synthesis: Synthesis, edited: Iterable[EditedRow], outside: Sequence[str]
) -> Synthesis:
    """What stands in the report; requests by addressee in the order of ``outside``."""
    edits = by_key(edited)
    if not edits:
        return synthesis
    return Synthesis(
        strengths=_edit_clauses(STRENGTHS, synthesis.strengths, edits),
        limitations=_gather(_edit_rows(synthesis.limitations, edits)),
        tasks=_edit_clauses(TASKS, synthesis.tasks, edits),
        requests=_edit_requests(synthesis.requests, edits, outside),
    )


def _written(edit: EditedRow, item: Named) -> Named:
    return replace(item, text=edit.text or "", note="", is_written=True)


def _edit_clauses(section: str, items: Sequence[Named], edits: Edits) -> list[Named]:
    met, lost = meet(section, [(clause_key(section, i.text), i.text) for i in items], edits)
    kept = [
        item if edit is None else _written(edit, item)
        for item, edit in zip(items, met, strict=True)
        if edit is None or edit.text is not None
    ]
    return kept + [_written(edit, Named("", [], "")) for edit in lost if edit.text is not None]


def _edit_requests(
    requests: Sequence[Request], edits: Edits, outside: Sequence[str]
) -> list[Request]:
    drafted = [(request.addressee, item) for request in requests for item in request.items]
    keys = [(clause_key(REQUESTS, name, item.text), item.text) for name, item in drafted]
    met, lost = meet(REQUESTS, keys, edits)
    found: dict[str, list[Named]] = {name: [] for name in (*outside, *(n for n, _ in drafted))}
    for (name, item), edit in zip(drafted, met, strict=True):
        if edit is None:
            found[name].append(item)
        elif edit.text is not None:
            found.setdefault(edit.filed_under or name, []).append(_written(edit, item))
    for edit in lost:
        if edit.text is not None and edit.filed_under:
            found.setdefault(edit.filed_under, []).append(_written(edit, Named("", [], "")))
    return [Request(name, items) for name, items in found.items() if items]


def _edit_rows(rows: Sequence[Limitation], edits: Edits) -> Iterator[Limitation]:
    """Each row with its cells as they stand; without its limitations it is none."""
    for row in rows:
        first = edits.get(cell_key(row.theme, LIMITS))
        if first and first.text is None:
            continue
        yield replace(
            row,
            theme=(first and first.filed_under) or row.theme,
            limitations=_cell(row.limitations, first),
            causes=_cell(row.causes, edits.get(cell_key(row.theme, CAUSES))),
            remedies=_cell(row.remedies, edits.get(cell_key(row.theme, REMEDIES))),
        )
    drafted = {cell_key(row.theme, LIMITS) for row in rows}
    for key, edit in edits.items():
        is_first = key.startswith(f"{TABLE}/") and key.endswith(f"/{LIMITS}")
        if is_first and key not in drafted and edit.text is not None and edit.filed_under:
            causes, remedies = (
                _cell("", edits.get(key.removesuffix(LIMITS) + cell)) for cell in (CAUSES, REMEDIES)
            )
            yield Limitation(edit.filed_under, edit.text, causes, remedies, [], figures.NOTHING)


def _cell(drafted: str, edit: EditedRow | None) -> str:
    return drafted if edit is None else edit.text or ""


def _gather(rows: Iterable[Limitation]) -> list[Limitation]:
    """One row for each theme: of rows that were given the same one, all texts and all units."""
    found: dict[str, Limitation] = {}
    for row in rows:
        same = found.get(row.theme)
        if same is None:
            found[row.theme] = row
            continue
        units = list(dict.fromkeys([*same.units, *row.units]))
        found[row.theme] = Limitation(
            row.theme,
            _join(same.limitations, row.limitations),
            _join(same.causes, row.causes),
            _join(same.remedies, row.remedies),
            units,
            figures.counted(len(units)) if units else figures.NOTHING,
        )
    return list(found.values())


def _join(*cells: str) -> str:
    return "\n".join(cell for cell in cells if cell)
