"""The page itself: from the click on Run until the output is there.

Ours is a published page with its editor, sandbox, service worker and everything else that readers have. Theirs is the
floor below any page that runs Python: the same Pyodide files in a plain module worker, which loads the library's
wheel and runs the same code; it isolates nothing, keeps nothing and shows text only. Both come from one server, with
gzip where GitHub Pages has it, and ten minutes in the browser's cache. A first visit is one in a new profile; a later
one is in the same profile, once the browser keeps what it will keep. After Stop means: an endless loop was stopped,
and Run pressed at once. The slow network has 10 Mbit/s and a round trip of 40 ms, in the server itself, so that it
is the same in every browser. What a warm run adds is the time from click to output without what the code itself
measured, in the median of seven runs. The longest task is one of those that began before the output was there. Memory
is that of all of the browser's processes. Reading and clicking is done by scripts in the page.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from tests.browser.lesson_page import first_cell

from .clicks import BARE_RUN, BARE_STOP, KEPT, RUN, STOP
from .measure import BenchError, Claim, Comparison, Pair, Scale
from .page_site import Site, published
from .visits import Open, answer, browser, memory

ENGINES = ("chromium", "firefox", "webkit")
# Seconds after a page has loaded until it has nothing more to do.
SETTLE = 1.0
STOPS = 10
WARM_RUNS = 7
ENDLESS = "print('begun')\nwhile True: pass"
TIMED = """\
import time

begun = time.perf_counter()
total = sum(number * number for number in range(200_000))
print(time.perf_counter() - begun)"""


@dataclass(frozen=True)
class Visit:
    """What one reader's two visits took, in milliseconds."""

    first: float
    later: float
    after_stop: float
    stop: float
    warm: float
    """What a run in a Python that has started takes beyond the code itself."""
    longest: float
    """The longest task on the main thread in the first run, of those that the browser counts as long."""
    longest_yet: float
    """The same, with those that begin in the half second after the output."""


def measure(engine: str, scale: Scale, work: Path) -> Iterator[Comparison]:
    """First and later visits, Stop, a warm run, memory and, in Chromium, the main thread."""
    with published(work) as site, browser(engine) as reader:

        def visit(one: Callable[[Site, Open], Visit]) -> Visit:
            with reader() as open_page:
                return one(site, open_page)

        def first(one: Callable[[Site, Open], float]) -> float:
            with reader() as open_page, site.link.slow():
                return one(site, open_page)

        pairs = [(visit(visit_ours), visit(visit_bare)) for _ in range(scale.pairs)]
        sides = ("our page", "bare Pyodide")

        def row(what: str, of: str, claim: Claim | None) -> Comparison:
            taken = tuple(Pair(getattr(one, of), getattr(other, of)) for one, other in pairs)
            return Comparison(what, *sides, "ms", taken, claim)

        yield row("first visit", "first", Claim(0.45))
        yield row("later visit", "later", Claim(0.25))
        yield row("after Stop", "after_stop", Claim(0.25))
        yield row("Stop, until it is told", "stop", Claim(100, "ours"))
        yield row("a warm run, beyond the code itself", "warm", Claim(10, "ours"))
        if engine == "chromium":
            yield row("longest task on the main thread, if over 50 ms", "longest", Claim(50, "ours"))
            yield row("the same, half a second longer", "longest_yet", None)
        slow = tuple(Pair(first(first_of_ours), first(first_of_bare)) for _ in range(max(1, scale.pairs - 2)))
        yield Comparison("first visit, 10 Mbit/s and 40 ms", *sides, "ms", slow, Claim(0.9))
        with reader() as open_page:
            taken = stops_of_ours(site, open_page, STOPS if scale.pairs > 2 else 2)
        yield Comparison("memory", f"after {STOPS} Stops", "after the first", "MB", (taken,), Claim(1.2))


def first_of_ours(site: Site, open_page: Open) -> float:
    """A first visit's run, in milliseconds."""
    opened = open_page(site.ours)
    time.sleep(SETTLE)
    return _run_ours(opened)


