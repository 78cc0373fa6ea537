"""How `make run` names a file of an unknown unit: by its place in the inbox."""

import pytest

from commands.run import place_in
from tests.inbox import Pipeline
from warehouse import fetch, reading


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("/var/inbox/VP/Báo cáo.xlsx", "VP/Báo cáo.xlsx"),
        ("/var/uploads/Báo cáo.xlsx", "/var/uploads/Báo cáo.xlsx"),
        ("/var/inbox/\x1b[31ma\n.xlsx", "?[31ma?.xlsx"),
    ],
)
def test_a_file_is_named_by_its_place_in_the_inbox(source, shown):
    assert place_in("/var/inbox/", source) == shown


def test_an_unreadable_file_has_its_place_and_what_is_wrong_with_it(tmp_path, warehouse):
    pipeline = Pipeline(tmp_path, warehouse)
    pipeline.send("VP/hỏng.xlsx", b"PK\x03\x04")
    pipeline.run()
    with reading(pipeline.settings) as connection:
        [row] = fetch(connection, "show/unidentified", year=2024)
    assert place_in(pipeline.settings.inbox, row["source"]) == "VP/hỏng.xlsx"
    assert row["rules"] == "F01"
    assert row["message"].startswith("Không đọc được tệp")
