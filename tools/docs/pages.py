"""The made parts of pages, between two comments that name them, and what makes each."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from steps.catalogue import load_catalogue
from steps.settings import PROJECT
from tools.docs.columns import form_tables
from tools.docs.dictionary import dictionary
from tools.docs.faults import fault_table
from tools.docs.licences import licence_table
from tools.docs.rules import rule_table
from warehouse.embedded import embedded
from warehouse.migrate import migrate

DOCS = PROJECT / "docs"


def part(name: str, content: str) -> str:
    """A made part as it stands in a page."""
    return f"<!-- sinh tự động: {name} -->\n\n{content.strip()}\n\n<!-- hết: {name} -->"


def with_part(text: str, name: str, content: str) -> str:
    """A page's text with that part made anew; ValueError where the page has no room for it."""
    made = re.compile(f"<!-- sinh tự động: {name} -->.*?<!-- hết: {name} -->", re.DOTALL)
    if len(made.findall(text)) != 1:
        raise ValueError(f"{name}: the page must have one such part")
    return made.sub(lambda _: part(name, content), text)


def of_catalogue() -> dict[str, str]:
    """The parts of docs/bieu-mau.md by name."""
    catalogue = load_catalogue(PROJECT / "catalog")
    return {"cột": form_tables(catalogue), "quy tắc": rule_table(catalogue.rules)}


def of_warehouse() -> dict[str, str]:
    """The parts of docs/tu-dien-du-lieu.md by name, from an empty warehouse made for it."""
    with (
        tempfile.TemporaryDirectory(prefix="docs-") as folder,
        embedded(Path(folder), "docs") as url,
    ):
        migrate(url)
        return {"bảng": dictionary(url)}


def of_tests() -> dict[str, str]:
    """The part of docs/su-co.md."""
    return {"sự cố": fault_table(PROJECT / "tests")}


def of_libraries() -> dict[str, str]:
    """The part of docs/giay-phep.md."""
    return {"giấy phép": licence_table(PROJECT / "requirements.lock")}


PAGES: dict[str, Callable[[], dict[str, str]]] = {
    "bieu-mau.md": of_catalogue,
    "giay-phep.md": of_libraries,
    "su-co.md": of_tests,
    "tu-dien-du-lieu.md": of_warehouse,
}


def rewrite(page: str) -> None:
    """Make the parts of a page anew."""
    path = DOCS / page
    text = path.read_text(encoding="utf-8")
    for name, content in PAGES[page]().items():
        text = with_part(text, name, content)
    path.write_text(text, encoding="utf-8")
