"""The PDF of record: the Word file through LibreOffice, with our own fonts and its own profile."""

import json
import logging
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from pikepdf import PdfError

from render import TEMPLATES
from render.report.accessible import complete_pdf

log = logging.getLogger(__name__)

FONTS = TEMPLATES / "fonts"
SECONDS = 180
OPTIONS = {  # PDF/A-2b, tagged, with bookmarks
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}


class OfficeError(RuntimeError):
    """LibreOffice is there and made no PDF; a rerun may help."""


def find_office() -> str | None:
    """LibreOffice's program; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def make_pdf(docx: bytes) -> bytes | None:
    """The file as PDF; None, with a line in the log, where LibreOffice is not installed.

    LibreOffice ends with 0 even when it could not read the file, takes rubbish for text, and of two
    runs in one profile one does nothing: hence the filter, the profile and the look at what came.
    """
    office = find_office()
    if office is None:
        log.warning("Không có LibreOffice trên máy này nên không tạo bao-cao.pdf")
        return None
    with tempfile.TemporaryDirectory(prefix="bao-cao-") as name:
        folder = Path(name)
        source = folder / "bao-cao.docx"
        source.write_bytes(docx)
        done = _convert(office, source, folder)
        target = source.with_suffix(".pdf")
        if not target.is_file() or not target.read_bytes().startswith(b"%PDF-"):
            raise OfficeError(f"LibreOffice không tạo được PDF: {_last_line(done)}")
        try:
            return complete_pdf(target.read_bytes())
        except PdfError as error:
            raise OfficeError(f"LibreOffice tạo ra một PDF không đọc được: {error}") from None


def _convert(office: str, source: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        office, "--headless", "--norestore", "--nolockcheck",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--infilter=MS Word 2007 XML",
        "--convert-to", "pdf:writer_pdf_Export:" + json.dumps(OPTIONS, separators=(",", ":")),
        "--outdir", str(folder), str(source),
    ]  # fmt: skip
    kept = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
    environment = kept | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "XDG_CACHE_HOME": str(folder),
        "FONTCONFIG_FILE": str(FONTS / "fonts.conf"),
    }
    try:
        return subprocess.run(
            command, cwd=folder, env=environment,
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise OfficeError(f"LibreOffice không trả lời sau {SECONDS} giây") from None


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return lines[-1] if lines else f"mã kết thúc {done.returncode}"
