"""The year's rows and catalogue become the report: everything is computed here, once."""

from collections.abc import Mapping
from dataclasses import replace

from transforms import figures
from transforms.catalogue import Indicator, Unit, YearCatalogue
from transforms.narrative.edits.applied import edit_synthesis
from transforms.narrative.synthesis import synthesise
from transforms.report.charts import describe_charts
from transforms.report.columns import (
    leading_indicator,
    staff_columns,
    unit_columns,
)
from transforms.report.inputs import DRAFT, Edition, ReportInputs, by_staff_type
from transforms.report.issuer import describe_edition, describe_issuer
from transforms.report.model import (
    Coverage,
    Query,
    Report,
    Result,
    Standing,
    Told,
    UnitCounts,
    UnitRow,
    Words,
)
from transforms.report.parts import split_table
from transforms.report.printed import chief_changes, list_changes, list_figures
from transforms.report.results.activity import (
    list_activities,
    list_budget,
    list_documents,
    list_task_lines,
    summarise_groups,
)
from transforms.report.results.comparison import Comparison
from transforms.report.results.coverage import as_of, describe_period, summarise_coverage
from transforms.report.results.coverage_words import coverage_sentences
from transforms.report.results.quality import (
    form_sentences,
    list_quality,
    list_queries,
    quality_total,
    query_sentence,
)
from transforms.report.results.sentences import (
    ahead_sentence,
    below_sentence,
    comparison_sentences,
    funnel_sentence,
    people_share,
    reading_wish,
    stricter_sentence,
    target_sentence,
)
from transforms.report.results.summary import (
    achievement_sentences,
    conclusion_sentence,
    headline,
    shortfall_sentences,
)
from transforms.report.results.targets import (
    describe_indicator,
    describe_standing,
    list_verdicts,
    paths_of,
)
from transforms.report.results.trend import summarise_trend
from transforms.report.results.units import funnel_of, list_staff, list_units, staff_types
from transforms.report.sources import count_units, describe_sources
from transforms.report.words import list_said, topic_names


def build_report(inputs: ReportInputs, edition: Edition = DRAFT) -> Report:
    """The model of one year's report; every text in it is final."""
    catalogue, year = inputs.catalogue, inputs.year
    comparison = Comparison(inputs)
    coverage = summarise_coverage(inputs, comparison)
    described = _describe_units(inputs, comparison, coverage, catalogue.units)
    root = described[catalogue.root.unit_code]
    counts = count_units(inputs, coverage)
    units = list_units(catalogue, coverage, counts, described)
    staff = list_staff(by_staff_type(inputs.measure), coverage.quarantined_people, catalogue)
    targets = [_tell(root[i.code], units, year) for i in _headline(catalogue.indicators)]
    quality, queries = list_quality(inputs, coverage), list_queries(inputs)
    trend = summarise_trend(inputs)
    groups = summarise_groups(inputs.activity, catalogue, is_complete=coverage.is_complete)
    received = as_of(inputs.submission, year)
    received_text = figures.day(received) if received else ""
    report = Report(
        year=year,
        stamp=catalogue.calendar.publication,
        root_code=catalogue.root.unit_code,
        period=describe_period(catalogue),
        subject_of_tables=catalogue.subject,
        plans=[plan.text for plan in reversed(catalogue.plans)],
        documents=[f"{document.name} {document.title}" for document in catalogue.documents],
        document_lines=list_documents(catalogue),
        budget=list_budget(groups),
        state=describe_edition(received_text, edition),
        letterhead=describe_issuer(catalogue.issuer, catalogue, edition),
        coverage=coverage,
        targets=targets,
        verdicts=list_verdicts(targets),
        supplements=_supplements(catalogue.indicators, root),
        words=_words(inputs, units, coverage, root, targets, queries, received_text, counts),
        units=units,
        unit_counts=counts,
        staff=staff,
        staff_types=staff_types(catalogue),
        trend=trend,
        groups=groups,
        tasks=list_task_lines(groups, catalogue, is_complete=coverage.is_complete),
        activities=list_activities(inputs.activity, catalogue),
        synthesis=edit_synthesis(
            synthesise(inputs.narrative, catalogue),
            inputs.edited_text,
            catalogue.narrative.outside,
        ),
        edited=inputs.edited_text,
        topics=topic_names(catalogue),
        said=list_said(inputs.narrative, catalogue),
        measures=catalogue.measures,
        staff_measures=catalogue.staff_measures,
        indicators=catalogue.indicators,
        quality=quality,
        quality_total=quality_total(coverage),
        queries=queries,
        unit_columns=unit_columns(catalogue),
        verdict_head=_verdict_head(catalogue, root),
        units_parts=split_table(unit_columns(catalogue), units),
        staff_parts=split_table(staff_columns(catalogue), staff),
        trace=describe_sources(inputs, comparison),
        charts=describe_charts(year, targets, trend, coverage.note),
    )
    shown = list_figures(report)
    before = edition.replaces
    changes = list_changes(shown, before.figures) if before else []
    return replace(
        report, figures=shown, changes=changes, chief_changes=chief_changes(changes, report)
    )


