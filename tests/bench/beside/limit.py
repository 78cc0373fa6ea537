"""The limit: python-calamine in a process per core and DuckDB SQL; row rules and totals, no more.

No look for hostile files, no other layout than the form's, no answer to anybody, nothing kept.
"""

import json
import multiprocessing
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from python_calamine import CalamineWorkbook

HEADER, COUNT_LABEL = "Mã số", "Tổng số người"
COLUMNS = (
    "file", "declared", "code", "name", "staff_type", "registered", "score", "recognised",
    "skilled", "updating",
)  # fmt: skip
TOTALS = """
with judged as (
    select *,
        code is null or not regexp_full_match(code, '[A-Za-z0-9.-]{1,20}')
        or count(*) over (partition by file, upper(code)) > 1
        or name is null
        or coalesce(staff_type, '') not in ('Công chức', 'Viên chức', 'Người lao động')
        or greatest(registered, recognised, skilled, updating) not in ('', 'x')
        or (score is not null and try_cast(score as double) is null)
        or try_cast(score as double) not between 0 and 100
        or (recognised = 'x' and try_cast(score as double) < 80)
        or (updating = 'x' and skilled <> 'x') as is_wrong
    from people
),
files as (
    select file, declared, count(*) filter (where is_wrong) as wrong, count(*) as listed
    from judged group by file, declared
),
verdicts as (
    select *, declared <> listed or 100 * wrong > 5 * listed as is_rejected from files
),
totals as (
    select
        count(*) filter (where recognised = 'x') as holders,
        count(*) filter (where recognised = 'x' and skilled = 'x') as skilled,
        count(*) filter (where recognised = 'x' and skilled = 'x' and updating = 'x') as updating
    from judged join verdicts using (file)
    where not is_wrong and not is_rejected
)
select
    count(*) as files,
    count(*) filter (where is_rejected) as rejected,
    sum(wrong) filter (where not is_rejected) as quarantined,
    sum(declared) filter (where not is_rejected) as headcount,
    any_value(t.holders) as holders, any_value(t.skilled) as skilled,
    any_value(t.updating) as updating
from verdicts, totals t
"""


def people_of(path: Path) -> list[tuple[Any, ...]]:
    """A file's rows of `Danh sách` beside the number of people that it declares."""
    book = CalamineWorkbook.from_path(path)
    info = book.get_sheet_by_name("Thông tin").to_python()
    declared = next(int(row[1]) for row in info if row[0] == COUNT_LABEL)
    rows = book.get_sheet_by_name("Danh sách").to_python()
    head = next(number for number, row in enumerate(rows) if HEADER in row)
    first = rows[head].index(HEADER)
    return [
        (path.name, declared, *(_text(value) for value in row[first : first + 3]),
         row[first + 3] or "", None if row[first + 4] == "" else str(row[first + 4]),
         *(value or "" for value in row[first + 5 : first + 8]))
        for row in rows[head + 1 :]
        if any(value != "" for value in row[first:])
    ]  # fmt: skip


def _text(value: Any) -> str | None:
    return str(value) if value != "" else None


def main(folder: Path) -> None:
    """Read and judge a folder's files; tells the answer as JSON."""
    paths = sorted(folder.glob("*.xlsx"))
    with multiprocessing.Pool() as pool:
        rows = [row for found in pool.imap(people_of, paths, chunksize=25) for row in found]
    people = pa.table(dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True)))
    with duckdb.connect() as connection:
        connection.register("people", people)
        found = connection.execute(TOTALS)
        names = [column[0] for column in found.description]
        [totals] = found.fetchall()
    print(json.dumps({"answer": {n: int(v or 0) for n, v in zip(names, totals, strict=True)}}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
