"""Open a Word file that came from anywhere: a clear line for what is none, and no bomb goes off."""

import io
import zipfile
import zlib
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError, PackageNotFoundError
from lxml import etree

from transforms.errors import ReportError

FILE_BYTES = 64 << 20
PART_BYTES = 48 << 20  # of one part unpacked: the report of 2,000 units has 20 MB
ALL_BYTES = 160 << 20
PARTS = 2000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
KINDS = {
    b"%PDF": "đây là tệp PDF; hãy chọn tệp .docx",
    b"{\\rtf": "đây là tệp RTF; hãy mở bằng Word rồi lưu thành .docx",
    b"Rar!": "đây là tệp nén RAR; hãy giải nén rồi chọn tệp .docx",
    b"7z\xbc\xaf": "đây là tệp nén 7z; hãy giải nén rồi chọn tệp .docx",
}
NO_WORD = "không phải tệp Word (.docx); hãy mở bằng Word rồi lưu thành .docx"
BROKEN = "tệp .docx hỏng, không mở được; hãy mở bằng Word, lưu thành tệp mới rồi thử lại"
TOO_BIG = "nội dung giải nén quá lớn so với một báo cáo; hãy kiểm tra lại tệp"


def read_file(path: Path) -> bytes:
    """The file's bytes; ReportError where it is missing, no file, or too large."""
    try:
        if not path.is_file():
            raise ReportError(f"FILE: không có tệp {path}")
        if path.stat().st_size > FILE_BYTES:
            raise ReportError(f"{path.name}: tệp lớn hơn {FILE_BYTES >> 20} MB, không phải báo cáo")
        return path.read_bytes()
    except OSError as error:
        raise ReportError(f"FILE: không đọc được {path} ({error.strerror})") from None


def open_word(content: bytes, name: str) -> Document:
    """The document; ReportError, one line with the file's name, where it cannot be one."""
    reason = _reason_against(content)
    if reason:
        raise ReportError(f"{name}: {reason}")
    try:
        document = docx.Document(io.BytesIO(content))
        if document.element.body is None:
            raise ValueError
        return document
    except (
        PackageNotFoundError,
        OpcError,
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        AttributeError,
        NotImplementedError,
        EOFError,
    ):
        raise ReportError(f"{name}: {BROKEN}") from None


def _reason_against(content: bytes) -> str | None:
    if not content:
        return "tệp rỗng"
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "tệp có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại"
        return "không phải tệp .docx (có thể là .doc); hãy mở bằng Word rồi lưu thành .docx"
    for start, reason in KINDS.items():
        if content.startswith(start):
            return reason
    if not content.startswith(b"PK"):
        return NO_WORD
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _reason_inside(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        return BROKEN
    except RuntimeError:  # a member with a password of the archive's own
        return "tệp nén có mật khẩu; hãy bỏ mật khẩu rồi lưu lại"


def _reason_inside(archive: zipfile.ZipFile) -> str | None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > PARTS or sum(member.file_size for member in members) > ALL_BYTES:
        return TOO_BIG
    if len(set(names)) != len(names):
        return BROKEN
    if "[Content_Types].xml" not in names:
        return NO_WORD
    for member in members:
        with archive.open(member) as part:  # by what comes out, whatever the archive claims
            if len(part.read(PART_BYTES + 1)) > PART_BYTES:
                return TOO_BIG
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types:
        return "tệp có macro (.docm); hãy lưu lại thành .docx không có macro"
    return None if MAIN_TYPE in types else NO_WORD
