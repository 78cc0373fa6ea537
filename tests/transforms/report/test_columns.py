"""The columns of the tables by unit and by staff type."""

from steps.catalogue import load_year
from tests.conftest import PROJECT
from transforms.catalogue import Indicator, Measure
from transforms.report.columns import staff_columns, unit_columns


def test_what_is_counted_without_staff_types_stands_by_unit_and_not_by_staff_type():
    """Its total by staff type would be nothing, beside a figure that is something."""
    of_year = load_year(PROJECT / "catalog", 2024)
    events = Measure(
        name="event_count", title="Số hoạt động", short="Hoạt động", count={"activity": {}}
    )
    share = Indicator(
        code="HD", title="Hoạt động theo đầu người", short="Hoạt động/người", column="HĐ/người",
        numerator="event_count", denominator="headcount",
    )  # fmt: skip
    more = of_year.model_copy(
        update={
            "measures": (*of_year.measures, events),
            "indicators": (*of_year.indicators, share),
        }
    )
    assert {"Hoạt động", "HĐ/người"} <= {column.head for column in unit_columns(more)}
    assert staff_columns(more) == staff_columns(of_year)
    assert more.staff_measures == of_year.staff_measures
    assert more.staff_indicators == of_year.staff_indicators
