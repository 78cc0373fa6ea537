"""The page on a phone: nothing wider than the screen but tables, which move by themselves."""

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.chromium import a_browser, needs_chromium

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDE = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def test_one_main_landmark_with_everything_in_it(report):
    page = lxml.html.fromstring(report("full").path("bao-cao.html").read_bytes())
    (main,) = page.iter("main")
    assert [child.tag for child in page.body] == ["main"]
    assert main.text_content().strip()


@needs_chromium
@pytest.mark.parametrize("case", ["full", "rejected"])
def test_axe_finds_nothing_on_any_screen(report, case):
    found = []
    with a_browser() as browser:
        for width in (320, 390, 1300):
            page = browser.new_page(viewport={"width": width, "height": 844}, locale="vi-VN")
            page.goto(report(case).path("bao-cao.html").as_uri())
            said = Axe().run(page, options=RULES).response["violations"]
            found += [f"{width}: {one['id']} {one['nodes'][0]['html'][:90]}" for one in said]
            if page.evaluate(WIDE)[0] > width:
                found.append(f"{width}: scrolls sideways")
    assert found == []


@needs_chromium
@pytest.mark.parametrize("case", ["full", "rejected"])
def test_nothing_is_wider_than_a_phone(report, case):
    with a_browser() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(report(case).path("bao-cao.html").as_uri())
        inner, outer = page.evaluate(WIDE)
        assert inner <= outer == 390
        least = page.eval_on_selector_all(
            "main p", "all => Math.min(...all.map(p => p.getBoundingClientRect().width))"
        )
        assert least > 100  # no paragraph is squeezed between wide borders
