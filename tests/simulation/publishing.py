"""A year's report on its way out: frozen, put up, answered, published, sent; and given back."""

import datetime as dt
import hashlib

from airflow.sdk.exceptions import AirflowSkipException

import warehouse
from steps.publication.answers import write_answer
from steps.publication.dispatch import send_to_clerk
from steps.publication.freeze import freeze_year, release_year
from steps.publication.places import read_candidate
from steps.publication.version import prepare_candidate, publish_version
from steps.year.decisions import extend_deadline, recheck_year, unlock_year
from steps.year.state import year_state
from tests.nth_write import perhaps
from tests.simulation.office import Office
from transforms.errors import ReportError


def is_open(office: Office, year: int) -> bool:
    with warehouse.reading(office.settings) as connection:
        return year_state(connection, year).is_open


def publish(office: Office, year: int) -> None:
    """A run of publish_report with whatever may come between its tasks."""
    office.collect(year)
    office.run_begins()
    context = office.context
    office.say(f"publish {year}")
    office.step(freeze_year, year)
    try:
        candidate = office.step(prepare_candidate, year)
    except AirflowSkipException:
        office.say("  unchanged")
        assert not is_open(office, year)
        return
    except ReportError as error:
        if "chưa có tệp nào được tính" not in str(error):
            raise
        office.step(release_year, year)
        return
    if office.chance.random() < 0.4:  # while the leader thinks it over
        office.arrival()
        office.passes(30)
        office.collect(year)
    office.context = context
    answer = office.chance.choices(["approved", "refused", None, "unlocked"], [7, 1, 1, 1])[0]
    office.say(f"  {answer}")
    if answer == "unlocked":
        unlock_year(office.settings, year, "nhầm số")
        try:
            publish_version(office.settings, year)
        except ReportError:
            office.step(release_year, year)
            return
        raise AssertionError("published after an unlock")
    if answer:
        with warehouse.writing(office.settings, year) as connection:
            row = {
                "inputs_hash": candidate["inputs_hash"],
                "candidate_sha256": read_candidate(office.settings, year)["candidate_sha256"],
                "decision": answer, "reason": "xem rồi",
                "decided_by": "leader", "decided_as": "leader", "decided_at": office.now,
            }  # fmt: skip
            write_answer(connection, year, row)
    if answer != "approved":
        office.step(release_year, year)
        return
    done = office.step(publish_version, year, rate=0.6)
    office.versions[year] += 1
    assert done["version"] == office.versions[year]
    folder = office.settings.data_dir / "reports" / str(year) / f"v{done['version']}"
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}
    assert found == candidate["files"]
    office.published |= {f"{year}/v{done['version']}/{name}": sha for name, sha in found.items()}
    _send(office, year)


def _send(office: Office, year: int) -> None:
    with perhaps(ReportError, "không rõ thư"):  # killed before it noted the server's answer
        office.step(send_to_clerk, year, rate=0.6)


def unlock(office: Office, year: int) -> None:
    office.run_begins()
    office.say(f"unlock {year}")
    office.step(unlock_year, year, "đính chính số liệu")


def recheck(office: Office, year: int) -> None:
    if is_open(office, year):
        office.run_begins()
        office.say(f"recheck {year}")
        office.step(recheck_year, year, "quy tắc mới")


def extend(office: Office, year: int) -> None:
    units = office.rows("select unit_code from core.unit_year where reporting_year = %(y)s "
                        "and is_expected order by 1", y=year)  # fmt: skip
    if units and is_open(office, year):
        unit, day = office.chance.choice(units)[0], dt.date(year, 11, 25)
        office.run_begins()
        office.say(f"extend {year} {unit}")
        office.step(extend_deadline, year, unit, day.isoformat(), "lũ lụt")
