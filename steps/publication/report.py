"""Write every file of the year's report, from one model of it."""

import hashlib
from pathlib import Path

from render.report.blocks import template_context
from render.report.chart import draw_chart
from render.report.page import render_html
from render.report.pdf import make_pdf
from render.report.record import render_record
from render.report.word import render_docx
from render.report.workbook import write_workbook
from steps.storage.files import write_file
from transforms.report.model import Report
from transforms.report.workbooks.annex import annex_sheets
from transforms.report.workbooks.trace import trace_sheets


def write_report(report: Report, folder: Path) -> dict[str, str]:
    """Write the files of one model into a folder; the SHA-256 of each by its name.

    A draft's folder is written over in place, file by file. Same model, same bytes (but the PDF's).
    """
    files = render_report(report)
    docx = files["bao-cao.docx"]
    pdf = _pdf_still_good(docx, folder)
    if pdf is None:
        (folder / "bao-cao.pdf").unlink(missing_ok=True)
    for name, content in files.items():
        write_file(folder / name, content)
    pdf = pdf or make_pdf(docx)  # last: the only one that can fail
    if pdf is not None:
        files["bao-cao.pdf"] = pdf
        write_file(folder / "bao-cao.pdf", pdf)
        write_file(_pdf_note(folder), _pair(docx, pdf))
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _pdf_still_good(docx: bytes, folder: Path) -> bytes | None:
    """The PDF that is there, if it is the one that was made of these bytes of the Word file."""
    old, note = folder / "bao-cao.pdf", _pdf_note(folder)
    if old.is_file() and note.is_file():
        pdf = old.read_bytes()
        return pdf if note.read_bytes() == _pair(docx, pdf) else None
    return None


def _pdf_note(folder: Path) -> Path:
    """Where it is kept which Word file a year's PDF was made of: among the years, in none."""
    return folder.parent.with_name(f".{folder.parent.name}-{folder.name}-pdf.sha256")


def _pair(docx: bytes, pdf: bytes) -> bytes:
    return " ".join(hashlib.sha256(content).hexdigest() for content in (docx, pdf)).encode()


def render_report(report: Report) -> dict[str, bytes]:
    """Every file of the report by name, from one model."""
    png, svg = draw_charts(report)
    context, author = template_context(report), report.letterhead.issuer_name
    files = {
        "bao-cao.docx": render_docx(context, png, report.stamp),
        "bao-cao.html": render_html(context, svg),
        "phu-luc.xlsx": write_workbook(
            annex_sheets(report), report.stamp, author, is_protected=True
        ),
        "truy-vet.xlsx": write_workbook(trace_sheets(report), report.stamp, author),
    }
    if not report.state.is_draft:
        files["van-ban.json"] = render_record(report)
    return files


def draw_charts(report: Report) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The report's charts by name: as PNG for Word, as SVG for HTML."""
    drawn = {name: draw_chart(chart) for name, chart in report.charts.items()}
    png = {name: images["png"] for name, images in drawn.items()}
    return png, {name: images["svg"] for name, images in drawn.items()}
