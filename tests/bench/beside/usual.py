"""What people do: one ``pandas.read_excel`` and one Great Expectations validation per file."""

import json
import logging
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

STARTED = time.perf_counter()
os.environ["GX_ANALYTICS_ENABLED"] = "false"
import great_expectations as gx  # noqa: E402
import great_expectations.expectations as gxe  # noqa: E402
import pandas as pd  # noqa: E402

MARKS = ("Đăng ký", "Danh hiệu", "Kỹ năng số", "Tự cập nhật")
STAFF_TYPES = ["Công chức", "Viên chức", "Người lao động"]


def suite_of() -> gx.ExpectationSuite:
    """The row rules of the form, as far as the benchmark's faults go, and those like them."""
    return gx.ExpectationSuite(
        name="roster",
        expectations=[
            gxe.ExpectColumnValuesToNotBeNull(column="Mã số"),
            gxe.ExpectColumnValuesToMatchRegex(column="Mã số", regex=r"^[A-Za-z0-9.-]{1,20}$"),
            gxe.ExpectColumnValuesToBeUnique(column="Mã số"),
            gxe.ExpectColumnValuesToNotBeNull(column="Họ và tên"),
            gxe.ExpectColumnValuesToBeInSet(column="Đối tượng", value_set=STAFF_TYPES),
            *(gxe.ExpectColumnValuesToBeInSet(column=name, value_set=["x"]) for name in MARKS),
            gxe.ExpectColumnValuesToBeBetween(column="Điểm", min_value=0, max_value=100),
            gxe.ExpectColumnValuesToBeBetween(
                column="Điểm", min_value=80, row_condition='`Danh hiệu` == "x"',
                condition_parser="pandas",
            ),
            gxe.ExpectColumnValuesToNotBeNull(
                column="Kỹ năng số", row_condition='`Tự cập nhật` == "x"',
                condition_parser="pandas",
            ),
        ],
    )  # fmt: skip


def judge(path: Path, batches: Any, suite: gx.ExpectationSuite) -> dict[str, int]:
    """What one file adds to the answer."""
    info = pd.read_excel(path, sheet_name="Thông tin", header=None)
    declared = int(info.loc[info[0] == "Tổng số người", 1].iloc[0])
    raw = pd.read_excel(path, sheet_name="Danh sách", header=None, dtype=object)
    head = int(raw.index[(raw == "Mã số").any(axis=1)][0])
    frame = raw.iloc[head + 1 :].set_axis(raw.iloc[head].tolist(), axis=1)
    frame = frame[frame.drop(columns="STT").notna().any(axis=1)].reset_index(drop=True)
    frame["Điểm"] = pd.to_numeric(frame["Điểm"])
    result = batches.get_batch({"dataframe": frame}).validate(suite, result_format="COMPLETE")
    wrong = {
        index for one in result.results for index in one.result.get("unexpected_index_list") or ()
    }
    if declared != len(frame) or 100 * len(wrong) > 5 * len(frame):
        return {"files": 1, "rejected": 1}
    sound = frame.drop(index=[*wrong])
    holders = sound[sound["Danh hiệu"] == "x"]
    skilled = holders[holders["Kỹ năng số"] == "x"]
    return {
        "files": 1, "rejected": 0, "quarantined": len(wrong), "headcount": declared,
        "holders": len(holders), "skilled": len(skilled),
        "updating": int((skilled["Tự cập nhật"] == "x").sum()),
    }  # fmt: skip


def main(folder: Path) -> None:
    """Read and judge a folder's files; tells the answer as JSON, and what the start took."""
    logging.disable(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("files")
    batches = source.add_dataframe_asset("roster").add_batch_definition_whole_dataframe("all")
    suite = context.suites.add(suite_of())
    start = (time.perf_counter() - STARTED, time.process_time())
    answer: Counter[str] = Counter()
    for path in sorted(folder.glob("*.xlsx")):
        answer.update(judge(path, batches, suite))
    print(json.dumps({"answer": answer, "start": start}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
