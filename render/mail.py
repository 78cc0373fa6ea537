"""Mails by their templates: the words once, as plain text; the HTML is the same words laid out."""

from itertools import groupby
from typing import Any

from render import TEMPLATES
from render.report.blocks import jinja_environment, template_errors
from transforms.campaign.mails import Words
from transforms.rules.statuses import Status

FOLDER = TEMPLATES / "thu"
ITEM = "- "


def write_mail(template: str, /, **values: Any) -> Words:
    """The words of ``thu/<template>.txt.j2``: its first line is the subject, the rest the text."""
    with template_errors(f"thu/{template}.txt.j2"):
        environment = jinja_environment(FOLDER, autoescape=False)
        text = environment.get_template(f"{template}.txt.j2").render(values, Status=Status)
    subject, _, body = text.partition("\n")
    return Words(subject.strip(), _without_gaps(body))


def lay_out(words: Words) -> str:
    """The words as an HTML page that needs nothing beside it."""
    blocks = []
    for paragraph in words.body.split("\n\n"):
        lines = paragraph.splitlines()
        for is_list, group in groupby(lines, lambda line: line.startswith(ITEM)):
            told = [line.removeprefix(ITEM) for line in group]
            blocks.append(("list" if is_list else "text", told))
    with template_errors("thu/khung.html.j2"):
        page = jinja_environment(FOLDER).get_template("khung.html.j2")
        return page.render(subject=words.subject, blocks=blocks)


def _without_gaps(text: str) -> str:
    """Paragraphs parted by one blank line, whatever a template left out between them."""
    lines: list[str] = []
    for line in map(str.rstrip, text.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip() + "\n"
