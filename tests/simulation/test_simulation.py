"""Years by a seed: nothing lost, nothing doubled, nothing that is published touched.

A few seeds here; ``make simulate SEEDS=1-1000`` takes as many as one likes.
"""

import os
import subprocess
import sys

import pytest

from steps.settings import PROJECT
from tests.mailbox import listening
from tests.simulation.years import live


@pytest.mark.parametrize("seed", [6, 7])
@pytest.mark.fault(
    "Nhiều sự cố nối nhau, theo hạt ngẫu nhiên",
    "hai năm",
    "không mất, không trùng, như tính lại từ tệp gốc",
)
def test_years_by_a_seed_keep_every_promise(
    tmp_path, warehouse, another_warehouse, monkeypatch, seed
):
    with listening(monkeypatch) as mailbox:
        live(tmp_path, warehouse, another_warehouse, seed, mailbox)


def test_the_command_takes_the_seeds_that_it_is_given():
    done = subprocess.run(
        [sys.executable, "-m", "tests.simulation"], cwd=PROJECT, env=os.environ | {"SEEDS": "hai"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1, "SEEDS: hãy ghi một số (7) hoặc một khoảng (1-1000)",
    )  # fmt: skip
