"""When the scheduled runs are: what the calendar says, and what a changed calendar changes."""

import datetime as dt
import os
import shutil
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pendulum
import pytest
from airflow.sdk import DAG
from airflow.sdk.api.datamodels._generated import DagRunType
from airflow.serialization.definitions.dag import SerializedDAG
from airflow.serialization.serialized_objects import DagSerialization
from airflow.timetables.base import DataInterval, TimeRestriction

from steps.settings import Settings
from steps.year.of_run import BY_CALENDAR, open_year, year_published_on, year_to_publish
from steps.year.timetable import (
    CalendarTimetable,
    CampaignMornings,
    CampaignNights,
    CampaignOpening,
    PublicationDays,
    PublicationDaysAsked,
)
from tests.conftest import PROJECT
from transforms.errors import SettingError

Write = Callable[[str], None]
START = pendulum.datetime(2021, 1, 1, tz="Asia/Ho_Chi_Minh")
NORMAL = {year: f"{year}-12-01" for year in range(2021, 2028)}
MOVED = """
[year.2022]
publication = 2022-12-05
[year.2023]
publication = 2024-01-15
campaign_end = 2024-01-20
[year.2026]
campaign_start = 2026-09-28
"""


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(PROJECT / "catalog", tmp_path / "catalog"))
    monkeypatch.setenv("CATALOG_DIR", str(folder))
    return folder


@pytest.fixture
def write(catalog: Path) -> Write:
    """Add to calendar.toml."""
    file = catalog / "calendar.toml"
    shipped = file.read_text(encoding="utf-8")

    def changed(text: str) -> None:
        before = file.stat().st_mtime_ns
        file.write_text(shipped + text, encoding="utf-8")
        os.utime(file, ns=(before + 1000, before + 1000))  # however coarse the disk's clock is

    return changed


def serialized(timetable: CalendarTimetable) -> SerializedDAG:
    """A DAG with that schedule as Airflow keeps it, read back."""
    dag = DAG("a_dag", schedule=timetable, start_date=START, catchup=False)
    return DagSerialization.from_dict(DagSerialization.to_dict(dag))


def local(moment: dt.datetime | None) -> str:
    assert moment is not None
    return f"{pendulum.instance(moment).in_timezone('Asia/Ho_Chi_Minh'):%Y-%m-%d %H:%M}"


def runs(timetable: CalendarTimetable, first: int, last: int) -> list[dt.datetime]:
    """The logical dates of a backfill over some calendar years."""
    dag = serialized(timetable)
    infos = dag.iter_dagrun_infos_between(
        pendulum.datetime(first, 1, 1), pendulum.datetime(last, 12, 31)
    )
    return [info.logical_date for info in infos]


