"""`make restore FROM=folder`: the latest backup into an empty DATA_DIR, whole or not at all."""

import os
import sys
from datetime import datetime
from pathlib import Path

from commands.ending import in_one_line
from commands.safety.backup import chosen_folder
from steps.backup.restoring import Target, restore
from steps.settings import PROJECT
from transforms.catalogue import TIME_ZONE


def main() -> int:
    """0 when all is back; the last line says where, or what is wrong."""
    target = Target(
        data_dir=_folder("DATA_DIR", PROJECT / "var"),
        catalog_dir=_folder("CATALOG_DIR", PROJECT / "catalog"),
        warehouse_url=os.environ.get("WAREHOUSE_URL", "").strip() or None,
        metadata_url=os.environ.get("METADATA_URL", "").strip() or None,
    )
    restored = restore(target, chosen_folder("FROM"))
    if restored.catalogue:
        print(
            f"Danh mục lúc sao lưu khác danh mục đang dùng; bản sao lưu nằm ở {restored.catalogue}"
            f": hãy so lại, hoặc đặt CATALOG_DIR={restored.catalogue}"
        )
    moment = datetime.fromisoformat(restored.made_at).astimezone(TIME_ZONE)
    print(
        f"Đã phục hồi {restored.file_count} tệp và kho dữ liệu của bản sao lưu lúc "
        f"{moment:%H:%M ngày %d/%m/%Y} vào {target.data_dir}",
        flush=True,
    )
    return 0


def _folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name, "").strip() or default).expanduser().absolute()


if __name__ == "__main__":
    sys.exit(in_one_line(main))
