"""A web server as free hosts have them: gzip for the types that GitHub Pages compresses, ten minutes in caches.

It can be as slow as a network: so many bits a second for all that is on the way together, and a round trip before each
answer. That is done here and not in a browser, so that it is the same in all of them.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".woff2": "font/woff2",
}
# By their type: an archive, a font or a file without a type is sent as it is.
COMPRESSED = (".html", ".css", ".js", ".mjs", ".json", ".wasm", ".svg", ".xml")
PIECE = 16_384


@dataclass(frozen=True)
class Network:
    """How fast answers come."""

    bits_per_second: float
    round_trip: float
    """Seconds."""


SLOW = Network(10_000_000, 0.04)


class Link:
    """What all connections share: a piece is sent when those before it have gone through."""

    def __init__(self) -> None:
        self.network: Network | None = None
        self._lock = threading.Lock()
        self._free = 0.0

    def wait_for_answer(self) -> None:
        """The time that a request and the head of its answer take."""
        if self.network:
            time.sleep(self.network.round_trip)

    def wait_for(self, size: int) -> None:
        """The time until so many bytes have arrived at the other end."""
        if self.network is None:
            return
        with self._lock:
            start = max(self._free, time.monotonic())
            self._free = start + size * 8 / self.network.bits_per_second
            wait = self._free - time.monotonic()
        time.sleep(max(0.0, wait))


@dataclass(frozen=True)
class Server:
    """A folder being served."""

    address: str
    link: Link

    @contextmanager
    def slow(self) -> Iterator[None]:
        """Answers come as over a slow network, until the end of the block."""
        self.link.network = SLOW
        try:
            yield
        finally:
            self.link.network = None


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve a folder until the end of the block."""
    link = Link()
    bodies: dict[Path, tuple[bytes, bool]] = {}

    def body(path: Path) -> tuple[bytes, bool]:
        """A file as it is sent, and whether that is compressed; made once, as a host's cache has it."""
        if path not in bodies:
            content = path.read_bytes()
            bodies[path] = (gzip.compress(content, 6), True) if path.suffix in COMPRESSED else (content, False)
        return bodies[path]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Without it, a head and its body wait for one another.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            """Answer with a file, or with the one of a folder."""
            path = folder / urlsplit(self.path).path.lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            link.wait_for_answer()
            try:
                if not path.is_file():
                    return self.send_error(HTTPStatus.NOT_FOUND)
                self._send(path)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the browser has gone elsewhere

        def _send(self, path: Path) -> None:
            content, is_compressed = body(path)
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "max-age=600")
            if is_compressed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                link.wait_for(len(piece))
                self.wfile.write(piece)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a line for each request would be work between measurements."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_port}/", link)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
