"""The list of statuses in the warehouse: that of the code, written anew at every upgrade."""

from sqlalchemy import Connection, text

from transforms.rules.statuses import Status

WRITE = text(
    "insert into core.status (status, label, counts, is_judged, has_version) "
    "values (:status, :label, :counts, :is_judged, :has_version) "
    "on conflict (status) do update set label = excluded.label, counts = excluded.counts, "
    "is_judged = excluded.is_judged, has_version = excluded.has_version"
)


def sync_statuses(connection: Connection) -> None:
    """Make ``core.status`` say what ``transforms.rules.statuses.Status`` says."""
    for status in Status:
        connection.execute(
            WRITE,
            {
                "status": status.value,
                "label": status.label,
                "counts": status.counts,
                "is_judged": status.is_judged,
                "has_version": status.has_version,
            },
        )
