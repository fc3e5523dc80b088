"""One page edited under `mkdocs serve`, until the reader's browser has the new page.

The clock starts when the file has been written. It stops when the page that the server's live reload announced was
fetched and has the edit in it, as a browser does it. Theirs is the same edit of the same page of the plain site,
under a server of its own. MkDocs itself looks for changes every half second and then waits a tenth, so that no
edit can be shown faster than that; the plain site's times show it.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .generate import lesson_markdown, plain_markdown, write_lessons, write_plain
from .measure import BenchError, Claim, Comparison, Pair, Scale, environment, run
from .pages import Page, compute, page, say
from .rebuild import BUILD

PATIENCE = 180.0
"""Seconds after which a server is taken for stuck."""
RELOAD = re.compile(r"livereload\((\d+), (\d+)\)")


@dataclass(frozen=True)
class Side:
    """A site under its server, and how its pages are written."""

    folder: Path
    address: str
    write: Callable[[Page], str]

    def url(self, page: Page) -> str:
        """The page's address."""
        return f"{self.address}/{page.name}/"


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """A changed sentence, and a changed cell with its output."""
    pages = [page(number, scale.cells) for number in range(1, scale.pages + 1)]
    lessons, plain = work / "lessons", work / "plain"
    write_lessons(lessons, pages)
    write_plain(plain, pages)
    run(BUILD, lessons)
    with (
        _serve(lessons, lesson_markdown) as ours,
        _serve(plain, plain_markdown) as theirs,
    ):
        for what, change in (("a sentence", say), ("a cell and its output", compute)):
            pairs = []
            for number in range(scale.edits):
                # Another page each time: none has been prepared by the edit before.
                after, sign = change(pages[number % len(pages)], number)
                pairs.append(Pair(_edit(ours, after, sign), _edit(theirs, after, sign)))
            about = f"{what}, in one of {scale.pages} pages"
            yield Comparison(about, "mkdocs serve", "plain MkDocs and Material", "s", tuple(pairs), Claim(1.5, "ours"))


@contextmanager
def _serve(folder: Path, write: Callable[[Page], str]) -> Iterator[Side]:
    """`mkdocs serve` in a process of its own, ready, and ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    # A server that is ended leaves the site that it had built; so it is built in a folder that goes away.
    surroundings = environment() | {"TMPDIR": str(folder)}
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=surroundings, stdout=log, stderr=subprocess.STDOUT)
        try:
            side = Side(folder, f"http://127.0.0.1:{port}", write)
            end = time.monotonic() + PATIENCE
            while not _answers(side.address):
                if server.poll() is not None or time.monotonic() > end:
                    told = (folder / "serve.log").read_text("utf-8")[-2000:]
                    raise BenchError(f"mkdocs serve did not start:\n{told}")
                time.sleep(0.1)
            yield side
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _answers(address: str) -> bool:
    try:
        _get(f"{address}/")
    except urllib.error.URLError:
        return False
    return True


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        text: str = answer.read().decode("utf-8")
        return text


def _edit(side: Side, page: Page, sign: str) -> float:
    """Seconds from the saved edit to the page that shows it. Raises BenchError when it is never shown."""
    url = side.url(page)
    found = RELOAD.search(_get(url))
    if found is None:
        raise BenchError(f"{url} has no live reload.")
    epoch, request = int(found[1]), int(found[2])
    text = side.write(page)
    file = side.folder / "content" / f"{page.name}.md"
    start = time.perf_counter()
    file.write_text(text, "utf-8")
    while time.perf_counter() - start < PATIENCE:
        # The server answers when it has something newer.
        epoch = int(_get(f"{side.address}/livereload/{epoch}/{request}"))
        if sign in _get(url):
            return time.perf_counter() - start
    raise BenchError(f"{url} did not show the edit within {PATIENCE:g} seconds.")
