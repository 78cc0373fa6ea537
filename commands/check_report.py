"""``make check-report FILE=x.docx [YEAR=…] [VERSION=…]``: the clerk's last look before signing."""

import dataclasses
import os
import re
import signal
import sys
from pathlib import Path

from commands.ending import line_of
from commands.run import choose_year
from steps.settings import Settings
from transforms.errors import SettingError
from warehouse.embedded import serving
from warehouse.migrate import migrate

DRAFT = "draft"
OF_A_DRAFT = (
    "Lưu ý: đây là so với bản dự thảo; chỉ lấy số, ký, phát hành tệp Word của phiên bản đã duyệt."
)
YEAR = re.compile(r"\bnăm (20\d\d)$")


def main() -> int:
    """0 where nothing is wrong, 1 with a line per finding, 2 where it could not be checked."""
    for request in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(request, signal.default_int_handler)  # leave as by Ctrl-C
    try:
        return check()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        print(line_of(error), file=sys.stderr)
        return 2


def check() -> int:
    """Read the settings and the file, hold it against its original, print what is wrong."""
    from render.conformity.package import open_word, read_file
    from steps.publication.conformity import check_report, find_original
    from transforms.conformity.finding import group_findings

    settings = Settings.from_env()
    path = _file()
    version, is_draft = _version()
    content = read_file(path)
    told = _year_told(open_word(content, path.name))
    year = choose_year(settings, os.environ.get("YEAR", "").strip() or told)
    with serving(settings.warehouse_url, settings.data_dir) as url:
        migrate(url)
        served = dataclasses.replace(settings, warehouse_url=url)
        original = find_original(served, year, version, is_draft)
    lines = group_findings(check_report(content, path.name, original))
    print(f"{path.name}: so với {original.name}")
    if original.is_draft:
        print(OF_A_DRAFT)
    for line in lines:
        print(f"- {line}")
    print(f"{len(lines)} điều phải xem lại." if lines else "Không có gì phải sửa.")
    return 1 if lines else 0


def _file() -> Path:
    given = os.environ.get("FILE", "").strip()
    if not given:
        raise SettingError("FILE: hãy ghi tệp cần kiểm tra, ví dụ FILE=bao-cao.docx")
    return Path(given).expanduser().absolute()


def _version() -> tuple[int | None, bool]:
    given = os.environ.get("VERSION", "").strip()
    if not given or given == DRAFT:
        return None, given == DRAFT
    if not (given.isdecimal() and given.isascii() and int(given[:9]) > 0 and len(given) < 6):
        raise SettingError(
            f"VERSION: {given!r} không phải số phiên bản; hãy ghi như 1, hoặc draft là bản dự thảo"
        )
    return int(given), False


def _year_told(document) -> str:  # type: ignore[no-untyped-def]
    """The year in the report's own subject; empty where none is told."""
    for paragraph in document.paragraphs[:12]:
        found = YEAR.search(paragraph.text.strip())
        if found:
            return found[1]
    return ""


if __name__ == "__main__":
    sys.exit(main())
