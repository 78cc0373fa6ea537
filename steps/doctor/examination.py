"""All that can be told of the system at once: `make doctor` and the desk's page of its health."""

import datetime as dt
import hmac
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg

import warehouse
from steps.backup.restoring import ASIDE
from steps.catalogue import load_catalogue, load_year
from steps.doctor.files import check_files
from steps.doctor.finding import Check, checked
from steps.intake.arrival import told_of_registers
from steps.intake.person_key import LOST_SECRET, OTHER_SECRET, check_value, find_secret, secret_file
from steps.settings import Settings
from steps.storage.remote import is_remote
from steps.year.state import latest_version
from transforms.catalogue import TIME_ZONE
from warehouse.addresses import check_reachable
from warehouse.migrate import revisions

LEAST_FREE_GIGABYTES = 5
MOST_NIGHTS = 2
CLOSED = ("person_key_secret", "airflow/secrets.json", "airflow/passwords.json")
SERVER, DATA = "Máy chủ kho dữ liệu", "Kho dữ liệu"


def examine(
    settings: Settings, now: dt.datetime, deep: bool = True, metadata_url: str | None = None
) -> Iterator[Check]:
    """Every check, good or not; those of the warehouse only as far as there is one.

    Files are held against their hashes, or, unless ``deep``, only looked for. The nightly runs are
    looked at where ``metadata_url`` tells of Airflow's own tables.
    """
    declared = [*checked("Danh mục", lambda: _catalogue(settings))]
    yield from declared
    yield from checked("Ổ đĩa", lambda: _disk(settings))
    yield from checked("Hộp thư", lambda: _boxes(settings))
    yield from checked("Sổ đến", lambda: _registers(settings, now))
    yield from checked("Khóa bí mật", lambda: _modes(settings))
    if not (url := settings.warehouse_url):
        yield Check(True, DATA, "chưa có, sẽ được tạo khi chạy lần đầu")
        return
    served = [*checked(SERVER, lambda: _server(url))]
    yield from served
    if all(check.is_good for check in served):
        yield from checked(DATA, lambda: _warehouse(settings))
        yield from checked("Tệp", lambda: _files(settings, deep))
    if all(check.is_good for check in (*declared, *served)):
        yield from checked("Lịch", lambda: _overdue(settings, now))
        if metadata_url:
            yield from checked("Lịch", lambda: _nightly(settings, now, metadata_url))


def _catalogue(settings: Settings) -> Iterator[Check]:
    catalogue = load_catalogue(settings.catalog_dir)
    units = {unit.unit_code for unit in catalogue.units}
    yield Check(True, "Danh mục", f"đọc được, {len(units)} đơn vị và nhóm")


def _disk(settings: Settings) -> Iterator[Check]:
    place = next(
        folder for folder in (settings.data_dir, *settings.data_dir.parents) if folder.is_dir()
    )
    free = shutil.disk_usage(place).free / 1024**3
    is_good = free >= LEAST_FREE_GIGABYTES
    more = "" if is_good else f", ít hơn {LEAST_FREE_GIGABYTES} GB: hãy giải phóng dung lượng"
    yield Check(is_good, "Ổ đĩa", f"còn {free:.0f} GB trống{more}")
    if (settings.data_dir / ASIDE).exists():
        told = f"lần phục hồi bị cắt ngang: xóa {settings.data_dir} rồi chạy lại make restore"
        yield Check(False, "Phục hồi", told)


def _boxes(settings: Settings) -> Iterator[Check]:
    if settings.is_inbox_given and not is_remote(settings.inbox):
        is_good = Path(settings.inbox).is_dir()
        told = "đọc được" if is_good else f"không có thư mục {settings.inbox}: xem lại INBOX"
        yield Check(is_good, "Hộp thư đến", told)


def _registers(settings: Settings, now: dt.datetime) -> Iterator[Check]:
    """The lines of `so-den.csv` that say nothing of any file, as the last run told them."""
    count, told = told_of_registers(settings, now)
    if count:
        yield Check(not told, "Sổ đến", "; ".join(told) or "dòng nào cũng ứng với một tệp đã đến")


