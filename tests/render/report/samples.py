"""Years to look at: a full one, a meagre one, and the first one; figures chosen, not drawn."""

import datetime as dt

from tests.render.report.warehouse import Return

STRENGTHS = "Cấp ủy, lãnh đạo đơn vị quan tâm chỉ đạo; công chức tích cực tự học, tự bồi dưỡng"
SHORTCOMINGS = "Một số người chưa chủ động đăng ký danh hiệu, minh chứng còn thiếu"


def _activities(year: int) -> tuple[tuple[object, ...], ...]:
    return (
        (
            "1.1",
            "Tuyên truyền Kế hoạch xây dựng xã hội học tập tại hội nghị giao ban",
            dt.date(year, 3, 28),
            45,
            1500,
        ),
        ("1.2", "Hưởng ứng Tuần lễ học tập suốt đời", dt.date(year, 10, 2), 40, None),
        ("2.2", "Tập huấn kỹ năng số cho công chức", dt.date(year, 6, 12), 38, 12500),
    )


def full_year(year: int) -> dict[str, Return]:
    """All kinds of units: one rejected, one missing, one partly accepted, one late."""
    plain = {
        "VP": (62, 60, 48, 40, 28),
        "TTR": (24, 24, 15, 11, 6),
        "KHTC": (31, 30, 22, 17, 11),
        "QLDD": (43, 40, 28, 20, 11),
        "KSN": (29, 27, 16, 11, 7),
        "CCMT": (48, 44, 26, 19, 12),
        "VPDK": (118, 108, 71, 50, 33),
        "CNCL": (38, 33, 19, 12, 7),
        "PTQD": (54, 50, 31, 22, 13),
    }
    found = {
        code: Return(
            *counts,
            trained=counts[2],
            narrative={
                "strengths": STRENGTHS,
                "shortcomings": SHORTCOMINGS,
                "causes": "Khối lượng công việc chuyên môn lớn",
                "direction": f"Tiếp tục vận động 100% công chức đăng ký danh hiệu năm {year + 1}.",
                "proposals": "Đề nghị mở thêm lớp bồi dưỡng kỹ năng số",
            }
            if code in ("VP", "VPDK", "PTQD")
            else {},
            activities=_activities(year) if code in ("VP", "CCMT", "VPDK") else (),
        )
        for code, counts in plain.items()
    }
    found["CNDL"] = Return(25, 22, 13, 8, 4, status="partially_accepted", quarantined=1)
    found["QTMT"] = Return(66, 60, 30, 20, 12, status="rejected")
    found["CCMT"].is_on_time = False
    found["KHTC"].status = "accepted_with_warnings"
    found["KHTC"].findings = (
        dict(
            rule_code="Q07",
            severity="warning",
            sheet="Danh sách",
            cell="G12",
            column_name="Danh hiệu",
            message="Có danh hiệu nhưng năm nay chưa có điểm đánh giá.",
            explanation="Danh hiệu còn hiệu lực từ năm trước theo quyết định công nhận",
        ),
        dict(
            rule_code="Q01",
            severity="warning",
            sheet="Danh sách",
            cell="G15",
            column_name="Danh hiệu",
            message="Có danh hiệu nhưng không đăng ký trong năm.",
        ),
    )
    found["CNDL"].findings = (
        dict(
            rule_code="R04",
            severity="critical",
            sheet="Danh sách",
            cell="D9",
            column_name="Đối tượng",
            message="Giá trị ở cột “Đối tượng” không thuộc danh mục.",
        ),
    )
    found["QTMT"].findings = (
        dict(
            rule_code="F07",
            severity="critical",
            sheet="Thông tin",
            cell="B7",
            column_name="Tổng số người",
            message="Tổng số người khai báo không khớp.",
        ),
    )
    return found


def last_year() -> dict[str, Return]:
    """2023: every unit in, a little worse."""
    return {
        "VP": Return(60, 55, 41, 33, 21),
        "TTR": Return(25, 22, 14, 9, 5),
        "KHTC": Return(30, 28, 19, 14, 9),
        "QLDD": Return(44, 38, 25, 17, 9),
        "KSN": Return(30, 26, 15, 10, 6),
        "CCMT": Return(47, 40, 24, 16, 10),
        "VPDK": Return(120, 100, 66, 45, 27),
        "CNCL": Return(37, 30, 17, 11, 6),
        "CNDL": Return(26, 20, 12, 7, 4),
        "PTQD": Return(55, 48, 29, 20, 12),
        "QTMT": Return(64, 55, 33, 22, 13),
        "CNTT": Return(27, 26, 19, 18, 15),
    }


def meagre_year() -> dict[str, Return]:
    """Two of twelve units, no activity and no words."""
    return {"VP": Return(62, 60, 48, 40, 28), "CNDL": Return(0)}


def first_year() -> dict[str, Return]:
    """2021, form 1: counts only, no target yet, no year before."""
    return {
        code: Return(r.people, r.registered, r.title, r.skilled, r.updating)
        for code, r in last_year().items()
    } | {"DDBD": Return(18, 12, 8, 5, 3)}
