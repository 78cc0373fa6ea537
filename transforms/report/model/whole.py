"""The whole report."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from transforms.catalogue import Indicator, Measure
from transforms.report.columns import Column
from transforms.report.model.activity import (
    Activity,
    BudgetLine,
    DocumentLine,
    GroupDone,
    Said,
    TaskLine,
)
from transforms.report.model.charts import Chart, Part
from transforms.report.model.coverage import Coverage
from transforms.report.model.narrative import Synthesis
from transforms.report.model.quality import QualityRow, QualityTotal, Query
from transforms.report.model.results import (
    StaffRow,
    Told,
    Trend,
    UnitCounts,
    UnitRow,
    VerdictRow,
)
from transforms.report.model.trace import Figure, FigureChange, Trace
from transforms.report.rows import EditedRow


@dataclass(frozen=True)
class Letterhead:
    """Title blocks and signature (Decree 30/2020, annex I and II)."""

    parent_name: str
    title_name: str
    issuer_name: str
    symbol: str
    place: str
    number_line: str
    date_line: str
    document_type: str
    subject: str
    scheme: str
    addressee: str
    addressees: list[str]
    replaced: str
    authority: list[str]
    signer: str
    recipients: list[str]
    attachment: str


@dataclass(frozen=True)
class State:
    """Draft or published; a draft says as of when."""

    is_draft: bool
    version: int | None
    draft_mark: str
    draft_note: str


@dataclass(frozen=True)
class Period:
    """The year's dates as they are printed."""

    start: str
    end: str
    deadline: str


@dataclass(frozen=True)
class Words:
    """The sentences that depend on the figures; ``headline`` is the paragraph that opens it.

    ``stricter`` are the other readings that turn a verdict, ``wishes`` what is asked outside of it.
    """

    headline: str
    coverage: list[str]
    comparison: list[str]
    achievement: list[str]
    shortfalls: list[str]
    stricter: list[str]
    wishes: list[str]
    funnel: str
    conclusion: str
    quality: list[str]


@dataclass(frozen=True)
class Report:
    """One year's report.

    ``plans`` are carried out in the year, ``documents`` are from it; ``document_lines`` and
    ``budget`` are the tables of annex III. ``targets`` are the
    catalogue's indicators that are no supplement, ``verdicts`` a row for each of their horizons,
    ``supplements`` the other indicators, ``units`` the rows of annex I, ``tasks`` those of annex
    II, ``coverage`` what all of it rests on, ``synthesis`` what the department says of its units'
    texts, ``said`` those texts by the keys of ``topics``, ``figures`` every published figure with
    its source, ``changes`` those that differ from the version before, ``chief_changes`` the few
    of these that the annex lists, ``edited`` the texts that stand as the Office wrote them: in
    ``synthesis`` already, in paragraphs where these are made.
    """

    year: int
    stamp: dt.date
    root_code: str
    period: Period
    subject_of_tables: str
    plans: list[str]
    documents: list[str]
    document_lines: list[DocumentLine]
    budget: list[BudgetLine]
    state: State
    letterhead: Letterhead
    coverage: Coverage
    targets: list[Told]
    verdicts: list[VerdictRow]
    supplements: list[Told]
    words: Words
    units: list[UnitRow]
    unit_counts: UnitCounts
    staff: list[StaffRow]
    staff_types: Mapping[str, str]
    trend: Trend
    groups: list[GroupDone]
    tasks: list[TaskLine]
    activities: list[Activity]
    synthesis: Synthesis
    topics: Mapping[str, str]
    said: list[Said]
    measures: tuple[Measure, ...]
    staff_measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    quality: list[QualityRow]
    quality_total: QualityTotal
    queries: list[Query]
    unit_columns: list[Column]
    verdict_head: str
    units_parts: list[Part[UnitRow]]
    staff_parts: list[Part[StaffRow]]
    trace: Trace
    charts: Mapping[str, Chart] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    changes: list[FigureChange] = field(default_factory=list)
    chief_changes: list[FigureChange] = field(default_factory=list)
    edited: tuple[EditedRow, ...] = ()

    @property
    def annexes(self) -> tuple[str, ...]:
        """The titles of what is bound to the report."""
        annexes = [
            f"Phụ lục I. Kết quả thực hiện của các đơn vị năm {self.year}",
            f"Phụ lục II. Kế hoạch và kết quả thực hiện nhiệm vụ năm {self.year}",
        ]
        if self.document_lines or self.budget:
            annexes.append(f"Phụ lục III. Văn bản đã ban hành và kinh phí năm {self.year}")
        return tuple(annexes)

    @property
    def headcount(self) -> Measure:
        """The measure that units declare."""
        return next(measure for measure in self.measures if measure.is_declared)
