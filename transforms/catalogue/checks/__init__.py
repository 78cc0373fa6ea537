"""What the rows of a catalogue must be to each other, so that all that loads can run."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from transforms.catalogue.checks.documents import check_documents
from transforms.catalogue.checks.forms import check_forms
from transforms.catalogue.checks.measures import (
    check_indicators,
    check_measures,
    check_names,
    check_readings,
)
from transforms.catalogue.checks.narrative import check_narrative
from transforms.catalogue.checks.rules import check_rules
from transforms.catalogue.checks.tasks import check_tasks
from transforms.catalogue.checks.units import check_units
from transforms.catalogue.checks.years import check_years
from transforms.catalogue.faults import Fault

if TYPE_CHECKING:
    from transforms.catalogue.whole import Catalogue


def find_faults(catalogue: "Catalogue") -> Iterator[Fault]:
    """Every contradiction, those that others may follow from first."""
    return chain(
        check_units(catalogue.units),
        check_forms(catalogue.forms),
        check_rules(catalogue.rules, catalogue.forms),
        check_measures(catalogue.measures, catalogue.forms, catalogue.tasks),
        check_indicators(catalogue.indicators, catalogue.measures, catalogue.forms),
        check_readings(catalogue.indicators),
        check_names(catalogue.measures, catalogue.indicators),
        check_tasks(catalogue.tasks, catalogue.task_groups, catalogue.forms),
        check_documents(catalogue.documents),
        check_narrative(catalogue.narrative, catalogue.forms),
        check_years(catalogue),
    )
