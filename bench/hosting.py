"""A static host as free ones are: text and programs compressed with gzip, everything kept for ten minutes.

It can be as slow as a network is: so many bits a second for all that is on its way together, and a round trip before
each answer. That is done here and not in a browser, so that it is the same in all of them.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

COMPRESSED = (
    "text/",
    "application/javascript",
    "application/json",
    "application/wasm",
    "application/xml",
    "image/svg+xml",
)
SLOW_BITS = 10_000_000
"""A second."""
SLOW_ROUND_TRIP = 0.04
"""Seconds."""
PIECE = 1 << 14


class Link:
    """What all connections share: a piece has arrived when those before it have."""

    def __init__(self) -> None:
        self._is_slow = False
        self._lock = Lock()
        self._free = 0.0

    @contextmanager
    def slow(self) -> Iterator[None]:
        """10 Mbit/s and 40 ms, until the end of the block."""
        self._is_slow = True
        try:
            yield
        finally:
            self._is_slow = False

    def ask(self) -> None:
        """Wait for as long as a request and the head of its answer take."""
        if self._is_slow:
            time.sleep(SLOW_ROUND_TRIP)

    def send(self, size: int) -> None:
        """Wait until so many bytes are at the other end."""
        if not self._is_slow:
            return
        with self._lock:
            self._free = max(self._free, time.monotonic()) + size * 8 / SLOW_BITS
            arrival = self._free
        time.sleep(max(0.0, arrival - time.monotonic()))


@contextmanager
def hosting(folder: Path, link: Link | None = None) -> Iterator[str]:
    """The address at which the files of a folder are served."""
    host = partial(Host, link=link or Link(), directory=str(folder))
    server = Quiet(("127.0.0.1", 0), host)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class Quiet(ThreadingHTTPServer):
    """A browser that closes its connections is no news."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of errors that are not the network's."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Host(SimpleHTTPRequestHandler):
    """Answers GET with a file, compressed where that is worth it."""

    protocol_version = "HTTP/1.1"
    # Else a head and its body wait for one another.
    disable_nagle_algorithm = True

    def __init__(self, *args: Any, link: Link, **rest: Any) -> None:
        self._link = link
        super().__init__(*args, **rest)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""

    def do_GET(self) -> None:
        """Send a file, or the index of a folder."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        self._link.ask()
        if not path.is_file():
            self.send_error(404)
            return
        kind = self.guess_type(path)
        packed = kind.startswith(COMPRESSED)
        content = compressed(path, path.stat().st_mtime_ns) if packed else path.read_bytes()
        self.send_response(200)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": len(content),
            "Cache-Control": "max-age=600",
        }.items():
            self.send_header(name, str(value))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        try:
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                self._link.send(len(piece))
                self.wfile.write(piece)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the browser has gone elsewhere


@cache
def compressed(path: Path, changed: int) -> bytes:
    """A file under gzip; once for each version of it."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)
