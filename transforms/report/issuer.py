"""Who reports to whom: title blocks, replaced version, signature (Decree 30/2020, annex I, II)."""

from transforms import figures
from transforms.catalogue import Issuer, YearCatalogue
from transforms.report.inputs import Edition
from transforms.report.model import Letterhead, State

BLANK = "\N{NO-BREAK SPACE}" * 6


def describe_edition(received: str, edition: Edition) -> State:
    """Draft or published; a draft is marked, and says as of when. ``received`` may be empty."""
    is_draft = edition.kind == "draft"
    note = f"Số liệu nhận đến ngày {received}" if received else "Chưa nhận được số liệu"
    return State(
        is_draft=is_draft,
        version=edition.version,
        draft_mark="DỰ THẢO" if is_draft else "",
        draft_note=f"({note})" if is_draft else "",
    )


def describe_issuer(issuer: Issuer, catalogue: YearCatalogue, edition: Edition) -> Letterhead:
    """Title blocks and signature; number and day are left to the clerk (art. 15)."""
    several = len(issuer.addressees) > 1
    replaced = _replaced(issuer, edition)
    return Letterhead(
        parent_name=issuer.parent_name.upper(),
        title_name="\n".join(issuer.title_lines) or issuer.title_name,
        issuer_name=issuer.name,
        symbol=issuer.symbol,
        place=issuer.place,
        number_line=f"Số:{BLANK}/{issuer.symbol}",
        date_line=f"{issuer.place}, ngày{BLANK}{_month_and_year(catalogue, bool(replaced))}",
        document_type="BÁO CÁO",
        subject=f"Kết quả thực hiện {issuer.scheme} năm {catalogue.year}",
        scheme=issuer.scheme,
        addressee="" if several else issuer.addressees[0],
        addressees=_listed(issuer.addressees) if several else [],
        replaced=replaced,
        authority=list(issuer.authority),
        signer=issuer.signer,
        recipients=[f"- {name};" for name in issuer.recipients] + [f"- {issuer.archive}."],
        attachment=f"(Kèm theo Báo cáo số{BLANK}/{issuer.symbol} ngày{BLANK}tháng{BLANK}"
        f"năm{BLANK}của {issuer.name})",
    )


def _month_and_year(catalogue: YearCatalogue, is_replacement: bool) -> str:
    """The month of publication; a later version's is not known before the clerk issues it."""
    if is_replacement:
        return f"tháng{BLANK}năm{BLANK}".rstrip()
    day = catalogue.calendar.publication
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"tháng {month} năm {day.year}"


def _replaced(issuer: Issuer, edition: Edition) -> str:
    """The first paragraph of a report that replaces an issued one (art. 18.3); else empty."""
    before = edition.replaces
    if before is None or not before.number or not before.issued_on:
        return ""
    name = before.number if "/" in before.number else f"{before.number}/{issuer.symbol}"
    return (
        f"Báo cáo này thay thế Báo cáo số {name} ngày {figures.day(before.issued_on)} của "
        f"{issuer.name} (theo khoản 3 Điều 18 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm "
        "2020 của Chính phủ về công tác văn thư)."
    )


def _listed(names: tuple[str, ...]) -> list[str]:
    """Several addressees: a dash each, semicolons, a full stop at the end (II.9.b)."""
    ends = [";"] * (len(names) - 1) + ["."]
    return [f"- {name}{end}" for name, end in zip(names, ends, strict=True)]
