"""What came and counts by unit, and the queries with their answers: the Office's own affair."""

from transforms.report.model import Report
from transforms.report.workbooks.sheets import Cell, Sheet


def quality_sheet(report: Report) -> Sheet:
    """One row per reporting unit, then the total."""
    total = report.quality_total
    sheet = Sheet(
        "Chất lượng",
        f"Tình hình gửi báo cáo và số liệu được tổng hợp năm {report.year}",
        [
            "STT",
            "Đơn vị",
            "Tình trạng báo cáo",
            "Phiên bản",
            "Ngày nhận",
            "Hợp lệ đúng hạn",
            "Số người dự kiến",
            "Số người được tính",
            "Số người chưa xác định",
        ],
        [6, 50, 30, 10, 12, 11, 11, 11, 11],
        [],
        (
            " ".join(report.words.quality),
            "* Đơn vị chưa có số liệu: tính theo số người của năm gần nhất có số liệu.",
        ),
    )
    for row in report.quality:
        words = [Cell(row.number, "figure"), Cell(row.name), Cell(row.status)]
        counts = (row.version, row.received, row.on_time, row.expected, row.counted)
        sheet.rows.append([*words, *(Cell(v, "figure") for v in (*counts, row.quarantined))])
    texts = ("", "Tổng cộng", total.units, "", "", total.on_time, total.expected, total.counted)
    sheet.rows.append(
        [
            Cell(text, "words" if place in (1, 2) else "figure", is_bold=True)
            for place, text in enumerate((*texts, total.quarantined))
        ]
    )
    return sheet


def queries_sheet(report: Report) -> Sheet:
    """The warnings of what is counted, with the units' answers."""
    rows = [
        [
            Cell(row.number, "figure"),
            Cell(row.name),
            Cell(row.rule),
            Cell(row.place),
            Cell(row.answer),
        ]
        for row in report.queries
    ]
    return Sheet(
        "Cảnh báo",
        f"Cảnh báo về số liệu và giải trình của đơn vị năm {report.year}",
        ["STT", "Đơn vị", "Cảnh báo", "Vị trí", "Giải trình của đơn vị"],
        [6, 40, 50, 40, 60],
        rows,
    )
