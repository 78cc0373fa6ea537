"""van-ban.json: what a clerk's document system asks; number and date are the clerk's."""

import json

from transforms.report.model import Report

KIND = "BC"  # a report, in Decree 30/2020, annex III, I


def render_record(report: Report) -> bytes:
    """The record as UTF-8, the same bytes for the same report."""
    letter, state = report.letterhead, report.state
    record = {
        "co_quan_ban_hanh": {"ma": report.root_code, "ten": letter.issuer_name},
        "co_quan_chu_quan": letter.parent_name,
        "loai_van_ban": {"ma": KIND, "ten": letter.document_type.capitalize()},
        "so": None,
        "ky_hieu": letter.symbol,
        "trich_yeu": letter.subject,
        "dia_danh": letter.place,
        "ngay_ban_hanh": None,
        "nam_bao_cao": report.year,
        "phien_ban": state.version,
        "kinh_gui": [name for name in (letter.addressee, *letter.addressees) if name],
        "noi_nhan": letter.recipients,
        "phu_luc": list(report.annexes),
        "nguoi_ky": {"chuc_vu": letter.authority, "ho_ten": letter.signer or None},
        "thay_the": letter.replaced or None,
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
