"""What must hold after every undisturbed run, and at the end of years."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import psycopg

from steps.intake.landing import list_batches
from steps.intake.take_in import take_in
from steps.settings import Settings
from steps.year.aggregate import aggregate
from steps.year.decisions import recheck_year, unlock_year
from tests.inbox import STABLE
from tests.simulation.office import Office
from tests.simulation.publishing import is_open
from transforms.catalogue import TIME_ZONE

SKEW = dt.timedelta(minutes=5)
COUNTING = ("accepted", "accepted_with_warnings", "partially_accepted")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_run(office: Office, year: int) -> None:
    """Nothing lost, nothing doubled, figures as counted by hand, what is published untouched."""
    _nothing_lost(office, year)
    _nothing_doubled(office)
    _versions_and_figures(office, year)
    _answers(office, year)
    check_published(office)


def _nothing_lost(office: Office, year: int) -> None:
    places = {"": office.inbox, "uploads/": office.settings.data_dir / "uploads"}
    there = {
        (prefix + path.relative_to(place).as_posix(), sha256(path))
        for prefix, place in places.items()
        for path in place.rglob("*.xlsx")
    }
    receipts = set(office.rows("select source, sha256 from core.receipt"))
    assert there <= receipts, there - receipts
    for _, sha in receipts:
        assert sha256(office.settings.landing_dir / sha) == sha
    waiting = office.rows(
        "select r.source, r.sha256 from core.receipt r left join core.submission using "
        "(submission_id) where core.submission.submission_id is null"
    )
    lost = [row for row in waiting if office.meant[row[1]][1] in (year, None)]
    assert lost == []


def _nothing_doubled(office: Office) -> None:
    rows = office.rows("select source, sha256 from core.submission")
    assert max(Counter(rows).values(), default=1) == 1
    assert office.rows(
        "select reporting_year, unit_code, version from core.submission where version is not null "
        "group by 1, 2, 3 having count(*) > 1"
    ) == []  # fmt: skip
    subjects = Counter((mail["To"], mail["Subject"]) for mail in office.mailbox.mails)
    clerk = {key: n for key, n in subjects.items() if "van-thu" in key[0]}
    assert max(clerk.values(), default=1) == 1, clerk


def _versions_and_figures(office: Office, year: int) -> None:
    """The standing of each file and the year's sums, by a model that knows what was sent."""
    rows = office.rows(
        "select s.unit_code, r.sha256, r.source, s.status, s.version, r.modified_at, "
        "r.first_seen_at, r.arrival, r.received_at from core.submission s join core.receipt r "
        "using (submission_id) where s.reporting_year = %(y)s and s.is_identified", y=year,
    )  # fmt: skip
    if not is_open(office, year):
        return
    chains = defaultdict(list)
    for unit, sha, source, status, version, modified, seen, how, received in rows:
        assert (unit, year) == office.meant[sha][:2], (unit, year, status, office.meant[sha])
        wanted = _received(year, modified, seen, how)
        assert wanted is None or wanted == received, (source, how)
        chains[unit].append((received, source, sha, status, version))
    counted: dict[str, tuple[int, int]] = {}
    for unit, chain in chains.items():
        wanted_chain = _chain(office, sorted(chain))
        assert [row[3:] for row in sorted(chain)] == [(s, v) for _, s, v in wanted_chain], unit
        for sha, status, _ in wanted_chain:
            if status in COUNTING:
                _, _, persons, holders, _ = office.meant[sha]
                counted[unit] = (holders, persons)
    found = {
        unit: (numerator, denominator)
        for unit, numerator, denominator in office.rows(
            "select unit_code, numerator, denominator from mart.indicator "
            "where reporting_year = %(y)s and indicator_code = 'CDHT' and denominator > 0", y=year,
        )
    }  # fmt: skip
    total = (sum(n for n, _ in counted.values()), sum(d for _, d in counted.values()))
    assert found == counted | ({"S": total} if counted else {}), (year, found, counted)


def _received(year: int, modified: dt.datetime, seen: dt.datetime, how: str) -> dt.datetime | None:
    """When a file is to count as received; None where a register tells."""
    if how == "register":
        return None
    opening = dt.datetime(year, 10, 1, tzinfo=TIME_ZONE)
    return modified if opening <= modified <= seen + SKEW else seen


def _chain(office: Office, chain: list[Any]) -> list[tuple[str, str, int | None]]:
    """Status and version of files in order of receipt; a status that warns is as it was found."""
    standing: list[list[Any]] = []
    latest, version = None, 0
    for _, _, sha, status, _ in chain:
        if sha == latest:
            standing.append([sha, "duplicate", None])
            continue
        latest, version = sha, version + 1
        is_good = office.meant[sha][4]
        if is_good:
            for row in standing:
                row[1] = "superseded" if row[1] in COUNTING else row[1]
        worth = status if status in COUNTING else "accepted"
        standing.append([sha, worth if is_good else "rejected", version])
    return [tuple(row) for row in standing]


