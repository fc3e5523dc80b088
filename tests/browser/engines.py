"""The three engines that readers have, behind one interface: Playwright's, or as much of it as a test needs.

Chromium and Firefox are driven by Playwright (a Firefox as it ships, over WebDriver BiDi), WebKitGTK by Selenium.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright import sync_api
from selenium import webdriver
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import ReadTimeoutError

from tests.browser import webkit
from tests.browsers import program

ENGINES = ("chromium", "firefox", "webkit")
WIDTH, HEIGHT = 1280, 900
# Seconds until a driver counts as stuck, and how often another one is tried.
MUST_ANSWER_WITHIN = 30
MOST_STARTS = 3
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
def virtual_display() -> Iterator[str]:
    """A display that nobody sees, a little larger than a page; its name."""
    receiving, sending = os.pipe()
    command = ["Xvfb", "-displayfd", str(sending), "-screen", "0", f"{WIDTH + 120}x{HEIGHT + 200}x24"]
    server = subprocess.Popen([*command, "-nolisten", "tcp"], pass_fds=[sending], stderr=subprocess.DEVNULL)
    os.close(sending)
    with os.fdopen(receiving) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def webkit_page(display: str) -> Iterator[webkit.Page]:
    """A new window of WebKitGTK's small browser, with a storage of its own."""
    # WebKit's own sandbox refuses to start for root, as in containers; the pages are ours.
    environment = os.environ | {"DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    for attempt in range(1, MOST_STARTS + 1):
        service = Service(program("webkit"), env=environment)
        service.start()
        try:
            driver = _webkit_window(service)
        except ReadTimeoutError:
            # Now and then the driver and its browser do not find one another.
            service.stop()
            if attempt == MOST_STARTS:
                raise
            continue
        break
    try:
        page = webkit.Page(driver)
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        yield page
    finally:
        driver.quit()
        service.stop()


def _webkit_window(service: Service) -> webdriver.Remote:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(_mini_browser())
    options.add_argument("--automation")
    config = ClientConfig(remote_server_addr=service.service_url, timeout=MUST_ANSWER_WITHIN)
    return webdriver.Remote(RemoteConnection(client_config=config), options=options)


def _mini_browser() -> Path:
    """Debian keeps it beside the library, not on PATH."""
    return sorted(Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser"))[-1]
