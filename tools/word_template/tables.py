"""The tables of the report: headers, one row per item, widths in millimetres that fill the page."""

from docx.document import Document
from docx.table import Table

from tools.word_template.parts import (
    fill,
    keep_rows,
    keep_together,
    leave_open,
    plain_table,
    small_gap,
)

HEAD, WORDS, FIGURE = "ND30 Đầu bảng", "ND30 Ô chữ", "ND30 Ô số"
BOLD = " đậm"
LAST_TAG = "{%tc endfor %}"


def add_targets(document: Document) -> None:
    """The targets of the year (165 mm)."""
    columns = (
        ("STT", 10, "{{ loop.index }}", FIGURE),
        ("Mục tiêu", 32, "{{ row.short }}", WORDS),
        ("Kết quả (người)", 19, "{{ row.people }}", FIGURE),
        ("Tỷ lệ năm {{ year }}", 15, "{{ row.rate }}", FIGURE),
        ("Tỷ lệ năm {{ last_year }}", 15, "{{ row.last_rate }}", FIGURE),
        ("Tăng, giảm (điểm %)", 14, "{{ row.change_text }}", FIGURE),
        ("Mục tiêu (năm)", 23, "{{ row.target_text }}", FIGURE),
        ("So với mục tiêu (điểm %)", 15, "{{ row.gap_text }}", FIGURE),
        ("Đánh giá", 22, "{{ row.verdict_text }}", WORDS),
    )
    title(document, "Bảng 1. Kết quả thực hiện các mục tiêu năm {{ year }}")
    keep_together(list_rows(document, columns, "targets"))
    small_gap(document)


def add_staff(document: Document) -> None:
    """Results by staff type (165 mm), the total in bold; columns as the catalogue declares."""
    title(document, "Bảng 2. Kết quả theo đối tượng năm {{ year }}")
    document.add_paragraph("{%p for part in staff_parts %}")
    columns = (
        ("Đối tượng", 33, "{{ row.name }}", WORDS),
        *repeated("head in part.heads", "cell in row.cells", 132),
    )
    keep_together(list_rows(document, columns, "part.rows", plain="type"))
    small_gap(document)
    document.add_paragraph("{%p endfor %}")


def add_trend(document: Document) -> None:
    """The department year by year (165 mm); one column per target."""
    title(document, "Bảng {{ 3 if staff else 2 }}. Kết quả thực hiện các mục tiêu qua các năm")
    columns = (
        ("Năm", 14, "{{ row.year }}", FIGURE),
        ("Cơ quan báo cáo", 50, "{{ row.department }}", WORDS),
        ("Số đơn vị được tổng hợp", 23, "{{ row.units }}", FIGURE),
        *repeated("head in trend.heads", "rate in row.rates", 78),
    )
    keep_together(list_rows(document, columns, "trend.rows"))
    small_gap(document)


def add_units(document: Document) -> None:
    """Annex I (252 mm): groups and the total in bold; columns as the catalogue declares."""
    columns = (
        ("STT", 10, "{{ row.number }}", FIGURE),
        ("Đơn vị", 56, "{{ row.name }}", WORDS),
        *repeated("head in part.heads", "cell in row.cells", 160),
        ("Ghi chú", 26, "{{ row.note }}", WORDS),
    )
    document.add_paragraph("{%p for part in units_parts %}")
    list_rows(document, columns, "part.rows", plain="unit")
    small_gap(document)
    document.add_paragraph("{%p endfor %}")


def repeated(heads: str, cells: str, width: float):
    """Columns that share a width, one per item: a loop over heads, and one over a row's cells.

    Word needs a cell for each tag. Their own width is left open: the run shares it out.
    """
    return tuple(
        (head, width / 3, cell, FIGURE)
        for head, cell in (
            (f"{{%tc for {heads} %}}", f"{{%tc for {cells} %}}"),
            (f"{{{{ {heads.partition(' ')[0]} }}}}", f"{{{{ {cells.partition(' ')[0]} }}}}"),
            (LAST_TAG, LAST_TAG),
        )
    )


