"""Docstrings, written for a terminal, as Markdown: an extension of Griffe, with which mkdocstrings reads code.

What is indented is set as it stands, as Markdown does anyway; examples become code; names of the package become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import griffe

# To an empty line, as doctest has it.
EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)
INDENTED = re.compile(r"^ {4}.*(?:\n+ {4}.*)*", re.MULTILINE)
CODE = re.compile(r"(`[^`\n]+`)")
# What Markdown would take for its own; only the emphasis of a single word is meant.
SPECIAL = re.compile(r"(?<!\w)\*\w+\*(?!\w)|[\\*_\[\]<$]")
LABEL = re.compile(r"^((?:Shapes|Units|Raises|Sources?)(?:, (?:Raises|Sources?))*):", re.MULTILINE)
ERROR = re.compile(r"\b[A-Z]\w+Error\b")
FLOAT = re.compile(r"(?<![\w.])\d+(?:\.\d*)?(?:e[+-]?\d+)?(?![\w.])")


class Docstrings(griffe.Extension):
    """Rewrites the docstrings, and the defaults, of each package that is loaded."""

    def on_package(self, *, pkg: griffe.Module, **kwargs: Any) -> None:
        """Griffe has read a whole package."""
        public = {name: f"{pkg.path}.{name}" for name in pkg.members if not name.startswith("_")}
        for each in own_objects(pkg):
            if isinstance(each, griffe.Function):
                for parameter in each.parameters:
                    parameter.default = written(parameter.default)
            if each.name == "__init__":
                # The class says what it takes.
                each.docstring = None
            if each.docstring:
                linked = {name: full for name, full in public.items() if name not in local_names(each)}
                each.docstring.value = as_markdown(each.docstring.value, linked)


def own_objects(thing: griffe.Object) -> Iterator[griffe.Object]:
    """An object and all that is defined in it; what it imports is another's."""
    yield thing
    for member in thing.members.values():
        if not isinstance(member, griffe.Alias):
            yield from own_objects(member)


def local_names(thing: griffe.Object) -> set[str]:
    """Names that mean something of the object's own: itself, its parameters, the fields of its class."""
    names = {thing.name}
    if isinstance(thing, griffe.Class | griffe.Function):
        names |= {parameter.name for parameter in thing.parameters}
    for owner in (thing, thing.parent):
        if isinstance(owner, griffe.Class):
            names |= set(owner.members)
    return names


def written(default: str | griffe.Expr | None) -> str | griffe.Expr | None:
    """A default as people write it: a constant's value instead of its name, 1e-8 for 1e-08.

    >>> written("1e-08"), written("(0.9, 1000000000000.0)")
    ('1e-8', '(0.9, 1e12)')
    """
    if isinstance(default, griffe.ExprName):
        named = default.parent
        while isinstance(named, griffe.Object) and default.name not in named.members:
            named = named.parent
        constant = named.members[default.name] if isinstance(named, griffe.Object) else None
        if isinstance(constant, griffe.Attribute) and constant.value is not None:
            default = constant.value
    return None if default is None else FLOAT.sub(short, str(default))


def short(number: re.Match[str]) -> str:
    """A float with as few characters as its exponent allows."""
    text = number[0]
    brief = re.sub(r"e\+?(-?)0*", r"e\1", f"{float(text):g}")
    return brief if "e" in brief and float(brief) == float(text) else text


def as_markdown(docstring: str, public: dict[str, str]) -> str:
    """A docstring as Markdown; `public` has the full names of what may be linked.

    >>> print(as_markdown("The step < 2 of `Adam`.", {"Adam": "kit.Adam"}))
    The step &#60; 2 of [`Adam`][kit.Adam].
    """
    pieces, done = [], 0
    blocks = [*EXAMPLE.finditer(docstring), *INDENTED.finditer(docstring)]
    for block in sorted(blocks, key=lambda block: block.start()):
        # The output of an example may be indented: it is a part of it.
        if block.start() >= done:
            example = block[0].startswith(">>>")
            pieces.append(prose(docstring[done : block.start()], public))
            pieces.append(f"```pycon\n{block[0]}\n```" if example else block[0])
            done = block.end()
    return "".join([*pieces, prose(docstring[done:], public)])


def prose(text: str, public: dict[str, str]) -> str:
    """Sentences as Markdown, in which nothing but words in backticks has a meaning."""

    def link(code: str) -> str:
        name = code.strip("`")
        return f"[{code}][{public[name]}]" if name in public else code

    made = []
    for part in CODE.split(text):
        if part.startswith("`"):
            made.append(link(part))
            continue
        plain = SPECIAL.sub(lambda found: found[0] if len(found[0]) > 1 else f"&#{ord(found[0])};", part)
        made.append(ERROR.sub(lambda found: link(f"`{found[0]}`"), LABEL.sub(r"**\1:**", plain)))
    return "".join(made)
