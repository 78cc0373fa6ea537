"""What the catalogue's checks know of the warehouse is what the migrations make of it."""

import psycopg

from transforms.catalogue.checks.forms import FIRST_COLUMNS, OWN_TABLES
from transforms.catalogue.forms import STORED_AS
from warehouse.form_tables import TYPES


def relations(url: str) -> set[str]:
    query = "select table_name from information_schema.tables where table_schema = 'core'"
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute(query)}


def columns(url: str, table: str) -> dict[str, str]:
    query = (
        "select column_name, data_type from information_schema.columns "
        "where table_schema = 'core' and table_name = %s"
    )
    with psycopg.connect(url) as connection:
        return dict(connection.execute(query, [f"{table}_row"]).fetchall())


def test_no_form_can_take_the_name_of_a_table_of_ours(warehouse: str):
    taken = {name for name in relations(warehouse) if not name.endswith("_row")}
    assert taken - set(FIRST_COLUMNS) <= OWN_TABLES


def test_the_columns_of_the_first_day_are_as_the_migrations_made_them(warehouse: str):
    assert set(STORED_AS.values()) == set(TYPES)
    for table, declared in FIRST_COLUMNS.items():
        made = columns(warehouse, table)
        wanted = {name: TYPES[kind] for name, kind in declared.items()}
        found = {name: made[name].replace("integer", "bigint") for name in wanted}
        assert found == wanted
