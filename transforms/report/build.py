"""The report as one plain structure: everything Word, HTML and the workbooks print, and no more."""

from typing import Any

from transforms import figures
from transforms.catalogue import Indicator
from transforms.report.activity import (
    list_activities,
    summarise_groups,
    topic_names,
    weave_narratives,
)
from transforms.report.charts import describe_charts
from transforms.report.columns import (
    MOST_STAFF_COLUMNS,
    MOST_UNIT_COLUMNS,
    Column,
    split_columns,
    staff_columns,
    unit_columns,
)
from transforms.report.comparison import Comparison
from transforms.report.coverage import Scope, as_of, describe_period, summarise_coverage
from transforms.report.inputs import DRAFT, Edition, ReportInputs, by_staff_type
from transforms.report.issuer import describe_edition, describe_issuer
from transforms.report.printed import list_changes, list_figures
from transforms.report.quality import (
    form_sentences,
    list_quality,
    list_queries,
    quality_total,
    query_sentence,
)
from transforms.report.sentences import (
    achievement_sentence,
    below_sentence,
    comparison_sentences,
    conclusion_sentence,
    coverage_sentences,
    people_share,
    shortfall_sentences,
    stricter_sentence,
    target_sentence,
)
from transforms.report.sources import count_units, describe_sources, list_said
from transforms.report.targets import describe_indicator
from transforms.report.trend import summarise_trend
from transforms.report.units import list_staff, list_units, staff_types

ROWS_PER_TABLE = 400  # LibreOffice's time for one table grows with the square of its rows


def build_report(inputs: ReportInputs, edition: Edition = DRAFT) -> dict[str, Any]:
    """The model of one year's report; every text in it is final.

    ``targets`` are the catalogue's indicators that are no supplement, ``supplements`` the others,
    ``units`` the rows of annex I, ``coverage`` what all of it rests on, ``figures`` every published
    figure with its source, ``changes`` those that differ from the version before.
    """
    catalogue = inputs.catalogue
    received = as_of(inputs.submission, inputs.year)
    received_text = figures.day(received) if received else ""
    model = {
        "year": inputs.year,
        "last_year": inputs.year - 1,
        "next_year": inputs.year + 1,
        "stamp": catalogue.calendar.publication,
        "root_code": catalogue.root.unit_code,
        "period": describe_period(catalogue),
        "subject_of_tables": catalogue.subject,
        "legal_bases": list(catalogue.legal_bases),
        **describe_edition(received_text, edition),
        **describe_issuer(catalogue.issuer, catalogue, edition),
    }
    model |= _describe_results(inputs, received_text)
    model |= _describe_quality(inputs, model["coverage"])
    model["quality_parts"] = split_rows(model["quality"])
    model["units_parts"] = split_table(
        unit_columns(catalogue), model["units"], most=MOST_UNIT_COLUMNS
    )
    model["staff_parts"] = split_table(
        staff_columns(catalogue), model["staff"], most=MOST_STAFF_COLUMNS
    )
    model["charts"] = describe_charts(model)
    model["figures"] = list_figures(model)
    before = (edition.replaces or {}).get("figures")
    model["changes"] = [] if before is None else list_changes(model["figures"], before)
    return model


