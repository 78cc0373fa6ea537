"""A whole campaign on a moved clock, 1 October to 31 December, with a real SMTP server.

2024: the deadline is Wednesday 20/11; steps are 21/10 and 13/11 (units), 18/11 (heads) and, as
23/11 is a Saturday, 25/11 (leader).
"""

import datetime as dt
from collections import Counter

import psycopg

from steps.year.timetable import CampaignMornings, current_calendar
from tests.mailbox import text_of
from tests.pipeline import year_report
from tests.steps.campaign.conftest import YEAR
from tests.verdict_words import NO_VERDICT, VERDICT

OFFICE = "tong-hop@x.example"
EXPECTED = {
    # A sends on 30/10, B on 10/11 what is rejected and on 19/11 what is accepted, C and D nothing.
    "2024-10-21": {"a@x.example", "b@x.example", "c@x.example", "d@x.example"},
    "2024-11-13": {"b@x.example", "c@x.example", "d@x.example"},
    # C has no head's address; D was given time until 27/11 on 14/11.
    "2024-11-18": {"ld.b@x.example"},
    "2024-11-25": {"lanh-dao@x.example", "ld.d@x.example"},  # about C; D two days before its own
    "2024-12-02": {"lanh-dao@x.example"},  # about D: 30/11 is a Saturday
}


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T09:00:00+07:00")


def send_a(office):
    office.send(year_report(YEAR, "A", "Phòng Đất đai", 6, 2), "a.xlsx", at("2024-10-30"))
    office.run(YEAR)


def send_b_wrong(office):
    book = year_report(YEAR, "B", "Phòng Khoáng sản", 6, 2)
    book.put("Danh sách", "F4", 50).put("Danh sách", "F5", "hỏng")
    office.send(book, "b.xlsx", at("2024-11-10"))
    office.run(YEAR)


def give_d_time(office):
    with psycopg.connect(office.url) as connection:
        connection.execute(
            "insert into core.extension (reporting_year, unit_code, deadline) "
            "values (2024, 'D', '2024-11-27')"
        )


def send_b_right(office):
    office.send(year_report(YEAR, "B", "Phòng Khoáng sản", 6, 2), "b2.xlsx", at("2024-11-19"))
    office.run(YEAR)


BEFORE_THE_MORNING_OF = {
    "2024-10-31": send_a,
    "2024-11-11": send_b_wrong,
    "2024-11-14": give_d_time,
    "2024-11-20": send_b_right,
}


def test_exactly_the_expected_mails_on_the_expected_days_once(
    campaign, morning, mailbox, monkeypatch
):
    monkeypatch.setenv("CATALOG_DIR", str(campaign.catalog))
    calendar = current_calendar(campaign.settings)
    moments = CampaignMornings().moments(calendar, at("2024-11-01"))
    days = [f"{moment:%Y-%m-%d}" for moment in moments if moment.year == YEAR]
    assert (days[0], days[-1], len(days)) == ("2024-10-01", "2024-12-31", 66)
    sent, news = {}, []
    for day in days:
        if what := BEFORE_THE_MORNING_OF.get(day):
            what(campaign)
        for run_type in ("scheduled", "scheduled", "manual"):  # again, and once more by hand
            morning(day, run_type)
        mails = mailbox.take()
        assert Counter(mail["To"] for mail in mails)[OFFICE] == 1, day
        news += [mail for mail in mails if mail["To"] == OFFICE]
        if others := [mail for mail in mails if mail["To"] != OFFICE]:
            sent[day] = others
    assert {day: {mail["To"] for mail in mails} for day, mails in sent.items()} == EXPECTED
    assert sum(map(len, sent.values())) == sum(map(len, EXPECTED.values()))
    _check_words(sent, {day: mail for day, mail in zip(days, news, strict=True)})
    _check_no_verdict([*news, *(mail for mails in sent.values() for mail in mails)])
    _check_nothing_personal(campaign, [*news, *(m for mails in sent.values() for m in mails)])
    _check_the_desk(campaign)


def _check_no_verdict(mails):
    """Too few people are counted all the while: no mail tells units or leaders otherwise."""
    assert mails
    for mail in mails:
        for text in (mail["Subject"], text_of(mail), text_of(mail, "html")):
            assert not VERDICT.search(NO_VERDICT.sub("", text)), text


def _check_words(sent, news):
    said = {(day, mail["To"]): text_of(mail) for day, mails in sent.items() for mail in mails}
    missing = said["2024-10-21", "b@x.example"]
    assert "chưa nhận được báo cáo năm 2024" in missing
    assert "B_Bieu2_2024.xlsx" in missing
    assert "còn 30 ngày đến 20/11/2024" in missing
    rejected = said["2024-11-13", "b@x.example"]
    assert "Bản 1 của đơn vị chưa dùng được: còn 2 lỗi phải sửa" in rejected
    assert "phan-hoi-2024-v1.xlsx" in rejected
    assert "Chi cục Kiểm lâm (quá hạn 5 ngày" in said["2024-11-25", "lanh-dao@x.example"]
    assert "Trung tâm" not in said["2024-11-25", "lanh-dao@x.example"]
    assert "còn 2 ngày đến 27/11/2024" in said["2024-11-25", "ld.d@x.example"]
    assert "Trung tâm Quan trắc" in said["2024-12-02", "lanh-dao@x.example"]
    came = text_of(news["2024-11-11"])
    assert "- Phòng Khoáng sản, bản 1: trả lại" in came
    assert "01 đơn vị bị trả lại: gửi phản hồi để đơn vị sửa." in came
    assert "Đã có số liệu của 1/4 đơn vị" in came
    assert "Không có tệp nào nhận từ 01/10/2024" in text_of(news["2024-10-02"])
    told = text_of(news["2024-11-18"])
    assert "- Thủ trưởng đơn vị: 1 thư đã gửi" in told
    assert "- Thủ trưởng đơn vị: 1 thư danh mục chưa có địa chỉ" in told
    assert "Lần nhắc tới theo lịch: 25/11/2024 (lãnh đạo văn phòng)" in told
    for mail in (*news.values(), *(mail for mails in sent.values() for mail in mails)):
        for line in text_of(mail).splitlines():
            assert line.removeprefix("- ").strip() in text_of(mail, "html")


def _check_nothing_personal(campaign, mails):
    book = year_report(YEAR, "A", "Phòng Đất đai", 6, 2)
    persons = [str(book.sheets["Danh sách"][f"{column}{row}"]) for column in "BC"
               for row in range(4, 10)]  # fmt: skip
    persons += [str(book.sheets["Thông tin"][cell]) for cell in ("B10", "B11")]
    assert len({person for person in persons if len(person) > 3}) > 3
    for mail in mails:
        for person in persons:
            assert len(person) < 3 or person not in text_of(mail), person


def _check_the_desk(campaign):
    """Each is in the warehouse, sent; the one without an address lies there to be copied."""
    rows = campaign.rows(
        "select recipient is null, sent_at is not null, count(*) from core.mail group by 1, 2"
    )
    assert sorted(rows) == [(False, True, 66 + 11), (True, False, 1)]
    twice = (
        "select 1 from core.reminder group by unit_code, audience, days_before having count(*) > 1"
    )
    assert campaign.rows(twice) == []
