"""What a server remembers while its author is at work: what is wrong, what was last whole, and what is shown then."""

# Maintainers: MkDocs gives hooks one object for each build and none for the server. This is the server's.

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .config import Config, load_config
from .kept import Shelf, keep_rendering, key_of, noted, put_rendering
from .overlay import Place, Trouble, counted
from .packages import SetupError
from .problems import LessonError, Problem
from .runtime import Runtime, assemble
from .sources import digest, syntax_problems

OWN = Path(__file__).resolve().parent
log = logging.getLogger("mkdocs.lesson")
# Where mkdocstrings describes code.
DESCRIBED = re.compile(r"^:::\s+(?P<package>\w+)", re.MULTILINE)
LINK = re.compile(r"Doc file '(?P<page>[^']+)' contains [^']*'(?P<link>[^']+)'")
UNSHOWN = "This page can be shown when its problems are mended."


@dataclass
class Serving:
    """What a server remembers from one build to the next."""

    loaded: str = field(default_factory=lambda: digest(OWN))
    """The digest of this package as it was imported: an edit of it takes a new process."""
    troubles: list[Trouble] = field(default_factory=list)
    runtime: Runtime | None = None
    """The last one that could be assembled."""
    site: Config | None = None
    places: dict[str, Place] = field(default_factory=dict)
    """The pages of the last build, by the path of their source."""
    shelf: Shelf = field(default_factory=Shelf)
    frames: dict[str, bytes] = field(default_factory=dict)
    """Files of frames by name, those of former versions of a page too: it may be shown as it was before."""
    listener: Listener | None = None

    def begin(self) -> None:
        """A build begins: MkDocs' own warnings are problems, too."""
        self.troubles = []
        self.listener = Listener(self)
        logging.getLogger("mkdocs").addHandler(self.listener)

    def end(self) -> None:
        """A build has ended, however it did."""
        if self.listener is not None:
            logging.getLogger("mkdocs").removeHandler(self.listener)
            self.listener = None
        if self.troubles:
            log.error("%s. Every page shows what is wrong.", counted(len(self.troubles)))

    def tell(self, problems: Iterable[Problem | Trouble]) -> None:
        """Show problems in the terminal now, and on the pages."""
        for problem in problems:
            told = problem
            if isinstance(told, Problem):
                told = Trouble(f"{told.path}:{told.line}", told.message, told.path)
            if told not in self.troubles:
                self.troubles.append(told)
                log.error("%s", told)


class Listener(logging.Handler):
    """Takes what MkDocs complains of for a trouble: the terminal shows it already."""

    def __init__(self, serving: Serving) -> None:
        super().__init__(logging.WARNING)
        self.serving = serving

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one complaint. What readers ask for while a build goes on is no part of it."""
        if record.name not in (log.name, "mkdocs.livereload"):
            self.serving.troubles.append(located(record.getMessage(), self.serving.site))


def located(message: str, site: Config | None) -> Trouble:
    """MkDocs' complaint about a link, with the line that the link is in."""
    match = LINK.search(message)
    file = site.content / match["page"] if match and site else None
    if match is None or site is None or file is None or not file.is_file():
        return Trouble("MkDocs", message)
    page = file.relative_to(site.root).as_posix()
    lines = file.read_text("utf-8", "replace").split("\n")
    line = next((number for number, text in enumerate(lines, 1) if match["link"] in text), 1)
    return Trouble(f"{page}:{line}", message, page)


def prepare(serving: Serving, root: Path) -> tuple[Config, Runtime | None]:
    """The site and what it runs on; where something is wrong, the last ones that were whole.

    Raises LessonError when there never was a site.
    """
    try:
        serving.site = load_config(root)
        broken = syntax_problems(serving.site, [serving.site.library] if serving.site.library else [])
        if broken:
            raise LessonError(broken)
        begun = time.monotonic()
        before, serving.runtime = serving.runtime, assemble(serving.site, log.info, draft=True)
        if before != serving.runtime:
            log.info("The runtime is up to date after %.1f seconds", time.monotonic() - begun)
    except (SetupError, LessonError) as error:
        if serving.site is None:
            raise
        serving.tell(error.problems if isinstance(error, LessonError) else [Trouble("The set-up", str(error))])
    return serving.site, serving.runtime


def render_once(
    serving: Serving, page: Any, settings: Callable[[str], str], references: Any, lasting: set[str]
) -> Callable[[Any, Any], None]:
    """`page.render`, for a page that may be the same as before, or that cannot be rendered any more.

    `settings` gives, for a page's Markdown, a digest of all else that it is made from. `references` is the plugin
    autorefs, for sites that have it; `lasting` are the packages whose sources `settings` stands for, so that what is
    said of them lasts as long as `settings` does.
    """
    render: Callable[[Any, Any], None] = page.render
    shelf = serving.shelf

    def render_kept(config: Any, files: Any) -> None:
        before = shelf.renderings.get(page.file.src_uri)
        key = key_of(page.markdown, page.meta.get("lesson_packages"), settings(page.markdown))
        if before and before.key == key:
            return put_rendering(page, before, files, references)
        known = len(serving.troubles)
        try:
            with noted(references) as anchors:
                render(config, files)
        except (LessonError, SetupError):
            # The verification has told of it, with the page's name.
            if before:
                return put_rendering(page, before, files, references)
            page.markdown = UNSHOWN
            return render(config, files)
        # One that MkDocs complained of is rendered again, so that it complains again; so is one about code that may
        # have changed.
        lasts = len(serving.troubles) == known and described(page.markdown) <= lasting
        keep_rendering(shelf, page, key if lasts else "", anchors)

    return render_kept


def described(markdown: str) -> set[str]:
    """The packages whose code a page describes."""
    return {match["package"] for match in DESCRIBED.finditer(markdown)}
