"""Airflow as the signed-in account may use it: its own REST interface, within the same process.

So every right, check and record of Airflow's holds for what is done at the desk too.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
from anyio import from_thread
from fastapi import HTTPException, Request

from steps.publication.answers import CANDIDATE

CREDENTIALS = ("authorization", "cookie")
ONLY_WHEN_ASKED = ("rehearse_report",)  # its schedule serves backfills alone
RUNNING = ("queued", "running", "restarting", "up_for_retry")


@dataclass(frozen=True)
class Airflow:
    """Airflow's interface for one request of a desk's page; used by routes that may block."""

    request: Request

    def call(self, method: str, path: str, **body: Any) -> httpx.Response:
        """An answer of ``/api/v2/<path>``."""
        return from_thread.run(self._call, method, path, body)

    async def _call(self, method: str, path: str, body: dict[str, Any]) -> httpx.Response:
        headers = {k: v for k in CREDENTIALS if (v := self.request.headers.get(k))}
        app = self.request.scope["airflow"]
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        base = str(self.request.url.replace(path="/", query="", fragment=""))
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await client.request(
                method, f"/api/v2/{path}", json=body or None, headers=headers
            )

    def get(self, path: str) -> dict[str, Any] | None:
        """What a GET gives; None where it is refused or not there."""
        answer = self.call("GET", path)
        found: dict[str, Any] | None = answer.json() if answer.is_success else None
        return found

    def run(self, dag_id: str, run_id: str) -> dict[str, Any] | None:
        """A run by its id; None for what is no run's, dots that lead elsewhere among them."""
        found = self.get(f"dags/{quote(dag_id)}/dagRuns/{quote(run_id, safe='')}") or {}
        return found if found.get("dag_run_id") == run_id else None

    def last_run(self, dag_id: str, **states: str) -> dict[str, Any] | None:
        """The latest run of a DAG, of a state if one is given."""
        state = "".join(f"&state={state}" for state in states.values())
        found = self.get(f"dags/{quote(dag_id)}/dagRuns?limit=1&order_by=-run_after{state}")
        runs = (found or {}).get("dag_runs") or [None]
        return runs[0]

    def start(self, dag_id: str, **conf: Any) -> str:
        """Start a run, and say its id; HTTPException with one line where Airflow will not.

        A DAG without a schedule that was never switched on is, for a run of it would wait for ever.
        """
        dag = self.get(f"dags/{quote(dag_id)}")
        if dag is None:
            raise HTTPException(503, f"Airflow chưa đọc được DAG {dag_id}; thử lại sau một phút.")
        if dag["is_paused"]:
            self._switch_on(dag)
        answer = self.call("POST", f"dags/{quote(dag_id)}/dagRuns", logical_date=None, conf=conf)
        if not answer.is_success:
            raise refused(answer)
        return str(answer.json()["dag_run_id"])

    def _switch_on(self, dag: dict[str, Any]) -> None:
        dag_id = dag["dag_id"]
        off = f"DAG {dag_id} đang tắt: nhờ người quản trị bật trong Airflow rồi làm lại."
        if (
            dag.get("timetable_summary") and dag_id not in ONLY_WHEN_ASKED
        ):  # it would start by itself too; that is not ours to decide
            raise HTTPException(409, off)
        if not self.call("PATCH", f"dags/{quote(dag_id)}", is_paused=False).is_success:
            raise HTTPException(409, off)

    def request_of(self, run_id: str) -> dict[str, Any] | None:
        """The request for approval of a run of publish_report that waits for its answer."""
        path = "dags/publish_report/dagRuns/~/hitlDetails?response_received=false"
        found = self.get(f"{path}&state=awaiting_input") or {}
        for detail in found.get("hitl_details", ()):
            if detail["task_instance"]["dag_run_id"] == run_id:
                return dict(detail)
        return None

    def answer(self, run_id: str, option: str, reason: str, candidate: str) -> None:
        """Answer that request as Airflow's own pages do; HTTPException where it is not taken."""
        run = quote(run_id, safe="")
        answer = self.call(
            "PATCH", f"dags/publish_report/dagRuns/{run}/taskInstances/approve/-1/hitlDetails",
            chosen_options=[option], params_input={"reason": reason, CANDIDATE: candidate},
        )  # fmt: skip
        if not answer.is_success:
            raise refused(answer, ours=(409, 422))


def refused(answer: httpx.Response, ours: tuple[int, ...] = (422,)) -> HTTPException:
    """What Airflow refused, in our words where they are known: ``ours`` comes with its own line."""
    told = {
        403: "Tài khoản của anh/chị không có quyền làm việc này trong Airflow.",
        404: "Airflow không còn việc này; hãy tải lại trang.",
        409: "Việc này đã được làm rồi; hãy tải lại trang.",
    }
    try:
        detail = answer.json().get("detail")
    except ValueError:
        detail = None
    own = detail if answer.status_code in ours and isinstance(detail, str) else None
    line = own or told.get(answer.status_code) or f"Airflow không nhận: {detail or 'không rõ'}"
    return HTTPException(answer.status_code if answer.status_code >= 400 else 502, line)
