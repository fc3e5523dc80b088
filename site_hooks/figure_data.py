"""How two runtimes' figures agree: their numbers need not be the same, but nobody may see a difference."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
FIGURE = "application/vnd.lesson.figure+json"
# Of the largest number beside it: a tenth of a pixel in a picture of a thousand.
SEEN = 1e-4
# What the host adds to a figure for the page: its data say all of it.
PICTURES = ("svg", "standalone")


def without_pictures(result: Json) -> Json:
    """A result as both runtimes can give it: only one of them draws."""
    rich = result.get("rich")
    if not rich or rich["type"] != FIGURE:
        return result
    return result | {"rich": {name: value for name, value in rich.items() if name not in PICTURES}}


def find_apart(first: str, second: str) -> str | None:
    """The first place where two figures, given as JSON, can be told apart, with what is there; None if nowhere.

    >>> find_apart('{"x": [1.0, 0.25]}', '{"x": [1.0, 0.5]}')
    '`x[1]` is 0.25 in Pyodide and 0.5 in CPython'
    >>> find_apart('{"x": [1.0, 1e-17]}', '{"x": [1.00001, 0.0]}')
    """
    return next(_apart("", json.loads(first), json.loads(second), 0.0), None)


def _apart(where: str, first: Any, second: Any, scale: float) -> Iterator[str]:
    match first, second:
        case {}, {} if list(first) == list(second):
            for name in first:
                yield from _apart(f"{where}.{name}".removeprefix("."), first[name], second[name], 0.0)
        case [*_], [*_] if len(first) == len(second):
            # Rows of a grid share its scale.
            scale = max(scale, _largest(first), _largest(second))
            for i, (left, right) in enumerate(zip(first, second, strict=True)):
                yield from _apart(f"{where}[{i}]", left, right, scale)
        case int() | float(), int() | float() if abs(first - second) <= SEEN * max(abs(first), abs(second), scale):
            return
        case _ if first != second:
            yield f"`{where}` is {_shown(first)} in Pyodide and {_shown(second)} in CPython"


def _largest(values: list[Any]) -> float:
    """The largest number in a list, or in lists within it; 0 where there is none."""
    return max(
        (_largest(v) if isinstance(v, list) else abs(v) for v in values if isinstance(v, list | float | int)),
        default=0.0,
    )


def _shown(value: Any) -> str:
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:g}"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"
