"""Read the YAML between the two `---` at the head of a page."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeGuard

import yaml
from packaging.utils import canonicalize_name

from .problems import Problem, closest


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


LONGEST = 3600


def is_seconds(value: object) -> TypeGuard[float]:
    """Whether something can be a page's time limit; not even infinity is a number for that."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= LONGEST


def _is_list(value: object) -> bool:
    # YAML reads `- The rule: subtract` as a mapping.
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


WANTED: dict[str, tuple[Callable[[object], bool], str]] = {
    "title": (_is_text, "a text"),
    "description": (_is_text, "a text"),
    "subject": (_is_text, "a text"),
    "minutes": (_is_count, "a whole number"),
    "requires": (_is_list, "a list of texts"),
    "next": (_is_list, "a list of texts"),
    "timelimit": (is_seconds, f"a number of seconds above 0, at most {LONGEST}"),
    "packages": (_is_list, "a list of names of packages"),
    "definitions": (_is_switch, "true or false"),
}
OPTIONAL = ("requires", "next", "timelimit", "packages", "definitions")
# What a page may say that is no lesson.
ANYWHERE = ("timelimit", "packages", "definitions")


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


def check_front_matter(
    path: str,
    meta: Mapping[str, Any],
    lines: tuple[str, ...],
    *,
    is_lesson: bool = True,
    packages: Collection[str] = (),
) -> list[Problem]:
    """What a page's front matter lacks, or has of the wrong kind; `packages` are those of the site."""
    problems = []
    known = WANTED if is_lesson else {key: WANTED[key] for key in ANYWHERE}
    page = "A lesson's" if is_lesson else "A page's"
    # Pages may have keys of any name: only one that all but equals a lesson's is a slip.
    meant = {key: difflib.get_close_matches(str(key), known, n=1, cutoff=0.85) for key in meta if key not in known}
    for key, close in meant.items():
        if close and close[0] not in meta:
            told = f"{page} front matter has no key `{key}`. Did you mean `{close[0]}`?"
            problems.append(Problem(path, _line_of(str(key), lines), told))
    misspelt = {close[0] for close in meant.values() if close}
    for key, (is_sound, words) in known.items():
        if key not in meta:
            if key not in OPTIONAL and key not in misspelt:
                problems.append(Problem(path, 1, f"A lesson's front matter needs `{key}`: {words}."))
        elif not is_sound(meta[key]):
            problems.append(
                Problem(path, _line_of(key, lines), f"`{key}` in the front matter must be {words}, got {meta[key]!r}.")
            )
    for name in package_names(meta):
        if name not in packages:
            told = f"`packages` in the front matter names `{name}`, which is not among the site's packages: "
            near = closest(name, packages)
            way = "add it in pyproject.toml, [tool.lesson] `packages`, or remove it here."
            told += f"did you mean `{near}`?" if near else way
            problems.append(Problem(path, _line_of("packages", lines), told))
    return problems


def package_names(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """The packages that a page names, as indexes spell them; none where the front matter has no list of names."""
    names = meta.get("packages")
    return tuple(dict.fromkeys(canonicalize_name(name) for name in names)) if _is_list(names) and names else ()


def _line_of(key: str, lines: tuple[str, ...]) -> int:
    return next((number for number, text in enumerate(lines, 1) if text.startswith(f"{key}:")), 1)
