"""How far a verification is: a bar on a terminal, a line for each page that runs everywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Say = Callable[[str], object]
Advance = Callable[[], object]


@contextmanager
def progress(total: int, say: Say) -> Iterator[tuple[Say, Advance]]:
    """What to call with news, and what to call after each page; the bar, where there is one, is gone at the end."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield say, lambda: None
        return
    # On standard error, so that what others read stays clean. NO_COLOR is respected.
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda text: bar.update(task, description=text), lambda: bar.advance(task)