def next_run(timetable: CalendarTimetable, last: str | None = None) -> str | None:
    """What the scheduler plans after a run; catchup is off."""
    interval = DataInterval.exact(pendulum.parse(last, tz=START.timezone)) if last else None
    info = timetable.next_dagrun_info(
        last_automated_data_interval=interval,
        restriction=TimeRestriction(earliest=START, latest=None, catchup=False),
    )
    return local(info.logical_date) if info else None


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the clock, by local time."""

    def at(text: str) -> None:
        moment = pendulum.parse(text, tz=START.timezone)
        monkeypatch.setattr(pendulum, "now", lambda zone: moment.in_timezone(zone))

    return at


# --- What Airflow keeps


@pytest.mark.parametrize(
    "timetable",
    [CampaignOpening(), CampaignMornings(), CampaignNights(), PublicationDays(),
     PublicationDaysAsked()],
)  # fmt: skip
def test_it_survives_airflows_serializer(timetable: CalendarTimetable):
    kept = serialized(timetable).timetable
    assert type(kept) is type(timetable)
    assert kept.summary == timetable.summary == timetable.description
    assert kept.periodic
    assert kept.can_be_scheduled


# --- Publication: one run a year, which is that year's


@pytest.mark.parametrize(
    ("override", "days"),
    [
        ("", NORMAL),
        (MOVED, NORMAL | {2022: "2022-12-05", 2023: "2024-01-15"}),
        (
            "[year.2025]\ncampaign_start = 2024-11-01\nperiod_end = 2024-11-30\n"
            "unit_deadline = 2024-12-20\nreport_due = 2024-12-30\npublication = 2025-01-01\n",
            NORMAL | {2025: "2025-01-01"},
        ),
        ("[year.2023]\npublication = 2026-03-01\n", NORMAL | {2023: "2026-03-01"}),
    ],
)
def test_a_year_is_published_once_on_its_day(write: Write, override: str, days: dict[int, str]):
    write(override)
    settings = Settings.from_env()
    moments = runs(PublicationDays(), 2021, 2027)
    assert [local(moment) for moment in moments] == [
        f"{day} 00:00" for day in sorted(days.values())
    ]
    assert {year_published_on(settings, moment): local(moment)[:10] for moment in moments} == days


def test_a_run_by_hand_is_about_the_days_year(write: Write):
    write(MOVED)
    settings = Settings.from_env()
    for moment, year in {
        "2024-01-14T18:00:00Z": 2023,  # one o'clock of the day on which 2023 is published
        "2024-01-15T18:00:00Z": 2024,
        "2022-12-01T00:00:00Z": 2022,
        "2024-12-31T17:30:00Z": 2025,  # already 2025 at home
    }.items():
        assert year_published_on(settings, dt.datetime.fromisoformat(moment)) == year


# --- Collecting: every night of the campaign


def test_collecting_runs_every_night_of_each_campaign(write: Write):
    write(MOVED)
    settings = Settings.from_env()
    moments = runs(CampaignNights(), 2021, 2027)
    assert {local(moment)[11:] for moment in moments} == {"22:00"}
    usual = 31 + 30 + 31
    assert Counter(open_year(settings, moment) for moment in moments) == {
        2021: usual,
        2022: usual,
        2023: usual + 20,  # to 20 January
        2024: usual,
        2025: usual,
        2026: usual + 3,  # from 28 September
        2027: usual - 1,  # the range ends before the last night
    }
    assert len(moments) == len(set(moments))
    assert moments == sorted(moments)


# --- The campaign: its opening, its mornings


def test_a_campaign_opens_on_the_calendars_day_and_an_override_moves_it(write: Write):
    write(MOVED)
    opened = [local(moment) for moment in runs(CampaignOpening(), 2024, 2027)]
    assert opened == [
        "2024-10-01 06:00", "2025-10-01 06:00", "2026-09-28 06:00", "2027-10-01 06:00",
    ]  # fmt: skip


def test_mornings_are_those_of_working_days_in_the_campaign(write: Write):
    write("[year.2024]\ncampaign_end = 2024-10-13\n")
    mornings = [local(moment) for moment in runs(CampaignMornings(), 2024, 2024)]
    assert mornings == [
        f"2024-10-{day:02} 07:00" for day in (1, 2, 3, 4, 7, 8, 9, 10, 11)
    ]  # the 5th, 6th and 12th, 13th are weekends


@pytest.mark.parametrize(
    ("clock", "opening", "morning"),
    [
        ("2026-09-30 12:00", "2026-10-01 06:00", "2026-10-01 07:00"),
        ("2026-10-05 06:30", "2026-10-01 06:00", "2026-10-02 07:00"),  # Monday, before seven
        ("2026-11-21 12:00", "2027-10-01 06:00", "2026-11-20 07:00"),  # after the deadline
        ("2027-01-01 00:00", "2027-10-01 06:00", "2027-10-01 07:00"),
    ],
)
def test_switched_on_late_the_campaigns_dags_start_no_other_year(
    catalog: Path, now: Callable[[str], None], clock: str, opening: str, morning: str
):
    now(clock)
    assert (next_run(CampaignOpening()), next_run(CampaignMornings())) == (opening, morning)


# --- What the scheduler plans


OCTOBER_TO_JANUARY = [
    # clock, then what is planned by publish_report and collect_submissions, just switched on
    ("2026-09-30 23:59", "2026-12-01 00:00", "2026-10-01 22:00"),
    ("2026-10-01 00:00", "2026-12-01 00:00", "2026-10-01 22:00"),
    ("2026-11-20 12:00", "2026-12-01 00:00", "2026-11-19 22:00"),
    ("2026-11-30 23:59", "2026-12-01 00:00", "2026-11-30 22:00"),
    ("2026-12-01 00:00", "2026-12-01 00:00", "2026-11-30 22:00"),
    ("2026-12-04 23:59", "2026-12-01 00:00", "2026-12-04 22:00"),  # due today: made up for
    ("2026-12-05 00:00", "2027-12-01 00:00", "2026-12-04 22:00"),  # too late to start by itself
    ("2026-12-31 21:59", "2027-12-01 00:00", "2026-12-30 22:00"),
    ("2026-12-31 23:59", "2027-12-01 00:00", "2026-12-31 22:00"),
    ("2027-01-01 00:00", "2027-12-01 00:00", "2027-10-01 22:00"),  # the campaign is over
    ("2027-01-01 06:59", "2027-12-01 00:00", "2027-10-01 22:00"),  # still 31/12 by UTC
    ("2027-02-10 12:00", "2027-12-01 00:00", "2027-10-01 22:00"),
]


@pytest.mark.parametrize(("clock", "publishing", "collecting"), OCTOBER_TO_JANUARY)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh"])
def test_switching_on_starts_no_year_that_does_not_wait_for_it(
    catalog: Path, monkeypatch: pytest.MonkeyPatch, now: Callable[[str], None],
    clock: str, publishing: str, collecting: str, zone: str,
):  # fmt: skip
    monkeypatch.setenv("TZ", zone)
    now(clock)
    assert next_run(PublicationDays()) == publishing
    assert next_run(CampaignNights()) == collecting
    assert next_run(PublicationDaysAsked()) is None


@pytest.mark.parametrize(
    ("clock", "last", "planned"),
    [
        ("2026-11-20 12:00", "2023-12-01", "2026-12-01 00:00"),
        ("2026-11-20 12:00", "2025-12-01", "2026-12-01 00:00"),
        ("2026-12-01 00:00", "2025-12-01", "2026-12-01 00:00"),
        ("2026-12-03 09:00", "2025-12-01", "2026-12-01 00:00"),  # the machine was down
        ("2026-12-01 09:00", "2026-12-01", "2027-12-01 00:00"),
        ("2027-01-01 00:30", "2026-12-01", "2027-12-01 00:00"),
    ],
)
def test_the_years_run_happens_by_itself_and_once(
    catalog: Path, now: Callable[[str], None], clock: str, last: str | None, planned: str
):
    now(clock)
    assert next_run(PublicationDays(), last) == planned


def test_a_rehearsal_is_there_for_a_backfill(catalog: Path):
    moments = runs(PublicationDaysAsked(), 2021, 2023)
    assert [local(moment)[:10] for moment in moments] == [
        f"{year}-12-01" for year in (2021, 2022, 2023)
    ]


def test_airflows_own_names_tell_a_run_by_hand_from_one_by_calendar():
    """They come as members of an enumeration, which do not print as their values."""
    assert {kind.value for kind in DagRunType if kind in BY_CALENDAR} == {"backfill", "scheduled"}


@pytest.mark.parametrize(
    ("given", "moment", "is_by_hand", "year"),
    [
        (2022, "2026-11-26T05:00:00Z", True, 2022),
        (0, "2026-11-26T05:00:00Z", True, 2026),
        (0, "2026-12-31T16:59:00Z", True, 2026),  # a minute before midnight at home
        (0, "2026-12-31T17:00:00Z", True, "hãy chọn một năm; ngày 01/01/2027"),
        (0, "2026-02-01T05:00:00Z", True, "hãy chọn một năm; ngày 01/02/2026"),
        (0, "2026-11-30T17:00:00Z", False, 2026),
        (0, "2022-11-30T17:00:00Z", False, 2022),
        (2022, "2022-11-30T17:00:00Z", False, 2022),
        (2022, "2021-11-30T17:00:00Z", False, "là của năm 2021 .ngày 01/12/2021., không chạy cho"),
    ],
)
def test_the_year_of_a_run_is_the_one_that_was_asked_for(
    catalog: Path, given: int, moment: str, is_by_hand: bool, year: int | str
):
    def asked() -> int:
        when = dt.datetime.fromisoformat(moment)
        return year_to_publish(Settings.from_env(), given, when, is_by_hand)

    if isinstance(year, int):
        assert asked() == year
        return
    with pytest.raises(SettingError, match=year):
        asked()


def test_before_its_first_day_a_dag_does_not_run(catalog: Path, now: Callable[[str], None]):
    now("2020-12-20 12:00")
    assert next_run(PublicationDays()) == "2021-12-01 00:00"


def test_a_changed_calendar_moves_the_next_run_at_once(write: Write, now: Callable[[str], None]):
    now("2026-11-20 12:00")
    assert next_run(PublicationDays(), "2025-12-01") == "2026-12-01 00:00"
    assert next_run(CampaignNights(), "2026-11-19 22:00") == "2026-11-20 22:00"
    write("[year.2026]\npublication = 2027-01-08\ncampaign_end = 2026-11-19\n")
    assert next_run(PublicationDays(), "2025-12-01") == "2027-01-08 00:00"
    assert next_run(CampaignNights(), "2026-11-19 22:00") == "2027-10-01 22:00"


def test_while_the_calendar_is_wrong_nothing_is_planned_and_the_log_says_why(
    write: Write, now: Callable[[str], None], caplog: pytest.LogCaptureFixture
):
    now("2026-12-02 12:00")
    write("[year.2026]\npublication = tomorrow\n")
    assert next_run(PublicationDays(), "2025-12-01") is None
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        message for message in caplog.messages if message.startswith("Danh mục sai: tệp calendar")
    ]
    assert caplog.messages
    write("")
    assert next_run(PublicationDays(), "2025-12-01") == "2026-12-01 00:00"


def test_a_missing_catalogue_is_no_crash(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CATALOG_DIR", "/nowhere")
    assert next_run(PublicationDays()) is None
    assert runs(PublicationDays(), 2021, 2027) == []


def test_the_file_is_read_once_for_many_questions(catalog: Path, monkeypatch: pytest.MonkeyPatch):
    reads = []
    original = tomllib.loads
    monkeypatch.setattr(
        "steps.catalogue.tomllib.loads", lambda text: reads.append(text) or original(text)
    )
    runs(CampaignNights(), 2021, 2023)
    assert len(reads) == 1
