"""Every picture and page that a page of ours shows or leads to is there."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAGES = [*PROJECT.glob("*.md"), *(PROJECT / "docs").glob("*.md")]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_leads_to_is_there(page):
    led = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in led if not (page.parent / link).exists()] == []


def test_every_picture_is_shown_somewhere():
    led = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
    }
    pictures = {path.resolve() for path in (PROJECT / "docs/images").rglob("*.*")}
    assert pictures - led == set()
