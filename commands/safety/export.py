"""`make export PERSON=code`: all that is held on one person, and who saw it, as a workbook."""

import dataclasses
import datetime as dt
import os
import sys
from pathlib import Path

from commands.ending import in_one_line
from commands.safety.purge import account
from steps.privacy.export import export_person
from steps.settings import Settings
from transforms.catalogue import TIME_ZONE
from transforms.errors import SettingError
from warehouse.embedded import serving
from warehouse.migrate import migrate


def main() -> int:
    """The last line says where it is; the code is repeated nowhere."""
    settings = Settings.from_env()
    code = os.environ.get("PERSON", "").strip()
    if not code:
        raise SettingError("PERSON: hãy ghi mã cán bộ, ví dụ PERSON=CB0123")
    given = os.environ.get("TO", "").strip()
    folder = Path(given).expanduser().absolute() if given else settings.data_dir / "exports"
    today = dt.datetime.now(TIME_ZONE).date()
    with serving(settings.warehouse_url, settings.data_dir) as url:
        migrate(url)
        settings = dataclasses.replace(settings, warehouse_url=url)
        path = export_person(settings, code, account(), today, folder)
    print(f"Đã trích: {path}" if path else "Không giữ gì về mã này.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(in_one_line(main))
