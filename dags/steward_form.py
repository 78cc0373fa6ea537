"""What stewards decide, each as a DAG of one step whose form asks for all that it takes."""

from collections.abc import Callable
from typing import Any

from airflow.sdk import Param, chain, dag

from dags.shared import TAG, collect_year, tries_again
from steps.runs import with_parameters
from steps.tasks import step
from steps.year.of_run import publication_year

WHEN_RED = """
**Khi lượt chạy đỏ:** dòng cuối nhật ký nói sai gì; sửa ô nhập rồi chạy lại. Không có gì bị đổi nửa
chừng. Người bấm nút, giờ và lý do được ghi trong `core.year_event`.
"""


def form(work: Callable[..., Any], doc: str, params: dict[str, Param], counts_again: bool) -> None:
    """A DAG of one step that takes its parameters by name, and the year's count after it."""
    title = doc.partition("\n")[0].removeprefix("### ")

    @dag(
        dag_id=work.__name__,
        dag_display_name=title,
        schedule=None,
        max_active_runs=1,
        params=params,
        default_args=tries_again(),
        tags=[TAG, "thao tác"],
        doc_md=f"{doc}\n{WHEN_RED}",
    )
    def action() -> None:
        year = step(publication_year, task_display_name="Năm báo cáo")()
        done = step(with_parameters(work), task_display_name=title)()
        chain(year, done)
        if counts_again:
            chain(done, collect_year(year, work.__name__))

    action()
