"""What we lean on of Airflow 3.3.2 that it does not promise to keep; nothing else of ours does.

Each function says on what, why, and which change upstream would let it go. All else is imported
from ``airflow.sdk``, the providers, and what plugins are made of (tests/steps hold that).
Upstream was searched in November 2026.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

NOTE_LIMIT = 1000  # characters that Airflow keeps of a run's note


def kept_request(context: Any, asked: Mapping[str, Any]) -> Any:
    """The request for an answer that Airflow keeps for this task, made now if there is none.

    Leans on: the supervisor's channel and its message for human-in-the-loop requests.
    Why: Airflow keeps the subject and body of a task's first request when the task is cleared and
    asks again, and no public call reads what is kept; somebody would approve other words.
    Goes with: apache/airflow pull request 73235 (open), "Refresh HITL review details on task
    clear".
    """
    from airflow.sdk.execution_time.comms import CreateHITLDetailPayload
    from airflow.sdk.execution_time.task_runner import SUPERVISOR_COMMS

    payload = {"ti_id": context["task_instance"].id, **asked}
    return SUPERVISOR_COMMS.send(CreateHITLDetailPayload.model_validate(payload))


def forget_requests(dag_run: Any) -> None:
    """Delete what a run's tasks that are still to run were asked before; its history stays.

    Leans on: the models of requests and task instances, and the session that a listener's run
    belongs to.
    Why: as for ``kept_request``; where a whole run is started again, this makes it ask anew.
    Goes with: apache/airflow pull request 73235 (open).
    """
    from airflow.models.hitl import HITLDetail
    from airflow.models.taskinstance import TaskInstance
    from sqlalchemy import delete, select
    from sqlalchemy.orm import object_session

    session = object_session(dag_run)
    if session is None:
        return
    to_run = select(TaskInstance.id).where(
        TaskInstance.dag_id == dag_run.dag_id,
        TaskInstance.run_id == dag_run.run_id,
        TaskInstance.state.is_(None),
    )
    session.execute(
        delete(HITLDetail).where(HITLDetail.ti_id.in_(to_run)),
        execution_options={"synchronize_session": False},
    )


def write_note(dag_run: Any, key: str) -> None:
    """Make a run's note of the lines that its tasks left under an XCom key, in their order.

    Leans on: the model of XComs, and the session that a listener's run belongs to.
    Why: a task cannot write its run's note.
    Goes with: apache/airflow issue 64890 and pull request 69403 (open), "Add runtime DagRun note
    updates".
    """
    from airflow.models.xcom import XComModel
    from sqlalchemy import select
    from sqlalchemy.orm import object_session

    session = object_session(dag_run)
    if session is None:
        return
    rows = session.scalars(
        select(XComModel)
        .where(
            XComModel.dag_id == dag_run.dag_id,
            XComModel.run_id == dag_run.run_id,
            XComModel.key == key,
            XComModel.timestamp >= dag_run.start_date,  # not what an earlier run of it noted
        )
        .order_by(XComModel.timestamp)
    )
    lines = [XComModel.deserialize_value(row) for row in rows]
    if lines:
        dag_run.note = "\n".join(lines)[:NOTE_LIMIT]


def read_logs_from_folder() -> None:
    """Have the API server look for tasks' logs in the folder of logs, and nowhere else.

    Leans on: the method by which the reader of logs asks a component over the network.
    Why: no such servers run here (they would listen on every interface), and the log of each task
    that runs would begin with a connection error.
    Goes with: none found; no setting says where a reader may look.
    """
    from airflow.utils.log.file_task_handler import FileTaskHandler

    FileTaskHandler._read_from_logs_server = lambda *_, **__: ([], [])  # type: ignore[method-assign]


def ready_to_run(file: Path, conf: Mapping[str, Any]) -> Callable[[], bool]:
    """What runs the DAG of a file, once and without retries, and says whether that succeeded.

    The tables of the metadata that the settings name are made at once.

    Leans on: making the metadata's tables, and reading a DAG file into a bag.
    Why: ``dag.test`` is public, but wants tables that only a command makes (5 s more), and no
    public call reads a DAG file by its path.
    Goes with: apache/airflow issue 29803 (closed; a DAG run in isolation) and issue 57306 (open;
    DAG files looked at without a database).
    """
    from airflow.dag_processing.dagbag import DagBag
    from airflow.utils.db import initdb

    initdb()
    (dag,) = DagBag(file).dags.values()
    for task in dag.tasks:
        task.retries = 0  # somebody is waiting at the terminal
    return lambda: dag.test(run_conf=dict(conf)).state == "success"


async def signed_in_user(request: Any) -> Any:
    """The account that a request comes from, None without a valid sign-in.

    Leans on: the dependency by which Airflow's own routes know their user, called as a function.
    Why: what stands before an application has no dependencies; those do not guard unknown paths and
    files, and a plugin's application is open by design.
    Goes with: apache/airflow pull request 72655 (closed; plugins' applications stay open).
    """
    from airflow.api_fastapi.core_api.security import bearer_scheme, get_user
    from fastapi import HTTPException

    try:
        return await get_user(request, None, await bearer_scheme(request))
    except HTTPException:
        return None


def mail_client(connection_id: str) -> tuple[Any, str]:
    """A signed-in ``smtplib`` client of a connection, and the address that it sends from.

    Leans on: the client that the SMTP hook keeps for itself.
    Why: the hook's own sending tries five times more whatever happened, so that a mail which the
    server took just before the line dropped goes out again and again; and it sends no plain text.
    Goes with: none found.
    """
    from airflow.providers.smtp.hooks.smtp import SmtpHook

    hook = SmtpHook(connection_id).get_conn()
    if not hook.from_email:
        raise ValueError("kết nối thiếu from_email (địa chỉ gửi)")
    return hook._smtp_client, hook.from_email
