"""Temporary folders of killed processes are deleted by the next one, those in use are not."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from steps.storage.temporary import temporary_folder
from tests.conftest import PROJECT

HOLD = (
    "import time; from steps.storage.temporary import temporary_folder\n"
    "with temporary_folder('airflow-') as (folder, _): print(folder, flush=True); time.sleep(99)"
)


def test_what_a_killed_process_left_is_deleted(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    (tmp_path / "airflow-of another program").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    left = Path(process.stdout.readline().strip())
    with temporary_folder("airflow-") as (mine, _):
        assert left.exists()  # in use
        assert mine.parent == left.parent == tmp_path
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with temporary_folder("airflow-"):
        assert not left.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["airflow-of another program"]
    monkeypatch.undo()
    tempfile.tempdir = None
