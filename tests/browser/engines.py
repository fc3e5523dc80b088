"""The three engines that readers have, behind one interface: Playwright's, or as much of it as a test needs.

Chromium and Firefox are driven by Playwright (a Firefox as it ships, over WebDriver BiDi), WebKitGTK by Selenium.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright import sync_api
from selenium import webdriver
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.service import Service

from tests.browser import webkit
from tests.browsers import program

ENGINES = ("chromium", "firefox", "webkit")
WIDTH, HEIGHT = 1280, 900
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def expect(it: Any) -> Any:
    """What a test expects of a page or a part of it, in whichever engine it runs."""
    return webkit.Expectation(it) if isinstance(it, webkit.Locator | webkit.Page) else sync_api.expect(it)


def launch(playwright: sync_api.Playwright, engine: str) -> sync_api.Browser:
    """A browser that Playwright drives."""
    if engine == "firefox":
        return playwright.firefox.launch(channel="moz-firefox", executable_path=program("firefox"))
    return playwright.chromium.launch(executable_path=program("chromium"), args=OPTIONS)


@contextmanager
def webkit_driver() -> Iterator[Service]:
    """The program that drives WebKitGTK's small browser. It needs a display: see `xvfb-run`."""
    # WebKit's own sandbox refuses to start for root, as in containers; the pages are ours.
    environment = os.environ | {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    service = Service(program("webkit"), env=environment)
    service.start()
    try:
        yield service
    finally:
        service.stop()


@contextmanager
def webkit_page(service: Service) -> Iterator[webkit.Page]:
    """A new window, with a storage of its own."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(_mini_browser())
    options.add_argument("--automation")
    connection = RemoteConnection(client_config=ClientConfig(remote_server_addr=service.service_url))
    driver = webdriver.Remote(connection, options=options)
    try:
        page = webkit.Page(driver)
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        yield page
    finally:
        driver.quit()


def _mini_browser() -> Path:
    """Debian keeps it beside the library, not on PATH."""
    return sorted(Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser"))[-1]
