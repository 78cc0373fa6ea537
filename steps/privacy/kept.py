"""What was purged stays away: its years are not made again, its files not taken again."""

from sqlalchemy import Connection

import warehouse
from transforms.catalogue import TIME_ZONE
from transforms.errors import ReportError


def require_kept(connection: Connection, year: int) -> None:
    """ReportError where the year's data on persons are gone: nothing can be made of it again."""
    for row in warehouse.fetch(connection, "privacy/purged_years"):
        if row["reporting_year"] == year:
            raise ReportError(
                f"Năm {year}: dữ liệu của từng người đã xóa ngày "
                f"{row['happened_at'].astimezone(TIME_ZONE):%d/%m/%Y} vì hết thời hạn lưu, không "
                "lập lại được; báo cáo đã công bố và số liệu tổng hợp vẫn còn"
            )


def purged_hashes(connection: Connection) -> frozenset[str]:
    """The contents that are not to come back."""
    return frozenset(row["sha256"] for row in warehouse.fetch(connection, "privacy/tombstones"))
