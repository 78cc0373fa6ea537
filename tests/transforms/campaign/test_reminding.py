"""Who is reminded when: whatever the calendar, the units and the mornings."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from transforms.campaign.reminding import Mornings, Step, Waiting, steps_due, waiting_units
from transforms.catalogue import CalendarRules, Reminder
from transforms.catalogue.calendar import LEVELS

DEFAULT = {
    "campaign_start": "01/10", "campaign_end": "31/12", "period_end": "15/11",
    "unit_deadline": "20/11", "publication": "01/12", "report_due": "04/12",
}  # fmt: skip
FIRST, LAST = dt.date(2024, 10, 1), dt.date(2024, 12, 31)
CAMPAIGN = [FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

steps = st.builds(Reminder, to=st.sampled_from(LEVELS), days_before=st.integers(-20, 40))
calendars = st.builds(
    lambda steps, off: CalendarRules.model_validate(
        {"default": DEFAULT, "reminders": steps, "days_off": off}
    ),
    st.lists(steps, max_size=6, unique=True),
    st.lists(st.sampled_from(CAMPAIGN), max_size=8),
)
units = st.lists(
    st.builds(
        Waiting,
        st.sampled_from("ABCDE"),
        st.dates(dt.date(2024, 11, 11), dt.date(2024, 12, 6)),
    ),
    max_size=5,
    unique_by=lambda unit: unit.unit_code,
)


def mornings_of(calendar: CalendarRules, missed: set[int] = frozenset()) -> list[Mornings]:
    """The campaign's mornings, some of which did not take place."""
    days = [day for day in CAMPAIGN if calendar.is_working_day(day)]
    kept = [day for number, day in enumerate(days) if number not in missed]
    return [Mornings(kept[0]), *(Mornings(day, before) for before, day in pairwise(kept))]


def a_year(calendar, waiting, mornings) -> list[tuple[dt.date, str, Reminder]]:
    """Everything that is sent, morning by morning."""
    done: set[Step] = set()
    sent = []
    for morning in mornings:
        for unit, step in steps_due(calendar, waiting, morning, done):
            sent.append((morning.today, unit.unit_code, step))
            done.add((unit.unit_code, step))
    return sent


@given(calendars, units)
def test_each_step_reaches_each_waiting_unit_on_its_day_and_once(calendar, waiting):
    expected = {
        (day, unit.unit_code, step.to)
        for unit in waiting
        for step in calendar.reminders
        if FIRST <= (day := calendar.reminder_day(step, unit.deadline)) <= LAST
    }
    sent = a_year(calendar, waiting, mornings_of(calendar))
    assert {(day, code, step.to) for day, code, step in sent} == expected
    assert len(sent) == len(expected)  # two steps of one audience on one day are one mail
    assert len({(code, step) for _, code, step in sent}) == len(sent)


@given(calendars, units, st.sets(st.integers(1, 60)))
def test_a_missed_morning_delays_and_never_doubles(calendar, waiting, missed):
    mornings = mornings_of(calendar, missed)
    sent = a_year(calendar, waiting, mornings)
    held = {morning.today for morning in mornings}
    deadlines = {unit.unit_code: unit.deadline for unit in waiting}
    for day, code, step in sent:
        wanted = calendar.reminder_day(step, deadlines[code])
        assert wanted <= day
        assert not {between for between in held if wanted <= between < day}  # the next one there is
    assert len({(code, step) for _, code, step in sent}) == len(sent)


@given(calendars, units, st.sampled_from(CAMPAIGN))
def test_nobody_else_is_reminded_and_a_second_look_finds_nothing(calendar, waiting, day):
    due = steps_due(calendar, waiting, Mornings(day), set())
    assert {unit.unit_code for unit, _ in due} <= {unit.unit_code for unit in waiting}
    done = {(unit.unit_code, step) for unit, step in due}
    assert steps_due(calendar, waiting, Mornings(day), done) == []
    assert len({(unit.unit_code, step.to) for unit, step in due}) == len(due)


@given(calendars, units)
def test_a_dag_switched_on_late_makes_up_for_nothing(calendar, waiting):
    """Its first morning knows today's steps only: no leader hears before the unit does."""
    for unit, step in steps_due(calendar, waiting, Mornings(LAST), set()):
        assert calendar.reminder_day(step, unit.deadline) == LAST


STEP = Reminder(to="unit", days_before=7)


def test_a_refused_mail_is_due_again_until_it_went():
    calendar = CalendarRules.model_validate({"default": DEFAULT, "reminders": [STEP]})
    unit = Waiting("A", dt.date(2024, 11, 20))
    next_day = Mornings(dt.date(2024, 11, 14), dt.date(2024, 11, 13))
    assert steps_due(calendar, [unit], next_day, set()) == []
    assert steps_due(calendar, [unit], next_day, set(), again={("A", STEP)}) == [(unit, STEP)]


def test_of_two_steps_missed_the_later_one_is_made_up_for():
    """One mail, not two on one morning; the earlier step never comes after it."""
    early, late = (Reminder(to="unit", days_before=days) for days in (9, 7))
    calendar = CalendarRules.model_validate({"default": DEFAULT, "reminders": [early, late]})
    unit = Waiting("A", dt.date(2024, 11, 20))
    morning = Mornings(dt.date(2024, 11, 14), dt.date(2024, 11, 8))  # 11/11 and 13/11 were missed
    assert steps_due(calendar, [unit], morning, set()) == [(unit, late)]
    after = Mornings(dt.date(2024, 11, 15), dt.date(2024, 11, 14))
    assert steps_due(calendar, [unit], after, {("A", late)}) == []


def test_a_later_deadline_repeats_no_step():
    calendar = CalendarRules.model_validate({"default": DEFAULT, "reminders": [STEP]})
    later = Waiting("A", dt.date(2024, 11, 27))
    morning = Mornings(dt.date(2024, 11, 20), dt.date(2024, 11, 19))
    assert steps_due(calendar, [later], morning, set()) == [(later, STEP)]
    assert steps_due(calendar, [later], morning, {("A", STEP)}) == []


def test_only_missing_and_rejected_units_are_waited_for():
    """A unit whose earlier version counts, or whose file waits for an unlock, is left in peace."""
    row = {"deadline": None, "latest_version": 1, "critical_count": 2}
    statuses = (
        "missing", "rejected", "accepted", "accepted_with_warnings", "partially_accepted", "held",
    )  # fmt: skip
    rows = [row | {"unit_code": status, "status": status} for status in statuses]
    rows[1]["deadline"] = dt.date(2024, 11, 27)
    found = waiting_units(rows, dt.date(2024, 11, 20))
    assert [(unit.unit_code, unit.deadline.day, unit.is_rejected) for unit in found] == [
        ("missing", 20, False),
        ("rejected", 27, True),
    ]
