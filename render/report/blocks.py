"""The report's words: a Jinja2 text template into typed blocks, numbered like an official text."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2

from render import TEMPLATES
from transforms import figures
from transforms.errors import ReportError
from transforms.narrative.edits.drafted import Drafted
from transforms.narrative.edits.keys import by_key, words_key
from transforms.report.model import Report
from transforms.report.results.units import roman
from transforms.report.rows import EditedRow
from transforms.text import small, squeeze

HEADINGS = ("h1", "h2", "h3")
KEYED = ("p", "li")
FIRST_PAGE = "Trang đầu"
KINDS = (*HEADINGS, "p", "dan", "li", "p_ket", "li_ket", "ket", "bang", "bieudo")
LAST = {"p": "p_ket", "li": "li_ket"}  # the same, on the page of the closing sentence


def jinja_environment(folder: Path = TEMPLATES, autoescape: bool = True) -> jinja2.Environment:
    """Strict: an unknown name is an error; None prints nothing.

    ``khoa`` is a sentence's key, ``counted`` a number as a sentence has it, ``small`` a name within
    one.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: "" if value is None else value,
    )
    environment.filters |= {"khoa": words_key, "counted": figures.counted, "small": small}
    return environment


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


def template_context(report: Report) -> dict[str, Any]:
    """What the templates name: the report's fields and the ``blocks`` of its text.

    The fields of letterhead and state stand beside the others.
    """
    context = vars(report) | vars(report.letterhead) | vars(report.state)
    return context | {"blocks": render_blocks(context)}


def render_blocks(context: dict[str, Any], folder: Path = TEMPLATES) -> list[dict[str, str]]:
    """The blocks of noi_dung.txt.j2: ``kind``, ``text`` and perhaps ``key``, headings numbered.

    A block whose key is that of an edited text stands as it was edited.

    Escaping is left to Word and HTML, which come after. A chart there is no data for and a heading
    with nothing under it are dropped; a line of no known kind is a ReportError that names it.
    """
    environment = jinja_environment(folder, autoescape=False)
    with template_errors("noi_dung.txt.j2"):
        text = environment.get_template("noi_dung.txt.j2").render(context)
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = _edit([_block(line) for line in lines], context.get("edited", ()))
    drawn = [b for b in blocks if b["kind"] != "bieudo" or b["text"] in context["charts"]]
    return number_headings(lead_to_closing(drop_orphans(drawn)))


def _block(line: str) -> dict[str, str]:
    head, bar, text = line.partition("|")
    kind, _, key = head.strip().partition(" ")
    text = squeeze(text)
    if not bar or kind not in KINDS or not text or (key and kind not in KEYED):
        raise ReportError(f"noi_dung.txt.j2: dòng không rõ loại khối: {line.strip()[:60]}")
    block = {"kind": _paragraph(text) if kind == "p" else kind, "text": text}
    return block | {"key": key} if key else block


def _paragraph(text: str) -> str:
    """What ends with a colon stays on the page of what it leads to."""
    return "dan" if text.endswith(":") else "p"


def _edit(blocks: list[dict[str, str]], edited: Iterable[EditedRow]) -> list[dict[str, str]]:
    """Each text as the Office left it; what led to something left out goes with it."""
    edits, kept = by_key(edited), list[dict[str, str]]()
    for block in blocks:
        edit = edits.get(block.get("key", ""))
        if edit is None:
            kept.append(block)
        elif edit.text is not None:
            kind = block["kind"] if block["kind"] == "li" else _paragraph(edit.text)
            kept.append(block | {"kind": kind, "text": edit.text})
    return _drop_leads(kept, edits) if edits else kept


def _drop_leads(blocks: list[dict[str, str]], written: Collection[str]) -> list[dict[str, str]]:
    """Without the lines that lead to nothing, unless somebody wrote them."""
    after = [*(block["kind"] for block in blocks[1:]), ""]
    return [
        block
        for block, follows in zip(blocks, after, strict=True)
        if block["kind"] != "dan" or follows not in ("", *HEADINGS) or block.get("key") in written
    ]


def draft_paragraphs(report: Report) -> list[Drafted]:
    """The paragraphs that may be edited, as they are drafted, under their headings."""
    found, heads = [], [FIRST_PAGE, "", ""]
    for block in template_context(replace(report, edited=()))["blocks"]:
        if block["kind"] in HEADINGS:
            level = HEADINGS.index(block["kind"])
            heads[level:] = [block["text"], *([""] * (2 - level))]
        elif "key" in block:
            place = " · ".join(head for head in heads if head)
            found.append(Drafted(block["key"], place, block["text"]))
    return found


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


def lead_to_closing(blocks: list[dict[str, str]]) -> list[dict[str, str]]:
    """The closing sentence, which goes with the signature, takes the block before it along."""
    return [
        block | {"kind": LAST.get(block["kind"], block["kind"])}
        if after and after["kind"] == "ket"
        else block
        for block, after in zip(blocks, [*blocks[1:], None], strict=True)
    ]


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
        numbered.append(block | {"text": text})
    return numbered


def _heading(level: int, number: int, text: str) -> str:
    if level == 0:
        return f"{roman(number)}. {text.upper()}"
    return f"{number}. {text}" if level == 1 else f"{'abcdđeghiklmnopqrstuvxy'[number - 1]}) {text}"
