"""An edited Word report against the layout of Decree 30 and against what the warehouse counted."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import warehouse
from render.conformity.layout import check_layout
from render.conformity.lines import read_lines
from render.conformity.package import open_word
from render.conformity.page import read_page
from render.conformity.reading import Opened
from steps.catalogue import load_year
from steps.intake.isolating import may_be_the_files
from steps.publication.places import version_folder
from steps.settings import Settings
from transforms.conformity.comparison import compare_content
from transforms.conformity.content import Content, Text
from transforms.conformity.finding import Finding
from transforms.conformity.issue import compare_issue, is_issue_line
from transforms.errors import PipelineError, ReportError

PAGE = "bao-cao.html"
DRAFT_MARK = "DỰ THẢO"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Original:
    """What a file is held against: the content, and what that is in a clerk's words."""

    content: Content
    name: str
    is_draft: bool


def find_original(settings: Settings, year: int, version: int | None, is_draft: bool) -> Original:
    """The named version, else the year's latest one, else (or where it is wanted) the draft.

    A version's words are those that were recorded when it was published; a draft's come from the
    warehouse as it is now. Raises ReportError where there is neither.
    """
    load_year(settings.catalog_dir, year)
    published = None if is_draft else _published(settings, year, version)
    if published:
        name = f"phiên bản {published['version']} đã công bố của năm {year}"
        return Original(read_page(_page_of(settings, year, published)), name, is_draft=False)
    if version is not None:
        raise ReportError(f"VERSION: năm {year} chưa có phiên bản {version} được công bố")
    with warehouse.reading(settings) as connection:
        if not warehouse.fetch(connection, "show/submissions", year=year)[0]["count"]:
            raise ReportError(
                f"Năm {year} chưa có số liệu trong kho để so: hãy chạy make run YEAR={year}, "
                "hoặc ghi YEAR=<năm của báo cáo>"
            )
    page = _built_page(settings, year)
    assert page is not None
    name = f"dự thảo năm {year} (số liệu đang có trong kho)"
    return Original(read_page(page), name, is_draft=True)


def check_report(content: bytes, name: str, original: Original) -> list[Finding]:
    """All that is wrong with a Word file; an empty list where nothing is.

    Raises ReportError, in one line, where it is no Word file or none that can be read.
    """
    document = open_word(content, name)
    try:
        opened, found = check_layout(document, original.is_draft, original.content.lines)
        return found + _compare(original, opened)
    except PipelineError:
        raise
    except Exception as error:
        if not may_be_the_files(error):
            raise
        log.debug("check-report", exc_info=error)
        raise ReportError(
            f"{name}: nội dung tệp có chỗ không đọc được ({type(error).__name__}); hãy mở bằng "
            "Word, lưu thành tệp mới rồi thử lại"
        ) from None


def _compare(original: Original, opened: Opened) -> list[Finding]:
    edited, kept = read_lines(opened), original.content
    issue = compare_issue((t.text for t in kept.title), (t.text for t in edited.title))
    return [*issue, *compare_content(_figures_only(kept), _figures_only(edited))]


def _figures_only(content: Content) -> Content:
    """Without the lines that are the clerk's, and the marks of a draft, judged with the layout."""
    return Content(
        tuple(t for t in content.title if not _is_apart(t)),
        tuple(t for t in content.texts if not is_issue_line(t.text)),
        content.grids,
    )


def _is_apart(text: Text) -> bool:
    return is_issue_line(text.text) or text.text.strip() == DRAFT_MARK


# --- the original


def _published(settings: Settings, year: int, version: int | None) -> Mapping[str, Any] | None:
    with warehouse.reading(settings) as connection:
        found = warehouse.fetch(connection, "publish/of_version", year=year, version=version)
    return found[0] if found else None


def _page_of(settings: Settings, year: int, published: Mapping[str, Any]) -> bytes:
    """The version's page if it is the one recorded, else made again from the same inputs."""
    path = version_folder(settings, year, published["version"]) / PAGE
    page = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(page).hexdigest() == published["files"].get(PAGE):
        return page
    built = _built_page(settings, year, published["inputs_hash"], published["version"])
    if built is None:
        raise ReportError(
            f"Tệp {path} không còn đúng như khi công bố, và số liệu trong kho đã khác: "
            "hãy khôi phục tệp từ bản sao lưu"
        )
    return built


def _built_page(
    settings: Settings, year: int, digest: str | None = None, version: int | None = None
) -> bytes | None:
    """The page that the warehouse's figures give now; where a hash is given, only from those."""
    from render.report.blocks import template_context
    from render.report.page import render_html
    from steps.publication.inputs import load_inputs
    from transforms.publication.changes import inputs_hash
    from transforms.report.build import build_report
    from transforms.report.inputs import DRAFT, Edition

    inputs = load_inputs(settings, year)
    if digest and inputs_hash(inputs) != digest:
        return None
    report = build_report(inputs, Edition("published", version) if version else DRAFT)
    return render_html(template_context(report), dict.fromkeys(report.charts, b""))
