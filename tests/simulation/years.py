"""One seed: two years of whatever may happen, checked after every undisturbed run."""

import traceback
from collections.abc import Callable
from pathlib import Path

from tests.mailbox import Mailbox
from tests.simulation.invariants import check_end, check_published, check_run
from tests.simulation.office import Office
from tests.simulation.publishing import extend, publish, recheck, unlock

EVENTS = 9
CHOICES: dict[str, int] = {
    "collect": 6, "broken": 4, "at once": 1, "publish": 3, "unlock": 2, "recheck": 1, "extend": 1,
    "loss": 1, "damage": 2, "clock": 1, "morning": 1,
}  # fmt: skip


class Failed(AssertionError):
    """A seed that broke a promise, with what had happened."""


def live(folder: Path, url: str, empty_url: str, seed: int, mailbox: Mailbox) -> Office:
    """Two years by a seed; Failed with the seed and all that happened where a promise is broken."""
    office = Office(folder, url, seed, mailbox)
    object.__setattr__(office.settings, "clerk_email", f"van-thu@{seed}.invalid")
    with office.living():
        try:
            for year in office.years:
                office.now = office.now.replace(year=year, month=10, day=2, hour=8)
                for _ in range(EVENTS):
                    _happen(office)
            check_end(office, empty_url)
            check_published(office)
        except Exception as error:
            told = "\n".join([*office.told, *traceback.format_exc().splitlines()[-12:]])
            raise Failed(f"seed {seed}:\n{told}") from error
    return office


def _happen(office: Office) -> None:
    chance = office.chance
    for _ in range(chance.randint(0, 3)):
        office.arrival()
    year = chance.choice(office.years if office.now.year > office.first else office.years[:1])
    what = chance.choices([*CHOICES], [*CHOICES.values()])[0]
    if what == "collect":
        office.collect(year, drafts=chance.random() < 0.3)
        check_run(office, year)
    elif what == "broken":
        office.broken_night(year)
    elif what == "at once":
        office.two_at_once((year, chance.choice(office.years)))
    elif what == "publish":
        publish(office, year)
    elif what == "clock":
        hours = chance.choice([-72, 72])
        office.say(f"the clock jumps {hours} hours")
        office.passes(hours)
    else:
        others: dict[str, Callable[[], None]] = {
            "unlock": lambda: unlock(office, year), "recheck": lambda: recheck(office, year),
            "extend": lambda: extend(office, year), "loss": office.loss, "damage": office.damage,
            "morning": lambda: office.morning(year),
        }  # fmt: skip
        others[what]()
    office.passes(chance.choice([2, 20, 80, 150]))
