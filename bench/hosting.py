"""A static host as free ones are: text compressed with gzip, everything kept for ten minutes."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

COMPRESSED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """The address at which the files of a folder are served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class Host(SimpleHTTPRequestHandler):
    """Answers GET with a file, compressed where that is worth it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""

    def do_GET(self) -> None:
        """Send a file, or the index of a folder."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
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
        self.wfile.write(content)


@cache
def compressed(path: Path, changed: int) -> bytes:
    """A file under gzip; once for each version of it."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)
