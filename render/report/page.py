"""The same words as the Word file, as one HTML page that needs nothing beside it."""

import base64
from collections.abc import Mapping
from typing import Any

from render.report.blocks import jinja_environment, template_errors


def render_html(context: dict[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """The page as UTF-8; ``pictures`` by chart name as SVG, put in as data."""
    images = {
        name: "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")
        for name, svg in pictures.items()
    }
    with template_errors("xem_truoc.html.j2"):
        page = jinja_environment().get_template("xem_truoc.html.j2").render(context, images=images)
    return page.encode("utf-8")
