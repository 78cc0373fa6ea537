"""How a step becomes an Airflow task: settings from the environment, no useless retry."""

import inspect
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any

from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryRule, get_current_context, task
from airflow.sdk.exceptions import AirflowException

from steps.faults import system_fault
from steps.runs import note
from steps.settings import Settings
from transforms.errors import PipelineError, ReportError

NO_YEAR = "Ô “Năm báo cáo” không cho biết năm nào, có lẽ do đánh dấu tay: hãy chạy lại cả lượt"
UNKNOWN = "Ô “{}”: lỗi của phần mềm, không phải của tệp hay số liệu; hãy báo người quản trị"
LINE = "line"  # what a failed task has to say, in its context
log = logging.getLogger(__name__)


class Told(SystemExit):
    """Ends a task whose failure one line tells whole: Airflow prints no traceback of an exit."""

    def __init__(self) -> None:
        super().__init__(1)


class ToldForGood(Told):
    """The same where trying again cannot help before a person has acted."""


@contextmanager
def in_one_line() -> Iterator[None]:
    """Failures within end the task, each with its one line in the run's note and last in its log.

    A PipelineError fails at once; the machine's failures, which say their line too, and those that
    are not known, which keep their traceback, are tried again as the task says.
    """
    try:
        yield
    except PipelineError as error:
        tell(str(error))
        raise ToldForGood from None
    except AirflowException:
        raise  # a skip, or Airflow's own failure
    except Exception as error:
        if line := system_fault(error):
            tell(line)
            raise Told from None
        tell(UNKNOWN.format(get_current_context()["ti"].task.task_display_name))
        raise


def tell(line: str) -> None:
    """Have the task that is about to fail say a line, in the run's note and last in its log."""
    note(line)
    get_current_context()[LINE] = line  # type: ignore[literal-required]


def say_last(context: Any) -> None:
    """The line of a failed task, once Airflow has said all that it says (a task's callback)."""
    line = context.get(LINE)
    if line:
        log.info("::endgroup::")  # of Airflow's, which the user interface folds away
        log.error("%s", line)


FAILING: dict[str, Any] = {
    "on_failure_callback": say_last,
    "on_retry_callback": say_last,
    "retry_policy": ExceptionRetryPolicy([RetryRule(ToldForGood, RetryAction.FAIL)]),
}
"""What a task needs besides, for ``in_one_line`` within it to do what it says."""


def require_year(year: Any) -> int:
    """The year that the run's first task told; ReportError where it told none."""
    if not isinstance(year, int):
        raise ReportError(NO_YEAR)
    return year


def step(work: Callable[..., Any], **options: Any) -> Any:
    """Make ``work(settings, …)`` a task that takes the other arguments, and fails in one line.

    An asset among the ``outlets`` is told the year it was made for.
    """
    whole = inspect.signature(work)
    signature = whole.replace(parameters=list(whole.parameters.values())[1:])

    @wraps(work)
    def run(*args: Any, **kwargs: Any) -> Any:
        given = signature.bind(*args, **kwargs).arguments
        with in_one_line():
            if "year" in given:
                require_year(given["year"])
            result = work(Settings.from_env(), *args, **kwargs)
        for asset in options.get("outlets", ()):
            get_current_context()["outlet_events"][asset].extra = {"year": given["year"]}
        return result

    run.__signature__ = signature  # type: ignore[attr-defined]
    return task(run, **FAILING, **options)


def label(text: str) -> None:
    """Name the mapped task that runs this step, where there is one.

    As Airflow's pages on dynamic task mapping say ("Named mapping"), though its types do not.
    """
    with suppress(RuntimeError):
        get_current_context()["label"] = text  # type: ignore[typeddict-unknown-key]
