"""What a server remembers from one build to the next."""

import logging

import pytest

from site_hooks import serving as module
from site_hooks.overlay import Trouble
from site_hooks.packages import SetupError
from site_hooks.problems import LessonError, Problem
from site_hooks.serving import Serving, located, prepare


@pytest.fixture
def serving():
    serving = Serving()
    serving.begin()
    yield serving
    serving.end()


def test_problems_are_told_once_and_begin_anew_with_each_build(serving, caplog):
    problem = Problem("content/a.md", 3, "Wrong.\nmore")
    serving.tell([problem, problem])
    assert serving.troubles == [Trouble("content/a.md:3", "Wrong.\nmore", "content/a.md")]
    assert caplog.messages == ["content/a.md:3: Wrong.\n    more"]
    serving.end()
    assert caplog.messages[1:] == ["1 problem. Every page shows what is wrong."]
    serving.begin()
    assert serving.troubles == []


def test_what_mkdocs_complains_of_is_a_trouble_while_it_builds(serving):
    logging.getLogger("mkdocs.structure.pages").warning("A %s.", "warning")
    logging.getLogger("mkdocs.structure.pages").info("No trouble.")
    logging.getLogger("mkdocs.livereload").warning('"GET /favicon.ico" code 404')
    serving.end()
    logging.getLogger("mkdocs.structure.pages").warning("After the build.")
    assert serving.troubles == [Trouble("MkDocs", "A warning.")]


def test_a_link_is_found_at_its_line(config):
    (config.content / "a.md").write_text("# A\n\n[x](a.md)\n[y](b.md#c)\n", "utf-8")
    told = "Doc file 'a.md' contains a link 'b.md#c', but the doc 'b.md' does not contain an anchor '#c'."
    assert located(told, config) == Trouble("content/a.md:4", told, "content/a.md")
    told = "Doc file 'gone.md' contains a link 'b.md', but the target is not found among documentation files."
    assert located(told, config) == Trouble("MkDocs", told)


def test_what_fails_leaves_the_last_that_was_whole(serving, config, runtime, monkeypatch):
    (config.root / "pyproject.toml").write_text('[tool.lesson]\nlibrary = "own"\n', "utf-8")
    (config.root / "own").mkdir()
    library = config.root / "own" / "own.py"
    library.write_text("x = 1\n", "utf-8")
    monkeypatch.setattr(module, "assemble", lambda site, say, *, draft: runtime)
    site, made = prepare(serving, config.root)
    assert (site.library, made, serving.troubles) == (config.root / "own", runtime, [])

    library.write_text("x = \n", "utf-8")
    assert prepare(serving, config.root) == (site, runtime)
    [trouble] = serving.troubles
    assert trouble.where == "own/own.py:1"

    def fail(site, say, *, draft):
        raise SetupError("the front end's build failed")

    library.write_text("x = 2\n", "utf-8")
    monkeypatch.setattr(module, "assemble", fail)
    assert prepare(serving, config.root) == (site, runtime)
    assert serving.troubles[1:] == [Trouble("The set-up", "the front end's build failed")]

    (config.root / "pyproject.toml").write_text('[tool.lesson]\nlibary = "own"\n', "utf-8")
    assert prepare(serving, config.root) == (site, runtime)
    assert serving.troubles[2].where == "pyproject.toml:1"


def test_without_a_site_there_is_nothing_to_serve(serving, config):
    (config.root / "pyproject.toml").write_text("[tool.lesson]\nx = 1\n", "utf-8")
    with pytest.raises(LessonError, match=r"pyproject\.toml:1"):
        prepare(serving, config.root)
