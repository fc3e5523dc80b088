"""What MkDocs' settings say of how pages are made: all that a page depends on besides its own Markdown."""

# Maintainers: the settings are MkDocs', which this module reads without importing it.

from __future__ import annotations

from pathlib import Path
from typing import Any

from .config import Config

# Plugins of which it is known what they make a page from: with any other, every page is written at each build.
KNOWN = {"search", "material/search", "mkdocstrings", "autorefs"}


def extensions(config: Any) -> list[object]:
    """The Markdown extensions by name (plugins add objects, which are others in each build), and their settings."""
    names = [each if isinstance(each, str) else type(each).__qualname__ for each in config.markdown_extensions]
    # The whole course is no setting of a page that does not show it.
    return [names, [{**options, "course": None} for options in config.mdx_configs.values()]]


def plugins(config: Any) -> list[object]:
    """What the known plugins are told, and the templates of mkdocstrings."""
    told: list[object] = [config.plugins[name].config for name in sorted(KNOWN & set(config.plugins))]
    describing = config.plugins.get("mkdocstrings")
    folder = describing.config["custom_templates"] if describing else None
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file()) if folder else []
    return [*told, *(path.read_bytes() for path in files)]


def lasting(config: Any, site: Config) -> set[str]:
    """The site's own package: its sources are a part of the runtime's fingerprint, which every page is made with."""
    describing = config.plugins.get("mkdocstrings")
    # An inventory holds what is described in one build.
    inventory = describing is not None and describing.config["enable_inventory"] is not False
    return {site.library.name} if site.library and not inventory else set()
