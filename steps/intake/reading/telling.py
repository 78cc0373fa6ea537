"""What a file is that is no workbook of ours, told by its content, and how to resave it."""

import io
import re
import zipfile

import olefile

from steps.intake.reading.scanning import NOT_A_WORKBOOK, Unreadable

BY_EXCEL = "hãy mở bằng Excel, chọn Lưu thành, loại .xlsx"
TO_FORM = "hãy chép số liệu vào biểu mẫu Excel"
UNPACK = "hãy giải nén và gửi riêng tệp bảng tính ở trong"
PICTURE = f"tệp ảnh; {TO_FORM}"
WORD = f"tệp Word; {TO_FORM}"
SLIDES = f"tệp PowerPoint; {TO_FORM}"
MAIL = "thư điện tử; hãy lưu tệp đính kèm và gửi riêng tệp đó"
NUMBERS = "tệp Numbers của Apple; hãy mở bằng Numbers, chọn Xuất sang Excel, loại .xlsx"
TEXT_FILE = f"tệp văn bản hoặc CSV; {BY_EXCEL}"

HEADS = (
    (b"%PDF", f"tệp PDF; {TO_FORM}"),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"Rar!", f"tệp nén RAR; {UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"tệp nén 7z; {UNPACK}"),
    (b"\x1f\x8b", f"tệp nén gzip; {UNPACK}"),
    (b"{\\rtf", WORD),
)
FORMATS = (  # what the first characters of a text say
    (re.compile(r"<(!doctype html|html|head|body|table|meta|style)(?=[\s/>])", re.I),
     f"tệp HTML lưu dưới đuôi bảng tính; {BY_EXCEL}"),
    (re.compile(r"<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet", re.I),
     f"tệp XML lưu dưới đuôi bảng tính; {BY_EXCEL}"),
    (re.compile(r"^\s*(<\?xml|<\w)"), f"tệp XML, không phải bảng tính; {BY_EXCEL}"),
    (re.compile(r"^mime-version: [^<]*(x-document-type: (workbook|worksheet)|"
                r"content-type: multipart/related)", re.I),
     f"tệp trang web (MHTML) lưu dưới đuôi bảng tính; {BY_EXCEL}"),
    (re.compile(r"^(received|from|to|cc|date|subject|return-path|mime-version|message-id|"
                r"delivered-to|x-[\w-]+): .*\n(.*\n)*?(subject|mime-version|message-id|date|to): ",
                re.I), MAIL),
    (re.compile(r"^ID;P"), f"tệp SYLK; {BY_EXCEL}"),
)  # fmt: skip
STREAMS = (
    ("WordDocument", WORD),
    ("PowerPoint Document", SLIDES),
    ("__properties_version1.0", MAIL),
)
MEMBERS = (
    ("word/", WORD),
    ("ppt/", SLIDES),
    ("xl/workbook.bin", f"tệp xlsb; {BY_EXCEL}"),
    ("index/", NUMBERS),
    ("index.zip", NUMBERS),
)
MIME_TYPES = (
    (b"application/vnd.oasis.opendocument.text", WORD.replace("Word", "Writer")),
    (b"application/vnd.oasis.opendocument.presentation", SLIDES.replace("PowerPoint", "Impress")),
)


HEIF = re.compile(rb"^....ftyp(heic|heix|hevc|heim|heis|mif1|msf1|avif)", re.S)
"""Pictures of telephones."""


def tell(data: bytes) -> Unreadable:
    """Why bytes that are neither a zip nor an OLE file are no workbook."""
    if HEIF.match(data):
        return Unreadable(PICTURE)
    for head, reason in HEADS:
        if data.startswith(head):
            return Unreadable(reason)
    text = _text(data[:65536])
    if text is None:
        return Unreadable(NOT_A_WORKBOOK)
    for pattern, reason in FORMATS:
        if pattern.search(text[:4096]):
            return Unreadable(reason)
    return Unreadable(TEXT_FILE)


def tell_zip(archive: zipfile.ZipFile) -> Unreadable:
    """Why an archive is no workbook."""
    names = [name.replace("\\", "/").casefold() for name in archive.namelist()]
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        kind = archive.read("mimetype")
        for mime_type, reason in MIME_TYPES:
            if kind.startswith(mime_type):
                return Unreadable(reason)
    for start, reason in MEMBERS:
        if any(name.startswith(start) for name in names):
            return Unreadable(reason)
    if any(
        name.startswith(("xl/", "meta-inf/")) or name == "[content_types].xml" for name in names
    ):
        return Unreadable(NOT_A_WORKBOOK)
    return Unreadable(f"tệp nén ZIP; {UNPACK}" if names else NOT_A_WORKBOOK)


def tell_ole(data: bytes) -> Unreadable:
    """Why an OLE file is no xls."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as found:
            reasons = [reason for stream, reason in STREAMS if found.exists(stream)]
    except (OSError, ValueError, TypeError, IndexError):
        reasons = []
    return Unreadable(reasons[0] if reasons else NOT_A_WORKBOOK)


def _text(data: bytes) -> str | None:
    """Bytes as text, None where they are none."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            text = data.decode(encoding, "ignore" if encoding != "cp1258" else "strict")
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig" and len(text.encode()) + 6 < len(data):
            continue  # more than a cut-off character was lost
        text = text.removeprefix("\ufeff")
        return None if re.search("[\x00-\x08\x0e-\x1a\x1c-\x1f]", text) else text
    return None
