"""Readers' browsers, driven in one way: each reader has a profile of their own, and comes once or more often."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.engines import launch, virtual_display, webkit_page
from tests.browsers import is_here

from .measure import BenchError

PATIENCE = 60.0
"""Seconds after which a page is taken for stuck."""
# Programs of these names drive browsers.
DRIVERS = ("node", "python", "WebKitWebDriver", "Xvfb")

Open = Callable[[str], Any]
Reader = Callable[[], Any]
"""A block in which one reader visits: it gives the function that opens an address in their browser, anew each time."""


@contextmanager
def browser(engine: str) -> Iterator[Reader]:
    """A browser; raises BenchError where there is none."""
    if not is_here(engine):
        raise BenchError(f"There is no {engine} here. `.venv/bin/python tests/browsers.py {engine}` installs it.")
    with _webkit() if engine == "webkit" else _playwright(engine) as reader:
        yield reader


@contextmanager
def _playwright(engine: str) -> Iterator[Reader]:
    with sync_playwright() as playwright:
        launched = launch(playwright, engine)

        @contextmanager
        def reader() -> Iterator[Open]:
            context = launched.new_context(viewport={"width": 1280, "height": 900})

            def open_page(url: str) -> Any:
                for page in context.pages:
                    page.close()
                page = context.new_page()
                page.goto(url)
                return page

            yield open_page
            context.close()

        yield reader
        launched.close()


@contextmanager
def _webkit() -> Iterator[Reader]:
    with virtual_display() as display:

        @contextmanager
        def reader() -> Iterator[Open]:
            with webkit_page(display) as page:

                def open_page(url: str) -> Any:
                    page.goto("about:blank")
                    page.goto(url)
                    return page

                yield open_page

        yield reader


def answer(page: Any, expression: str) -> Any:
    """What an expression in the page comes to be, once it is neither null nor undefined.

    Raises BenchError when it never is.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        got = page.evaluate(f"() => {expression} ?? null")
        if got is not None:
            return got
        # Asking takes time from what is measured.
        time.sleep(0.1)
    raise BenchError(f"{expression} did not come about in a page; its text: {page.evaluate('document.body.innerText')}")


def memory() -> float:
    """Megabytes that the browsers started from here take together, each page of memory counted once."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = 0, [os.getpid()]
    while waiting:
        for child in children.get(waiting.pop(), []):
            waiting.append(child)
            found += _proportional(Path(f"/proc/{child}"))
    return found / 1000


def _proportional(process: Path) -> int:
    """A process's own kilobytes, and its share of what it shares; 0 for what drives a browser."""
    try:
        if (process / "comm").read_text("utf-8").strip().startswith(DRIVERS):
            return 0
        told = (process / "smaps_rollup").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)
