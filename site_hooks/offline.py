"""The site's service worker: one version of the site, named by its content, that a browser may keep whole."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterator
from pathlib import Path

FILE = "service-worker.js"
# What a browser fetches unasked after a reader's first run: beyond this a site is too much for that.
MOST_BYTES = 20_000_000
# Nobody opens these in a browser, or only search engines do.
_LEFT_OUT = (".gz", ".map")


def _paths(site: Path, without: Collection[str]) -> Iterator[Path]:
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.name != FILE and path.name not in without and path.suffix not in _LEFT_OUT:
            yield path


def size_of(site: Path, without: Collection[str] = ()) -> int:
    """How many bytes a browser would keep."""
    return sum(path.stat().st_size for path in _paths(site, without))


def kept_files(site: Path, without: Collection[str] = ()) -> dict[str, str]:
    """Each file of the built site that is kept, with its SHA-256 in base64; `without` names files to leave out."""
    return {path.relative_to(site).as_posix(): _digest(path.read_bytes()) for path in _paths(site, without)}


def service_worker(files: dict[str, str], script: str) -> str:
    """The worker's text: what this version holds, in front of the program that keeps it."""
    version = _digest(json.dumps(files).encode())
    return f"const SITE = {json.dumps({'version': version, 'files': files})};\n{script}"


def _digest(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()
