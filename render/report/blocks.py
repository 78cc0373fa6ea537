"""The report's words: a Jinja2 text template into typed blocks, numbered like an official text."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jinja2

from render import TEMPLATES
from transforms.errors import ReportError
from transforms.report.units import roman
from transforms.text import squeeze

HEADINGS = ("h1", "h2", "h3")
KINDS = (*HEADINGS, "cancu", "p", "dan", "li", "ket", "bang", "bieudo")


def jinja_environment(folder: Path = TEMPLATES, autoescape: bool = True) -> jinja2.Environment:
    """Strict: an unknown name is an error; None prints nothing."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: "" if value is None else value,
    )


@contextmanager
def template_errors(name: str) -> Iterator[None]:
    """A mistake in a template, which officials may edit, as one line with its name and place."""
    try:
        yield
    except jinja2.TemplateSyntaxError as error:
        place = f"Mẫu {name}, dòng {error.lineno}"
        raise ReportError(f"{place}: sai cú pháp ({error.message})") from error
    except jinja2.TemplateError as error:
        raise ReportError(f"Mẫu {name}: {error}") from error


def render_blocks(model: dict[str, Any], folder: Path = TEMPLATES) -> list[dict[str, str]]:
    """The blocks of noi_dung.txt.j2: ``kind`` and ``text``, headings numbered.

    Escaping is left to Word and HTML, which come after. A chart there is no data for and a heading
    with nothing under it are dropped; a line of no known kind is a ReportError that names it.
    """
    environment = jinja_environment(folder, autoescape=False)
    with template_errors("noi_dung.txt.j2"):
        text = environment.get_template("noi_dung.txt.j2").render(model)
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = [_block(line) for line in lines]
    drawn = [b for b in blocks if b["kind"] != "bieudo" or b["text"] in model["charts"]]
    return number_headings(drop_orphans(drawn))


def _block(line: str) -> dict[str, str]:
    kind, bar, text = line.partition("|")
    kind, text = kind.strip(), squeeze(text)
    if not bar or kind not in KINDS or not text:
        raise ReportError(f"noi_dung.txt.j2: dòng không rõ loại khối: {line.strip()[:60]}")
    if kind == "p" and text.endswith(":"):
        kind = "dan"  # stays on the page of what it leads to
    return {"kind": kind, "text": text}


def drop_orphans(blocks: list[dict[str, str]]) -> list[dict[str, str]]:
    """Without the headings that have no text before the next heading of their level or above."""
    kept: list[dict[str, str]] = []
    below: str | None = None  # the kind of the block that follows, among those kept
    for block in reversed(blocks):
        kind = block["kind"]
        if kind in HEADINGS and (below is None or (below in HEADINGS and below <= kind)):
            continue
        kept.append(block)
        below = kind
    return kept[::-1]


def number_headings(blocks: list[dict[str, str]]) -> list[dict[str, str]]:
    """``I. KẾT QUẢ``, ``1. Mục tiêu``, ``a) Theo đối tượng`` (Decree 30/2020, annex I, V.6.b)."""
    numbers = [0, 0, 0]
    numbered = []
    for block in blocks:
        text = block["text"]
        if block["kind"] in HEADINGS:
            level = HEADINGS.index(block["kind"])
            numbers = [*numbers[:level], numbers[level] + 1, *([0] * (2 - level))]
            text = _heading(level, numbers[level], text)
        numbered.append({"kind": block["kind"], "text": text})
    return numbered


def _heading(level: int, number: int, text: str) -> str:
    if level == 0:
        return f"{roman(number)}. {text.upper()}"
    return f"{number}. {text}" if level == 1 else f"{'abcdđeghiklmnopqrstuvxy'[number - 1]}) {text}"
