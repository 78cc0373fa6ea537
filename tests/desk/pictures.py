"""Pictures of the desk for docs/, taken by the very test that clicks through the day.

They are taken where PICTURES names a folder (``python -m tools.pictures``), else nothing is.
"""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

WIDE, NARROW = 1300, 390
LOOKS = {"": (WIDE, "light"), "-toi": (WIDE, "dark"), "-hep": (NARROW, "light"),
         "-hep-toi": (NARROW, "dark")}  # fmt: skip
TALLEST = {WIDE: 1000, NARROW: 1400}
COLOURS = 128  # of a picture: what the eye tells apart on flat pages


def take(page: Page, name: str, at: str = "") -> None:
    """The page as it is, in every look, from its top or from the element ``at``."""
    if not (folder := os.environ.get("PICTURES")):
        return
    size = page.viewport_size
    for ending, (width, scheme) in LOOKS.items():
        page.set_viewport_size({"width": width, "height": TALLEST[width]})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        _write(page, at, Path(folder, f"{name}{ending}.png"))
    page.emulate_media(color_scheme="light")
    if size:
        page.set_viewport_size(size)


def _write(page: Page, at: str, path: Path) -> None:
    """A picture as high as its page, yet not higher than a screen or two."""
    box = page.locator(at).first.bounding_box() if at else None
    top = (box["y"] + page.evaluate("scrollY") - 12) if box else 0
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    end = min(picture.height, int(top) + TALLEST[picture.width])
    picture = picture.crop((0, int(top), picture.width, end))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
