"""`make backup TO=folder`: all that the office must not lose; only what is new is copied."""

import os
import sys
from pathlib import Path

from commands.ending import in_one_line
from steps.backup.saving import back_up
from steps.settings import Settings
from transforms.errors import SettingError

KEEP = 30


def main() -> int:
    """0 when it is saved whole; the last line says where, or what is wrong."""
    saved = back_up(Settings.from_env(), chosen_folder("TO"), _keep())
    for sha256 in saved.damaged:
        print(f"Kho tệp gốc: tệp {sha256} không còn đúng nội dung; hãy chạy make doctor")
    print(f"Đã sao lưu {saved.file_count} tệp và kho dữ liệu: {saved.path}", flush=True)
    return 1 if saved.damaged else 0


def chosen_folder(name: str) -> Path:
    """The folder that the user named."""
    given = os.environ.get(name, "").strip()
    if not given:
        raise SettingError(f"{name}: hãy ghi thư mục, ví dụ {name}=/mnt/sao-luu")
    return Path(given).expanduser().absolute()


def _keep() -> int:
    given = os.environ.get("KEEP", "").strip() or str(KEEP)
    if not given.isdecimal() or int(given) < 1:
        raise SettingError(f"KEEP: {given[:20]!r} không phải là số bản sao lưu giữ lại, ví dụ 30")
    return int(given)


if __name__ == "__main__":
    sys.exit(in_one_line(main))
