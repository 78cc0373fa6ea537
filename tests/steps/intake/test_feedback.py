"""Every identified file is answered: marked where there is something to see, else confirmed."""

import io

import openpyxl
import pytest

from render.feedback import original
from steps.intake import feedback
from steps.intake.feedback import write_feedback
from tests.inbox import Pipeline
from tests.workbooks import report

LIST = "Danh sách"


@pytest.fixture
def pipeline(tmp_path, warehouse):
    return Pipeline(tmp_path, warehouse)


def told(pipeline: Pipeline, place: str) -> dict[str, list[str]]:
    """The texts of a feedback workbook, by sheet."""
    content = (pipeline.folder / place).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        page.title: [str(c.value) for row in page.iter_rows() for c in row if c.value is not None]
        for page in book
    }


def test_a_clean_file_is_confirmed_without_opening_it(pipeline, monkeypatch):
    monkeypatch.setattr(original, "load_workbook", None)
    pipeline.send("VP.xlsx", report())
    pipeline.run()
    assert write_feedback(pipeline.settings, 2024) == 1
    [(title, texts)] = told(pipeline, "feedback/2024/VP/v1.xlsx").items()
    assert title == "Phản hồi"
    assert "ĐÃ NHẬN" in texts
    assert texts[texts.index("Đăng ký") + 1] == "20"
    assert "Không cần làm gì thêm." in texts
    copy = pipeline.folder / "outbox/VP/phan-hoi-2024-v1.xlsx"
    assert copy.read_bytes() == (pipeline.folder / "feedback/2024/VP/v1.xlsx").read_bytes()
    assert write_feedback(pipeline.settings, 2024) == 0


def test_what_is_only_to_be_known_is_told_in_the_confirmation(pipeline):
    pipeline.send("VP.xlsx", report(), "2024-11-25 08:00")
    pipeline.run()
    write_feedback(pipeline.settings, 2024)
    [texts] = told(pipeline, "feedback/2024/VP/v1.xlsx").values()
    assert any("sau hạn của đơn vị" in text for text in texts)


def test_a_cell_to_look_at_is_shown_in_the_file_itself(pipeline):
    pipeline.send("VP.xlsx", report().put_row(LIST, 24, [None, None, "Tổng cộng"]))
    pipeline.run()
    write_feedback(pipeline.settings, 2024)
    assert LIST in told(pipeline, "feedback/2024/VP/v1.xlsx")


def test_versions_doubles_and_unknown_units(pipeline):
    pipeline.send("1.xlsx", report())
    pipeline.send("2.xlsx", report(), "2024-11-19 08:00")  # the same bytes: nothing to say
    pipeline.send("3.xlsx", report().put(LIST, "J4", 40), "2024-11-20 08:00")
    pipeline.send("4.xlsx", report().put("Thông tin", "B3", "KHONGCO"))
    pipeline.run()
    assert write_feedback(pipeline.settings, 2024) == 3
    assert "bản mới được tính" in str(told(pipeline, "feedback/2024/VP/v1.xlsx"))
    assert LIST in told(pipeline, "feedback/2024/VP/v2.xlsx")
    assert len(list((pipeline.folder / "feedback/unknown").iterdir())) == 1


def test_values_of_an_ods_file_are_shown_too(pipeline):
    pipeline.send("VP.ods", report().put(LIST, "D4", "Hợp đồng").ods())
    pipeline.run()
    write_feedback(pipeline.settings, 2024)
    sheets = told(pipeline, "feedback/2024/VP/v1.xlsx")
    assert "Hợp đồng" in sheets["Lỗi"]
    assert LIST not in sheets


def test_feedback_that_is_no_longer_as_it_was_written_is_written_again(pipeline):
    """The copy in the outbox is the unit's: it may have typed its answers there."""
    pipeline.send("VP.xlsx", report())
    pipeline.run()
    write_feedback(pipeline.settings, 2024)
    own = pipeline.folder / "feedback/2024/VP/v1.xlsx"
    copy = pipeline.folder / "outbox/VP/phan-hoi-2024-v1.xlsx"
    content = own.read_bytes()
    own.write_bytes(content[:-1])
    copy.write_bytes(b"answered")
    assert write_feedback(pipeline.settings, 2024) == 1
    assert (own.read_bytes(), copy.read_bytes()) == (content, b"answered")
    copy.unlink()
    assert write_feedback(pipeline.settings, 2024) == 1
    assert copy.read_bytes() == content
    assert write_feedback(pipeline.settings, 2024) == 0


def many(pipeline: Pipeline, monkeypatch) -> None:
    """A clean file and a faulty one, enough to be written by children."""
    monkeypatch.setattr(feedback, "FEWEST_BESIDE", 2)
    pipeline.send("1.xlsx", report())
    pipeline.send("2.xlsx", report().put(LIST, "J4", 40), "2024-11-20 08:00")
    pipeline.run()


def test_many_are_written_by_children(pipeline, monkeypatch):
    many(pipeline, monkeypatch)
    with monkeypatch.context() as parent:
        parent.setattr(feedback, "_content_or_sheets", None)
        assert write_feedback(pipeline.settings, 2024) == 2
    places = [pipeline.folder / f"feedback/2024/VP/v{version}.xlsx" for version in (1, 2)]
    beside = [place.read_bytes() for place in places]
    for place in places:
        place.unlink()
    monkeypatch.undo()
    assert write_feedback(pipeline.settings, 2024) == 2
    assert [place.read_bytes() for place in places] == beside


def test_what_children_leave_is_written_all_the_same(pipeline, monkeypatch):
    many(pipeline, monkeypatch)
    monkeypatch.setattr(feedback, "CHILD", ("false",))
    assert write_feedback(pipeline.settings, 2024) == 2
    assert write_feedback(pipeline.settings, 2024) == 0
