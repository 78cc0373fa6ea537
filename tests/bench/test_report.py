"""The report of 12, 200 and 2,000 units: pages, seconds of processor and bytes of every file.

Nothing is asserted of times; the figures are printed.
"""

import io
import resource
import time
from collections.abc import Callable
from typing import TypeVar

import pdfplumber
import pytest

from render.report.blocks import template_context
from render.report.page import render_html
from render.report.pdf import make_pdf
from render.report.word import render_docx
from render.report.workbook import write_workbook
from steps.memory import without_collecting
from steps.publication.report import draw_charts
from tests.render.report.many import inputs_of
from transforms.report.build import build_report
from transforms.report.workbooks.annex import annex_sheets
from transforms.report.workbooks.trace import trace_sheets

Made = TypeVar("Made")


def processor() -> float:
    """Seconds of processor so far, of this process and of the children that have ended."""
    spent = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def told(what: str, make: Callable[[], Made]) -> Made:
    wall, before = time.perf_counter(), processor()
    made = make()
    size = f"{len(made) / 1e6:8.2f} MB" if isinstance(made, bytes) else ""
    spent = f"{processor() - before:6.2f} s CPU {time.perf_counter() - wall:6.2f} s"
    print(f"  {what:<14} {spent} {size}")
    return made


@pytest.mark.parametrize("count", [12, 200, 2000])
@without_collecting()
def test_report(count):
    print(f"\n{count} units")
    inputs = inputs_of(count)
    draw_charts(build_report(inputs_of(1)))  # loads matplotlib, once in a process
    began = processor()
    report = told("model", lambda: build_report(inputs))
    png, svg = told("charts", lambda: draw_charts(report))
    context = told("text", lambda: template_context(report))
    docx = told("bao-cao.docx", lambda: render_docx(context, png, report.stamp))
    told("bao-cao.html", lambda: render_html(context, svg))
    told("phu-luc.xlsx", lambda: write_workbook(annex_sheets(report), report.stamp, "Sở"))
    told("truy-vet.xlsx", lambda: write_workbook(trace_sheets(report), report.stamp, "Sở"))
    print(f"  all but the PDF {processor() - began:5.2f} s CPU")
    pdf = told("bao-cao.pdf", lambda: make_pdf(docx))
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        body = sum(page.width < page.height for page in opened.pages)
        print(f"  {body} pages of the body, {len(opened.pages) - body} of annexes")
