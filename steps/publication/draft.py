"""The draft report of a year, replaced in place by every run."""

import logging

from airflow.sdk.exceptions import AirflowSkipException

import warehouse
from steps.settings import Settings

log = logging.getLogger(__name__)


def draft_report(settings: Settings, year: int) -> dict[str, str]:
    """Write ``reports/<year>/draft/``; returns each file's name with its SHA-256.

    Without a single file of the year there is nothing to report, and the task ends as skipped.
    """
    with warehouse.reading(settings) as connection:
        if not warehouse.fetch(connection, "show/submissions", year=year)[0]["count"]:
            raise AirflowSkipException(f"Chưa có tệp nào của năm {year}.")
    from steps.publication.report import (  # pandas, matplotlib: seconds to import
        load_inputs,
        write_report,
    )
    from transforms.report.build import build_report

    model = build_report(load_inputs(settings, year))
    files = write_report(model, settings.data_dir / "reports" / str(year) / "draft")
    log.info("Đã viết dự thảo báo cáo năm %d: %s", year, ", ".join(files))
    return files
