"""The whole site built again with nothing changed.

Ours is `mkdocs build` of verified lessons with hook, extension and templates. Theirs is MkDocs with the same theme,
plugins and other extensions, and the same pages with each cell as highlighted Python and each output as text: what an
author would publish who verifies nothing. Both are processes of their own, and both have built their site once before.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from .generate import write_lessons, write_plain
from .measure import Claim, Comparison, Scale, race, run, spend
from .pages import page

BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet"]


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """Ours against plain MkDocs with Material."""
    pages = [page(number, scale.cells) for number in range(1, scale.pages + 1)]
    lessons, plain = work / "lessons", work / "plain"
    write_lessons(lessons, pages)
    write_plain(plain, pages)
    run(BUILD, lessons)
    run(BUILD, plain)
    label = f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}"
    sides = ("mkdocs build", lambda: spend(BUILD, lessons)), (label, lambda: spend(BUILD, plain))
    # More pairs than elsewhere: the runs are short, and so is the distance to the claim.
    yield from race(f"{scale.pages} pages of {scale.cells} cells", sides, scale.pairs * 2, Claim(1.25))
