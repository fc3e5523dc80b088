"""The names of a page's elements, by which readers' work is kept: no two of a kind share one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .blocks import Reader


def check_names(elements: Iterable[Any], reader: Reader) -> None:
    """Complain of each name that another element of its kind has already."""
    seen: dict[tuple[str, str], int] = {}
    for element in elements:
        name = getattr(element, "name", "")
        key = (type(element).__name__.lower(), name)
        if name and key in seen:
            told = f"The id `{name}` is taken by the {key[0]} in line {seen[key]}. Give this one another `id`."
            reader.complain(element.line, told)
        seen.setdefault(key, element.line)
