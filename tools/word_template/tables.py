"""The tables of the report: headers, one row per item, widths in millimetres that fill the page."""

from copy import deepcopy

from docx.document import Document
from docx.table import Table

from tools.word_template.parts import (
    element,
    fill,
    keep_head,
    keep_row,
    keep_rows,
    keep_together,
    leave_open,
    plain_table,
    small_gap,
)

HEAD, WORDS, FIGURE = "ND30 Đầu bảng", "ND30 Ô chữ", "ND30 Ô số"
NUMBER = "ND30 Số cột"
BOLD = " đậm"
LAST_TAG = "{%tc endfor %}"


def add_targets(document: Document) -> None:
    """The targets of the year (165 mm)."""
    columns = (
        ("Mục tiêu", 33, "{{ row.short }}", WORDS),
        ("Đến năm", 11, "{{ row.until }}", FIGURE),
        ("Kết quả (người)", 25, "{{ row.people }}", FIGURE),
        ("Tỷ lệ năm {{ year }}", 14, "{{ row.rate }}", FIGURE),
        ("Tỷ lệ năm {{ year - 1 }}", 14, "{{ row.last_rate }}", FIGURE),
        ("Tăng, giảm (điểm %)", 13, "{{ row.change_text }}", FIGURE),
        ("Mức phải đạt", 12, "{{ row.target }}", FIGURE),
        ("Còn thiếu (người)", 15, "{{ row.people_short }}", FIGURE),
        ("Đánh giá", 28, "{{ row.verdict_text }}", WORDS),
    )
    title(document, "Bảng 1. Kết quả thực hiện các mục tiêu năm {{ year }}")
    keep_head(list_rows(document, columns, "verdicts"))
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
    """The department year by year (252 mm); one column per target."""
    title(document, "Kết quả thực hiện các mục tiêu qua các năm")
    columns = (
        ("Năm", 14, "{{ row.year }}", FIGURE),
        ("Cơ quan báo cáo", 90, "{{ row.department }}", WORDS),
        ("Số đơn vị được tổng hợp", 23, "{{ row.units }}", FIGURE),
        *repeated("head in trend.heads", "rate in row.rates", 125),
    )
    keep_together(list_rows(document, columns, "trend.rows"))
    small_gap(document)


def add_limitations(document: Document) -> None:
    """Limitations by theme with causes and remedies (165 mm); as long as the themes are many."""
    title(
        document,
        "Bảng {{ 3 if staff else 2 }}. Tồn tại, hạn chế, nguyên nhân và giải pháp",
    )
    columns = (
        ("Chủ đề", 20, "{{ row.theme }}", WORDS),
        ("Tồn tại, hạn chế", 49, "{{ row.limitations }}", WORDS),
        ("Nguyên nhân", 41, "{{ row.causes or '–' }}", WORDS),
        ("Giải pháp", 41, "{{ row.remedies or '–' }}", WORDS),
        ("Số đơn vị nêu", 14, "{{ row.count }}", FIGURE),
    )
    list_rows(document, columns, "synthesis.limitations")
    small_gap(document)


def add_units(document: Document) -> None:
    """Annex I (252 mm): groups and the total in bold; columns as the catalogue declares."""
    columns = (
        ("STT", 9.5, "{{ row.number }}", FIGURE),
        ("Đơn vị", 47, "{{ row.name }}", WORDS),
        *repeated("head in part.heads", "cell in row.cells", 142),
        ("{{ verdict_head }}", 28.5, "{{ row.verdict }}", WORDS),
        ("Ghi chú", 25, "{{ row.note }}", WORDS),
    )
    document.add_paragraph("{%p for part in units_parts %}")
    table = list_rows(document, columns, "part.rows", plain="unit")
    keep_row(table.rows[5])  # a group stands with the first below it
    group_heads(table)
    small_gap(document)
    document.add_paragraph("{%p endfor %}")


def group_heads(table: Table) -> None:
    """Above the heads those of their groups, below them their numbers; other heads reach through.

    The repeated columns are the three from the third on, one for each tag.
    """
    rows = [("group in part.groups", "{% colspan group.span %}{{ group.head }}", HEAD)]
    rows.append(("number in part.numbers", "{{ number }}", NUMBER))
    for place, (loop, text, style) in zip((0, 2), rows, strict=True):
        row = deepcopy(table.rows[place and 1]._tr)
        table.rows[0]._tr.addprevious(row) if not place else table.rows[1]._tr.addnext(row)
        for cell, inner in zip(
            table.rows[place].cells[2:5], (f"{{%tc for {loop} %}}", text, LAST_TAG), strict=True
        ):
            cell.paragraphs[0].runs[0].text = inner
            cell.paragraphs[0].style = style
    for place in (0, 1, -2, -1):
        cells = [row.cells[place] for row in table.rows[:3]]
        for cell in cells[1:]:
            cell.paragraphs[0].runs[0].text = ""
        for cell, value in zip(cells, ("restart", "continue", "continue"), strict=True):
            cell._tc.get_or_add_tcPr().append(element("vMerge", val=value))


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


def add_tasks(document: Document) -> None:
    """Annex II: what the plan asks for and what was done, task by task (252 mm)."""
    columns = (
        ("Mã", 14, "{{ row.code }}", FIGURE),
        ("Nhiệm vụ", 92, "{{ row.title }}", WORDS),
        ("Kế hoạch", 48, "{{ row.plan }}", WORDS),
        ("Số hoạt động", 20, "{{ row.activities }}", FIGURE),
        ("Số đơn vị", 18, "{{ row.units }}", FIGURE),
        ("Lượt người", 22, "{{ row.participants }}", FIGURE),
        ("Mức độ hoàn thành", 38, "{{ row.level }}", WORDS),
    )
    list_rows(document, columns, "tasks")
    small_gap(document)


def add_documents(document: Document) -> None:
    """Annex III: the documents issued in the year (252 mm)."""
    columns = (
        ("STT", 12, "{{ loop.index }}", FIGURE),
        ("Văn bản", 62, "{{ row.name }}", WORDS),
        ("Ngày ban hành", 28, "{{ row.date }}", FIGURE),
        ("Nội dung", 96, "{{ row.title }}", WORDS),
        ("Cơ quan ban hành", 54, "{{ row.issuer }}", WORDS),
    )
    title(document, "Văn bản chỉ đạo, tổ chức thực hiện")
    list_rows(document, columns, "document_lines")
    small_gap(document)


def add_budget(document: Document) -> None:
    """Annex III: what was spent, task by task (252 mm)."""
    columns = (
        ("Mã", 14, "{{ row.code }}", FIGURE),
        ("Nhiệm vụ", 144, "{{ row.title }}", WORDS),
        ("Số hoạt động có kinh phí", 44, "{{ row.activities }}", FIGURE),
        ("Kinh phí (đồng)", 50, "{{ row.budget }}", FIGURE),
    )
    title(document, "Kinh phí thực hiện theo nhiệm vụ")
    list_rows(document, columns, "budget", plain="task")
    small_gap(document)


def add_changes(document: Document) -> None:
    """Annex II of a report that replaces an issued one: what figures it changes (252 mm)."""
    columns = (
        ("STT", 12, "{{ loop.index }}", FIGURE),
        ("Số liệu", 160, "{{ row.label }}", WORDS),
        ("Đã ban hành", 40, "{{ row.before }}", FIGURE),
        ("Nay là", 40, "{{ row.after }}", FIGURE),
    )
    title(document, "Số liệu thay đổi so với báo cáo được thay thế")
    list_rows(document, columns, "chief_changes")


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
