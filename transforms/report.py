"""The report as one plain structure: everything Word, HTML and the workbooks print, and no more."""

from typing import Any

from transforms import figures
from transforms.catalogue import Issuer, YearCatalogue
from transforms.report_charts import describe_charts
from transforms.report_comparison import Comparison
from transforms.report_coverage import as_of, describe_period, summarise_coverage
from transforms.report_inputs import Edition, ReportInputs
from transforms.report_targets import describe
from transforms.report_text import coverage_sentences
from transforms.report_units import list_staff, list_units

BLANK = "\N{NO-BREAK SPACE}" * 6


def build_report(inputs: ReportInputs, edition: Edition = Edition()) -> dict[str, Any]:
    """The model of one year's report; every text in it is final.

    ``targets`` are the catalogue's indicators that are no supplement, ``supplements`` the others,
    ``units`` the rows of annex I, ``coverage`` what all of it rests on.
    """
    catalogue = inputs.catalogue
    comparison = Comparison(inputs)
    coverage = summarise_coverage(inputs, comparison)
    described = {
        unit.unit_code: {
            indicator.code: describe(
                indicator, unit.unit_code, comparison.counts, comparison, catalogue, coverage["scope"]
            )
            for indicator in catalogue.indicators
        }
        for unit in catalogue.units
    }
    received = as_of(inputs.submission, inputs.year)
    received_text = figures.day(received) if received else ""
    root = described[catalogue.root.unit_code]
    targets = [root[i.code] for i in catalogue.indicators if not i.is_supplementary]
    return {
        "year": inputs.year,
        "stamp": catalogue.calendar.publication,
        "last_year": inputs.year - 1,
        "next_year": inputs.year + 1,
        "period": describe_period(catalogue),
        "legal_bases": list(catalogue.legal_bases),
        "coverage": coverage | {"sentences": coverage_sentences(coverage, received_text)},
        "targets": targets,
        "charts": describe_charts(targets, inputs.year, coverage["note"]),
        "supplements": [root[i.code] for i in catalogue.indicators if i.is_supplementary],
        "units": list_units(catalogue, coverage, comparison.counts, described),
        "staff": list_staff(
            inputs.staff, coverage["quarantined_people"], catalogue.indicators
        ),
        **_describe_edition(received_text, edition),
        **_describe_issuer(catalogue.issuer, catalogue, edition),
    }


def _describe_edition(received: str, edition: Edition) -> dict[str, Any]:
    is_draft = edition.kind == "draft"
    note = f"Số liệu nhận đến ngày {received}" if received else "Chưa nhận được số liệu"
    return {
        "is_draft": is_draft,
        "version": edition.version,
        "as_of": received,
        "draft_mark": "DỰ THẢO" if is_draft else "",
        "draft_note": f"({note})" if is_draft else "",
    }


def _describe_issuer(
    issuer: Issuer, catalogue: YearCatalogue, edition: Edition
) -> dict[str, Any]:
    """Title blocks and signature (Decree 30/2020, annex I, II.2-9); number and day are the clerk's."""
    month = f"{catalogue.calendar.publication.month:02d}"
    if catalogue.calendar.publication.month > 2:
        month = str(catalogue.calendar.publication.month)
    several = len(issuer.addressees) > 1
    return {
        "parent_name": issuer.parent_name.upper(),
        "title_name": issuer.title_name,
        "issuer_name": issuer.name,
        "number_line": f"Số:{BLANK}/{issuer.symbol}",
        "date_line": f"{issuer.place}, ngày{BLANK}tháng {month} năm {catalogue.calendar.publication.year}",
        "document_type": "BÁO CÁO",
        "subject": f"Kết quả thực hiện {issuer.scheme} năm {catalogue.year}",
        "scheme": issuer.scheme,
        "addressee": "" if several else issuer.addressees[0],
        "addressees": list(_listed(issuer.addressees)) if several else [],
        "authority": list(issuer.authority),
        "signer": issuer.signer,
        "recipients": [f"- {name};" for name in issuer.recipients] + [f"- {issuer.archive}."],
        "attachment": f"(Kèm theo Báo cáo số{BLANK}/{issuer.symbol} ngày{BLANK}tháng{BLANK}"
        f"năm {catalogue.calendar.publication.year} của {issuer.name})",
    }


def _listed(names: tuple[str, ...]) -> list[str]:
    """Several addressees: a dash each, semicolons, a full stop at the end (II.9.b)."""
    ends = [";"] * (len(names) - 1) + ["."]
    return [f"- {name}{end}" for name, end in zip(names, ends, strict=True)]
