"""Every cell, challenge, quiz answer and value of a site as a pytest item with the id `content/x.md:LINE`.

A site turns it on with one line of its pytest configuration: `addopts = "-p site_hooks.pytest_plugin"`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .config import Config, label, load_config
from .plan import plan
from .problems import Problem
from .runtime import assemble
from .verify import prove

CONFIG = pytest.StashKey[Config]()


def pytest_configure(config: pytest.Config) -> None:
    """Read where the site keeps its lessons."""
    config.stash[CONFIG] = load_config(config.rootpath)


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    """A Markdown file below the site's content is a lesson."""
    site = parent.config.stash[CONFIG]
    if file_path.suffix != ".md" or not file_path.is_relative_to(site.content):
        return None
    return LessonFile.from_parent(parent, path=file_path)


class LessonFile(pytest.File):
    """One page: an item for every line that promises something, and one for the writing of the page itself."""

    def collect(self) -> Iterator[pytest.Item]:
        """Run the page, or take its results from the store, and sort its problems by line."""
        site = self.config.stash[CONFIG]
        path = label(site, self.path)
        (page,) = prove(site, assemble(site, lambda _: None), [self.path], lambda _: None)
        problems = page.problems
        starts = sorted({1} | {task.line for task in plan(page.lesson)})
        for start, stop in zip(starts, [*starts[1:], None], strict=True):
            mine = [problem for problem in problems if start <= problem.line and (stop is None or problem.line < stop)]
            yield LineItem.from_parent(self, name=str(start), nodeid=f"{path}:{start}", problems=mine)


class LineItem(pytest.Item):
    """What stands at one line, up to the next item's."""

    def __init__(self, *, problems: list[Problem], **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.problems = problems

    def runtest(self) -> None:
        """Fail with every problem found here."""
        if self.problems:
            pytest.fail("\n".join(map(str, self.problems)), pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where editors jump to, counted from 0, and the item's title: not its id, whose dots pytest would rewrite."""
        return self.path, int(self.name) - 1, f"{self.nodeid.rpartition(':')[0]}, line {self.name}"
