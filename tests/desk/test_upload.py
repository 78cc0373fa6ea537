"""Uploads at the desk: what is taken, how it lies, what is refused, and what is started."""

import datetime as dt
import hashlib
import io

import pytest

from plugins.desk.pages import upload
from steps.desk import uploads
from steps.intake.feedback import write_feedback
from tests.desk.conftest import YEAR
from tests.pipeline import year_report
from transforms.catalogue import TIME_ZONE

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def send(sign_in):
    """Upload files, by name and bytes, as a steward's browser does."""
    steward = sign_in("steward")

    def post(*files: tuple[str, bytes], **fields: str):
        parts = [("file", (name, io.BytesIO(content), TYPE)) for name, content in files]
        return steward.post(f"/desk/upload?year={YEAR}", files=parts, data=fields)

    return post


def lying(office) -> list[str]:
    """Everything below the uploads."""
    folder = office.settings.data_dir / "uploads"
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def corrected() -> bytes:
    return year_report(YEAR, "B", "Phòng Khoáng sản", 10, 4).xlsx()


def test_a_file_with_its_day_is_taken_judged_and_told(send, office, airflow, sign_in):
    content = corrected()
    digest = hashlib.sha256(content).hexdigest()
    answer = send(("../../Nguyễn Văn A.XLSX", content), received_on="2024-11-18")
    assert answer.status_code == 303
    assert airflow.started() == [("collect_submissions", {"year": YEAR})]
    folder = f"{digest[:2]}/{digest[:32]}"
    assert lying(office) == [f"{folder}/{digest}.xlsx", f"{folder}/so-den.csv"]
    place = f"/desk/{answer.headers['location']}"

    waiting = sign_in("steward").get(place)
    assert "chưa kiểm tra" in waiting.text
    assert waiting.headers["refresh"] == "4"

    office.run(YEAR)
    airflow.state = "success"
    told = sign_in("steward").get(place)
    assert "Đã kiểm tra xong." in told.text
    assert "refresh" not in told.headers
    assert "bản 2" in told.text
    assert "23:59 18/11/2024" in told.text
    rows = office.rows(
        "select r.arrival, s.status, s.version, s.received_at from core.receipt r "
        "join core.submission s using (submission_id) where r.source like 'uploads/%%'"
    )
    arrived = dt.datetime(2024, 11, 18, 23, 59, tzinfo=TIME_ZONE)  # a day is its end
    assert rows == [("register", "accepted", 2, arrived)]
    assert write_feedback(office.settings, YEAR)
    assert office.rows("select actor, action from core.access_log") == [("steward", "upload")]


def test_the_same_file_again_is_nothing_new(send, office):
    content = corrected()
    send(("a.xlsx", content), received_on="18/11/2024")
    before = lying(office)
    again = send(("b.xlsx", content))
    assert lying(office) == before
    assert f"known={hashlib.sha256(content).hexdigest()}" in again.headers["location"]


PDF, HTML, CSV = b"%PDF-1.7 ...", b"<table><tr><td>1</td></tr></table>", b"a,b\n1,2\n"
REFUSED = {
    "no file": ([], "Chưa chọn tệp nào"),
    "empty": ([("a.xlsx", b"")], "“a.xlsx” trống"),
    "a PDF": ([("a.pdf", PDF)], "“a.pdf” không phải là bảng tính"),
    "a PDF called a workbook": ([("a.xlsx", PDF)], "“a.xlsx” không phải là bảng tính"),
    "a page called a workbook": ([("a.xls", HTML)], "“a.xls” không phải là bảng tính"),
    "text": ([("a.csv", CSV)], "“a.csv” không phải là bảng tính"),
    "a program": ([("a.exe", b"MZ\x90")], "không phải là bảng tính"),
    "an archive": ([("a.zip", b"PK\x03\x04")], "không phải là bảng tính"),
    "a path": ([("../../etc/passwd", b"root")], "“passwd” không phải là bảng tính"),
    "the register": ([("so-den.csv", CSV)], "không phải là bảng tính"),
    "a name of markup": ([("<script>.pdf", PDF)], "&lt;script&gt;.pdf"),
    "a good one beside": ([("a.xlsx", b"PK\x03\x04"), ("b.pdf", PDF)], "chưa tệp nào được nhận"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_workbook_is_refused_whole(send, office, airflow, what):
    files, line = REFUSED[what]
    answer = send(*files, received_on="2024-11-18")
    assert answer.status_code == 422
    assert line in answer.text
    assert lying(office) == []
    assert airflow.asked == []


@pytest.mark.parametrize("day", ["2999-01-01", "2024-09-30", "hôm qua", "2024-13-01", "1/2"])
def test_a_day_that_cannot_be_is_refused(send, office, day):
    answer = send(("a.xlsx", corrected()), received_on=day)
    assert answer.status_code == 422
    assert "Ngày đến: " in answer.text
    assert lying(office) == []


def test_too_large_is_refused_without_being_kept(send, office, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_FILE_BYTES", 10)
    assert "lớn hơn 0 MB" in send(("a.xlsx", b"PK\x03\x04" * 3)).text
    monkeypatch.setattr(upload, "MOST_BYTES_TOGETHER", 100)
    monkeypatch.setattr(upload, "OVERHEAD", 0)
    answer = send(("a.xlsx", b"PK\x03\x04" * 1000))
    assert answer.status_code == 413
    assert lying(office) == []


def test_too_large_without_saying_so_is_cut_off(sign_in, office, monkeypatch):
    monkeypatch.setattr(upload, "MOST_BYTES_TOGETHER", 1000)
    monkeypatch.setattr(upload, "OVERHEAD", 0)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    answer = sign_in("steward").post(
        f"/desk/upload?year={YEAR}",
        content=iter([head, *[b"PK" * 200] * 20]),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert answer.status_code == 413
    assert lying(office) == []


def test_a_thousand_at_once_are_refused(send, office, airflow):
    answer = send(*[(f"{n}.xlsx", b"PK\x03\x04") for n in range(1000)])
    assert answer.status_code in (400, 422)
    assert lying(office) == []
    assert airflow.asked == []


def test_no_form_at_all_is_one_line(sign_in, office):
    steward = sign_in("steward", accept="*/*")
    for content, kind in ((b"", "multipart/form-data"), (b"{}", "application/json"),
                          (b"\x00\xff", "multipart/form-data; boundary=x")):  # fmt: skip
        answer = steward.post(f"/desk/upload?year={YEAR}", content=content,
                              headers={"content-type": kind})  # fmt: skip
        assert answer.status_code in (400, 422)
        assert "\n" not in answer.text
