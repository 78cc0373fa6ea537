"""Write the demonstration's workbooks of a year: what ``make run`` reads where nothing was sent."""

import os
from pathlib import Path

from render.form.noise import file_name, lay_out
from steps.campaign.blanks import workbook_bytes
from steps.catalogue import load_catalogue, load_year
from steps.settings import Settings
from steps.storage.files import write_file
from transforms.sample.faults import send
from transforms.sample.reports import invent_reports


def make_sample(settings: Settings, year: int, folder: Path) -> list[Path]:
    """Write the year's files into a folder; returns them in the order of the catalogue's units.

    Same catalogue, same bytes and receipt times (the files' modification times, inside the
    campaign). Which files err, and how: ``transforms.sample.faults.FAULTS``.
    """
    load_year(settings.catalog_dir, year)
    reports = invent_reports(load_catalogue(settings.catalog_dir), year)
    positions = {report.unit.unit_code: place for place, report in enumerate(reports)}
    paths = []
    for sent in send(reports):
        position = positions[sent.report.unit.unit_code]
        content = workbook_bytes(lay_out(sent, position))
        path = folder / file_name(sent, position)
        write_file(path, content)
        received_at = sent.report.received_at.timestamp()
        os.utime(path, (received_at, received_at))
        paths.append(path)
    return paths
