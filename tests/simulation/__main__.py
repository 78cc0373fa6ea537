"""`make simulate SEEDS=1-1000`: the years of many seeds, and which break a promise."""

import logging
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

import tests.conftest  # noqa: F401  its own folders and settings, before Airflow is imported
from tests.mailbox import listening
from tests.simulation.years import Failed, live
from warehouse.embedded import embedded
from warehouse.migrate import migrate


def seeds() -> range:
    """Of ``SEEDS``: one number is one seed, two with a dash are all from the one to the other."""
    asked = re.fullmatch(r"(\d+)(?:-(\d+))?", os.environ.get("SEEDS") or "1-20")
    if not asked:
        sys.exit("SEEDS: hãy ghi một số (7) hoặc một khoảng (1-1000)")
    return range(int(asked[1]), int(asked[2] or asked[1]) + 1)


def main() -> int:
    """0 when every seed kept every promise; each that did not is told with all that happened."""
    wanted, failed, since = seeds(), list[int](), time.monotonic()
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and so stops what it started
    with (
        tempfile.TemporaryDirectory(prefix="simulation-") as folder,
        embedded(Path(folder), "template_warehouse") as url,
    ):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("alter system set fsync = off")
            connection.execute("select pg_reload_conf()")
        migrate(url)
        for seed in wanted:
            if fault := _one(Path(folder) / f"seed-{seed}", url, seed):
                failed.append(seed)
                print(fault, flush=True)
            print(f"\r{seed} ({len(failed)} hỏng, {time.monotonic() - since:.0f} giây)",
                      end="", file=sys.stderr, flush=True)  # fmt: skip
    print(f"\n{len(wanted)} năm giả lập, từ {wanted[0]} đến {wanted[-1]}: "
          + (f"hỏng {failed}; chạy lại bằng make simulate SEEDS={failed[0]}" if failed
             else "không mất, không trùng, không lệch gì"))  # fmt: skip
    return bool(failed)


def _one(folder: Path, url: str, seed: int) -> str:
    """What a seed broke; nothing where it kept all promises."""
    names = [f"seed_{seed}", f"seed_{seed}_again"]
    admin = url.replace("/template_warehouse?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as connection:
        for name in names:
            connection.execute(f"create database {name} template template_warehouse")
    urls = [url.replace("/template_warehouse?", f"/{name}?") for name in names]
    folder.mkdir()
    try:
        with pytest.MonkeyPatch.context() as patch, listening(patch) as mailbox:
            live(folder, urls[0], urls[1], seed, mailbox)
        return ""
    except Failed as error:
        return str(error)
    finally:
        shutil.rmtree(folder)
        with psycopg.connect(admin, autocommit=True) as connection:
            for name in names:
                connection.execute(f"drop database {name} with (force)")


if __name__ == "__main__":
    sys.exit(main())
