"""Is this Word file a report as Decree 30/2020, annex I, has it? By effective formatting.

Components are found by where they stand and what they say, never by the name of a style. Each check
names the clause it rests on.
"""

from collections.abc import Iterable

from docx.document import Document

from render.conformity.annexes import check_annexes, check_pictures, check_tables
from render.conformity.body import check_body
from render.conformity.checking import Check
from render.conformity.closing import check_closing
from render.conformity.leftovers import check_highlights, check_marks, check_wording, find_marks
from render.conformity.pages import check_letters, check_pages
from render.conformity.reading import Opened
from render.conformity.title import check_heading, check_title_blocks
from transforms.conformity.finding import Finding
from transforms.conformity.issue import check_attached
from transforms.text import squeeze

CHECKS = (
    check_pages,
    check_letters,
    check_title_blocks,
    check_heading,
    check_body,
    check_closing,
    check_annexes,
    check_tables,
    check_pictures,
    check_highlights,
    check_wording,
)


def check_layout(
    document: Document, is_draft: bool, said: Iterable[str] = ()
) -> tuple[Opened, list[Finding]]:
    """The document laid open, and everything in it that does not conform.

    ``is_draft``: the mark of a draft must be there, and else must not. ``said``: texts that are the
    original's own, in which an odd spelling is no fault of the editor.
    """
    marks = find_marks(document)
    opened = Opened(document)
    check = Check(opened, is_draft, frozenset(map(squeeze, said)))
    for look in CHECKS:
        look(check)
    check_marks(check, marks)
    check.wrong += check_attached((opened.place(p), p.text) for p in opened.paragraphs)
    return opened, check.wrong
