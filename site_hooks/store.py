"""Results kept by content: the same steps on the same runtime are never run twice."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def key_of(steps: list[Json], fingerprint: str, packages: Sequence[str] = ()) -> str:
    """The name of a page's results: a digest of everything that they depend on; `packages` are hashes."""
    content = json.dumps([steps, fingerprint, *packages], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def load(folder: Path, key: str) -> Json | None:
    """The results kept under `key`; None when there are none, or the file is damaged or another's."""
    try:
        entry = json.loads((folder / f"{key}.json").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    sound = isinstance(entry, dict) and entry.get("key") == key and isinstance(entry.get("results"), dict)
    return entry["results"] if sound and entry.get("digest") == _digest(entry["results"]) else None


def save(folder: Path, key: str, results: Json) -> None:
    """Keep results; written beside and renamed, so that no reader ever sees half of them."""
    folder.mkdir(parents=True, exist_ok=True)
    entry = {"key": key, "digest": _digest(results), "results": results}
    handle, name = tempfile.mkstemp(dir=folder, suffix=".new")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(entry, file)
    os.replace(name, folder / f"{key}.json")


def _digest(results: Json) -> str:
    return hashlib.sha256(json.dumps(results, sort_keys=True).encode()).hexdigest()
