"""The catalogue's types: what is declared, and what of it holds in one reporting year.

Built once by ``steps.catalogue`` from the files under ``CATALOG_DIR``; frozen, so that a step can
pass it on without fear.
"""

from transforms.catalogue.base import TIME_ZONE, Declared
from transforms.catalogue.calendar import Audience, Calendar, CalendarRules, Reminder
from transforms.catalogue.documents import Document
from transforms.catalogue.forms import Form, FormField, Sheet
from transforms.catalogue.indicators import Indicator, Target
from transforms.catalogue.issuer import Issuer, IssuerRules, LegalBase
from transforms.catalogue.measures import Count, Measure, count_in
from transforms.catalogue.narrative import NarrativeRules
from transforms.catalogue.rules import Rule, Rules
from transforms.catalogue.tasks import Task, TaskGroup
from transforms.catalogue.units import Unit
from transforms.catalogue.whole import Catalogue, YearCatalogue

__all__ = [
    "TIME_ZONE",
    "Audience",
    "Calendar",
    "CalendarRules",
    "Catalogue",
    "Count",
    "Declared",
    "Document",
    "Form",
    "FormField",
    "Indicator",
    "Issuer",
    "IssuerRules",
    "LegalBase",
    "Measure",
    "NarrativeRules",
    "Reminder",
    "Rule",
    "Rules",
    "Sheet",
    "Target",
    "Task",
    "TaskGroup",
    "Unit",
    "YearCatalogue",
    "count_in",
]
