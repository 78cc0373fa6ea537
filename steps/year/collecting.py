"""A run of collect_submissions that another run asks for and waits for."""

from typing import Any

from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk.exceptions import AirflowException

from steps.tasks import FAILING, in_one_line, require_year
from transforms.errors import ReportError


class CollectYear(TriggerDagRunOperator):
    """Fails in one line where that run fails."""

    def __init__(self, **options: Any):
        super().__init__(trigger_dag_id="collect_submissions", **FAILING, **options)

    def execute(self, context: Any) -> None:
        """Start it; for no year it would be a run of the open one, which nobody asked for."""
        with in_one_line():
            require_year((self.conf or {}).get("year"))
        super().execute(context)

    def execute_complete(self, context: Any, event: Any) -> None:
        """Once that run has ended."""
        with in_one_line():
            try:
                super().execute_complete(context, event)
            except AirflowException:
                raise ReportError(
                    f"Lượt thu báo cáo {self.trigger_run_id} (collect_submissions) hỏng: hãy mở "
                    "lượt đó, đọc ghi chú của nó, sửa xong thì chạy lại lượt này"
                ) from None
