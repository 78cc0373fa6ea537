"""The draft report of a year, replaced in place by every run."""

import logging

from steps.settings import Settings

log = logging.getLogger(__name__)


def draft_report(settings: Settings, year: int) -> dict[str, str]:
    """Write ``reports/<year>/draft/``; returns each file's name with its SHA-256."""
    from steps.report import write_report  # pandas, matplotlib: seconds to import

    files = write_report(settings, year, settings.data_dir / "reports" / str(year) / "draft")
    log.info("Đã viết dự thảo báo cáo năm %d: %s", year, ", ".join(files))
    return files
