"""A unit's files of one year as a chain: which version counts, which are superseded or doubles."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from transforms.rules.statuses import Status


@dataclass(frozen=True)
class Link:
    """One identified file of a unit and year.

    ``is_held``: it came while the year was frozen or locked, and waits for its judgement.
    """

    submission_id: str
    sha256: str
    source: str
    received_at: dt.datetime
    decision: Status
    is_held: bool = False


@dataclass(frozen=True)
class Standing:
    """What a file is worth in its chain; ``version`` is null for a double."""

    status: Status
    version: int | None
    replaces: str | None = None


def resolve_chain(links: Iterable[Link]) -> dict[str, Standing]:
    """The standing of every file of one unit and year, by submission.

    Versions count in order of receipt, then source. A file with the bytes of the unit's latest
    submission is a double (F08). The latest that is not rejected counts; those before it that
    would count are superseded. Held files have a version and wait.
    """
    ordered = sorted(links, key=lambda link: (link.received_at, link.source))
    standings: dict[str, Standing] = {}
    latest_sha256 = None
    counting: str | None = None
    version = 0
    for link in ordered:
        if link.sha256 == latest_sha256:
            standings[link.submission_id] = Standing(Status.DUPLICATE, None)
            continue
        latest_sha256 = link.sha256
        version += 1
        replaces = None
        if link.is_held:
            status = Status.HELD
        else:
            status = link.decision
            if status.counts:
                replaces, counting = counting, link.submission_id
        standings[link.submission_id] = Standing(status, version, replaces)
        if replaces:
            standings[replaces] = Standing(
                Status.SUPERSEDED, standings[replaces].version, standings[replaces].replaces
            )
    return standings
