"""Our page and the bare one, built and served as one site."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from site_hooks.config import load_config
from site_hooks.packages import FRONTEND
from site_hooks.runtime import assemble

from .generate import REPO, write_lessons
from .hosting import Link, compressed, hosting
from .measure import run
from .pages import outputs, page
from .rebuild import BUILD

PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


@dataclass(frozen=True)
class Site:
    """Both pages, under one server, and what their cell prints."""

    address: str
    link: Link
    code: str
    printed: str

    @property
    def ours(self) -> str:
        """The address of our page."""
        return f"{self.address}/ours/page-0001/"

    @property
    def bare(self) -> str:
        """The address of the bare page."""
        return f"{self.address}/bare/"


@contextmanager
def published(work: Path) -> Iterator[Site]:
    """Build our page and the bare one, and serve both. Raises BenchError when ours does not build."""
    lessons, folder = work / "lessons", work / "site"
    cell = page(1, 1)
    write_lessons(lessons, [cell])
    run([*BUILD, "--site-dir", folder / "ours"], lessons)
    shutil.copytree(REPO / "bench" / "bare", folder / "bare")
    for name in PYODIDE:
        shutil.copy(FRONTEND / "node_modules" / "pyodide" / name, folder / "bare")
    for wheel in assemble(load_config(lessons), lambda _: None).wheels:
        _compress(wheel, folder / "bare" / wheel.name)
        (folder / "bare" / "wheel.mjs").write_text(f"export const wheel = {json.dumps(wheel.name)};\n", "utf-8")
    link = Link()
    with hosting(folder, link) as address:
        # Compressed beforehand, as a host has it.
        for path in (each for each in (folder / "bare").iterdir() if each.suffix in (".mjs", ".wasm", ".json")):
            compressed(path, path.stat().st_mtime_ns)
        yield Site(address, link, cell.cells[0].source, outputs(cell)[0])


def _compress(wheel: Path, place: Path) -> None:
    """A wheel as build tools write it: ours is compressed as a whole instead."""
    with zipfile.ZipFile(wheel) as archive, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as other:
        for entry in archive.infolist():
            other.writestr(entry.filename, archive.read(entry))
