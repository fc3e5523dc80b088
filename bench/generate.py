"""Sites of generated pages, as lessons, as plain MkDocs, and for runners that read no Markdown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

from .pages import Page, outputs

REPO = Path(__file__).resolve().parents[1]


def lesson_markdown(page: Page) -> str:
    """The page as an author of lessons writes it."""
    return _markdown(page, 'python run id="{id}" title="{title}"{expect}')


def plain_markdown(page: Page) -> str:
    """The same page for plain MkDocs: the same code, highlighted, and the same outputs, as text."""
    return _markdown(page, 'python title="{title}"')


def _markdown(page: Page, info: str) -> str:
    lines = [f"# Page {page.number}", "", page.sentence, ""]
    for number, (cell, printed) in enumerate(zip(page.cells, outputs(page), strict=True)):
        expect = f' expect="{cell.raises}"' if cell.raises else ""
        if number % 3 == 0:
            lines += [f"## {cell.title}", ""]
        lines += [
            f"Step {number} goes from **{page.number / 100}** towards the target, and says what it finds, *in words*.",
            f"See also the [start](#page-{page.number}).",
            "",
        ]
        lines += ["```" + info.format(id=f"cell-{number}", title=cell.title, expect=expect), cell.source, "```", ""]
        # Where a traceback lies is another matter in each runtime; its kind and its end are not.
        ending = f"Traceback (most recent call last):\n...{cell.raises}: ...\n" if cell.raises else ""
        lines += ["```output", *(printed + ending).splitlines(), "```", ""]
    return "\n".join(lines)


def executed_markdown(page: Page) -> str:
    """The same code for markdown-exec, in one session."""
    fences = (f'```python exec="1" session="{page.name}" result="text"\n{cell.source}\n```' for cell in page.cells)
    return "\n\n".join([f"# Page {page.number}", page.sentence, *fences])


def write_lessons(folder: Path, pages: list[Page]) -> None:
    """A site of lessons: the settings are the project's own."""
    _write(folder, {page.name: lesson_markdown(page) for page in pages}, _settings())
    library = (REPO / "gdcore").as_posix()
    (folder / "pyproject.toml").write_text(f'[tool.lesson]\ncontent = "content"\nlibrary = "{library}"\n', "utf-8")


def write_plain(folder: Path, pages: list[Page]) -> None:
    """The same site without any part of ours: theme, plugins and other extensions are the same."""
    settings = _settings()
    del settings["hooks"], settings["theme"]["custom_dir"], settings["watch"]
    settings["markdown_extensions"] = [each for each in settings["markdown_extensions"] if not _is_ours(each)]
    _write(folder, {page.name: plain_markdown(page) for page in pages}, settings)


def write_cells(file: Path, pages: list[Page]) -> None:
    """The code of every page, and what it prints, for runners that read no Markdown."""
    content = [
        {
            "name": page.name,
            "markdown": executed_markdown(page),
            "cells": [
                {"source": cell.source, "raises": cell.raises, "prints": printed}
                for cell, printed in zip(page.cells, outputs(page), strict=True)
            ],
        }
        for page in pages
    ]
    file.write_text(json.dumps(content), "utf-8")


def _is_ours(extension: str | dict[str, Any]) -> bool:
    """Whether a Markdown extension, perhaps with settings, is this project's."""
    return (extension if isinstance(extension, str) else next(iter(extension))).startswith("site_hooks.")


def _settings() -> dict[str, Any]:
    """The project's own settings, for a site in another folder that has other pages."""
    with (REPO / "mkdocs.yml").open("rb") as file:
        settings: dict[str, Any] = yaml_load(file)
    for name in ("nav", "not_in_nav"):
        settings.pop(name, None)
    settings["site_url"] = "http://127.0.0.1:8000/"
    settings["hooks"] = [str(REPO / hook) for hook in settings["hooks"]]
    settings["watch"] = [str(REPO / watched) for watched in settings["watch"]]
    settings["theme"]["custom_dir"] = str(REPO / settings["theme"]["custom_dir"])
    # Generated pages describe no library: what reads one for the project's own reference is not measured.
    settings["plugins"] = [each for each in settings["plugins"] if "mkdocstrings" not in each]
    return settings


def _write(folder: Path, pages: dict[str, str], settings: dict[str, Any]) -> None:
    content = folder / "content"
    content.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (content / f"{name}.md").write_text(text, "utf-8")
    (content / "index.md").write_text("# Home\n\nEvery page of this site was generated.\n", "utf-8")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
