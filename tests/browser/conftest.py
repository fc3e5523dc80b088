"""The site, a browser, and a page that fails its test when anything goes wrong behind the reader's back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

from tests.browser.site_server import Site
from tests.browsers import chromium_path

# Python's first start takes seconds on a free machine, and machines that test are seldom free.
PATIENCE = 60_000
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    with site.serving():
        site.build()
        yield site


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=OPTIONS)
    yield browser
    browser.close()


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong in the page. A test that provokes something removes it from here."""
    return []


@pytest.fixture
def context(browser: Browser, site: Site, troubles: list[str]) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    watch(context, site, troubles)
    site.asked.clear()
    yield context
    context.close()
    assert troubles == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def watch(context: BrowserContext, site: Site, troubles: list[str]) -> None:
    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            troubles.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def requested(url: str) -> None:
        if url.startswith(("http:", "https:", "ws:", "wss:")) and not url.startswith(site.home):
            troubles.append(f"request to {url}")

    context.on("console", heard)
    context.on("weberror", lambda error: troubles.append(f"error: {error.error}"))
    context.on("request", lambda request: requested(request.url))