def _describe_results(inputs: ReportInputs, received: str) -> dict[str, Any]:
    catalogue, year = inputs.catalogue, inputs.year
    comparison = Comparison(inputs)
    coverage = summarise_coverage(inputs, comparison)
    described = {
        unit.unit_code: {
            indicator.code: describe_indicator(
                indicator,
                unit.unit_code,
                comparison.counts,
                comparison,
                catalogue,
                coverage["scopes"][unit.unit_code],
            )
            for indicator in catalogue.indicators
        }
        for unit in catalogue.units
    }
    last_scope = Scope(*comparison.last_units())
    counts = count_units(inputs, coverage)
    units = list_units(catalogue, coverage, counts, described)
    root = described[catalogue.root.unit_code]
    targets = [_with_words(i, root, units, year) for i in _headline(catalogue.indicators)]
    supplements = [
        root[i.code] | {"sentence": people_share(root[i.code])}
        for i in catalogue.indicators
        if i.is_supplementary and not i.targets and root[i.code]["denominator"]
    ]
    return {
        "coverage": coverage | {"sentences": coverage_sentences(coverage, received)},
        "targets": targets,
        "comparison": comparison_sentences(
            targets, year, coverage["scopes"][catalogue.root.unit_code], last_scope
        ),
        "achievement": achievement_sentence(targets),
        "shortfalls": shortfall_sentences(targets, coverage),
        "stricter": _stricter(catalogue.indicators, root),
        "conclusion": conclusion_sentence(targets, coverage["note"]),
        "supplements": supplements,
        "units": units,
        "staff": list_staff(
            by_staff_type(inputs.measure), coverage["quarantined_people"], catalogue
        ),
        "trend": summarise_trend(inputs),
        "groups": summarise_groups(inputs.activity, catalogue),
        "activities": list_activities(inputs.activity, catalogue),
        "narratives": weave_narratives(inputs.narrative, catalogue),
        "topics": topic_names(catalogue),
        "said": list_said(inputs.narrative, catalogue),
        "staff_types": staff_types(catalogue),
        "unit_counts": counts,
        "measures": list(catalogue.measures),
        "indicators": list(catalogue.indicators),
        "trace": describe_sources(inputs, comparison),
    }


def _headline(indicators: tuple[Indicator, ...]) -> list[Indicator]:
    return [indicator for indicator in indicators if not indicator.is_supplementary]


def _with_words(
    indicator: Indicator, root: dict[str, Any], units: list[dict[str, Any]], year: int
) -> dict[str, Any]:
    target = root[indicator.code]
    own = [unit for unit in units if unit["kind"] == "unit"]
    return target | {
        "sentence": target_sentence(target, year),
        "below": below_sentence(target, own),
    }


def _stricter(indicators: tuple[Indicator, ...], root: dict[str, Any]) -> list[str]:
    """For each target its other readings, where they turn the verdict."""
    sentences = [
        stricter_sentence(root[main.code], root[other.code], other.reading)
        for main in _headline(indicators)
        for other in indicators
        if other.reading and other.numerator == main.numerator
    ]
    return [sentence for sentence in sentences if sentence]


def _describe_quality(inputs: ReportInputs, coverage: dict[str, Any]) -> dict[str, Any]:
    catalogue = inputs.catalogue
    queries = list_queries(inputs)
    used = {name for i in inputs.all_indicators for name in (i.numerator, i.denominator)}
    lacking = [m for m in inputs.all_measures if m.name in used and m not in catalogue.measures]
    return {
        "quality": list_quality(inputs, coverage),
        "quality_total": quality_total(coverage),
        "queries": queries,
        "quality_sentences": [
            *coverage["sentences"],
            *([query_sentence(queries)] if coverage["counted_units"] else []),
            *form_sentences(catalogue.form, inputs.previous_form, inputs.year, lacking),
        ],
    }


def split_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A long table as several of at most ROWS_PER_TABLE rows; one, be it empty, otherwise."""
    starts = range(0, max(len(rows), 1), ROWS_PER_TABLE)
    return [
        {"rows": rows[start : start + ROWS_PER_TABLE], "is_last": start == starts[-1]}
        for start in starts
    ]


def split_table(
    columns: list[Column], rows: list[dict[str, Any]], most: int
) -> list[dict[str, Any]]:
    """A table with its declared columns as tables no wider and no longer than a page can bear."""
    return [
        {
            "heads": [column.head for column in columns[part]],
            "rows": [row | {"cells": row["cells"][part]} for row in long["rows"]],
        }
        for part in split_columns(columns, most)
        for long in split_rows(rows)
    ]