def _answers(office: Office, year: int) -> None:
    """Every file that was judged has its answer, as it was written; nobody has another's."""
    rows = office.rows(
        "select unit_code, version, feedback_sha256 from core.submission "
        "where reporting_year = %(y)s and is_identified and version is not null", y=year,
    )  # fmt: skip
    root = office.settings.data_dir / "feedback" / str(year)
    there = {p.relative_to(root).as_posix(): sha256(p) for p in root.rglob("*") if p.is_file()}
    assert there == {f"{unit}/v{version}.xlsx": sha for unit, version, sha in rows}
    outbox = Path(office.settings.outbox)
    for unit, version, _ in rows:
        assert (outbox / unit / f"phan-hoi-{year}-v{version}.xlsx").exists()
    assert [*office.settings.data_dir.rglob("*.part")] == []


def check_published(office: Office) -> None:
    """Every version is there, byte for byte, and nothing beside them."""
    root = office.settings.data_dir / "reports"
    found = {p.relative_to(root).as_posix(): sha256(p) for p in root.glob("*/v*/*")}
    assert found == office.published
    rows = office.rows("select reporting_year, max(version), count(*) from core.report group by 1")
    assert {year: (most, n) for year, most, n in rows} == {
        year: (n, n) for year, n in office.versions.items() if n
    }


def check_end(office: Office, empty_url: str) -> None:
    """All years opened and judged again: the same tables as from the landing alone."""
    settings = office.settings
    for year in office.years:
        office.run_begins()
        unlock_year(settings, year, "xem lại tất cả")
        office.collect(year)
    had = _tables(settings)
    for year in office.years:
        office.collect(year)
        check_run(office, year)
    _same(_tables(settings), had, "a second run changed something")
    for year in office.years:
        recheck_year(settings, year, "xem lại tất cả")
        aggregate(settings, year)
    _same(_tables(settings), had, "judging again changed something")
    _same(_tables(_recomputed(office, empty_url)), had, "the landing alone gives something else")


def _recomputed(office: Office, url: str) -> Settings:
    """A warehouse of its own that knows what was received, and has the landing."""
    folder = office.folder / "again"
    settings = Settings.from_env(
        {
            "DATA_DIR": str(folder), "CATALOG_DIR": str(office.catalog), "WAREHOUSE_URL": url,
            "INBOX": str(folder / "inbox"),
            "PERSON_KEY_SECRET": (office.settings.data_dir / "person_key_secret").read_text(),
        }
    )  # fmt: skip
    (folder / "inbox").mkdir(parents=True)
    (folder / "landing").symlink_to(office.settings.landing_dir)
    receipts = office.rows(
        "select submission_id, source, sha256, coalesce(modified_at, received_at), modified_at, "
        "first_seen_at, register_number, arrival, received_at from core.receipt"
    )
    extensions = office.rows("select reporting_year, unit_code, deadline from core.extension")
    with psycopg.connect(url) as connection:
        for key, source, sha, modified, own, seen, number, how, received in receipts:
            if how == "first_seen" and modified <= seen + SKEW:
                how, received = "modified", modified  # as it was before its year was told
            connection.execute(
                "insert into core.receipt (submission_id, source, sha256, received_at, arrival, "
                "modified_at, first_seen_at, register_number) values (%s, %s, %s, %s, %s, %s, %s, "
                "%s)", [key, source, sha, received, how, own, seen, number],
            )  # fmt: skip
        for row in extensions:
            connection.execute(
                "insert into core.extension (reporting_year, unit_code, deadline) "
                "values (%s, %s, %s)", row,
            )  # fmt: skip
    for year in office.years:
        for batch in list_batches(settings, year):
            take_in(settings, year, batch)
        aggregate(settings, year)
    return settings


def _tables(settings: Settings) -> dict[str, list[Any]]:
    with psycopg.connect(settings.warehouse()) as connection:
        return {
            name: sorted(connection.execute(f"select {columns} from {name}").fetchall(), key=str)
            for name, columns in STABLE.items()
        }


def _same(found: dict[str, list[Any]], wanted: dict[str, list[Any]], what: str) -> None:
    for name in wanted:
        more = Counter(map(str, found[name])) - Counter(map(str, wanted[name]))
        less = Counter(map(str, wanted[name])) - Counter(map(str, found[name]))
        assert (more, less) == (Counter(), Counter()), f"{what}: {name}: {more} {less}"
