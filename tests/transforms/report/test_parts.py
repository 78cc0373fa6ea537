"""Long tables are cut into parts."""

import pytest

from transforms.report.parts import ROWS_PER_TABLE, split_rows


@pytest.mark.parametrize(
    ("rows", "parts"), [(0, [0]), (1, [1]), (400, [400]), (801, [400, 400, 1])]
)
def test_long_tables_come_in_parts(rows, parts):
    assert ROWS_PER_TABLE == 400
    found = split_rows([{"n": n} for n in range(rows)])
    assert [len(part.rows) for part in found] == parts
    assert [part.is_last for part in found] == [False] * (len(parts) - 1) + [True]
