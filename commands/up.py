"""`make up`: Airflow with its user interface on this machine, until Ctrl-C or SIGTERM."""

import fcntl
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from types import FrameType

import psycopg
from psycopg import sql

from commands.airflow_env import ACCOUNTS, passwords_file, up_environment, up_home, up_port
from commands.ending import line_of
from commands.processes import GRACE_SECONDS, STOPPING, Component, Guard
from steps.catalogue import load_catalogue
from steps.settings import Settings
from transforms.errors import PipelineError, SettingError
from warehouse.embedded import embedded, serving
from warehouse.migrate import migrate

FIRST = "api-server"
COMPONENTS = {
    FIRST: (),
    "dag-processor": (),
    # Logs lie in one folder here: no servers for them, which would listen on every interface.
    "scheduler": ("--skip-serve-logs",),
    "triggerer": ("--skip-serve-logs",),
}
HEALTH = ("metadatabase", "scheduler", "triggerer", "dag_processor")
START_SECONDS, SHORT_LIFE_SECONDS, SHORT_LIVES = 300, 30, 3
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Stopped(BaseException):
    """Somebody asked us to stop."""


def main() -> int:
    """Run until asked to stop (0); not 0, with one line, where it cannot run or go on."""
    for request in STOPPING:
        signal.signal(request, _stop)
    try:
        settings = Settings.from_env()
        load_catalogue(settings.catalog_dir)
        guard = Guard(finish=lambda: _stop_servers(settings))
        with _only_one(settings), serving_metadata(settings) as environment:
            _run(settings, environment, guard)
    except Stopped:
        print("Đã dừng.", flush=True)
    except Exception as error:
        print(line_of(error), flush=True)
        return 1
    return 0


@contextmanager
def serving_metadata(settings: Settings) -> Iterator[dict[str, str]]:
    """Airflow's environment, with warehouse and metadata served and at this software's version."""
    with (
        serving(settings.warehouse_url, settings.data_dir) as warehouse_url,
        embedded(settings.data_dir, "airflow") as metadata_url,
    ):
        migrate(warehouse_url)
        settings = Settings(**vars(settings) | {"warehouse_url": warehouse_url})
        environment = up_environment(settings, metadata_url)
        _migrate_metadata(metadata_url, environment, log_folder(settings) / "db-migrate.log")
        yield environment


def log_folder(settings: Settings) -> Path:
    """Where each component's own words go; the tasks' logs are in the user interface."""
    folder = settings.data_dir / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _run(settings: Settings, environment: Mapping[str, str], guard: Guard) -> None:
    def start(component: Component) -> None:
        guard.watch(component.start(environment))

    components = [
        Component(name, arguments, log_folder(settings) / f"{name}.log")
        for name, arguments in COMPONENTS.items()
    ]
    try:
        _start(components, start)
        _greet(settings)
        while True:
            time.sleep(1)
            _watch(components, start)
    finally:
        for request in STOPPING:
            signal.signal(request, signal.SIG_IGN)  # we are stopping already
        print("Đang dừng…", flush=True)
        stop(components)
        guard.dismiss()


def _start(components: list[Component], start: Callable[[Component], None]) -> None:
    """The API server first: a scheduler that cannot reach it fails the tasks it finds waiting."""
    print("Đang khởi động Airflow…", flush=True)
    api, *others = components
    start(api)
    _wait_until("/api/v2/version", components)
    for component in others:
        start(component)
    _wait_until("/api/v2/monitor/health", components)


def _wait_until(path: str, components: list[Component]) -> None:
    """Until the API answers, and all that it reports on are healthy."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        for component in components:
            if component.ended_with is not None:
                raise _cannot_go_on(component)
        with suppress(OSError, ValueError):
            with DIRECT.open(f"http://127.0.0.1:{up_port()}{path}", timeout=5) as answer:
                parts = json.load(answer)
            if all(parts.get(part, {}).get("status", "healthy") == "healthy" for part in HEALTH):
                return
        time.sleep(0.25)
    raise SettingError(
        f"Airflow không sẵn sàng sau {START_SECONDS} giây; xem {components[0].log_file.parent}"
    )


def _watch(components: list[Component], start: Callable[[Component], None]) -> None:
    """Start again what has died; give up on what dies again and again as soon as it is started."""
    for component in components:
        status = component.ended_with
        if status is None:
            continue
        is_short = time.monotonic() - component.started_at < SHORT_LIFE_SECONDS
        component.short_lives = component.short_lives + 1 if is_short else 0
        if component.short_lives == SHORT_LIVES:
            raise _cannot_go_on(component)
        print(f"{component.name} dừng bất ngờ (mã {status}); đang khởi động lại.", flush=True)
        component.end(time.monotonic())
        start(component)


def _cannot_go_on(component: Component) -> PipelineError:
    return PipelineError(
        f"{component.name} không chạy được (mã {component.ended_with}); xem {component.log_file}"
    )


def stop(components: list[Component]) -> None:
    """End all of them: the API server last, for running tasks report to it."""
    api, *others = components
    for group in (others, [api]):
        for component in group:
            component.ask_to_stop()
        deadline = time.monotonic() + GRACE_SECONDS
        for component in group:
            component.end(deadline)


def _greet(settings: Settings) -> None:
    print(f"Airflow: http://127.0.0.1:{up_port()}")
    print(f"Tài khoản: {', '.join(ACCOUNTS)}; mật khẩu ở {passwords_file(settings)}")
    print(f"Nhật ký: {log_folder(settings)}")
    print("Ctrl-C để dừng.", flush=True)


def _migrate_metadata(url: str, environment: Mapping[str, str], log_file: Path) -> None:
    """Airflow's own tables at the version installed; the database's comment says when they are."""
    wanted = f"airflow {version('apache-airflow-core')}"
    with psycopg.connect(url, autocommit=True) as connection:
        note = "select shobj_description(oid, 'pg_database') from pg_database where datname = %s"
        if connection.execute(note, [connection.info.dbname]).fetchone() == (wanted,):
            return
        print("Đang chuẩn bị cơ sở dữ liệu của Airflow…", flush=True)
        with log_file.open("wb") as log:
            command = [sys.executable, "-m", "airflow", "db", "migrate"]
            done = subprocess.run(command, env=dict(environment), stdout=log, stderr=log)
        if done.returncode:
            raise PipelineError(f"Không tạo được cơ sở dữ liệu của Airflow; xem {log_file}")
        connection.execute(sql.SQL("comment on database airflow is {}").format(wanted))


@contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """One `make up` per DATA_DIR, and its port free."""
    with (up_home(settings) / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingError(
                f"DATA_DIR: make up khác đang chạy với {settings.data_dir}"
            ) from None
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", up_port()))
            except OSError:
                raise SettingError(
                    f"AIRFLOW_PORT: cổng {up_port()} đang có chương trình khác dùng; "
                    "hãy dừng nó hoặc đặt AIRFLOW_PORT khác"
                ) from None
        yield


def _stop_servers(settings: Settings) -> None:
    """Use the embedded server once more: its last user stops it."""
    with suppress(PipelineError), embedded(settings.data_dir, "airflow"):
        pass


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
