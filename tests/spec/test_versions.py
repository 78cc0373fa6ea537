"""A unit's files of a year: versions, duplicates, which one counts, what it supersedes."""

import datetime as dt
import itertools

import pytest

from transforms.rules.statuses import Status
from transforms.rules.versions import Link, Standing, resolve_chain

DAY = dt.datetime(2024, 11, 18, tzinfo=dt.UTC)


def chain(*files: tuple[str, str]) -> list[Link]:
    """Files by bytes and decision, received day after day; submissions are named s1, s2, …."""
    return [
        Link(f"s{n}", sha256, f"inbox/{n}.xlsx", DAY + dt.timedelta(days=n), Status.named(decision))
        for n, (sha256, decision) in enumerate(files, start=1)
    ]


def standings(links: list[Link]) -> list[tuple[str, int | None]]:
    found = resolve_chain(links)
    return [(found[link.submission_id].status, found[link.submission_id].version) for link in links]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([("a", "accepted")], [("accepted", 1)]),
        ([("a", "rejected"), ("b", "accepted")], [("rejected", 1), ("accepted", 2)]),
        ([("a", "accepted"), ("b", "accepted")], [("superseded", 1), ("accepted", 2)]),
        (
            [("a", "partially_accepted"), ("b", "accepted_with_warnings"), ("c", "accepted")],
            [("superseded", 1), ("superseded", 2), ("accepted", 3)],
        ),
        # a rejected resubmission replaces nothing
        ([("a", "accepted"), ("b", "rejected")], [("accepted", 1), ("rejected", 2)]),
        (
            [("a", "accepted"), ("b", "rejected"), ("c", "accepted")],
            [("superseded", 1), ("rejected", 2), ("accepted", 3)],
        ),
        # the same bytes as the latest: ignored, and no version
        ([("a", "accepted"), ("a", "accepted")], [("accepted", 1), ("duplicate", None)]),
        ([("a", "rejected"), ("a", "rejected")], [("rejected", 1), ("duplicate", None)]),
        (
            [("a", "accepted"), ("a", "accepted"), ("a", "accepted"), ("b", "accepted")],
            [("superseded", 1), ("duplicate", None), ("duplicate", None), ("accepted", 2)],
        ),
        # the same bytes as an earlier one, not the latest: a return to it
        (
            [("a", "accepted"), ("b", "accepted"), ("a", "accepted")],
            [("superseded", 1), ("superseded", 2), ("accepted", 3)],
        ),
    ],
)
def test_chain(files, expected):
    assert standings(chain(*files)) == expected


def test_order_of_receipt_counts_not_of_arrival():
    links = chain(("a", "accepted"), ("b", "rejected"), ("c", "accepted"), ("c", "accepted"))
    for shuffled in itertools.permutations(links):
        assert resolve_chain(shuffled) == resolve_chain(links)


def test_same_moment_goes_by_source():
    links = [
        Link("second", "b", "inbox/b.xlsx", DAY, Status.ACCEPTED),
        Link("first", "a", "inbox/a.xlsx", DAY, Status.ACCEPTED),
    ]
    assert resolve_chain(links) == {
        "first": Standing("superseded", 1),
        "second": Standing("accepted", 2, replaces="first"),
    }


def test_held_files_have_a_version_and_wait():
    first, second = chain(("a", "accepted"), ("b", "accepted"))
    held = Link(
        second.submission_id, "b", second.source, second.received_at, Status.ACCEPTED, is_held=True
    )
    assert standings([first, held]) == [("accepted", 1), ("held", 2)]
