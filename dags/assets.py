"""What the DAGs produce, as Airflow's asset graph shows it, from the files to the report.

Each year is an event's extra, not an asset of its own. Nothing is started by them.
"""

from airflow.sdk import Asset

LANDED = Asset("Tệp đã nhận", uri="x-report://landing")
FIGURES = Asset("Số liệu của năm", uri="x-report://warehouse/mart")
DRAFT = Asset("Dự thảo báo cáo", uri="x-report://reports/draft")
PUBLISHED = Asset("Báo cáo đã công bố", uri="x-report://reports/published")
