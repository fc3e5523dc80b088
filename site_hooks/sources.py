"""Python files that someone is editing: which of them do not compile, and whether any has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from .config import Config, label
from .problems import Problem


def python_files(folder: Path) -> list[Path]:
    """A folder's Python files, in a stable order."""
    return sorted(path for path in folder.rglob("*.py") if path.is_file())


def digest(folder: Path) -> str:
    """A SHA-256 over the names and contents of a folder's Python files."""
    total = hashlib.sha256()
    for path in python_files(folder):
        content = path.read_bytes()
        total.update(f"\0{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def syntax_problems(config: Config, folders: Iterable[Path]) -> list[Problem]:
    """Where the Python files of these folders are no Python; nothing is run."""
    found = []
    for folder in folders:
        for path in python_files(folder):
            mistake = _mistake(path.read_bytes())
            if mistake is not None:
                line, message = mistake
                found.append(Problem(label(config, path), line, message))
    return found


# A save changes one file: the others were judged before.
@lru_cache(maxsize=1024)
def _mistake(source: bytes) -> tuple[int, str] | None:
    try:
        compile(source, "<source>", "exec", dont_inherit=True)
    except SyntaxError as error:
        shown = f"\n{error.text.rstrip()}" if error.text else ""
        return error.lineno or 1, f"{type(error).__name__}: {error.msg}. Mend this line, or the one before it.{shown}"
    return None
