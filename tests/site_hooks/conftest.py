"""Sites to break: the real runtime once a session, pages in a folder of their own for each test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from markdown import Markdown

from site_hooks.config import Config, load_config
from site_hooks.markdown import LessonExtension
from site_hooks.runtime import Runtime, assemble
from site_hooks.verify import Page, Report, verify

REPO = Path(__file__).resolve().parents[2]
LIMIT = 2.0
# Nothing may get in that makes two machines differ.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")} | {
    "PYTHONPATH": str(REPO),
    "PYTHONUTF8": "1",
    "NO_MKDOCS_2_WARNING": "1",
}


def quiet(text: str) -> None:
    """Progress is not what these tests look at."""


@pytest.fixture(scope="session")
def runtime() -> Runtime:
    """The repository's own runtime, up to date."""
    return assemble(load_config(REPO), quiet)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An empty site that has no store yet."""
    (tmp_path / "content").mkdir()
    return Config(root=tmp_path, content=tmp_path / "content", time_limit=LIMIT)


@pytest.fixture
def check(config: Config, runtime: Runtime) -> Callable[[str], Report]:
    """Verify one page, written as text."""

    def check(text: str) -> Report:
        path = config.content / "page.md"
        path.write_text(text, "utf-8")
        return verify(config, runtime, [path], quiet, keep=True)

    return check


@pytest.fixture
def found(check: Callable[[str], Report]) -> Callable[[str], list[tuple[int, str]]]:
    """The line and first line of every problem of a page."""

    def found(text: str) -> list[tuple[int, str]]:
        return [(problem.line, problem.message.splitlines()[0]) for problem in check(text).problems]

    return found


@pytest.fixture(scope="session")
def main_page(runtime: Runtime, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The main lesson with the results of one execution."""
    config = load_config(REPO)
    [page] = verify(config, runtime, [config.content / "gradient-descent.md"], quiet, keep=True).pages
    return page


@pytest.fixture(scope="session")
def built_tiny(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The second site, built by MkDocs in a folder far from the repository; not to be changed."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "tiny"
    # Whichever worker comes first builds it for all.
    with FileLock(folder.with_suffix(".lock")):
        return folder if (folder / "site" / "index.html").exists() else build_tiny(folder)


def build_tiny(folder: Path) -> Path:
    shutil.copytree(REPO / "tests" / "sites" / "tiny", folder)
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("../../../", f"{REPO.as_posix()}/"), "utf-8")
    built = build(folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture
def tiny(built_tiny: Path, tmp_path: Path) -> Path:
    """A copy of the second site, with its runtime and results, to do with as one likes."""
    folder = tmp_path / "tiny"
    shutil.copytree(built_tiny, folder, ignore=shutil.ignore_patterns("site"))
    return folder


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    """`mkdocs build` in a process of its own."""
    command = [sys.executable, "-m", "mkdocs", "build"]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8")


@pytest.fixture(scope="session")
def site(built_tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the second site whose store many tests share."""
    folder = tmp_path_factory.mktemp("render") / "tiny"
    shutil.copytree(built_tiny, folder, ignore=shutil.ignore_patterns("site"))
    config = load_config(folder)
    assert verify(config, assemble(config, quiet), say=quiet).problems == ()
    return folder


def render(site: Path, body: str) -> str:
    """A page whose results are in the site's store, as HTML."""
    extensions = [LessonExtension(root=str(site)), "attr_list", "tables", "pymdownx.superfences"]
    return Markdown(extensions=extensions).convert(body)


@pytest.fixture
def html(site: Path) -> Callable[[str], str]:
    """A page's HTML once it was verified."""

    def html(text: str) -> str:
        path = site / "content" / "page.md"
        path.write_text(text, "utf-8")
        config = load_config(site)
        try:
            report = verify(config, assemble(config, quiet), [path], quiet)
        finally:
            path.unlink()
        assert report.problems == ()
        return render(site, text)

    return html


@pytest.fixture(name="build")
def build_fixture() -> Callable[[Path], subprocess.CompletedProcess[str]]:
    """`mkdocs build` of the site in a folder."""
    return build


@pytest.fixture
def lesson() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command `lesson`, as an author runs it."""

    def lesson(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "site_hooks.cli", *arguments]
        return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8")

    return lesson
