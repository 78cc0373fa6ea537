"""How a step becomes an Airflow task: settings from the environment, no useless retry."""

import inspect
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from airflow.sdk import get_current_context, task
from airflow.sdk.exceptions import AirflowFailException

from steps.faults import system_fault
from steps.settings import Settings
from transforms.errors import PipelineError

log = logging.getLogger(__name__)


def step(work: Callable[..., Any], **options: Any) -> Any:
    """Make ``work(settings, …)`` a task that takes the other arguments.

    A PipelineError fails at once, with its one line: a rerun cannot help before a person has
    acted. Everything else is retried as the DAG says; the machine's failures say their one line
    before. An asset among the ``outlets`` is told the
    year it was made for.
    """
    whole = inspect.signature(work)
    signature = whole.replace(parameters=list(whole.parameters.values())[1:])

    @wraps(work)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            result = work(Settings.from_env(), *args, **kwargs)
        except PipelineError as error:
            log.error("%s", error)
            raise AirflowFailException(str(error)) from None
        except Exception as error:
            if line := system_fault(error):
                log.error("%s", line)
            raise
        for asset in options.get("outlets", ()):
            year = signature.bind(*args, **kwargs).arguments["year"]
            get_current_context()["outlet_events"][asset].extra = {"year": year}
        return result

    run.__signature__ = signature  # type: ignore[attr-defined]
    return task(run, **options)


def label(text: str) -> None:
    """Name the mapped task that runs this step, where there is one.

    As Airflow's pages on dynamic task mapping say ("Named mapping"), though its types do not.
    """
    with suppress(RuntimeError):
        get_current_context()["label"] = text  # type: ignore[typeddict-unknown-key]
