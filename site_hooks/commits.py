"""What git knows of a site: the commit that its text is of, and when that was made."""

from __future__ import annotations

import subprocess
from pathlib import Path


def commit_of(root: Path) -> str:
    """The commit, with a note when files were changed since; nothing outside a repository."""
    return _git(root, "describe", "--always", "--exclude=*", "--abbrev=12", "--dirty= with later changes")


def committed_at(root: Path) -> str:
    """Seconds since 1970 of the last commit; outside a repository, the first second of 2026."""
    return _git(root, "log", "-1", "--format=%ct") or "1767225600"


def _git(root: Path, *question: str) -> str:
    """What git answers; nothing outside a repository."""
    return subprocess.run(["git", *question], cwd=root, capture_output=True, text=True).stdout.strip()
