"""The audit of libraries: none, some, and not looked up, which is neither."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tools.audit import NONE, NOT_LOOKED_UP, SOME, audit

KNOWN = {
    "id": "GHSA-1", "modified": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z",
    "aliases": [], "summary": "x", "details": "x",
    "affected": [{"package": {"ecosystem": "PyPI", "name": "lxml"},
                  "ranges": [{"type": "ECOSYSTEM",
                              "events": [{"introduced": "0"}, {"fixed": "5.1"}]}]}],
}  # fmt: skip


class Service(BaseHTTPRequestHandler):
    """Knows of lxml, and of nothing else."""

    def do_POST(self) -> None:
        asked: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        known = [KNOWN] if asked["package"]["name"] == "lxml" else []
        body = json.dumps({"vulns": known} if known else {}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: Any) -> None:
        pass


@pytest.fixture
def service() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(f"jinja2==3.1.0 --hash=sha256:{'0' * 64}\n")
    return path


def test_nothing_known_is_a_pass(lock, service):
    found = (NONE, "1 thư viện, không thư viện nào có lỗ hổng đã biết")
    assert audit(lock, ["--osv-url", service]) == found


def test_what_is_known_is_told_with_the_version_that_mends_it(lock, service):
    lock.write_text(lock.read_text() + f"lxml==5.0.0 --hash=sha256:{'0' * 64}\n")
    status, told = audit(lock, ["--osv-url", service])
    assert status == SOME
    assert told.splitlines() == [
        "lxml 5.0.0: GHSA-1 (sửa ở bản 5.1)", "1 thư viện có lỗ hổng đã biết",
    ]  # fmt: skip


@pytest.mark.fault("Không có mạng", "soát lỗ hổng của thư viện", "nói là chưa xem được")
def test_an_offline_answer_is_neither(lock):
    status, told = audit(lock, ["--osv-url", "http://127.0.0.1:9/v1/query"])
    assert status == NOT_LOOKED_UP
    assert told.startswith("Chưa xem được")
    assert "\n" not in told
