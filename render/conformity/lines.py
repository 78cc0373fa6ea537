"""An edited report as texts and tables, to be held against the original."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from render.conformity.effective import Line, w
from render.conformity.reading import Opened, is_closing, table_paragraphs
from transforms.conformity.content import Content, Grid, Text


def read_lines(opened: Opened) -> Content:
    """The document's content; recipients and signature are left out, for they hold no figures."""
    title: list[Text] = []
    texts: list[Text] = []
    grids: list[Grid] = []
    for place, block in enumerate(opened.blocks):
        if isinstance(block, Paragraph):
            texts += _texts(opened, block)
        elif place == 0:
            title += [t for p in table_paragraphs(block) for t in _texts(opened, p)]
        elif not is_closing(block):
            grids.append(_grid(opened, block))
    return Content(tuple(title), tuple(texts), tuple(grids))


def _texts(opened: Opened, paragraph: Paragraph) -> Iterator[Text]:
    """What a paragraph says, and what its pictures say of themselves."""
    place = opened.place(paragraph)
    for picture in paragraph._p.iter(qn("wp:docPr")):
        if picture.get("descr"):
            yield Text(picture.get("descr", ""), place)
    if paragraph.text.strip():
        yield Text(paragraph.text, place)


def _grid(opened: Opened, table: Table) -> Grid:
    rows = []
    for row in table._tbl.tr_lst:
        cells = [cell for cell in row.tc_lst if not _is_continued(cell)]
        rows.append(tuple(_text(cell) for cell in cells))
    return Grid(tuple(rows), opened.place_of(table._tbl))


def _is_continued(cell) -> bool:  # type: ignore[no-untyped-def]
    """Whether a cell belongs to the one above it."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val")) != "restart"


def _text(cell) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(Line(p, cell).text for p in cell.iter(w("p")))
