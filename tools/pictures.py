"""Takes the pictures in docs/images/ anew: the desk's, and those of what a unit gets.

`.venv/bin/python -m tools.pictures [ban] [don-vi]`, some minutes. The desk's are taken by the
tested day on a real Airflow (Chromium, with chromium-l10n for its own words), a unit's by
LibreOffice and pdftoppm from one run over the sample. Look at them before they are kept.
"""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from PIL import Image, ImageChops

from steps.campaign.blanks import blank_bytes
from steps.catalogue import load_year
from steps.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
IMAGES = PROJECT / "docs/images"
DAY = "tests/desk/test_browser.py"
YEAR, UNIT = 2024, "QTMT"  # a unit of the demo whose file was accepted in part
DOTS, TALLEST, MARGIN = 130, 700, 12


def main(*wanted: str) -> int:
    """0 where the day went as it should and every picture is there."""
    status = take_units() if "don-vi" in wanted or not wanted else 0
    return status or (take_desks() if "ban" in wanted or not wanted else 0)


def take_desks() -> int:
    """The day's pictures, by its test; its exit status."""
    env = os.environ | {"PICTURES": str(IMAGES / "ban")}
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", DAY], cwd=PROJECT, env=env)
    return done.returncode


def take_units() -> int:
    """Blank workbook and feedback of a unit, as they look; the run's exit status."""
    with tempfile.TemporaryDirectory(prefix="pictures-") as name:
        env = os.environ | {"DATA_DIR": name, "YEAR": str(YEAR)}
        done = subprocess.run([sys.executable, "-m", "commands.run"], cwd=PROJECT, env=env)
        if done.returncode:
            return done.returncode
        of_year = load_year(Settings.from_env({"DATA_DIR": name}).catalog_dir, YEAR)
        unit = next(unit for unit in of_year.reporting_units if unit.unit_code == UNIT)
        blank = blank_bytes(of_year, unit)
        feedback = (Path(name) / f"feedback/{YEAR}/{UNIT}/v1.xlsx").read_bytes()
        for picture, book, sheet in (
            ("bieu-mau", blank, "Danh sách"),
            ("phan-hoi", feedback, "Phản hồi"),
            ("loi", feedback, "Lỗi"),
            ("o-do", feedback, "Danh sách"),
        ):
            look = _look(book, sheet, Path(name))
            look.save(IMAGES / f"don-vi/{picture}.png", optimize=True)
    return 0


def _look(workbook: bytes, sheet: str, folder: Path) -> Image.Image:
    """The first page of a sheet as it is printed, without the paper's white rim."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    book.active = book[sheet]
    for other in book.worksheets:
        other.sheet_state = "visible" if other.title == sheet else "hidden"
    for part in (
        book[sheet].oddFooter.left,
        book[sheet].oddFooter.center,
        book[sheet].oddFooter.right,
    ):
        part.text = None  # at the bottom of the paper, far below
    book.save(folder / "look.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for command in (
        ["soffice", profile, "--headless", "--convert-to", "pdf", "look.xlsx"],
        ["pdftoppm", "-r", str(DOTS), "-singlefile", "-png", "look.pdf", "look"],
    ):
        env = os.environ | {"LC_ALL": "vi_VN.UTF-8"}  # 82,5
        subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)
    page = Image.open(folder / "look.png").convert("RGB")
    left, top, right, bottom = ImageChops.difference(
        page, Image.new("RGB", page.size, "white")
    ).getbbox() or (0, 0, *page.size)
    box = (left - MARGIN, top - MARGIN, right + MARGIN, min(bottom + MARGIN, top + TALLEST))
    return page.crop(box).quantize(128, dither=Image.Dither.NONE)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
