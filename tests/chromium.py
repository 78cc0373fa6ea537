"""Debian's Chromium for tests that look at pages; it asks no host of its own accord."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")


@contextmanager
def a_browser(language: str = "en") -> Iterator[Browser]:
    """A browser, closed at the end; its own words (of days, of files) are in that language.

    Where Debian's chromium-l10n is installed, that is. Airflow's pages choose theirs by it too.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(OPTIONS), env=os.environ | {"LANGUAGE": language}
        )
        yield browser
        browser.close()


def sign_in(page: Page, account: str, password: str) -> None:
    """Fill in Airflow's page of sign-in, on which the page is."""
    page.get_by_label("Username").fill(account)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
