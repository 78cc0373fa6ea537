"""Edited texts from the desk or a file into the version that is published, on a real warehouse."""

import docx
import pytest

from steps.publication.conformity import check_report, find_original
from steps.publication.draft import draft_report
from steps.publication.freeze import freeze_year
from steps.publication.texts import load_history, load_stale, load_texts, write_changes
from steps.publication.version import prepare_candidate
from steps.year.decisions import unlock_year
from tests.pipeline import Pipeline, year_report
from tests.steps.publication.test_publication import (
    YEAR,
    files,
    office_of_two,
    publish,
    send,
    state,
)
from transforms.errors import ReportError
from transforms.narrative.edits.standing import Change

SUMMARY = "Sở có 4/10 người được công nhận."
OPENING = "Sở báo cáo Ủy ban nhân dân tỉnh như sau:"


@pytest.fixture
def pipeline(tmp_path, warehouse, monkeypatch) -> Pipeline:
    monkeypatch.setenv("PATH", "")  # no LibreOffice, no PDF: four seconds each
    pipeline = office_of_two(tmp_path, warehouse)
    book = year_report(YEAR, "A", "Đơn vị A", 10, 4)
    book.put("Thuyết minh", "A4", "Phương hướng năm sau")
    book.put("Thuyết minh", "B4", "Mở lớp kỹ năng số; Bổ sung tài liệu học tập")
    pipeline.send(book, "a2.xlsx")
    pipeline.run(YEAR)
    return pipeline


def edit(pipeline: Pipeline, key: str, text: str, **more: str) -> int:
    return write_changes(pipeline.settings, YEAR, [Change(key, "edited", text, **more)], "steward")


def key_of(pipeline: Pipeline, start: str) -> str:
    texts = load_texts(pipeline.settings, YEAR).texts
    return next(text.key for text in texts if text.drafted.text.startswith(start))


def folder(pipeline: Pipeline, name: str):
    return pipeline.settings.data_dir / "reports" / str(YEAR) / name


def paragraphs(pipeline: Pipeline, name: str) -> list[str]:
    document = docx.Document(folder(pipeline, name) / "bao-cao.docx")
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_published_version_says_what_the_office_wrote(pipeline):
    task = key_of(pipeline, "Mở lớp")
    other = key_of(pipeline, "Bổ sung tài liệu")
    edit(pipeline, "mo_dau", OPENING)
    edit(pipeline, "tom_tat", SUMMARY)
    edit(pipeline, task, "Mở lớp, bổ sung tài liệu.")
    write_changes(pipeline.settings, YEAR, [Change(other, "left_out")], "steward")
    candidate = publish(pipeline)
    told = paragraphs(pipeline, "v1")
    assert {OPENING, SUMMARY, "- Mở lớp, bổ sung tài liệu."} <= set(told)
    assert not any("Bổ sung tài liệu học tập" in line for line in told)
    page = (folder(pipeline, "v1") / "bao-cao.html").read_text()
    assert f"<p>{SUMMARY}</p>" in page
    assert "**Lời do Văn phòng sửa:** 4 chỗ." in candidate["body"]
    assert state(pipeline) == "locked"
    # the clerk's last look holds the file against the published words
    original = find_original(pipeline.settings, YEAR, 1, is_draft=False)
    content = (folder(pipeline, "v1") / "bao-cao.docx").read_bytes()
    assert [f for f in check_report(content, "x.docx", original) if "4/10" in f.fault] == []
    published = files(pipeline)
    pipeline.run(YEAR)
    assert files(pipeline) == published


def test_an_edit_after_publishing_makes_the_next_version(pipeline):
    first = publish(pipeline)
    with pytest.raises(ReportError, match=r"khóa từ .* hãy mở khóa năm"):
        edit(pipeline, "mo_dau", OPENING)
    unlock_year(pipeline.settings, YEAR, "sửa lời")
    edit(pipeline, "mo_dau", OPENING)
    second = publish(pipeline)
    assert (first["version"], second["version"]) == (1, 2)
    assert first["inputs_hash"] != second["inputs_hash"]
    assert OPENING in paragraphs(pipeline, "v2")


def test_without_edits_the_version_is_what_it_was(pipeline):
    first = publish(pipeline)
    unlock_year(pipeline.settings, YEAR, "thử")
    edit(pipeline, "mo_dau", OPENING)
    write_changes(pipeline.settings, YEAR, [Change("mo_dau", "restored")], "steward")
    freeze_year(pipeline.settings, YEAR)
    with pytest.raises(Exception, match="không có gì thay đổi so với phiên bản 1"):
        prepare_candidate(pipeline.settings, YEAR)
    assert "Lời do Văn phòng sửa" not in first["body"]


