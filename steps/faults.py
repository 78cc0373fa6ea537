"""Every failure of the machine as one Vietnamese line: disk, rights, memory, database."""

import errno
from collections.abc import Iterator

import psycopg

from transforms.errors import SystemFault

OF_FILES = {
    errno.ENOSPC: "đĩa đã đầy; hãy giải phóng dung lượng rồi chạy lại",
    errno.EDQUOT: "hết hạn mức đĩa; hãy giải phóng dung lượng rồi chạy lại",
    errno.EROFS: "đĩa chỉ cho đọc; hãy kiểm tra ổ đĩa",
    errno.EACCES: "không có quyền; hãy chạy bằng người dùng đã tạo ra thư mục này",
    errno.EPERM: "không có quyền; hãy chạy bằng người dùng đã tạo ra thư mục này",
    errno.EIO: "đĩa báo lỗi đọc ghi; hãy kiểm tra ổ đĩa",
    errno.ESTALE: "ổ đĩa mạng không còn nối; hãy nối lại rồi chạy lại",
    errno.EMFILE: "mở quá nhiều tệp; hãy tăng giới hạn (ulimit -n)",
    errno.ENFILE: "máy chủ mở quá nhiều tệp; hãy thử lại sau",
}
NO_MEMORY = "Máy chủ thiếu bộ nhớ; hãy đóng bớt chương trình khác rồi chạy lại"
DISK_FULL = "Kho dữ liệu: đĩa đã đầy; hãy giải phóng dung lượng rồi chạy lại"
NO_SERVER = "Kho dữ liệu: mất kết nối tới máy chủ PostgreSQL; chạy lại sẽ làm tiếp"


def system_fault(error: BaseException) -> str | None:
    """What to tell of an error that is the machine's; None where it is not known to be one."""
    for cause in _causes(error):
        if line := _line(cause):
            return line
    return None


def _line(error: BaseException) -> str | None:
    if isinstance(error, SystemFault):
        return str(error)
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return NO_MEMORY
    if isinstance(error, psycopg.errors.DiskFull):
        return DISK_FULL
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return NO_SERVER
    if isinstance(error, OSError) and error.errno in OF_FILES:
        place = f"{error.filename}: " if error.filename else "Máy chủ: "
        return f"{place}{OF_FILES[error.errno]}"
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what SQLAlchemy wraps in it, and what it came of."""
    while error is not None:
        yield error
        wrapped = getattr(error, "orig", None)
        error = wrapped if isinstance(wrapped, BaseException) else error.__cause__
