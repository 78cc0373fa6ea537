"""Read the report's files back: words, table rows, cell values, links."""

import re
import subprocess
from pathlib import Path
from typing import Any

import docx
import lxml.html
import openpyxl
from docx.oxml.ns import qn

from render.conformity.effective import paragraphs


def docx_words(path: Path) -> list[str]:
    document = docx.Document(str(path))
    return " ".join(p.text for p in paragraphs(document)).split()


def html_words(path: Path) -> list[str]:
    page = lxml.html.fromstring(path.read_bytes())
    return " ".join(page.body.itertext()).split()


def pdf_text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def docx_rows(path: Path, head: str) -> list[list[str]]:
    """The rows below the header of the table whose header has a cell of that text."""
    for table in docx.Document(str(path)).tables:
        if head in [cell.text for cell in table.rows[0].cells]:
            heads = sum(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows)
            return [[cell.text for cell in row.cells] for row in list(table.rows)[heads:]]
    raise AssertionError(head)


def html_rows(path: Path, head: str) -> list[list[str]]:
    page = lxml.html.fromstring(path.read_bytes())
    for table in page.iter("table"):
        if head in [cell.text_content() for cell in table.iter("th")]:
            rows = table.find("tbody").iter("tr")
            return [[cell.text_content() for cell in row.iter("td")] for row in rows]
    raise AssertionError(head)


def sheet_rows(path: Path, name: str, values: bool = True) -> list[list[Any]]:
    """The rows below the header of a sheet; ``values`` are those stored with formulas."""
    page = openpyxl.load_workbook(path, data_only=values)[name]
    first = int(re.sub("[^0-9]", "", str(page.freeze_panes)))
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=first)]


def recalculated(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice calculates it when no value is stored."""
    bare = folder / f"bare-{path.name}"
    openpyxl.load_workbook(path).save(bare)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder / "out"),
            str(bare),
        ],
        cwd=folder,
        capture_output=True,
        check=True,
        timeout=180,
    )
    return folder / "out" / bare.name
