"""Read the YAML between the two `---` at the head of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import yaml

from .problems import Problem


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_list(value: object) -> bool:
    # YAML reads `- The rule: subtract` as a mapping.
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


WANTED: dict[str, tuple[Callable[[object], bool], str]] = {
    "title": (_is_text, "a text"),
    "description": (_is_text, "a text"),
    "subject": (_is_text, "a text"),
    "minutes": (_is_count, "a whole number"),
    "requires": (_is_list, "a list of texts"),
    "next": (_is_list, "a list of texts"),
}


def read_front_matter(path: str, lines: tuple[str, ...]) -> tuple[dict[str, Any], int, list[Problem]]:
    """The front matter, the index of the first line below it, and what is wrong with it."""
    if lines[0].rstrip() != "---":
        return {}, 0, []
    close = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if close is None:
        return {}, 1, [Problem(path, 1, "The front matter opened here is never closed. Add a line `---` below it.")]
    try:
        meta = yaml.safe_load("\n".join(lines[1:close])) or {}
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        told = getattr(error, "problem", None) or error
        return {}, close + 1, [Problem(path, line, f"The front matter is not YAML: {told}.")]
    if not isinstance(meta, dict):
        return {}, close + 1, [Problem(path, 2, f"The front matter must hold `key: value` lines, got {meta!r}.")]
    return meta, close + 1, []


def check_front_matter(path: str, meta: Mapping[str, Any], lines: tuple[str, ...]) -> list[Problem]:
    """What a lesson's front matter lacks, or has of the wrong kind."""
    problems = []
    for key, (is_sound, words) in WANTED.items():
        if key not in meta:
            if key not in ("requires", "next"):
                problems.append(Problem(path, 1, f"A lesson's front matter needs `{key}`: {words}."))
        elif not is_sound(meta[key]):
            line = next((number for number, text in enumerate(lines, 1) if text.startswith(key)), 1)
            problems.append(Problem(path, line, f"`{key}` in the front matter must be {words}, got {meta[key]!r}."))
    return problems
