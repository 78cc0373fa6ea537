"""Give every file its standing among the versions of its unit and year."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.intake.findings import copy_findings
from steps.intake.judging import judge_files
from steps.intake.store import forget_content
from steps.intake.storing import store_apart
from steps.settings import Settings
from steps.year.state import year_state
from transforms.catalogue import Catalogue
from transforms.rules.findings import make_finding
from transforms.rules.statuses import Status
from transforms.rules.versions import Link, Standing, resolve_chain


def settle(
    settings: Settings,
    connection: Connection,
    catalogue: Catalogue,
    year: int,
    unit_codes: set[str],
    reason: str,
    actor: str = "collect_submissions",
    releases: bool = False,
) -> None:
    """Give every file of the units its standing among the versions, with an event if it changed.

    A double keeps no findings but F08. A file that is none any more, because another turned up
    between it and its twin, is judged again, and is worth what it is found to be now. While the
    year is not open only new files get a standing, as held, and nothing of what is in them;
    ``releases`` ends that for those held so far.
    """
    is_open = year_state(connection, year).is_open
    former = _chain(connection, year, unit_codes)

    def held(row: Mapping[str, Any]) -> bool:
        return (row["status"] is Status.HELD and not releases) or (not is_open and _is_new(row))

    standings = _standings(former, held)
    if not is_open:
        standings = _numbered_on(former, standings)
        former = [row for row in former if row["submission_id"] in standings]
    again: set[str] = set()
    while revived := _revived(former, standings) - again:
        store_apart(settings, connection, catalogue, judge_files(settings, catalogue, revived))
        again |= revived
        worth = {row["submission_id"]: row for row in _chain(connection, year, unit_codes)}
        former = [row for row in former if row["submission_id"] in worth]
        standings = _standings(worth.values(), held)
    _write_standings(connection, former, standings, reason, actor)
    doubles = [key for key, now in standings.items() if now.status is Status.DUPLICATE]
    unjudged = [key for key, now in standings.items() if not now.status.is_judged]
    forget_content(connection, catalogue, unjudged)
    copy_findings(connection, {key: [make_finding(catalogue.rules, "F08")] for key in doubles})


def _chain(connection: Connection, year: int, unit_codes: set[str]) -> list[dict[str, Any]]:
    rows = warehouse.fetch(connection, "core/chain", year=year, unit_codes=list(unit_codes))
    return [row | {key: Status.named(row[key]) for key in ("decision", "status")} for row in rows]


def _revived(former: Iterable[Mapping[str, Any]], standings: Mapping[str, Standing]) -> set[str]:
    """The doubles that are none any more: of what was in them nothing is kept."""
    return {
        row["submission_id"]
        for row in former
        if row["status"] is Status.DUPLICATE
        and standings[row["submission_id"]].status is not Status.DUPLICATE
    }


def _standings(
    rows: Iterable[Mapping[str, Any]], held: Callable[[Mapping[str, Any]], bool]
) -> dict[str, Standing]:
    chains: dict[str, list[Link]] = defaultdict(list)
    for row in rows:
        place = (row["submission_id"], row["sha256"], row["source"], row["received_at"])
        chains[row["unit_code"]].append(Link(*place, _worth(row), held(row)))
    standings: dict[str, Standing] = {}
    for links in chains.values():
        standings |= resolve_chain(links)
    return standings


def _numbered_on(
    former: Iterable[Mapping[str, Any]], standings: Mapping[str, Standing]
) -> dict[str, Standing]:
    """The new files' standings: whenever they were received, the others keep their numbers."""
    rows = {row["submission_id"]: row for row in former}
    last: Counter[str] = Counter()
    for row in rows.values():
        last[row["unit_code"]] = max(last[row["unit_code"]], row["version"] or 0)
    numbered = {}
    for key, standing in standings.items():
        if not _is_new(rows[key]):
            continue
        if standing.version is not None:
            last[rows[key]["unit_code"]] += 1
            standing = replace(standing, version=last[rows[key]["unit_code"]])
        numbered[key] = standing
    return numbered


def _is_new(row: Mapping[str, Any]) -> bool:
    return row["version"] is None and row["status"] is not Status.DUPLICATE


def _worth(row: Mapping[str, Any]) -> Status:
    """The file's own decision, or what year-wide warnings have made of it so far."""
    own: Status = row["decision"]
    is_warned = (own, row["status"]) == (Status.ACCEPTED, Status.ACCEPTED_WITH_WARNINGS)
    return Status.ACCEPTED_WITH_WARNINGS if is_warned else own


def _write_standings(
    connection: Connection,
    former: list[dict[str, Any]],
    standings: Mapping[str, Standing],
    reason: str,
    actor: str,
) -> None:
    changes = []
    for row in former:
        now = standings[row["submission_id"]]
        is_new = _is_new(row)
        if is_new or (row["status"], row["version"]) != (now.status, now.version):
            changes.append(
                {
                    "submission_id": row["submission_id"],
                    "from_status": None if is_new else row["status"].value,
                    "to_status": now.status.value,
                    "version": now.version,
                    "actor": actor,
                    "reason": reason,
                }
            )
    warehouse.execute(connection, "core/standing", changes)
    warehouse.execute(connection, "core/standing_event", changes)
