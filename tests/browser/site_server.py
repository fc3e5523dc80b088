"""The built site behind a server as plain as a free host's, under a path, with a list of what was asked of it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
# A project's page lies below its host's root: an address that forgets that gets a 404.
BASE = "/some/repo/"

Fault = Callable[[SimpleHTTPRequestHandler, Path], None]


class Site:
    """What the tests know of the site: where it is, what was asked for, and how to break it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.faults: dict[str, Fault] = {}
        # Whether there is a network between the browser and this server.
        self.plugged = True
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.home = self.origin + BASE
        self.lesson = self.home + "gradient-descent/"

    def build(self, root: Path = ROOT) -> None:
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(self.folder)]
        env = {**os.environ, "SITE_URL": self.home, "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"the site does not build:\n{done.stdout}{done.stderr}"

    @contextmanager
    def serving(self) -> Iterator[None]:
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        try:
            yield
        finally:
            self.server.shutdown()
            self.server.server_close()
            thread.join()

    @contextmanager
    def broken(self, part: str, fault: Fault) -> Iterator[None]:
        """Files with `part` in their path are answered by `fault`."""
        self.faults[part] = fault
        try:
            yield
        finally:
            del self.faults[part]

    def asked_for(self, part: str) -> list[str]:
        return [path for path in self.asked if part in path]

    def _handler(self) -> type[SimpleHTTPRequestHandler]:
        site = self

        class Handler(SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                if not self.path.startswith(BASE):
                    return self.send_error(HTTPStatus.NOT_FOUND)
                if not site.plugged:
                    self.close_connection = True
                    return None
                fault = next((fault for part, fault in site.faults.items() if part in self.path), None)
                try:
                    if fault is None:
                        super().do_GET()
                    else:
                        fault(self, Path(self.translate_path(self.path)))
                except (BrokenPipeError, ConnectionResetError):
                    pass  # the browser has gone elsewhere

            def translate_path(self, path: str) -> str:
                return super().translate_path("/" + path.removeprefix(BASE))

            def log_message(self, format: str, *args: object) -> None:
                del format, args

        def make(*args: object) -> Handler:
            return Handler(*args, directory=str(site.folder))  # type: ignore[arg-type]

        return make  # type: ignore[return-value]
