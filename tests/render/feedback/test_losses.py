"""What openpyxl does not write again is told, and then the unit corrects in its own file."""

import io
import zipfile

import pytest
from openpyxl.comments import Comment

from render.feedback.losses import find_losses
from render.feedback.marks import HEADING
from tests.render.feedback.test_workbook import finding, give_back, own_file, saved, texts

DRAWING = "xl/drawings/drawing9.xml"
BOX = '<xdr:sp><xdr:nvSpPr><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr></xdr:sp>'
SHAPE = "<xdr:sp><xdr:nvSpPr><xdr:cNvSpPr/></xdr:nvSpPr></xdr:sp>"


def with_part(name: str, text: str = "<a/>") -> bytes:
    """The unit's file with one more part in its archive."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(own_file()))) as old, zipfile.ZipFile(result, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part))
        new.writestr(name, text)
    return result.getvalue()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (DRAWING, BOX, ["hộp chữ"]),
        (DRAWING, SHAPE + BOX, ["hộp chữ", "hình vẽ"]),
        (DRAWING, '<xdr:cxnSp macro="">', ["hình vẽ"]),
        (DRAWING, "<xdr:grpSp><xdr:pic/></xdr:grpSp>", ["hình ghép nhóm"]),
        (DRAWING, "<xdr:pic/><xdr:spPr/>", []),
        ("xl/ctrlProps/ctrlProp1.xml", "<a/>", ["nút bấm, ô chọn (điều khiển biểu mẫu)"]),
        (
            "xl/drawings/vmlDrawing9.vml",
            '<x:ClientData ObjectType="Checkbox">',
            ["nút bấm, ô chọn (điều khiển biểu mẫu)"],
        ),
        ("xl/drawings/vmlDrawing9.vml", '<x:ClientData ObjectType="Note">', []),
        ("xl/vbaProject.bin", "", ["macro"]),
        ("xl/charts/chart1.xml", "<a/>", ["định dạng của biểu đồ"]),
        ("xl/media/image1.emf", "", ["hình ở định dạng khác PNG, JPEG"]),
        ("xl/media/image1.PNG", "", []),
        ("xl/threadedComments/threadedComment1.xml", "", ["trao đổi trong ghi chú"]),
        ("xl/embeddings/oleObject1.bin", "", ["tệp nhúng"]),
        ("xl/diagrams/data1.xml", "", ["sơ đồ SmartArt"]),
        ("xl/comments9.xml", "<comment ref='A1'><r><rPr/><t>a</t></r>", [
            "định dạng chữ trong ghi chú"]),
        ("xl/comments9.xml", f"<comment ref='A1'><r><rPr/><t>{HEADING}</t></r>", []),
        ("xl/comments9.xml", "<comment ref='A1'><t>a</t>", []),
        ("_xmlsignatures/sig1.xml", "", ["chữ ký số"]),
        ("xl/worksheets/sheet9.xml", '<picture r:id="rId1"/>', ["hình nền của trang"]),
        ("xl/worksheets/sheet9.xml", "<is><r><rPr><b/></rPr></r></is>", [
            "định dạng từng phần chữ trong ô"]),
        ("xl/printerSettings/printerSettings1.bin", "", []),
    ],
)  # fmt: skip
def test_each_kind_is_told(name, text, told):
    assert find_losses(with_part(name, text)) == told


def test_nothing_is_told_of_our_own_form_and_feedback():
    book = give_back(own_file(), finding("R06", "G7"), finding("Q01", "G8", "warning"))
    assert find_losses(saved(book)) == []


def test_the_unit_is_told_and_corrects_in_its_own_file():
    content = with_part(DRAWING, BOX)
    page = give_back(content, finding("R06", "G7"), finding("Q01", "G8", "warning"))["Phản hồi"]
    told = "\n".join(texts(page))
    assert "không giữ được hộp chữ của tệp gốc" in told
    assert "đừng gửi lại tệp này" in told
    assert "gửi tệp gốc đã sửa" in told
    assert "ngay trong tệp này" not in told
    assert "gửi chính tệp này" not in told


def test_without_losses_the_unit_corrects_right_there():
    told = "\n".join(texts(give_back(own_file(), finding("R06", "G7"))["Phản hồi"]))
    assert "ngay trong tệp này" in told
    assert "gửi chính tệp này" in told
    assert "tệp gốc" not in told


def test_a_comment_of_the_units_own_stays():
    original = own_file()
    original["Danh sách"]["G8"].comment = Comment("Xin xem lại", "Đơn vị")
    assert give_back(original, finding("R06", "G7"))["Danh sách"]["G8"].comment.text == (
        "Xin xem lại"
    )


def test_a_huge_part_is_looked_into_no_further_than_it_needs(monkeypatch):
    monkeypatch.setattr("render.feedback.losses.MOST_BYTES", 1000)
    assert find_losses(with_part(DRAWING, " " * 2000 + BOX)) == []