def describe_department(inputs: ReportInputs) -> list[Standing]:
    """Every indicator of the department alone, with its verdicts; without last year."""
    catalogue, paths = inputs.catalogue, paths_of(inputs.indicator)
    root = catalogue.root.unit_code
    scope = summarise_coverage(inputs, Comparison(inputs)).scopes[root]
    return [
        describe_standing(i, paths.get((root, i.code), {}), catalogue, scope)
        for i in catalogue.indicators
    ]


def _describe_units(
    inputs: ReportInputs,
    comparison: Comparison,
    coverage: Coverage,
    units: tuple[Unit, ...],
) -> dict[str, dict[str, Result]]:
    """Every indicator of some units and groups."""
    catalogue, paths = inputs.catalogue, paths_of(inputs.indicator)
    return {
        unit.unit_code: {
            indicator.code: describe_indicator(
                indicator,
                unit.unit_code,
                paths.get((unit.unit_code, indicator.code), {}),
                comparison,
                catalogue,
                coverage.scopes[unit.unit_code],
            )
            for indicator in catalogue.indicators
        }
        for unit in units
    }


def _headline(indicators: tuple[Indicator, ...]) -> list[Indicator]:
    return [indicator for indicator in indicators if not indicator.is_supplementary]


def _tell(result: Result, units: list[UnitRow], year: int) -> Told:
    own = [unit for unit in units if unit.kind == "unit"]
    return Told(
        **vars(result),
        sentence=target_sentence(result, year),
        below=below_sentence(result, own),
        ahead=ahead_sentence(result, year),
    )


def _supplements(indicators: tuple[Indicator, ...], root: Mapping[str, Result]) -> list[Told]:
    """The supplements that no target is set for and that there is something to tell of."""
    return [
        Told(**vars(root[i.code]), sentence=people_share(root[i.code]), below="", ahead="")
        for i in indicators
        if i.is_supplementary and not i.targets and root[i.code].denominator
    ]


def _words(
    inputs: ReportInputs,
    units: list[UnitRow],
    coverage: Coverage,
    root: Mapping[str, Result],
    targets: list[Told],
    queries: list[Query],
    received: str,
    counts: UnitCounts,
) -> Words:
    catalogue = inputs.catalogue
    used = {name for i in inputs.all_indicators for name in (i.numerator, i.denominator)}
    lacking = [m for m in inputs.all_measures if m.name in used and m not in catalogue.measures]
    told = coverage_sentences(coverage, received)
    turned = _turned(catalogue.indicators, root)
    own = counts[catalogue.root.unit_code]
    steps = [(m.short, own.get(m.name) or 0) for m in funnel_of(catalogue.measures)]
    asked = next(iter(catalogue.narrative.outside), "Cơ quan có thẩm quyền")
    return Words(
        headline=headline(targets, units, coverage, inputs.year),
        coverage=told,
        comparison=comparison_sentences(targets, inputs.year),
        achievement=achievement_sentences(targets),
        shortfalls=shortfall_sentences(targets),
        stricter=[told for _, told in turned],
        wishes=[f"{asked}: {reading_wish(target)}" for target, _ in turned],
        funnel=funnel_sentence(coverage.counted_people, steps),
        conclusion=conclusion_sentence(targets, coverage.scopes[catalogue.root.unit_code]),
        quality=[
            *told,
            *([query_sentence(queries)] if coverage.counted_units else []),
            *form_sentences(catalogue.form, inputs.previous_form, inputs.year, lacking),
        ],
    )


def _turned(
    indicators: tuple[Indicator, ...], root: Mapping[str, Result]
) -> list[tuple[Result, str]]:
    """The targets whose other readings turn the verdict, each with the sentence on it."""
    found = [
        (root[main.code], stricter_sentence(root[main.code], root[other.code], other.reading))
        for main in _headline(indicators)
        for other in indicators
        if other.reading and other.numerator == main.numerator
    ]
    return [(target, sentence) for target, sentence in found if sentence]


def _verdict_head(catalogue: YearCatalogue, root: Mapping[str, Result]) -> str:
    """Which rate annex I judges, and against what: ``Đánh giá riêng từng đơn vị: (4) so với 60%``.

    A unit's verdict rests on its own figures, whatever the department's coverage.
    """
    leading = leading_indicator(catalogue)
    if leading is None or not root[leading.code].goals:
        return "Đánh giá"
    columns = enumerate(unit_columns(catalogue), start=1)
    number = next((n for n, column in columns if column.indicator == leading.code), None)
    of = f" ({number})" if number else ""
    return f"Đánh giá riêng từng đơn vị:{of} so với {root[leading.code].goals[0].target}"
