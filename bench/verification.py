"""Every cell of a site executed from nothing.

Ours is `lesson verify --fresh`: each page runs in Pyodide under Node *and* in CPython, and everything that it says is
compared with both. The peers execute the same cells once, in CPython, and compare only what is printed.
nbclient is what Quarto, Jupyter Book and mkdocs-jupyter execute with: a kernel a page, the pages one after another
in one process. In a second row it may have a kernel for each core at a time, which those tools do not do by themselves.
markdown-exec executes in the process of the build, without isolation, time limit or a second runtime: it is the floor.
Each side is a process of its own, from its start to its end. Kernels, Node and the assembled runtime are installed
beforehand.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from .generate import REPO, write_cells, write_lessons
from .measure import Claim, Comparison, Scale, Side, race, run, spend
from .pages import page

LESSON = [sys.executable, "-m", "site_hooks.cli"]


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """Ours against nbclient, nbclient on every core, and markdown-exec."""
    pages = [page(number, scale.cells) for number in range(1, scale.pages + 1)]
    site, cells = work / "lessons", work / "cells.json"
    write_lessons(site, pages)
    write_cells(cells, pages)
    run([*LESSON, "runtime"], site)

    verify: Side = "verify --fresh, two runtimes", lambda: spend([*LESSON, "verify", "--fresh", "content"], site)

    def peer(name: str, module: str, *more: str) -> Side:
        return name, lambda: spend([sys.executable, "-m", f"bench.{module}", cells, *more], REPO)

    what, cores = f"{scale.pages} pages of {scale.cells} cells", os.cpu_count() or 1
    kernels = peer(f"nbclient {version('nbclient')}, ipykernel {version('ipykernel')}", "notebooks")
    at_once = peer(f"the same, {cores} kernels at a time", "notebooks", "--at-once", str(cores))
    in_process = peer(f"markdown-exec {version('markdown-exec')}", "in_process")
    # A kernel takes long to start.
    few = max(2, scale.pairs // 2)
    yield from race(what, (verify, kernels), few, Claim(0.2))
    yield from race(what, (verify, at_once), few)
    yield from race(what, (verify, in_process), few)
