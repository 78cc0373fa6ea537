"""The department alone, as the desk and `make run` show it: the report's own verdicts."""

import pytest

from steps.publication.inputs import department_results, load_inputs
from tests.render.report import samples
from tests.render.report.conftest import CASES
from transforms.report.build import build_report

LAST_SEEN_LONG_AGO = (
    2024,
    lambda: {2021: samples.first_year(), 2022: samples.last_year(), 2024: samples.meagre_year()},
)


@pytest.mark.parametrize("case", [*CASES, "seen long ago"])
def test_the_department_is_told_as_in_its_report(case, report_settings, fill):
    year, years = CASES.get(case, LAST_SEEN_LONG_AGO)
    fill(years())
    whole = build_report(load_inputs(report_settings, year))
    [total] = [row for row in whole.units if row.kind == "total"]
    told = department_results(report_settings, year)
    assert [one.code for one in told] == [indicator.code for indicator in whole.indicators]
    for one in told:
        assert vars(one).items() <= vars(total.results[one.code]).items()
