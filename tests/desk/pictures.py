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
    """A picture as high as what the page says, yet not higher than a screen or two."""
    if at:
        start = "element => element.scrollIntoView({block: 'start'})"
        page.locator(at).first.evaluate(start)
        page.mouse.wheel(0, -12)
    else:
        page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)  # until a frame within it is painted too
    end = page.evaluate("document.querySelector('main').getBoundingClientRect().bottom")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, int(end))))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
