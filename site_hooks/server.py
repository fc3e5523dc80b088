"""MkDocs' live server, made to show problems on its pages, outlive failed builds, and see edits of this package."""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .config import Config
from .overlay import Trouble, insert, render_overlay
from .problems import Problem
from .serving import OWN, Serving, log
from .sources import digest, syntax_problems

# On Windows, a process that replaces itself leaves its console.
REPLACEABLE = os.name != "nt"
StartResponse = Callable[..., Any]
App = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def attach(serving: Serving, server: Any, site_dir: Path) -> None:
    """Make MkDocs' server show problems on its pages, outlive failed builds, and start again with new sources."""
    build: Callable[[], object] = server.builder
    app: App = server.get_app()
    serving.end()

    def rebuild() -> None:
        serving.begin()
        start_again(serving, site_dir)
        try:
            build()
        # MkDocs would hold every request back until a build succeeds.
        except (Exception, SystemExit) as error:
            fail(serving, error)
        finally:
            serving.end()

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        return with_overlay(serving, app, environ, start_response)

    server.builder = rebuild
    server.set_app(answer)


def fail(serving: Serving, error: BaseException) -> None:
    """A build that broke off: a sentence where it was meant for authors, else the traceback."""
    told = getattr(error, "format_message", None)
    if told is None:
        log.error("The build broke off.", exc_info=error)
        serving.troubles.append(Trouble("The build broke off", "".join(traceback.format_exception(error))))
    elif not serving.troubles:
        serving.tell([Trouble("The build broke off", told())])


def with_overlay(serving: Serving, app: App, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """What the server answers; a page has the overlay in it when there is something to tell."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> None:
        begun.append((status, headers))

    # Waits while a build goes on: only then is it known what there is to tell.
    body = app(environ, begin)
    status, headers = begun[0]
    if serving.troubles and dict(headers).get("Content-Type", "").startswith("text/html"):
        shown = b"".join(body)
        # WSGI's one who consumes a body closes it.
        getattr(body, "close", lambda: None)()
        page = insert(shown, render_overlay(serving.troubles, here(serving, environ), serving.places))
        headers = [each for each in headers if each[0] != "Content-Length"] + [("Content-Length", str(len(page)))]
        body = [page]
    start_response(status, headers)
    return body


def here(serving: Serving, environ: dict[str, Any]) -> str:
    """The path of the source of the page that is asked for; "" when there is none."""
    # WSGI gives bytes as Latin-1.
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    asked = posixpath.normpath(path.removesuffix("index.html"))
    return next((page for page, place in serving.places.items() if posixpath.normpath(unquote(place.url)) == asked), "")


def start_again(serving: Serving, site_dir: Path) -> None:
    """Replace this process when the package is not what was imported, unless what it is now cannot run."""
    now = digest(OWN)
    if now == serving.loaded:
        return
    problems: list[Problem | Trouble] = [*syntax_problems(Config(OWN.parent, OWN.parent), [OWN])]
    if not problems:
        # All that a server imports. One that failed at this would be gone, and its overlay with it.
        trial = f"import {__package__}.hooks, {__package__}.markdown"
        tried = subprocess.run([sys.executable, "-c", trial], cwd=OWN.parent, capture_output=True, text=True)
        if tried.returncode != 0:
            problems = [Trouble(OWN.name, f"It cannot be imported since it was changed.\n{tried.stderr.strip()}")]
    if problems:
        serving.tell(problems)
        return
    if not REPLACEABLE:
        serving.tell([Trouble(OWN.name, "It has changed. Stop the server with Ctrl-C and start it again.")])
        return
    log.info("%s has changed: starting again", OWN.name)
    # MkDocs removes its folder at its end, which this process does not reach.
    shutil.rmtree(site_dir)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
