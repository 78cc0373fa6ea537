"""The one place that runs Great Expectations: a suite over a batch's rows, back to row and rule.

Import this module inside a step: Great Expectations takes seconds to import.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
logging.getLogger("great_expectations").setLevel(logging.WARNING)

import great_expectations as gx  # noqa: E402 - after the settings above
import pandas as pd  # noqa: E402
from great_expectations.core.batch_definition import BatchDefinition  # noqa: E402

logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)


class ExpectationFault(RuntimeError):
    """An expectation could not be evaluated: a fault of the system, never of the data."""


@dataclass(frozen=True)
class Failure:
    """A row that an expectation does not hold for.

    ``meta`` is the expectation's: rule, column of the wrong cell, the columns it needs, and what to
    say.
    """

    row_id: int
    meta: dict[str, Any]


def run_suite(
    declared: Mapping[str, Any], frame: pd.DataFrame, parameters: Mapping[str, Any]
) -> list[Failure]:
    """Every failing row of every expectation, in the suite's order and then the frame's.

    ``declared`` is what ``expectations.suites.build_suite`` makes, ``frame`` has a column
    ``row_id``; ``parameters`` fill the suite's ``$PARAMETER``s. Raises ExpectationFault when an
    expectation could not run at all; of a frame without rows it is the suite's own fault.
    """
    if not declared["expectations"]:
        return []
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    suite = context.suites.add(gx.ExpectationSuite(**declared))
    result: Any = (
        _batches(context)
        .get_batch(batch_parameters={"dataframe": frame})
        .validate(
            suite,
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": ["row_id"],
            },
            expectation_parameters=dict(parameters),
        )
    )
    failures = []
    for part in result.results:
        _refuse_crash(part)
        meta = dict(part.expectation_config.meta)
        for row in part.result.get("unexpected_index_list") or []:
            failures.append(Failure(int(row["row_id"]), meta))
    return sorted(failures, key=lambda failure: (failure.meta["position"], failure.row_id))


def _batches(context: Any) -> BatchDefinition[Any]:
    source = context.data_sources.add_pandas("rows")
    batches: BatchDefinition[Any] = source.add_dataframe_asset(
        "rows"
    ).add_batch_definition_whole_dataframe("rows")
    return batches


def _refuse_crash(part: Any) -> None:
    """Raise for an expectation that crashed; ``success`` alone would call it bad data."""
    info = part.exception_info or {}
    crashes = [info] if "raised_exception" in info else list(info.values())
    for crash in crashes:
        if crash.get("raised_exception", True):
            config = part.expectation_config
            raise ExpectationFault(
                f"{config.meta['rule']} ({config.type}): {crash.get('exception_message')}"
            )
