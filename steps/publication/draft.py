"""The draft report of a year, replaced in place by every run."""

import logging

from airflow.sdk.exceptions import AirflowSkipException

import warehouse
from steps.memory import without_collecting
from steps.publication.inputs import load_inputs
from steps.publication.texts import stale_texts
from steps.runs import note
from steps.settings import Settings
from transforms.report.inputs import ReportInputs

log = logging.getLogger(__name__)


@without_collecting()
def draft_report(settings: Settings, year: int) -> dict[str, str]:
    """Write ``reports/<year>/draft/``; returns each file's name with its SHA-256.

    Without a single file of the year there is nothing to report, and the task ends as skipped.
    """
    with warehouse.reading(settings) as connection:
        if not warehouse.fetch(connection, "show/submissions", year=year)[0]["count"]:
            raise AirflowSkipException(f"Chưa có tệp nào của năm {year}.")
    from steps.publication.report import write_report  # matplotlib: seconds to import
    from transforms.report.build import build_report

    inputs = load_inputs(settings, year)
    report = build_report(inputs)
    files = write_report(report, settings.data_dir / "reports" / str(year) / "draft")
    log.info("Đã viết dự thảo báo cáo năm %d: %s", year, ", ".join(files))
    tell(inputs)
    return files


def tell(inputs: ReportInputs) -> None:
    """What a steward has to see to, in the log and in the run's note; no reader is told."""
    lines = []
    if not inputs.catalogue.has_own_plan:
        lines.append(
            f"Danh mục chưa có kế hoạch của năm {inputs.year}, nên câu mở đầu của báo cáo không "
            "nêu: thêm vào issuer.toml, mục legal_bases, với is_plan = true."
        )
        log.warning(lines[0])
    stale = stale_texts(inputs)
    for line in stale:
        log.warning("%s", line)
    if stale:
        lines.append(
            f"Năm {inputs.year}: {len(stale)} lời đã sửa cần xem lại vì dự thảo đã khác "
            "(bàn làm việc, trang Thuyết minh)"
        )
    if lines:
        note(" ".join(lines))
