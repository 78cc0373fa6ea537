"""The list of statuses in the warehouse: the code's, written anew when an upgrade changes it."""

from sqlalchemy import Connection, text

from transforms.rules.statuses import Status

READ = text("select status, label, counts, is_judged, has_version from core.status")
WRITE = text(
    "insert into core.status (status, label, counts, is_judged, has_version) "
    "values (:status, :label, :counts, :is_judged, :has_version) "
    "on conflict (status) do update set label = excluded.label, counts = excluded.counts, "
    "is_judged = excluded.is_judged, has_version = excluded.has_version"
)


def sync_statuses(connection: Connection) -> None:
    """Make ``core.status`` say what ``transforms.rules.statuses.Status`` says."""
    present = [dict(row) for row in connection.execute(READ).mappings()]
    for status in Status:
        declared = {
            "status": status.value,
            "label": status.label,
            "counts": status.counts,
            "is_judged": status.is_judged,
            "has_version": status.has_version,
        }
        if declared not in present:
            connection.execute(WRITE, declared)