def add_quality(document: Document) -> None:
    """Annex II: what came and counts, unit by unit (252 mm), the total in bold."""
    columns = (
        ("STT", 12, "{{ row.number }}", FIGURE),
        ("Đơn vị", 78, "{{ row.name }}", WORDS),
        ("Tình trạng báo cáo", 42, "{{ row.status }}", WORDS),
        ("Phiên bản", 20, "{{ row.version }}", FIGURE),
        ("Ngày nhận", 26, "{{ row.received }}", FIGURE),
        ("Hợp lệ đúng hạn", 20, "{{ row.on_time }}", FIGURE),
        ("Số người dự kiến", 18, "{{ row.expected }}", FIGURE),
        ("Số người được tính", 18, "{{ row.counted }}", FIGURE),
        ("Số người chưa xác định", 18, "{{ row.quarantined }}", FIGURE),
    )
    title(document, "Bảng 1. Tình hình gửi báo cáo và số liệu được tổng hợp")
    document.add_paragraph("{%p for part in quality_parts %}")
    table = list_rows(document, columns, "part.rows")
    total = (
        "",
        "Tổng cộng",
        "{{ quality_total.units }}",
        "",
        "",
        "{{ quality_total.on_time }}",
        "{{ quality_total.expected }}",
        "{{ quality_total.counted }}",
        "{{ quality_total.quarantined }}",
    )
    styles = [style for _, _, _, style in columns]
    fill(table.add_row().cells[0], "{%tr if part.is_last %}", WORDS)
    for cell, text, style in zip(table.add_row().cells, total, styles, strict=True):
        fill(cell, text, style + BOLD)
    fill(table.add_row().cells[0], "{%tr endif %}", WORDS)
    keep_rows(table, headers=1)
    small_gap(document)
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if not coverage.is_complete %}")
    document.add_paragraph(
        "* Đơn vị chưa có số liệu được tổng hợp: tính theo số người của năm {{ last_year }}.",
        style="ND30 Chú thích",
    )
    document.add_paragraph("{%p endif %}")


def add_queries(document: Document) -> None:
    """Annex II: the warnings of what is counted, with the units' answers (252 mm)."""
    columns = (
        ("STT", 12, "{{ row.number }}", FIGURE),
        ("Đơn vị", 62, "{{ row.name }}", WORDS),
        ("Cảnh báo", 62, "{{ row.rule }}", WORDS),
        ("Vị trí", 46, "{{ row.place }}", WORDS),
        ("Giải trình của đơn vị", 70, "{{ row.answer }}", WORDS),
    )
    title(document, "Bảng 2. Cảnh báo về số liệu và giải trình của đơn vị")
    list_rows(document, columns, "queries")


def add_changes(document: Document) -> None:
    """Annex II of a report that replaces an issued one: what figures it changes (252 mm)."""
    columns = (
        ("STT", 12, "{{ loop.index }}", FIGURE),
        ("Số liệu", 160, "{{ row.label }}", WORDS),
        ("Đã ban hành", 40, "{{ row.before }}", FIGURE),
        ("Nay là", 40, "{{ row.after }}", FIGURE),
    )
    title(document, "Bảng {{ 3 if queries else 2 }}. Số liệu thay đổi so với báo cáo được thay thế")
    list_rows(document, columns, "changes")


def title(document: Document, text: str) -> None:
    """A table's name above it, kept with it."""
    document.add_paragraph(text, style="ND30 Tên bảng")


def list_rows(document: Document, columns, rows: str, plain: str = "") -> Table:
    """A header and one row per item; with ``plain``, rows of any other kind are in bold."""
    widths = tuple(width for _, width, _, _ in columns)
    table = plain_table(document, widths, rows=7 if plain else 3, bordered=True)
    for cell, (head, _, _, _) in zip(table.rows[0].cells, columns, strict=True):
        fill(cell, head, HEAD)
    if plain:
        tags = {1: f"for row in {rows}", 2: f"if row.kind == '{plain}'", 4: "else", 6: "endif"}
        lines = {3: "", 5: BOLD}
    else:
        tags, lines = {1: f"for row in {rows}"}, {2: ""}
    for number, tag in tags.items():
        fill(table.rows[number].cells[0], f"{{%tr {tag} %}}", WORDS)
    for number, bold in lines.items():
        for cell, (_, _, text, style) in zip(table.rows[number].cells, columns, strict=True):
            fill(cell, text, style + bold)
    fill(table.add_row().cells[0], "{%tr endfor %}", WORDS)
    keep_rows(table, headers=1)
    heads = [head for head, _, _, _ in columns]
    if LAST_TAG in heads:
        last = heads.index(LAST_TAG)
        leave_open(table, [last - 2, last - 1, last])
    return table
