"""What a server made of each page the last time, used again as long as all that it was made from is the same.

A save changes one page. MkDocs goes through all of them, since any could depend on any; here each part of its
work is kept under everything that goes into it.
"""

# Maintainers: pages and files are MkDocs', which this module names without importing it.

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket

# What `Page.render` sets.
MADE = ("content", "toc", "_title_from_render", "present_anchor_ids")
# What autorefs is told of a place that other pages may refer to by name: `register_anchor`'s arguments, but the page.
type Anchor = tuple[tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True)
class Rendering:
    """A page's Markdown as HTML, with what MkDocs learned on the way."""

    key: str
    made: dict[str, Any]
    links: dict[str, dict[str, str]] | None
    """The anchors that it links to, by the page that they are on."""
    anchors: list[Anchor]


@dataclass
class Shelf:
    """One server's memory of its pages, by the path of their source; a page that changed replaces its former self."""

    renderings: dict[str, Rendering] = field(default_factory=dict)
    outputs: dict[str, tuple[str, str]] = field(default_factory=dict)
    entries: dict[str, tuple[str, list[Any]]] = field(default_factory=dict)
    templates: BytecodeCache = field(default_factory=lambda: CompiledTemplates())


def key_of(*parts: object) -> str:
    """A digest of what something is made from."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def noted(references: Any) -> Iterator[list[Anchor]]:
    """The anchors that `references`, the plugin autorefs if the site has it, is told of meanwhile."""
    anchors: list[Anchor] = []
    if references is None:
        yield anchors
        return
    register = references.register_anchor

    def note(page: Any, *rest: Any, **named: Any) -> None:
        anchors.append((rest, named))
        register(page, *rest, **named)

    references.register_anchor = note
    try:
        yield anchors
    finally:
        references.register_anchor = register


def keep_rendering(shelf: Shelf, page: Any, key: str, anchors: list[Anchor]) -> None:
    """Remember what `page.render` made."""
    links = page.links_to_anchors
    shelf.renderings[page.file.src_uri] = Rendering(
        key,
        {name: getattr(page, name) for name in MADE},
        None if links is None else {file.src_uri: targets for file, targets in links.items()},
        anchors,
    )


def put_rendering(page: Any, rendering: Rendering, files: Any, references: Any) -> None:
    """Give a page what was made of it before. Links lead to the files of the present build."""
    for rest, named in rendering.anchors:
        references.register_anchor(page, *rest, **named)
    for name, value in rendering.made.items():
        setattr(page, name, value)
    if rendering.links is not None:
        found = {files.get_file_from_path(path): anchors for path, anchors in rendering.links.items()}
        page.links_to_anchors = {file: anchors for file, anchors in found.items() if file is not None}


def outline(items: Any) -> list[Any]:
    """A navigation as plain data: what any page shows of the others."""
    return [
        [item.title, getattr(item, "url", None), outline(item.children) if item.children else None] for item in items
    ]


class KeptEnvironment:
    """Jinja's environment for one build; `site_key` digests what all pages share, but the navigation."""

    def __init__(self, environment: Environment, shelf: Shelf, site_key: str) -> None:
        environment.bytecode_cache = shelf.templates
        self.environment, self.shelf, self.site_key = environment, shelf, site_key
        self.shared = ""

    def get_template(self, name: str) -> KeptTemplate:
        """A template that renders each page once."""
        return KeptTemplate(self, name, self.environment.get_template(name))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.environment, name)


@dataclass(frozen=True)
class KeptTemplate:
    """One template; only pages are kept."""

    kept: KeptEnvironment
    name: str
    template: Template

    def render(self, context: dict[str, Any]) -> str:
        """The whole page, from the shelf when nothing that is on it has changed."""
        page, shelf = context.get("page"), self.kept.shelf
        if page is None:
            return self.template.render(context)
        self.kept.shared = self.kept.shared or key_of(self.kept.site_key, outline(context["nav"].items))
        rendering = shelf.renderings.get(page.file.src_uri)
        key = key_of(self.kept.shared, self.name, rendering and rendering.key, page.title, page.meta, page.content)
        before = shelf.outputs.get(page.file.src_uri)
        if before is not None and before[0] == key:
            return before[1]
        output = self.template.render(context)
        shelf.outputs[page.file.src_uri] = key, output
        return output


def keep_entries(shelf: Shelf, index: Any) -> None:
    """Let a search index take the entries of an unchanged page from the shelf."""
    add: Callable[[Any], None] = index.add_entry_from_context

    def add_kept(page: Any) -> None:
        key = key_of(page.content, page.url, page.title, page.meta)
        before = shelf.entries.get(page.file.src_uri)
        if before is None or before[0] != key:
            start = len(index.entries)
            add(page)
            shelf.entries[page.file.src_uri] = key, index.entries[start:]
        else:
            index.entries.extend(before[1])

    index.add_entry_from_context = add_kept


class CompiledTemplates(BytecodeCache):
    """Jinja's compiled templates, in memory; Jinja itself sees to it that they fit their source."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja asks for a template."""
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja has compiled a template."""
        self.code[bucket.key] = bucket.bytecode_to_string()
