"""One morning under faults: never twice, never in silence, never where nobody asked."""

import psycopg
import pytest

from steps.campaign import posting
from steps.campaign.reminding import remind
from steps.mail import send
from tests.mailbox import text_of
from tests.steps.campaign.conftest import YEAR
from transforms.errors import ReportError, SystemFault

FIRST_STEP, NEXT_DAY = "2024-10-21", "2024-10-22"
UNITS = ["a@x.example", "b@x.example", "c@x.example", "d@x.example"]
OFFICE = "tong-hop@x.example"


def receivers(mailbox) -> list[str]:
    return sorted(mail["To"] for mail in mailbox.take())


def states(campaign) -> list[tuple[object, ...]]:
    return campaign.rows(
        "select audience, unit_code, claimed_at is not null, sent_at is not null, "
        "refusal is not null from core.mail order by morning, mail_id"
    )


@pytest.mark.parametrize(
    ("run_type", "day", "year"),
    [
        ("backfill", FIRST_STEP, YEAR),
        ("manual", "2025-02-01", YEAR),  # the campaign is over
        ("scheduled", "2023-10-20", YEAR),  # another year's campaign
        ("manual", FIRST_STEP, 2023),  # another year by hand
    ],
)
def test_nothing_leaves_the_house_in_a_backfill_or_outside_the_open_campaign(
    campaign, morning, mailbox, run_type, day, year
):
    morning(day, run_type, year)
    assert mailbox.mails == []
    assert states(campaign) == []


@pytest.mark.fault("Bị giết trước khi gửi", "nhắc đơn vị", "hỏi Văn phòng; không gửi lần hai")
def test_killed_between_claim_and_sending_it_is_asked_about_and_never_sent_again(
    campaign, morning, mailbox, monkeypatch
):
    class Killed(BaseException):
        pass

    def die(*arguments):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(posting, "send", die)
        with pytest.raises(Killed):
            morning(FIRST_STEP)
    assert mailbox.mails == []
    for _ in range(2):
        with pytest.raises(ReportError, match="thư gửi đơn vị A: không rõ đã đi chưa, hãy hỏi"):
            morning(FIRST_STEP)
    taken = mailbox.take()
    assert sorted(mail["To"] for mail in taken) == [*UNITS[1:], OFFICE]
    [told] = [text_of(mail) for mail in taken if mail["To"] == OFFICE]
    assert "- thư gửi đơn vị A: không rõ đã đi chưa, hãy hỏi nơi nhận" in told
    morning(NEXT_DAY)
    assert receivers(mailbox) == [OFFICE]


@pytest.mark.fault("Bị giết sau khi gửi", "nhắc đơn vị", "không gửi lần hai")
def test_killed_after_sending_before_it_was_noted_nothing_goes_twice(
    campaign, morning, mailbox, monkeypatch
):
    class Killed(BaseException):
        pass

    def send_and_die(*arguments):
        send(*arguments)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(posting, "send", send_and_die)
        with pytest.raises(Killed):
            morning(FIRST_STEP)
    with pytest.raises(ReportError):
        morning(FIRST_STEP)
    assert receivers(mailbox) == [*UNITS, OFFICE]


def test_a_server_that_takes_mails_and_drops_the_line_gets_each_once(campaign, morning, mailbox):
    mailbox.is_dropping = True
    for _ in range(2):
        with pytest.raises(ReportError, match="không rõ đã đi chưa"):
            morning(FIRST_STEP)
    assert receivers(mailbox) == [*UNITS, OFFICE]


