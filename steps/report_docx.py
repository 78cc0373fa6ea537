"""The report as a Word file: the template an official may edit, filled with the model."""

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from steps.office import normalise_office
from steps.report_blocks import TEMPLATES, jinja_environment, template_errors

TEMPLATE = TEMPLATES / "bao_cao.docx"


def render_docx(
    model: dict[str, Any], pictures: Mapping[str, bytes], stamp: dt.date, template: Path = TEMPLATE
) -> bytes:
    """The filled template, deterministic; ``pictures`` by chart name as PNG."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    with template_errors(template.name):
        document.render(model, jinja_env=jinja_environment(), autoescape=True)
    for name, picture in pictures.items():
        document.replace_pic(f"bieu_do_{name}.png", io.BytesIO(picture))
    core = document.docx.core_properties
    core.title, core.author = f"{model['document_type']}: {model['subject']}", model["issuer_name"]
    buffer = io.BytesIO()
    document.save(buffer)
    return normalise_office(buffer.getvalue(), stamp)
