"""What docs/ repeats of the catalogue and the warehouse is what these say today."""

import re

import psycopg
import pytest
from sqlalchemy import create_engine

from tests.workbooks import catalogue
from tools.docs.dictionary import dictionary, missing_comments, read_columns
from tools.docs.pages import DOCS, of_catalogue, of_libraries, of_tests, part, with_part
from transforms.catalogue.forms import Form, FormField, Sheet
from warehouse.addresses import sqlalchemy_url
from warehouse.form_tables import fit_tables

ANEW = "chạy .venv/bin/python -m tools.docs"


@pytest.mark.parametrize("name", of_catalogue())
def test_the_form_and_its_rules_are_those_of_the_catalogue(name):
    page = (DOCS / "bieu-mau.md").read_text(encoding="utf-8")
    assert part(name, of_catalogue()[name]) in page, ANEW


def test_the_faults_are_those_of_the_tests():
    made = of_tests()["sự cố"]
    assert part("sự cố", made) in (DOCS / "su-co.md").read_text(encoding="utf-8"), ANEW
    assert len(made.splitlines()) > 32


def test_the_licences_are_those_of_the_libraries_and_none_binds_our_own_code():
    made = of_libraries()["giấy phép"]
    assert part("giấy phép", made) in (DOCS / "giay-phep.md").read_text(encoding="utf-8"), ANEW
    rows = [line for line in made.splitlines() if re.search(r"\b(A?GPL|Affero)", line)]
    assert [row for row in rows if not re.search("Apache|Artistic|EPL-2.0 OR", row)] == []


def test_the_dictionary_is_that_of_the_warehouse(server):
    page = (DOCS / "tu-dien-du-lieu.md").read_text(encoding="utf-8")
    assert part("bảng", dictionary(server)) in page, ANEW


def test_every_table_view_and_column_is_described(server):
    assert missing_comments(server) == []


def test_every_table_says_what_a_row_is_and_where_it_comes_from(server):
    said = {f"{schema}.{name}": about for schema, name, _, _, about, *_ in read_columns(server)}
    assert [n for n, about in said.items() if "Nguồn: " not in about] == []
    assert [n for n, about in said.items() if not about.startswith("Một dòng ")] == []


def test_a_table_or_column_without_a_word_is_named(warehouse):
    with psycopg.connect(warehouse) as connection:
        connection.execute("create table core.new (x text)")
        connection.execute("comment on column mart.indicator.is_met is null")
    assert missing_comments(warehouse) == ["core.new", "core.new.x", "mart.indicator.is_met"]


def test_what_the_form_adds_at_run_time_is_described_by_its_headers(warehouse):
    form = catalogue().of_year(2024).form
    added = FormField(header="Ngoại ngữ", column="foreign_language", kind="text")
    listed = Sheet(name="Thiết bị", table="device", shape="table", fields=(added,))
    roster = form.sheet("roster")
    longer = Sheet(**roster.model_dump() | {"fields": (*roster.fields, added)})
    changed = Form(**form.model_dump() | {"sheets": (form.sheet("info"), longer, listed)})
    with create_engine(sqlalchemy_url(warehouse)).begin() as connection:
        fit_tables(connection, [changed])
    assert missing_comments(warehouse) == []
    said = {f"{name}.{column}": row[-1] for _, name, column, *row in read_columns(warehouse)}
    assert said["roster.foreign_language"] == "Cột “Ngoại ngữ” của trang “Danh sách”."
    assert said["device_row.foreign_language"] == "Cột “Ngoại ngữ” của trang “Thiết bị”."


def test_only_the_part_between_its_marks_is_written_anew():
    page = f"before\n\n{part('x', 'old')}\n\nafter"
    assert with_part(page, "x", "new") == f"before\n\n{part('x', 'new')}\n\nafter"
    with pytest.raises(ValueError, match="one such part"):
        with_part(page, "y", "new")
