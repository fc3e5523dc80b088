"""How it is told that two texts differ, or that the two runtimes do."""

from __future__ import annotations

import difflib
import platform
from collections.abc import Iterator
from typing import Any

from .precision import UNSTEADY, find_difference

Json = dict[str, Any]
Found = Iterator[tuple[int, str]]
CPYTHON = f"CPython {platform.python_version()}"


def traceback_of(result: Json) -> str:
    """The end of what a run printed, where its traceback stands."""
    return "\n".join(result["text"].splitlines()[-12:])


def opinions(first: Json, second: Json) -> list[tuple[str, Json]]:
    """Both runtimes' results, each with its name; one when they agree, so that nothing is told twice."""
    return [("Pyodide", first)] if first == second else [("Pyodide", first), (CPYTHON, second)]


def how_to_print(first: str, second: str) -> str:
    """What differs between the runtimes' outputs, and how to print it."""
    difference = find_difference(first, second)
    return f": {difference.told('Pyodide', CPYTHON)}. {difference.advice()}" if difference else f". {UNSTEADY}"


def diff(want: str, have: str, before: str, after: str) -> str:
    """Two texts line by line, as `diff -u` has it."""
    lines = difflib.unified_diff(want.splitlines()[:200], have.splitlines()[:200], before, after, lineterm="", n=1)
    return "\n".join(line[:200] for line in lines)


def apart(first: str, second: str) -> str:
    """How two runtimes' values of an expression differ, and what to do."""
    difference = find_difference(first, second)
    if difference is None:
        return f"{first} in Pyodide, {second} in {CPYTHON}. {UNSTEADY}"
    return f"{difference.told('Pyodide', CPYTHON)}. {difference.prose_advice()}"
