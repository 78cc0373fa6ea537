"""How a step becomes an Airflow task: settings from the environment, no useless retry."""

import inspect
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from airflow.sdk import get_current_context, task
from airflow.sdk.exceptions import AirflowFailException

from steps.settings import Settings
from transforms.errors import PipelineError

log = logging.getLogger(__name__)


def step(work: Callable[..., Any], **options: Any) -> Any:
    """Make ``work(settings, …)`` a task that takes the other arguments.

    A PipelineError fails at once, with its one line: a rerun cannot help before a person has
    acted. Everything else is retried as the DAG says.
    """

    @wraps(work)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return work(Settings.from_env(), *args, **kwargs)
        except PipelineError as error:
            log.error("%s", error)
            raise AirflowFailException(str(error)) from None

    signature = inspect.signature(work)
    given = list(signature.parameters.values())[1:]
    run.__signature__ = signature.replace(parameters=given)  # type: ignore[attr-defined]
    return task(run, **options)


def label(text: str) -> None:
    """Name the mapped task that runs this step, where there is one.

    As Airflow's pages on dynamic task mapping say ("Named mapping"), though its types do not.
    """
    with suppress(RuntimeError):
        get_current_context()["label"] = text  # type: ignore[typeddict-unknown-key]