def test_a_server_that_is_down_gets_all_later_the_same_day_or_the_next(
    campaign, morning, mailbox, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", "smtp://127.0.0.1:1?disable_ssl=true")
        with pytest.raises(SystemFault, match="không nhận kết nối"):
            morning(FIRST_STEP)
    assert all(not claimed and refused for _, _, claimed, _, refused in states(campaign))
    morning(NEXT_DAY)
    assert receivers(mailbox) == [*UNITS, OFFICE]
    morning(NEXT_DAY)
    morning("2024-10-23")
    assert receivers(mailbox) == [OFFICE]


@pytest.mark.fault("Một địa chỉ thư sai", "nhắc đơn vị", "thư khác vẫn đi; nêu đơn vị")
def test_one_wrong_address_holds_up_no_other_and_is_told(campaign, morning, mailbox):
    mailbox.unknown = {"b@x.example"}
    with pytest.raises(SystemFault, match=r"từ chối 1 thư .B.; .* hãy sửa địa chỉ trong units.csv"):
        morning(FIRST_STEP)
    taken = mailbox.take()
    assert sorted(mail["To"] for mail in taken) == ["a@x.example", *UNITS[2:], OFFICE]
    mailbox.unknown = set()
    morning(NEXT_DAY)
    assert receivers(mailbox) == ["b@x.example", OFFICE]


def test_who_has_sent_meanwhile_is_not_reminded_by_a_late_try(campaign, try_morning, mailbox):
    mailbox.is_refusing = True
    try_morning(FIRST_STEP)
    with psycopg.connect(campaign.url) as connection:  # every unit but C is out of the year
        connection.execute(
            "insert into core.unit_year (reporting_year, unit_code, name, unit_type, parent_code, "
            "pass_score, is_expected, position) "
            "values (2024, 'C', 'Chi cục', 'office', 'S', 80, true, 1)"
        )
    mailbox.is_refusing = False
    mailbox.take()
    try_morning(FIRST_STEP)
    assert receivers(mailbox) == ["c@x.example", OFFICE]


def test_a_published_year_reminds_nobody(campaign, morning, mailbox):
    with psycopg.connect(campaign.url) as connection:
        connection.execute(
            "insert into core.year_event (reporting_year, actor, action, state, reason, run_id) "
            "values (2024, 'leader', 'published', 'locked', 'ok', '')"
        )
    morning(FIRST_STEP)
    assert receivers(mailbox) == [OFFICE]


def test_without_a_mail_server_the_texts_lie_ready_and_are_not_sent_behind_the_offices_back(
    campaign, morning, mailbox, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.delenv("AIRFLOW_CONN_SMTP_DEFAULT")
        morning(FIRST_STEP)
    assert states(campaign) == [
        *[("unit", code, False, False, False) for code in "ABCD"],
        ("office", "", False, False, False),
    ]
    [(subject, body)] = campaign.rows("select subject, body from core.mail where unit_code = 'A'")
    assert subject == "Nhắc gửi báo cáo xã hội học tập năm 2024, hạn 20/11/2024"
    assert "Kính gửi Phòng Đất đai," in body
    morning(NEXT_DAY)  # the connection was made since; the Office has copied yesterday's
    assert receivers(mailbox) == [OFFICE]


@pytest.mark.fault("Máy tắt cả buổi sáng", "nhắc đơn vị", "nhắc bù sáng sau, một lần")
def test_a_missed_morning_is_made_up_for_on_the_next(campaign, morning, mailbox):
    morning("2024-10-18")
    mailbox.take()
    morning("2024-10-23")  # nothing ran on the 21st and 22nd
    assert receivers(mailbox) == [*UNITS, OFFICE]


def test_a_dag_switched_on_late_sends_nothing_of_the_past(campaign, morning, mailbox):
    morning("2024-11-26")
    assert receivers(mailbox) == [OFFICE]


@pytest.mark.fault("Hai lượt cùng lúc", "nhắc đơn vị", "mỗi thư một lần")
def test_two_runs_at_once_send_each_mail_once(campaign, mailbox):
    import datetime as dt
    from concurrent.futures import ThreadPoolExecutor

    day = dt.date.fromisoformat(FIRST_STEP)
    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(remind, campaign.settings, YEAR, day) for _ in range(3)]:
            done.result()
    assert receivers(mailbox) == UNITS
