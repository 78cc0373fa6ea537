"""What docs/ repeats of the catalogue and the warehouse is what these say today."""

import psycopg
import pytest

from tools.docs.dictionary import dictionary, missing_comments, read_columns
from tools.docs.pages import DOCS, of_catalogue, part, with_part

ANEW = "chạy .venv/bin/python -m tools.docs"


@pytest.mark.parametrize("name", of_catalogue())
def test_the_form_and_its_rules_are_those_of_the_catalogue(name):
    page = (DOCS / "bieu-mau.md").read_text(encoding="utf-8")
    assert part(name, of_catalogue()[name]) in page, ANEW


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


def test_only_the_part_between_its_marks_is_written_anew():
    page = f"before\n\n{part('x', 'old')}\n\nafter"
    assert with_part(page, "x", "new") == f"before\n\n{part('x', 'new')}\n\nafter"
    with pytest.raises(ValueError, match="one such part"):
        with_part(page, "y", "new")
