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
KIND, SIZE = qn("w:type"), qn("w:w")
WIDTH = "/".join(map(qn, ("w:tc", "w:tcPr", "w:tcW")))


def render_docx(
    context: dict[str, Any],
    pictures: Mapping[str, bytes],
    stamp: dt.date,
    template: Path = TEMPLATE,
) -> bytes:
    """The filled template, deterministic; ``pictures`` by chart name as PNG."""
    try:
        with template_errors(template.name):
            document = DocxTemplate(template)
            document.render(context, jinja_env=jinja_environment(), autoescape=True)
    except (PackageNotFoundError, BadZipFile, KeyError) as error:
        raise ReportError(f"Mẫu {template.name}: không phải tệp Word đọc được") from error
    for table in document.docx.tables:
        share_width(table)
    for name, picture in pictures.items():
        document.replace_pic(f"bieu_do_{name}.png", io.BytesIO(picture))
    core = document.docx.core_properties
    core.title = f"{context['document_type']}: {context['subject']}"
    core.author = context["issuer_name"]
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
    whole = int(table._tbl.tblPr.find(qn("w:tblW")).get(SIZE))
    columns, rows = list(table._tbl.tblGrid), table._tbl.findall(qn("w:tr"))
    for row in rows:
        widths = list(row.iterfind(WIDTH))
        open_ = [width for width in widths if width.get(KIND) == "auto"]
        if not open_ or len(widths) != len(columns):
            continue
        taken = sum(int(width.get(SIZE)) for width in widths if width.get(KIND) != "auto")
        for width in open_:
            _set(width, round((whole - taken) / len(open_)))
        for width, column in zip(widths, columns, strict=True):
            column.set(SIZE, width.get(SIZE))
    _span_widths(rows, [int(column.get(SIZE)) for column in columns])


def _span_widths(rows: list[Any], sizes: list[int]) -> None:
    """Heads over several columns are as wide as these, and stand where the schema wants them."""
    for row in rows:
        place = 0
        for width in row.iterfind(WIDTH):
            found = width.getparent().find(qn("w:gridSpan"))
            span = 1 if found is None else int(found.get(qn("w:val")))
            if span > 1 or width.get(KIND) == "auto":
                _set(width, sum(sizes[place : place + span]))
            if found is not None:
                width.addnext(found)
            place += span


def _set(width: Any, size: int) -> None:
    width.set(KIND, "dxa")
    width.set(SIZE, str(size))