def _modes(settings: Settings) -> Iterator[Check]:
    for name in CLOSED:
        path = settings.data_dir / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            told = f"người khác đọc được {path}: chạy chmod 600 {path}"
            yield Check(False, "Khóa bí mật", told)


def _server(url: str) -> Iterator[Check]:
    check_reachable(url)
    present, wanted = revisions(url)
    if present == {wanted}:
        yield Check(True, SERVER, f"trả lời, cấu trúc bản {wanted}")
    elif not present:
        yield Check(False, SERVER, "chưa có bảng nào: chạy make up (hay make run) để tạo")
    else:
        told = f"cấu trúc bản {', '.join(sorted(present))}, phần mềm cần bản {wanted}"
        yield Check(False, SERVER, f"{told}: chạy make up (hay make run) để nâng cấp")


def _warehouse(settings: Settings) -> Iterator[Check]:
    with warehouse.reading(settings) as connection:
        [told] = warehouse.fetch(connection, "doctor/counts")
        kept = warehouse.fetch(connection, "core/secret_check")
    yield Check(True, DATA, f"{told['receipt_count']} tệp đã nhận, {told['size']}")
    pending = told["pending_count"]
    waits = "không có" if not pending else f"{pending} tệp: chạy thu báo cáo của năm đó"
    yield Check(not pending, "Tệp chưa kiểm tra", waits)
    if kept:
        secret = find_secret(settings)
        if secret is None:
            yield Check(False, "Khóa bí mật", LOST_SECRET.format(secret_file(settings)))
        else:
            is_good = hmac.compare_digest(kept[0]["check_value"], check_value(secret))
            which = "đúng khóa của kho dữ liệu" if is_good else OTHER_SECRET
            yield Check(is_good, "Khóa bí mật", which)


def _overdue(settings: Settings, now: dt.datetime) -> Iterator[Check]:
    """The report of the open campaign's year, once its day has come."""
    today = now.astimezone(TIME_ZONE).date()
    year = load_catalogue(settings.catalog_dir).campaign_year(today)
    if year is None:
        return
    calendar = load_year(settings.catalog_dir, year).calendar
    with warehouse.reading(settings) as connection:
        published = latest_version(connection, year)
    is_late = today > calendar.publication and not published
    told = (
        f"báo cáo năm {year} lẽ ra công bố ngày {calendar.publication:%d/%m/%Y}, hạn gửi "
        f"{calendar.report_due:%d/%m/%Y}: chạy publish_report hoặc trả lời yêu cầu duyệt"
        if is_late
        else f"năm {year} đúng lịch"
    )
    yield Check(not is_late, "Lịch", told)


def _nightly(settings: Settings, now: dt.datetime, metadata_url: str) -> Iterator[Check]:
    """The nightly run within a campaign: that it is on, and ended well lately."""
    today = now.astimezone(TIME_ZONE).date()
    year = load_catalogue(settings.catalog_dir).campaign_year(
        today - dt.timedelta(days=MOST_NIGHTS)
    )
    if year is None:
        return
    with psycopg.connect(metadata_url) as connection:
        found = connection.execute(warehouse.query("doctor/nightly")).fetchone()
    if found is None:
        return
    is_paused, ended_at = found
    is_late = ended_at is None or now - ended_at > dt.timedelta(days=MOST_NIGHTS)
    told = "thu báo cáo hằng đêm vẫn chạy"
    if is_paused:
        told = "DAG collect_submissions đang tắt trong đợt báo cáo: bật lại trong Airflow"
    elif is_late:
        last = f"từ {ended_at.astimezone(TIME_ZONE):%d/%m/%Y}" if ended_at else "lần nào"
        told = f"thu báo cáo hằng đêm chưa xong {last}: xem make up có chạy không, lượt nào đỏ"
    yield Check(not (is_paused or is_late), "Lịch", told)


def _files(settings: Settings, deep: bool) -> Iterator[Check]:
    with warehouse.reading(settings) as connection:
        yield from check_files(settings, connection, deep)
