"""The units' statements become the department's own text: the units are its source, it speaks.

Everything here is a draft that the Office may edit; the statements stand in phu-luc.xlsx.
"""

from collections.abc import Iterable
from dataclasses import replace

from transforms import figures
from transforms.catalogue import YearCatalogue
from transforms.narrative.merging import Cluster, Point, is_like, merge
from transforms.narrative.points import capital
from transforms.narrative.sources import Source
from transforms.narrative.wishes import some
from transforms.report.model.narrative import Limitation, Named, Request, Synthesis
from transforms.report.rows import NarrativeRow
from transforms.text import fold

MOST_STRENGTHS, MOST_TASKS, MOST_REQUESTS, MOST_IN_CELL = 5, 10, 6, 3
"""Merged statements that the body bears; requests of one addressee, a cell of the table."""


def synthesise(narrative: Iterable[NarrativeRow], catalogue: YearCatalogue) -> Synthesis:
    """What the department says of the year in words, from its units' statements.

    The same for any order of the rows; units that are not the year's are left out.
    """
    source = Source(narrative, catalogue)
    remedies = _remedies(source)
    limitations = _limitations(source, remedies)
    return Synthesis(
        strengths=_strengths(source),
        limitations=limitations,
        tasks=_tasks(source, [c.text for row in limitations for c in remedies.get(row.theme, [])]),
        requests=_requests(source),
    )


def _strengths(source: Source) -> list[Named]:
    """One of each theme, those of most units first."""
    chosen: dict[str, Cluster] = {}
    for cluster in merge(source.strengths):
        chosen.setdefault(cluster.points[0].theme, cluster)
    return [_named(cluster, _of_units(cluster)) for cluster in chosen.values()][:MOST_STRENGTHS]


def _limitations(source: Source, remedies: dict[str, list[Cluster]]) -> list[Limitation]:
    """The table: a row for each theme with a limitation, most units first."""
    causes, rows = _by_theme(source.causes), []
    for theme, points in _by_theme(source.limitations).items():
        units = source.in_order(point.unit_code for point in points)
        cells = (
            _cell(map(_of_units, merge(points)[:MOST_IN_CELL])),
            _cell(map(_of_units, merge(causes.get(theme, []))[:MOST_IN_CELL])),
            _cell(cluster.text for cluster in remedies.get(theme, [])),
        )
        rows.append(Limitation(theme, *cells, units, figures.counted(len(units))))
    places = {theme: place for place, theme in enumerate(source.rules.themes)}
    return sorted(rows, key=lambda row: (-len(row.units), places.get(row.theme, len(places))))


def _remedies(source: Source) -> dict[str, list[Cluster]]:
    """What the table tells beside the limitations."""
    themes = _by_theme(source.remedies)
    return {theme: merge(points)[:MOST_IN_CELL] for theme, points in themes.items()}


def _tasks(source: Source, told: list[str]) -> list[Named]:
    """What is to be done next year, but for what stands in the table already (``told``)."""
    wished = []
    for point, addressee in source.wishes():
        text = source.addressees.as_task(point.text)
        if text and not source.addressees.is_outside(addressee) and source.is_ahead(text):
            wished.append(replace(point, text=text, is_wish=True))
    folded = [fold(text) for text in told]
    clusters = [
        cluster
        for cluster in merge((*wished, *source.remedies, *source.plans))
        if any(point.is_wish for point in cluster.points)
        or not any(is_like(fold(point.text), text) for point in cluster.points for text in folded)
    ]
    return [_named(cluster, cluster.text, " đề xuất") for cluster in clusters[:MOST_TASKS]]


def _requests(source: Source) -> list[Request]:
    """What is asked of those outside, in the catalogue's order; never of the department."""
    found: dict[str, list[Point]] = {name: [] for name in source.rules.outside}
    for point, addressee in source.wishes(keeps_things=True):
        text = source.addressees.as_request(point.text)
        if text and source.addressees.is_outside(addressee):
            found[addressee].append(replace(point, text=text))
    return [
        Request(name, [Named(c.text, c.units, "") for c in merge(points)[:MOST_REQUESTS]])
        for name, points in found.items()
        if points
    ]


def _by_theme(points: Iterable[Point]) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(point.theme, []).append(point)
    return found


def _named(cluster: Cluster, text: str, did: str = "") -> Named:
    count = len(cluster.units)
    note = f"{figures.counted(count)} đơn vị{did}" if count > 1 else ""
    return Named(text, cluster.units, note)


def _of_units(cluster: Cluster) -> str:
    """The cluster's text; where its writers say ``đơn vị`` it says whether these are some."""
    return capital(some(cluster.text, are_several=len(cluster.units) > 1))


def _cell(texts: Iterable[str]) -> str:
    """One statement by itself, several as a list."""
    lines = list(texts)
    return "\n".join(f"- {line}" for line in lines) if len(lines) > 1 else "".join(lines)
