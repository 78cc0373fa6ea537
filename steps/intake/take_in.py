"""Take submissions in: read, judge, and load a batch in one transaction."""

import logging
from collections import Counter

import warehouse
from steps.catalogue import load_catalogue
from steps.settings import Settings
from steps.tasks import label
from transforms.rules.statuses import Status

log = logging.getLogger(__name__)


def take_in(settings: Settings, year: int, submission_ids: list[str]) -> dict[str, int]:
    """Judge a batch of receipts and load those of the year, or of no year, whole or not at all.

    Files of another year are marked and left for that year's run; one that cannot be read, judged
    or stored is its own F01 and holds up no other. Returns the number of
    submissions by decision, and of those left.
    """
    from steps.intake.judging import judge_files  # pandas and Great Expectations: seconds to import
    from steps.intake.settle import settle
    from steps.intake.store import mark_read
    from steps.intake.storing import store_apart

    label(f"{len(submission_ids)} tệp")
    catalogue = load_catalogue(settings.catalog_dir)
    judged = judge_files(settings, catalogue, submission_ids)
    years = {key: verdict.reading.year for key, (_, verdict) in judged.items()}
    kept = {key: value for key, value in judged.items() if years[key] in (None, year)}
    with warehouse.writing(settings, year) as connection:
        kept = dict(store_apart(settings, connection, catalogue, kept))
        years |= {key: verdict.reading.year for key, (_, verdict) in kept.items()}
        mark_read(connection, years)
        units = {verdict.reading.unit_code for _, verdict in kept.values()}
        unit_codes = {code for code in units if code}
        settle(settings, connection, catalogue, year, unit_codes, reason="tiếp nhận")
        warehouse.analyse_grown(connection)
    counts = Counter(verdict.decision for _, verdict in kept.values())
    others = len(judged) - len(kept)
    told = [f"{counts[status]} {status.label}" for status in Status if counts[status]]
    told += [f"{others} của năm khác"] if others else []
    log.info("Đã kiểm tra %d tệp: %s", len(judged), ", ".join(told) or "không có gì")
    return {status.value: n for status, n in counts.items()} | (
        {"of_other_years": others} if others else {}
    )
