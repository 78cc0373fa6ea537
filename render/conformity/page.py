"""The original of a report, read from its HTML: the words that the warehouse's figures gave."""

from collections.abc import Iterator
from typing import Any

import lxml.html

from transforms.conformity.content import Content, Grid, Text
from transforms.text import squeeze

TEXTS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "figcaption", "dt", "dd")


def read_page(page: bytes) -> Content:
    """Title block, texts and tables of the report's page, in their order.

    A table without header cells is one of layout: the first is the title block, the last recipients
    and signature, which are left out as they are of the edited file.
    """
    body = lxml.html.document_fromstring(page.decode("utf-8")).find("body")
    title: list[Text] = []
    texts: list[Text] = []
    grids: list[Grid] = []
    is_first = True
    for element in _blocks(body):
        if element.tag == "img":
            texts.append(Text(element.get("alt", "")))
        elif element.tag != "table":
            texts.append(Text(_text(element)))
        elif next(element.iter("th"), None) is not None:
            rows = element.iter("tr")
            grids.append(Grid(tuple(tuple(_text(cell) for cell in row) for row in rows)))
        elif is_first:
            is_first = False
            title = [Text(_text(line)) for line in element.iter(*TEXTS)]
    return Content(_said(title), _said(texts), tuple(grids))


def _blocks(parent: Any) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag in ("table", "img"):
            if child.tag == "table":
                yield from child.iterchildren("caption")
            yield child
        elif child.tag in TEXTS:
            yield from child.iter("img")
            yield child
        else:
            yield from _blocks(child)


def _text(element: Any) -> str:
    for line in element.iter("br"):
        line.tail = "\n" + (line.tail or "")
    return str(element.text_content())


def _said(texts: list[Text]) -> tuple[Text, ...]:
    return tuple(text for text in texts if squeeze(text.text))
