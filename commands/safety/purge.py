"""`make purge`: what has passed its retention; deleted only when a reason is given."""

import dataclasses
import datetime as dt
import getpass
import os
import sys

from commands.ending import in_one_line
from steps.privacy.purge import Due, find_due, purge
from steps.settings import Settings
from steps.year.decisions import clear_reason
from transforms.catalogue import TIME_ZONE
from warehouse.embedded import serving
from warehouse.migrate import migrate

ENTRIES = {"access": "Nhật ký ai xem tệp", "mails": "Thư đã soạn", "texts": "Lời báo cáo đã sửa"}


def main() -> int:
    """Show what is due; with REASON, delete it."""
    settings = Settings.from_env()
    given = os.environ.get("REASON", "").strip()
    reason = clear_reason(given) if given else ""
    today = dt.datetime.now(TIME_ZONE).date()
    with serving(settings.warehouse_url, settings.data_dir) as url:
        migrate(url)
        settings = dataclasses.replace(settings, warehouse_url=url)
        due = purge(settings, today, account(), reason) if reason else find_due(settings, today)
    _tell(due)
    if reason:
        print("Đã xóa. Tệp cũ trong hộp thư đến và bản sao lưu cũ không bị đụng tới: hãy tự xóa.")
    elif due:
        print("Chưa xóa gì. Để xóa: make purge REASON='căn cứ, người quyết định'", flush=True)
    return 0


def _tell(due: Due) -> None:
    for year, number in due.files.items():
        of = f"năm {year}" if year else "chưa rõ năm"
        print(f"Tệp của đơn vị, phản hồi, dòng từng người, {of}: {number} tệp")
    for kind, number in due.entries.items():
        print(f"{ENTRIES[kind]}: {number} dòng")
    if not due:
        print("Không có gì hết thời hạn lưu.", flush=True)


def account() -> str:
    """Who works on this machine, as the machine knows them."""
    return f"máy chủ: {os.environ.get('SUDO_USER') or getpass.getuser()}"


if __name__ == "__main__":
    sys.exit(in_one_line(main))
