"""`make doctor`: what is wrong, a sentence each, with what to do."""

import dataclasses
import datetime as dt
import sys
from contextlib import ExitStack

from commands.ending import in_one_line
from steps.doctor.examination import examine
from steps.settings import Settings
from warehouse.embedded import embedded_if_there, serving


def main() -> int:
    """0 when nothing is wrong."""
    settings = Settings.from_env()
    with ExitStack() as served:
        if settings.warehouse_url is None and (settings.data_dir / "postgres" / "data").is_dir():
            url = served.enter_context(serving(None, settings.data_dir))
            settings = dataclasses.replace(settings, warehouse_url=url)
        metadata = served.enter_context(embedded_if_there(settings.data_dir, "airflow"))
        found = examine(settings, dt.datetime.now(dt.UTC), metadata_url=metadata)
        wrong = [check for check in found if not check.is_good]
    for check in wrong:
        print(f"{check.title}: {check.told}")
    print(f"Có {len(wrong)} điều phải xử lý." if wrong else "Mọi thứ đều ổn.", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(in_one_line(main))