def test_a_draft_holds_a_stale_text_and_tells_it(pipeline, caplog):
    edit(pipeline, "tom_tat", "Sở đã tổng hợp số liệu.")
    send(pipeline, "B", 9)
    pipeline.run(YEAR)
    draft_report(pipeline.settings, YEAR)
    assert "Sở đã tổng hợp số liệu." in paragraphs(pipeline, "draft")
    [line] = load_stale(pipeline.settings, YEAR)
    assert line.startswith("Trang đầu [tom_tat]: “")
    assert "nay là" in line
    assert line in caplog.text
    request = publish(pipeline)  # true all the same: the leader is told
    assert f"- {line}" in request["body"]


def test_a_text_with_a_figure_that_is_no_longer_counted_is_not_published(pipeline):
    edit(pipeline, "tom_tat", SUMMARY)
    send(pipeline, "B", 9)
    pipeline.run(YEAR)
    freeze_year(pipeline.settings, YEAR)
    with pytest.raises(ReportError, match="“Sở có 4/10” khác số đã đếm “.*”.*rồi trình lại"):
        prepare_candidate(pipeline.settings, YEAR)
    assert not folder(pipeline, "candidate").exists()


def test_every_decision_is_kept_and_the_newest_counts(pipeline):
    assert edit(pipeline, "mo_dau", OPENING, reason="gọn") == 1
    assert edit(pipeline, "mo_dau", OPENING) == 0  # it stands so already
    assert edit(pipeline, "mo_dau", "Sở báo cáo như sau:") == 1
    history, now = load_history(pipeline.settings, YEAR)
    assert [row["text"] for row in history] == ["Sở báo cáo như sau:", OPENING]
    assert history[1]["reason"] == "gọn"
    assert history[1]["drafted"].startswith("Thực hiện Kế hoạch số")
    assert history[1]["figures"]
    assert now.is_open


def test_one_that_cannot_be_keeps_none(pipeline):
    changes = [
        Change("mo_dau", "edited", OPENING),
        Change("tom_tat", "edited", "Sở có 5/10 người.", place="dòng 7"),
    ]
    with pytest.raises(ReportError, match="^dòng 7: “Sở có 5/10” khác số đã đếm"):
        write_changes(pipeline.settings, YEAR, changes, "steward")
    assert load_history(pipeline.settings, YEAR)[0] == []


def test_only_themes_and_addressees_of_the_catalogue(pipeline):
    book = year_report(YEAR, "B", "Đơn vị B", 10, 4)
    book.put("Thuyết minh", "A4", "Hạn chế, khó khăn").put("Thuyết minh", "B4", "Máy tính đã cũ")
    pipeline.send(book, "b.xlsx")
    pipeline.run(YEAR)
    key = key_of(pipeline, "Máy tính đã cũ")
    assert edit(pipeline, key, "Máy tính đã cũ", filed_under="Tuyên truyền") == 1
    with pytest.raises(ReportError, match="Chủ đề “Khác lạ” không có; chọn: "):
        edit(pipeline, key, "Máy tính đã cũ", filed_under="Khác lạ")


def test_a_year_without_files_has_no_texts(pipeline):
    with pytest.raises(ReportError, match="Năm 2023 chưa có tệp nào"):
        write_changes(pipeline.settings, 2023, [Change("mo_dau", "left_out")], "steward")


def test_a_text_whose_draft_is_gone_is_edited_on_and_known_again_when_it_comes_back(pipeline):
    key = key_of(pipeline, "Mở lớp")
    edit(pipeline, key, "Mở các lớp.")
    book = year_report(YEAR, "A", "Đơn vị A", 10, 4)
    pipeline.send(book, "a3.xlsx")  # the unit sends again, without that plan
    pipeline.run(YEAR)
    assert edit(pipeline, key, "Mở các lớp tin học.") == 1
    book.put("Thuyết minh", "A4", "Phương hướng năm sau")
    book.put("Thuyết minh", "B4", "Mở các lớp kỹ năng số")
    pipeline.send(book, "a4.xlsx")
    pipeline.run(YEAR)
    [found] = [t for t in load_texts(pipeline.settings, YEAR).texts if t.key == key]
    assert (found.text, found.drafted.text) == ("Mở các lớp tin học.", "Mở các lớp kỹ năng số.")
