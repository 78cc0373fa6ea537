"""The gate for an edited template, 0 when it may be used: ``python -m tests.render.report.gate``.

Lint for broken tags, a trial with three years' models (strict: an unknown name stops), the same
words as the HTML, the conformity of what comes out, and a valid package. A template that does not
pass must not replace the one in use.
"""

import sys
import tempfile
from pathlib import Path
from zipfile import BadZipFile

import docxtpl_lint
import lxml.html
from openxml_audit import OpenXmlValidator

from render.report.blocks import template_context
from render.report.page import render_html
from render.report.word import TEMPLATE, render_docx
from steps.publication.report import draw_charts
from tests.render.report.conformity import check
from tests.render.report.extract import docx_words
from tests.render.report.frames import make_inputs
from tests.render.report.samples import first_year, full_year, last_year, meagre_year
from transforms.errors import ReportError
from transforms.report.build import build_report
from transforms.report.inputs import Edition
from transforms.report.model import Report

TRIALS = {
    "năm đủ số liệu": (2024, {2023: last_year, 2024: lambda: full_year(2024)}, Edition()),
    "năm ít số liệu": (2024, {2023: last_year, 2024: meagre_year}, Edition("published", 1)),
    "năm đầu": (2021, {2021: first_year}, Edition()),
}


def find_faults(template: Path) -> list[str]:
    """Why the template may not be used, in Vietnamese; an empty list when it may."""
    try:
        issues = docxtpl_lint.lint(template).issues
    except (docxtpl_lint.TemplateLintError, OSError, BadZipFile) as error:
        return [f"không đọc được tệp mẫu ({error})"]
    if issues:
        return [
            f"thẻ Jinja sai ({issue.rule}), đoạn {issue.location.paragraph}: {issue.snippet}"
            for issue in issues
        ]
    faults: list[str] = []
    for name, (year, years, edition) in TRIALS.items():
        report = build_report(
            make_inputs(year, {number: made() for number, made in years.items()}), edition
        )
        faults += [f"{name}: {fault}" for fault in _try(template, report, edition)]
    return faults


def _try(template: Path, report: Report, edition: Edition) -> list[str]:
    context = template_context(report)
    png, svg = draw_charts(report)
    try:
        content = render_docx(context, png, report.stamp, template)
    except ReportError as error:
        return [str(error)]
    with tempfile.TemporaryDirectory(prefix="mau-") as folder:
        path = Path(folder) / "thu.docx"
        path.write_bytes(content)
        faults = check(path, is_draft=edition.kind == "draft")
        faults += [error.description for error in OpenXmlValidator().validate(path).errors]
        words = docx_words(path)
    page = lxml.html.fromstring(render_html(context, svg))
    if words != " ".join(page.body.itertext()).split():
        faults.append("lời văn khác bản HTML: mẫu thiếu hoặc thừa nội dung")
    return faults


if __name__ == "__main__":
    found = find_faults(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE)
    print("\n".join(found) or "Mẫu dùng được.")
    sys.exit(bool(found))
