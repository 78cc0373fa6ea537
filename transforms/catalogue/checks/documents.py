"""Documents: each of them once, issued before anything can be told of it."""

from collections.abc import Iterator

from transforms.catalogue.documents import Document
from transforms.catalogue.faults import Fault

FILE = "documents.csv"


def check_documents(documents: tuple[Document, ...]) -> Iterator[Fault]:
    """No document twice; its number alone, without the word that goes before it."""
    seen: dict[tuple[str, int, str], int] = {}
    for line, document in enumerate(documents, start=2):
        if document.number.casefold().startswith("số"):
            yield Fault(FILE, f"dòng {line}.number", "chỉ ghi số, ký hiệu, không ghi chữ “Số”")
        key = (document.number.casefold(), document.date.year, document.issuer.casefold())
        if key in seen:
            yield Fault(FILE, f"dòng {line}", f"trùng văn bản ở dòng {seen[key]}")
        seen[key] = line