def first_of_bare(site: Site, open_page: Open) -> float:
    """The same of the bare page."""
    opened = open_page(site.bare)
    time.sleep(SETTLE)
    return _run_bare(site, opened)


def visit_ours(site: Site, open_page: Open) -> Visit:
    """One reader's two visits."""
    opened = open_page(site.ours)
    time.sleep(SETTLE)
    first = _run_ours(opened)
    longest, longest_yet = (float(answer(opened, f"window.{name}")) for name in ("longest", "longestYet"))
    answer(opened, KEPT)
    time.sleep(SETTLE)
    opened = open_page(site.ours)
    time.sleep(SETTLE)
    later = _run_ours(opened)
    stop, after = _stop_ours(opened)
    return Visit(first, later, after, stop, _warm_ours(opened), longest, longest_yet)


def visit_bare(site: Site, open_page: Open) -> Visit:
    """The same of the bare page."""
    first = first_of_bare(site, open_page)
    opened = open_page(site.bare)
    time.sleep(SETTLE)
    later = _run_bare(site, opened)
    opened.evaluate(BARE_RUN, ENDLESS)
    answer(opened, "(document.querySelector('#output').textContent.includes('begun') || undefined)")
    opened.evaluate(BARE_STOP)
    stop = float(answer(opened, "window.stopped"))
    after = _run_bare(site, opened)
    warm = _settled(lambda: _beyond(_bare(opened, TIMED), opened, "#output"))
    return Visit(first, later, after, stop, warm, 0.001, 0.001)


def stops_of_ours(site: Site, open_page: Open, count: int) -> Pair:
    """Megabytes after so many Stops, and after the first, each time when Python is ready again."""
    opened = open_page(site.ours)
    _run_ours(opened)
    answer(opened, KEPT)
    taken = []
    for _ in range(count):
        _stop_ours(opened)
        # What is given up is given back a little later.
        time.sleep(2 * SETTLE)
        taken.append(memory())
    return Pair(taken[-1], taken[0])


def _run_ours(opened: Any) -> float:
    opened.evaluate(RUN, "Same as published")
    return float(answer(opened, "window.took"))


def _stop_ours(opened: Any) -> tuple[float, float]:
    """Milliseconds until an endless loop is stopped, and from Run, pressed at once, to the output."""
    cell = first_cell(opened)
    cell.replace_code(ENDLESS)
    cell.run()
    answer(opened, "(document.querySelector('lesson-cell .lesson-output').textContent.includes('begun') || undefined)")
    opened.evaluate(STOP)
    return float(answer(opened, "window.stopped")), float(answer(opened, "window.took"))


def _warm_ours(opened: Any) -> float:
    first_cell(opened).replace_code(TIMED)

    def once() -> float:
        opened.evaluate(RUN, "You edited")
        return _beyond(float(answer(opened, "window.took")), opened, "lesson-cell .lesson-output > .lesson-text")

    return _settled(once)


def _settled(once: Callable[[], float]) -> float:
    """The median of some runs, the first of which is not counted."""
    once()
    return median(once() for _ in range(WARM_RUNS))


def _beyond(taken: float, opened: Any, output: str) -> float:
    """The milliseconds that are not the code's own, which it has printed in seconds."""
    return taken - 1000 * float(opened.evaluate(f"document.querySelector({output!r}).textContent"))


def _bare(opened: Any, code: str) -> float:
    opened.evaluate(BARE_RUN, code)
    return float(answer(opened, "window.took"))


def _run_bare(site: Site, opened: Any) -> float:
    taken = _bare(opened, site.code)
    got = opened.evaluate("document.querySelector('#output').textContent")
    if got != site.printed:
        raise BenchError(f"The bare page printed {got!r}, not {site.printed!r}.")
    return taken


def measures() -> dict[str, Callable[[Scale, Path], Iterator[Comparison]]]:
    """A benchmark for each engine."""
    return {f"page-{engine}": partial(measure, engine) for engine in ENGINES}
