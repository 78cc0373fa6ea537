"""The containers that the standards allow for one and the same workbook."""

import io
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from msoffcrypto.format.ooxml import OOXMLFile

from tests.workbooks import Book

STRICT = {
    b"schemas.openxmlformats.org/spreadsheetml/2006/main": (
        b"purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    b"schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
MACROS = (b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")


def rewritten(
    data: bytes,
    rename: Callable[[str], str] = lambda name: name,
    change: Callable[[str, bytes], bytes] = lambda name, part: part,
) -> bytes:
    """An archive with its parts under other names, or with other content."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(rename(name), change(name, source.read(name)))
    return stream.getvalue()


def locked(data: bytes, password: str = "VelvetSweatshop") -> bytes:
    """Locked with a password; that of Excel itself, if no other is given."""
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, stream)
    return stream.getvalue()


def strict(name: str, part: bytes) -> bytes:
    """A part in the namespaces of strict OOXML."""
    for old, new in STRICT.items():
        part = part.replace(old, new)
    return part


def dotted(name: str, part: bytes) -> bytes:
    """The workbook's relations with targets that climb."""
    is_told = "workbook.xml.rels" in name
    return re.sub(rb'Target="/xl/', b'Target="../xl/', part) if is_told else part


def with_macros(name: str, part: bytes) -> bytes:
    return part.replace(*MACROS) if name == "[Content_Types].xml" else part


def in_capitals(name: str) -> str:
    return re.sub("(worksheets|styles|sharedStrings)", lambda found: found[0].capitalize(), name)


def by_another_writer(data: bytes) -> Book:
    """The cells and merges alone, to be written by the writers of xls and ods."""
    book = Book()
    for page in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        book.sheets[page.title] = {
            cell.coordinate: cell.value
            for row in page.iter_rows()
            for cell in row
            if cell.value is not None
        }
        book.merges[page.title] = [str(cells) for cells in page.merged_cells.ranges]
    return book


CONTAINERS: dict[str, Callable[[bytes], bytes]] = {
    "xlsx": lambda data: data,
    "xlsm": lambda data: rewritten(data, change=with_macros),
    "strict": lambda data: rewritten(data, change=strict),
    "in capitals": lambda data: rewritten(data, in_capitals),
    "backslashes": lambda data: rewritten(data, lambda name: name.replace("/", "\\")),
    "targets with ../": lambda data: rewritten(data, change=dotted),
    "Excel's own password": locked,
    "xls": lambda data: by_another_writer(data).xls(),
    "ods": lambda data: by_another_writer(data).ods(),
}


def through_libreoffice(files: dict[str, bytes], kind: str, folder: Path) -> dict[str, bytes]:
    """Workbooks opened by LibreOffice and saved as ``kind``, all in one go."""
    for name, data in files.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    command = ["soffice", "--headless", "--convert-to", kind, "--outdir", f"out-{kind}"]
    subprocess.run(
        [*command, *[f"{name}.xlsx" for name in files]],
        cwd=folder, env=os.environ | {"HOME": str(folder)}, capture_output=True, check=True,
    )  # fmt: skip
    return {name: (folder / f"out-{kind}" / f"{name}.{kind}").read_bytes() for name in files}
