"""A database as one script of SQL, and back: by pg_dump and psql of the embedded server's wheel.

Whatever server holds it: what is written runs on the versions before this pg_dump's own as well.
"""

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO

import psycopg

from transforms.errors import SystemFault
from warehouse.addresses import for_programs
from warehouse.embedded import BIN

SCHEMAS = ("core", "mart")
NEWER = b"SET transaction_timeout"  # which servers before 17 do not know
OPTIONS = ("--no-owner", "--no-privileges", "--restrict-key=backup")  # same tables, same bytes


def dump(url: str, target: IO[bytes], schemas: Iterable[str] = ()) -> None:
    """Write a database as it is in one moment, or some schemas of it, as compressed SQL."""
    shown, environment = for_programs(url)
    chosen = [f"--schema={schema}" for schema in schemas]
    command = [str(BIN / "pg_dump"), "-d", shown, *OPTIONS, *chosen]
    with (
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as child,
        gzip.GzipFile(fileobj=target, mode="wb", mtime=0, compresslevel=6) as packed,
    ):
        assert child.stdout
        assert child.stderr
        shutil.copyfileobj(child.stdout, packed)
        told = child.stderr.read()
    _require(child.returncode, told, "ghi ra được")


def load(url: str, script: IO[bytes]) -> None:
    """Run what ``dump`` wrote, all of it or none."""
    shown, environment = for_programs(url)
    command = [str(BIN / "psql"), "-d", shown, "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1"]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as child:  # fmt: skip
        assert child.stdin
        assert child.stderr
        with suppress(BrokenPipeError), child.stdin as statements:
            statements.writelines(_understood(gzip.GzipFile(fileobj=script)))
        told = child.stderr.read()
    _require(child.returncode, told, "đọc vào được")


def has_tables(url: str, schemas: Iterable[str]) -> bool:
    """Whether a database has any table in some schemas."""
    with psycopg.connect(url) as connection:
        known = "select from pg_tables where schemaname = any(%s)"
        return connection.execute(known, [list(schemas)]).fetchone() is not None


def _understood(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line in lines if not line.startswith(NEWER))


def _require(status: int, told: bytes, what: str) -> None:
    if status:
        lines = os.fsdecode(told).strip().splitlines() or [f"mã {status}"]
        raise SystemFault(f"Kho dữ liệu: không {what} ({lines[0]}); hãy chạy lại")
