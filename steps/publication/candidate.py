"""The candidate for a year's next version: its files, and what publishing them will record."""

import json
import shutil
from collections.abc import Mapping
from typing import Any

from steps.memory import without_collecting
from steps.publication.inputs import load_inputs
from steps.publication.places import RECORD, candidate_folder
from steps.publication.report import write_report
from steps.publication.texts import require_true, stale_texts
from steps.settings import Settings
from steps.storage.files import write_file
from transforms.errors import ReportError
from transforms.publication.changes import (
    approval_request,
    catalogue_hash,
    inputs_hash,
    report_basis,
)
from transforms.publication.differences import changed_figures
from transforms.report.build import build_report
from transforms.report.inputs import Before, Edition
from transforms.report.printed import figure_texts


@without_collecting()
def write_candidate(
    settings: Settings, year: int, published: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """Write the files; returns the request to approve them, with the hashes that it is for.

    None where the inputs are those of the ``published`` version. What publishing will record is
    kept beside the files.
    """
    inputs = load_inputs(settings, year)
    digest, basis = inputs_hash(inputs), report_basis(inputs)
    if published and published["inputs_hash"] == digest:
        return None
    if not basis["submissions"]:
        raise ReportError(f"Năm {year} chưa có tệp nào được tính: chưa có gì để công bố")
    require_true(inputs)
    edition = _edition(published)
    assert edition.version is not None
    folder = candidate_folder(settings, year)
    shutil.rmtree(folder, ignore_errors=True)
    report = build_report(inputs, edition)
    files = write_report(report, folder)
    before = published["basis"] if published else basis
    changes = changed_figures(before, basis, inputs.catalogue)
    stale = stale_texts(inputs)
    request = approval_request(report, edition.version, digest, changes, stale)
    kept = request | {
        "version": edition.version,
        "kind": "replacement" if published and published["issued_number"] else "published",
        "inputs_hash": digest,
        "catalogue_hash": catalogue_hash(inputs.catalogue),
        "files": files,
        "figures": figure_texts(report),
        "basis": basis,
        "stale": stale,
    }
    record = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    write_file(folder / RECORD, record.encode())  # last: with it the candidate is whole
    return request | {"version": edition.version, "inputs_hash": digest, "files": files}


def _edition(published: Mapping[str, Any] | None) -> Edition:
    if published is None:
        return Edition("published", 1)
    replaces = Before(
        version=published["version"],
        figures=published["figures"],
        number=published["issued_number"],
        issued_on=published["issued_on"],
    )
    return Edition("published", published["version"] + 1, replaces)
