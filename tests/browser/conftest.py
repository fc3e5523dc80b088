"""The site, a browser, and a page that fails its test when anything goes wrong behind the reader's back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Playwright, sync_playwright
from playwright.sync_api import expect as playwright_expect

from tests.browser.engines import HEIGHT, WIDTH, launch, virtual_display, webkit_page
from tests.browser.site_server import ROOT, Site

# Python's first start takes seconds on a free machine, and machines that test are seldom free.
PATIENCE = 60_000
HALF_A_FORMULA = re.compile("Incorrect number of children for <m[a-z]+/> tag")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that drives a browser runs in each engine that was asked for."""
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", metafunc.config.getoption("--engine") or ["chromium"], scope="session")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    with site.serving():
        site.build()
        yield site


@pytest.fixture(scope="session")
def second_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site about another subject: its pages have packages, and values of every kind."""
    folder = tmp_path_factory.mktemp("second")
    shutil.copytree(ROOT / "tests" / "sites" / "tiny", folder / "tiny", ignore=shutil.ignore_patterns(".lesson"))
    settings = folder / "tiny" / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("../../../", f"{ROOT.as_posix()}/"), "utf-8")
    site = Site(folder / "site")
    with site.serving():
        site.build(folder / "tiny")
        yield site


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        playwright_expect.set_options(timeout=PATIENCE)
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright, engine: str) -> Iterator[Browser]:
    browser = launch(playwright, engine)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with virtual_display() as name:
        yield name


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong in the page. A test that provokes something removes it from here."""
    return []


@pytest.fixture
def context(browser: Browser, site: Site, troubles: list[str]) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    context.set_default_timeout(PATIENCE)
    watch(context, site, troubles)
    site.asked.clear()
    yield context
    context.close()
    assert troubles == []


@pytest.fixture
def page(engine: str, site: Site, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A new page in a new profile: Playwright's, or WebKit's with the same interface."""
    site.plugged = True
    if engine == "webkit":
        site.asked.clear()
        with webkit_page(request.getfixturevalue("display")) as page:
            yield page
    else:
        yield request.getfixturevalue("context").new_page()


def watch(context: BrowserContext, site: Site, troubles: list[str]) -> None:
    is_firefox = context.browser is not None and context.browser.browser_type.name == "firefox"

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            troubles.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def requested(url: str) -> None:
        if url.startswith(("http:", "https:", "ws:", "wss:")) and not url.startswith(site.home):
            troubles.append(f"request to {url}")

    context.on("console", heard)

    def failed(error: str) -> None:
        # Firefox lays out a page while it arrives, and then says of a formula of which half is there that it is
        # incomplete. `test_formulas_are_complete` counts what is in those that have arrived.
        if not (is_firefox and HALF_A_FORMULA.search(error)):
            troubles.append(f"error: {error}")

    context.on("weberror", lambda error: failed(str(error.error)))
    context.on("request", lambda request: requested(request.url))
