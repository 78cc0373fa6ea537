"""Make the year's report: load from the warehouse, build one model, write every file of it."""

import hashlib
from pathlib import Path
from typing import Any

import pandas as pd

from render.report.blocks import render_blocks
from render.report.chart import draw_chart
from render.report.page import render_html
from render.report.pdf import make_pdf
from render.report.word import render_docx
from render.report.workbook import write_workbook
from steps.catalogue import load_catalogue, load_year
from steps.settings import Settings
from steps.storage.files import write_file
from transforms.catalogue.lineage import find_predecessors
from transforms.report.inputs import ReportInputs
from transforms.report.workbooks.annex import annex_sheets
from transforms.report.workbooks.trace import trace_sheets
from warehouse.connection import query, reading

FRAMES = (
    "indicator",
    "trend",
    "completeness",
    "submission",
    "finding",
    "activity",
    "narrative",
    "measure",
)


def write_report(model: dict[str, Any], folder: Path) -> dict[str, str]:
    """Write the files of one model into a folder; the SHA-256 of each by its name.

    A draft's folder is written over in place, file by file. Same model, same bytes (but the PDF's).
    """
    files = render_report(model)
    pdf = _pdf_still_good(files["bao-cao.docx"], folder)
    if pdf is None:
        (folder / "bao-cao.pdf").unlink(missing_ok=True)
    for name, content in files.items():
        write_file(folder / name, content)
    pdf = pdf or make_pdf(files["bao-cao.docx"])  # last: the only one that can fail
    if pdf is not None:
        files["bao-cao.pdf"] = pdf
        write_file(folder / "bao-cao.pdf", pdf)
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _pdf_still_good(docx: bytes, folder: Path) -> bytes | None:
    """The PDF that is there, while the Word file beside it is the same as now."""
    old_docx, old_pdf = folder / "bao-cao.docx", folder / "bao-cao.pdf"
    if old_pdf.is_file() and old_docx.is_file() and old_docx.read_bytes() == docx:
        return old_pdf.read_bytes()
    return None


def load_inputs(settings: Settings, year: int) -> ReportInputs:
    """The year's catalogue and frames, all of one moment of the warehouse."""
    catalogue = load_catalogue(settings.catalog_dir)
    year_catalogue = load_year(settings.catalog_dir, year)
    with reading(settings) as connection:
        frames = {
            name: pd.read_sql(
                query(f"report/{name}"), connection, params={"year": year}, coerce_float=False
            )
            for name in FRAMES
        }
    return ReportInputs(
        catalogue=year_catalogue,
        previous_units=catalogue.units_of(year - 1),
        predecessors=find_predecessors(catalogue, year),
        previous_form=catalogue.form(year - 1),
        all_indicators=catalogue.indicators,
        all_measures=catalogue.measures,
        **frames,
    )


def render_report(model: dict[str, Any]) -> dict[str, bytes]:
    """Every file of the report by name, from one model."""
    model = model | {"blocks": render_blocks(model)}
    png, svg = draw_charts(model)
    return {
        "bao-cao.docx": render_docx(model, png, model["stamp"]),
        "bao-cao.html": render_html(model, svg),
        "phu-luc.xlsx": write_workbook(annex_sheets(model), model["stamp"], model["issuer_name"]),
        "truy-vet.xlsx": write_workbook(trace_sheets(model), model["stamp"], model["issuer_name"]),
    }


def draw_charts(model: dict[str, Any]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The model's charts by name: as PNG for Word, as SVG for HTML."""
    drawn = {name: draw_chart(chart) for name, chart in model["charts"].items()}
    png = {name: images["png"] for name, images in drawn.items()}
    return png, {name: images["svg"] for name, images in drawn.items()}
