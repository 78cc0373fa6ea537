"""The report as a Word file: the template an official may edit, filled with the model."""

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from render import TEMPLATES
from render.office import normalise_office
from render.report.blocks import jinja_environment, template_errors
from transforms.errors import ReportError

TEMPLATE = TEMPLATES / "bao_cao.docx"


def render_docx(
    model: dict[str, Any], pictures: Mapping[str, bytes], stamp: dt.date, template: Path = TEMPLATE
) -> bytes:
    """The filled template, deterministic; ``pictures`` by chart name as PNG."""
    try:
        with template_errors(template.name):
            document = DocxTemplate(template)
            document.render(model, jinja_env=jinja_environment(), autoescape=True)
    except (PackageNotFoundError, BadZipFile, KeyError) as error:
        raise ReportError(f"Mẫu {template.name}: không phải tệp Word đọc được") from error
    for table in document.docx.tables:
        share_width(table)
    for name, picture in pictures.items():
        document.replace_pic(f"bieu_do_{name}.png", io.BytesIO(picture))
    core = document.docx.core_properties
    core.title, core.author = f"{model['document_type']}: {model['subject']}", model["issuer_name"]
    buffer = io.BytesIO()
    try:
        document.save(buffer)
    except ValueError as error:  # docxtpl looks for the pictures only now
        raise ReportError(f"Mẫu {template.name}: thiếu chỗ đặt biểu đồ ({error})") from error
    return normalise_office(buffer.getvalue(), stamp)


def share_width(table: Any) -> None:
    """Give the cells that are repeated, and so have no width yet, equal parts of what is left.

    ``table`` is a python-docx Table, told in its XML, which has no types.
    """
    whole = int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))
    columns = list(table._tbl.tblGrid)
    for row in table._tbl.tr_lst:
        widths = [cell.tcPr.tcW for cell in row.tc_lst]
        open_ = [width for width in widths if width.type == "auto"]
        if not open_ or len(widths) != len(columns):
            continue
        taken = sum(int(width.w) for width in widths if width.type != "auto")
        for width in open_:
            width.type, width.w = "dxa", round((whole - taken) / len(open_))
        for width, column in zip(widths, columns, strict=True):
            column.set(qn("w:w"), str(width.w))
