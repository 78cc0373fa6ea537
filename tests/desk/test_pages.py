"""What the desk's pages say of a year: the ten questions, and harmless whatever units wrote."""

import datetime as dt
import re
import subprocess
import sys

import psycopg
import pytest

from steps.campaign.reminding import remind
from steps.campaign.telling import tell
from steps.year.aggregate import aggregate
from tests.conftest import PROJECT
from tests.desk.conftest import YEAR
from tests.pipeline import year_report
from tests.verdict_words import NO_VERDICT, VERDICT

ALL = ("", "units", "units/A", "units/B", "units/C", "unidentified", "upload", "approval", "texts",
       "reports", "rules", "health", "campaign")  # fmt: skip


def shown(page: str) -> str:
    """What a reader sees."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def read(sign_in):
    steward = sign_in("steward")

    def page(path: str) -> str:
        answer = steward.get(f"/desk/{path}{'&' if '?' in path else '?'}year={YEAR}")
        assert answer.status_code == 200, shown(answer.text)
        return answer.text

    return page


def test_the_year_says_what_to_do_next(read):
    page = shown(read(""))
    assert "01 đơn vị chưa gửi" in page
    assert "01 đơn vị bị trả lại: gửi phản hồi để đơn vị sửa." in page
    assert "01 tệp chưa rõ đơn vị hoặc năm." in page
    assert "3 đơn vị phải gửi" in page
    assert "Chưa đủ căn cứ (" in page  # one of three units is no ground for a verdict
    told = NO_VERDICT.sub("", page.partition("Chỉ tiêu của toàn Sở")[2])
    assert "Chưa đủ căn cứ" in told
    assert not VERDICT.search(told)


def test_a_year_without_files_says_how_they_come_in(sign_in):
    told = "Chưa đọc tệp nào của năm 2023. Có tệp trong hộp thư đến thì bấm Thu và kiểm tra ngay ;"
    assert told in shown(sign_in("steward").get("/desk/?year=2023").text)
    page = shown(sign_in("viewer").get("/desk/?year=2023").text)
    assert "Chưa đọc tệp nào của năm 2023." in page
    assert "Thu và kiểm tra ngay" not in page


def test_a_year_that_no_form_is_for_is_told_in_the_words_of_the_page(sign_in):
    answer = sign_in("viewer").get("/desk/?year=1999")
    assert answer.status_code == 422
    assert "Năm báo cáo: năm 1999 không có biểu mẫu nào" in answer.text
    assert "YEAR" not in answer.text


def test_a_red_run_is_one_line(read, airflow):
    airflow.state = "failed"
    airflow.log = [
        {"event": "Traceback (most recent call last)", "level": "error", "logger": "task"},
        {"event": "INBOX: không có thư mục /x", "level": "error", "logger": "steps.tasks"},
    ]
    assert "bị hỏng lúc –: INBOX: không có thư mục /x" in shown(read(""))


def test_what_the_last_run_noted_stands_below_what_it_changed(read, airflow):
    line = "Sổ đến so-den.csv: dòng 7 không ứng với tệp nào trong thư mục"
    airflow.last = [airflow.run("success") | {"note": line}]
    assert f"Lượt thu gần nhất ghi: {line}" in shown(read(""))
    airflow.last[0]["conf"] = {"year": YEAR - 1}
    assert line not in read("")


def test_units_are_found_without_accents_and_by_pile(read):
    names = {"Phòng Đất đai", "Phòng Khoáng sản", "Chi cục Kiểm lâm"}

    def found(query: str) -> set[str]:
        page = read(f"units?{query}")
        return {name for name in names if name in page}

    assert found("") == names
    assert found("q=dat+dai") == {"Phòng Đất đai"}
    assert found("q=PHÒNG") == {"Phòng Đất đai", "Phòng Khoáng sản"}
    assert found("q=phóng") == set()
    assert found("pile=missing") == {"Chi cục Kiểm lâm"}
    assert found("pile=rejected") == {"Phòng Khoáng sản"}
    assert found("pile=done") == {"Phòng Đất đai"}


def test_a_unit_shows_what_is_wrong_and_where(read):
    page = shown(read("units/B"))
    assert "sửa 2 lỗi" in page
    assert "Danh sách, F5" in page
    assert "Danh sách, G4" in page


def test_two_versions_side_by_side(read, office):
    more = year_report(YEAR, "A", "Phòng Đất đai", 11, 5)
    more.put("Danh sách", "F6", 99)
    office.send(more, "a2.xlsx")
    office.run(YEAR)
    page = shown(read("units/A?old=1&new=2"))
    assert re.search(r"Bản 1 và bản 2 khác nhau .* 10 11 ", page)
    assert "thêm mới" in page
    assert re.search(r" 3 3 Điểm ", page)


def test_what_was_taken_is_noted(read, sign_in, office):
    [(key,)] = office.rows("select submission_id from core.submission where unit_code = 'B'")
    steward = sign_in("steward")
    original = steward.get(f"/desk/files/{key}/original")
    assert original.content == (office.inbox / "b.xlsx").read_bytes()
    assert 'filename="2024-B-v1-goc.xlsx"' in original.headers["content-disposition"]
    assert steward.get(f"/desk/files/{key}/feedback").content.startswith(b"PK")
    log = "select actor, action, reporting_year, unit_code from core.access_log order by 1, 2 desc"
    assert office.rows(log) == [
        ("steward", "original", YEAR, "B"),
        ("steward", "feedback", YEAR, "B"),
    ]
    assert "đã tải" in read("units")
    assert "Chờ gửi lại (2 lỗi)" in read("units")


def test_a_file_of_nobodys_is_looked_into(read, office):
    page = read("unidentified")
    assert "Nguyễn Văn A" not in page
    assert "Không đọc được tệp như một bảng tính" in page
    [(key,)] = office.rows("select submission_id from core.submission where unit_code is null")
    assert "Không đọc được" in shown(read(f"unidentified/{key}"))
    assert office.rows("select action from core.access_log") == [("look",)]


HOSTILE = "<script>alert(1)</script>"


def test_whatever_units_write_is_shown_and_does_nothing(read, office):
    """Texts of a workbook, of the catalogue and of findings, on every page."""
    book = year_report(YEAR, "A", "Phòng Đất đai", 10, 4)
    book.put("Thuyết minh", "B4", f"{HOSTILE} =cmd|'/c calc'!A1").put("Danh sách", "F4", HOSTILE)
    office.send(book, f"{HOSTILE.replace('/', '')}.xlsx")
    office.run(YEAR)
    with psycopg.connect(office.url) as connection:
        for column in ("message", "value", "row_label", "sheet", "cell", "explanation"):
            connection.execute(f"update core.finding set {column} = '{HOSTILE}'")
        connection.execute(f"update core.unit_year set name = '{HOSTILE}'")
        connection.execute(f"update core.submission_event set reason = '{HOSTILE}'")
        connection.execute(f"update core.narrative_row set text = '{HOSTILE}'")
        connection.execute(
            "insert into core.mail (reporting_year, morning, audience, unit_code, recipient, "
            f"subject, body, refusal) values ({YEAR}, '2024-11-13', 'unit', 'B', '{HOSTILE}', "
            f"'{HOSTILE}', '{HOSTILE}', '{HOSTILE}')"
        )
    hits = 0
    for path in (*ALL, f"units?q={HOSTILE}", "units?pile='><script>", "units/A?version=2"):
        page = read(path)
        assert "<script" not in page.lower(), path
        hits += page.count("&lt;script&gt;")
    assert hits > 10


@pytest.mark.parametrize("year", ["x", "1999", "20240", "-1", "９９９９", "2024'--"])
def test_what_is_no_year_is_told_in_one_line(sign_in, year):
    answer = sign_in("viewer", accept="*/*").get("/desk/units", params={"year": year})
    assert answer.status_code == 422
    assert re.match(r"(Năm báo cáo|YEAR): .+", answer.text)
    assert "\n" not in answer.text


@pytest.mark.parametrize("path", ["units/XX", "no/such", "files/x/original", "runs/evil?run_id=1",
                                  "reports/draft/candidate.json", "reports/v9/bao-cao.docx",
                                  "reports/draft/..%2f..%2fsecrets.json"])  # fmt: skip
def test_what_is_not_there_is_404(sign_in, path):
    answer = sign_in("steward").get(f"/desk/{path}", params={"year": YEAR} | query_of(path))
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def query_of(path: str) -> dict[str, str]:
    return {"run_id": "1"} if "run_id" in path else {}


def test_the_mails_of_a_morning_lie_ready_to_be_copied(read, office, sign_in):
    assert "Chưa có thư nào của năm 2024" in shown(read("campaign"))
    remind(office.settings, YEAR, dt.date(2024, 10, 21))
    tell(office.settings, YEAR, dt.date(2024, 10, 22))
    page = shown(read("campaign?morning=2024-10-21"))
    assert "2 thư chưa gửi: mở từng thư, chép lời để gửi." in page  # B is rejected, C missing
    assert "Đơn vị: Chi cục Kiểm lâm · danh mục chưa có địa chỉ" in page
    assert "Kính gửi Chi cục Kiểm lâm, Đến nay Sở chưa nhận được báo cáo năm 2024" in page
    assert "Chưa có địa chỉ thư: Phòng Đất đai , Phòng Khoáng sản , Chi cục Kiểm lâm" in page
    for other in ("campaign", "campaign?morning=x", "campaign?morning=1999-01-01"):
        assert "Văn phòng · danh mục chưa có địa chỉ" in shown(read(other))  # the latest
    with psycopg.connect(office.url) as connection:
        connection.execute("update core.mail set claimed_at = now(), recipient = 'c@x.example'")
    assert "1 thư phải xem: hỏi nơi nhận" in shown(read("campaign"))
    one = shown(read("campaign?morning=2024-10-21&q=kiem+lam"))
    assert "Kính gửi Chi cục Kiểm lâm" in one
    assert "Kính gửi Phòng Khoáng sản" not in one
    assert "Gửi tới c@x.example" in one
    viewer = sign_in("viewer").get(f"/desk/campaign?year={YEAR}&morning=2024-10-21").text
    assert "Kính gửi Chi cục Kiểm lâm" in viewer
    assert "c@x.example" not in viewer
    assert "21/10/2024 Đơn vị 30 ngày trước hạn" in shown(read("units/C"))
    assert "21/10/2024" in read("units")  # the last reminder, beside the unit


def test_two_thousand_units_are_a_screen_at_a_time_or_all_of_them(read, office):
    rows = ["S | Sở | group | - | 2020-01-01 | - | - | -"]
    rows += [f"U{n} | Đơn vị số {n} | public | S | 2020-01-01 | - | - | -" for n in range(2000)]
    office.units("\n".join(rows))
    from steps.catalogue import load_catalogue

    load_catalogue.cache_clear()
    aggregate(office.settings, YEAR)
    page = read("units")
    assert page.count("<tr>") == 301
    assert len(page.encode()) < 200_000
    assert "2000 trong 2000 đơn vị; đang hiện 300" in shown(page)
    assert read("units?every=true").count("<tr>") == 2001
    assert "Đơn vị số 1999" in read("units?q=don+vi+so+1999")


def test_neither_pandas_nor_great_expectations_is_loaded():
    code = "import sys, plugins.stewards_desk; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert {"pandas", "great_expectations", "matplotlib", "numpy"}.isdisjoint(loaded)
