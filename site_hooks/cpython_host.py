"""The CPython side of the build: a job on standard input, one JSON event a line on standard output.

Started as a script in a process of its own, without installed packages; never imported.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any

MEMORY = 2 << 30
"""Bytes of address space that a page's code may take."""
FILE_SIZE = 64 << 20
"""Bytes that it may write to one file."""


def confine() -> None:
    """Bound memory and files and cut the network, where the system lets a process do so to itself."""
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(limit, (bound, bound))
        except (ValueError, OSError) as refused:
            # macOS knows no bound on address space. The time limit still holds.
            print(f"A limit could not be set: {refused}", file=sys.stderr)
    if sys.platform == "linux":
        try:
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
        except OSError as refused:
            print(f"The network could not be cut: {refused}", file=sys.stderr)


def load_runner() -> Any:
    """The cell runner beside this file, without its folder on the path: cells must not import the build."""
    spec = importlib.util.spec_from_file_location("cell_runner", Path(__file__).with_name("cell_runner.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["cell_runner"] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Answer every step of the job in one session."""
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Code that writes to descriptor 1 directly must not be able to break an event.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    job = json.load(sys.stdin)
    sys.path[:0] = job["wheels"]
    runner = load_runner()
    confine()

    def say(event: dict[str, Any]) -> None:
        # Not `print`: a lesson may have replaced it.
        events.write(json.dumps(event) + "\n")
        events.flush()

    say({"event": "ready", "python": sys.version.split()[0], "pyodide": ""})
    session = runner.open_session()
    for number, step in enumerate(job["steps"]):
        say({"event": "start", "step": number})
        say({"event": "result", "step": number, "result": json.loads(runner.answer(session, json.dumps(step)))})


if __name__ == "__main__":
    main()
