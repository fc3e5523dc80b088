"""The lessons of a site: their order, what comes before and after them, and what is wrong with that."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_hooks.config import load_config
from site_hooks.course import Course, Entry, Head, course_of, place_of, read_course, with_outlines
from site_hooks.course_map import graph
from site_hooks.course_page import neighbours
from site_hooks.parse import parse_file
from site_hooks.prerequisites import check_course

LESSON = """\
---
title: {title}
description: What it is.
subject: Music
minutes: 5
{rest}---

## Listen

Text.
"""


@pytest.fixture
def site(tmp_path):
    """Write pages: `site({"a.md": "requires:\\n  - b.md\\n"})`; those with None are no lessons."""

    def site(pages):
        (tmp_path / "pyproject.toml").write_text('[tool.lesson]\nsections = ["Listen"]\n', "utf-8")
        shutil.rmtree(tmp_path / "content", ignore_errors=True)
        for name, rest in pages.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            title = f"Title of {path.stem}"
            path.write_text(f"# {title}\n" if rest is None else LESSON.format(title=title, rest=rest), "utf-8")
        return load_config(tmp_path)

    return site


def requires(*entries):
    return "requires:\n" + "".join(f"  - {entry}\n" for entry in entries)


def then(*entries):
    return "next:\n" + "".join(f"  - {entry}\n" for entry in entries)


def told(config, path):
    return [(problem.line, problem.message) for problem in check_course(read_course(config), path)]


def test_a_sound_course(site):
    config = site({
        "b/two.md": requires("../one.md", "Patience"),
        "b/three.md": requires("two.md", "../one.md") + then("A life of practice"),
        "one.md": then("b/two.md", "index.md"),
        "index.md": None,
    })  # fmt: skip
    course = read_course(config)
    assert [head.path for head in course.lessons] == ["one.md", "b/two.md", "b/three.md"]
    assert all(told(config, path) == [] for path in course.pages)
    assert [(entry.page, entry.line) for entry in course.pages["b/two.md"].requires] == [("one.md", 7), (None, 8)]
    assert course.pages["index.md"].title == "Title of index"
    assert [entry.page or entry.text for entry in course.before("b/three.md")] == ["b/two.md", "one.md"]
    # What it says itself, then who builds on it.
    assert [entry.page or entry.text for entry in course.after("one.md")] == ["b/two.md", "index.md", "b/three.md"]
    assert [entry.page or entry.text for entry in course.after("b/three.md")] == ["A life of practice"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("tow.md", "`requires` names `tow.md`, but there is no such page. Did you mean `two.md`?"),
        (
            "elsewhere/zzz.md",
            "`requires` names `elsewhere/zzz.md`, but there is no such page. Write the page's path as a link would, or "
            "its name.",
        ),
        ("one.md", "`requires` names this page itself. Remove it."),
        ("two.MD", "`requires` has `two.MD`. A page of the site is named by its path alone: write `two.md`."),
        (
            "two.md#listen",
            "`requires` has `two.md#listen`. A page of the site is named by its path alone: write `two.md`.",
        ),
        (
            "'[Two](two.md)'",
            "`requires` has `[Two](two.md)`. A page of the site is named by its path alone: write `two.md`.",
        ),
        ("title of two", "`requires` has the title of content/two.md. Write `two.md`, and it becomes a link."),
    ],
)  # fmt: skip
def test_an_entry_that_is_wrong_is_told_at_its_line(site, entry, message):
    config = site({"one.md": requires("Patience", entry), "two.md": ""})
    assert told(config, "one.md") == [(8, message)]


def test_an_entry_twice(site):
    config = site({"one.md": requires("two.md", "Ears", "./two.md", "Ears"), "two.md": ""})
    assert told(config, "one.md") == [
        (9, "`requires` names `./two.md` twice. Remove one of them."),
        (7 + 1, "`requires` names `Ears` twice. Remove one of them."),
    ]


def test_a_circle_is_told_in_each_lesson_of_it(site):
    config = site({"a.md": requires("b.md"), "b.md": requires("c.md"), "c.md": requires("Ears", "a.md"), "d.md": ""})
    circle = "c.md → a.md → b.md → c.md (each requires the next)"
    message = f"`requires` leads round in a circle: {circle}. Remove one of the steps."
    assert told(config, "c.md") == [(8, message)]
    assert [line for path in ("a.md", "b.md", "d.md") for line, _ in told(config, path)] == [7, 7]
    assert len(read_course(config).lessons) == 4


def test_next_must_not_lead_back(site):
    config = site({"a.md": "", "b.md": requires("a.md"), "c.md": requires("b.md") + then("a.md")})
    [(line, message)] = told(config, "c.md")
    assert line == 9
    assert message == (
        "`next` names `a.md`, which has to come before: c.md → b.md → a.md (each requires the next). "
        "Remove one of the two."
    )


def test_files_elsewhere_are_no_part_of_the_course(site):
    config = site({"one.md": ""})
    assert place_of(config, "content/one.md") == "one.md"
    assert place_of(config, "README.md") is None


def test_what_there_is_to_do_is_the_same_from_both_ways(site):
    config = site({"one.md": "", "two.md": requires("one.md"), "index.md": None})
    course = with_outlines(config, read_course(config))
    lessons = [parse_file(config, config.content / name) for name in ("index.md", "one.md", "two.md")]
    assert course == course_of(config, lessons)
    assert set(course.outlines) == {"one.md", "two.md"}


def test_links_know_what_there_is_to_do(site):
    config = site(
        {"one.md": "", "b/two.md": requires("../one.md", "Ears & <patience>", "../index.md"), "index.md": None}
    )
    course = with_outlines(config, read_course(config))
    both = neighbours(course, "b/two.md", lambda path: f"/{path}")
    [lesson, text, page] = both["before"]
    assert lesson.startswith('<lesson-standing data-outlines="listen read:listen:')
    assert lesson.endswith('"><a href="/one.md">Title of one</a></lesson-standing>')
    assert text == "Ears &amp; &lt;patience&gt;"
    assert page == '<a href="/index.md">Title of index</a>'
    assert both["after"] == []
    assert neighbours(course, "index.md", str) == {}


def test_the_graph_has_the_shortest_arrows_only(site):
    config = site({
        "a.md": "", "b.md": requires("a.md"), "c.md": requires("a.md", "b.md", "Ears"), "index.md": None,
    })  # fmt: skip
    dot = graph(read_course(config))
    assert [line.strip() for line in dot.splitlines() if "->" in line] == ['"a.md" -> "b.md";', '"b.md" -> "c.md";']
    assert '"a.md" [label="Title of a\\n5 minutes"];' in dot
    assert "index" not in dot


def test_long_titles_are_broken_and_quotes_escaped():
    title = 'What "Learning rate" and convergence \\ are'
    dot = graph(Course({"a.md": Head("a.md", "a.md", title, True, minutes=3)}))
    assert '[label="What \\"Learning rate\\" and\\nconvergence \\\\ are\\n3 minutes"]' in dot


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"))))
def test_every_lesson_has_its_place_whatever_requires_what(course):
    heads = {
        name: Head(name, name, name, True, requires=tuple(Entry(each, each, 1) for each in sorted(before)))
        for name, before in course.items()
    }
    found = Course(heads)
    order = [head.path for head in found.lessons]
    assert sorted(order) == sorted(heads)
    circular = {name for name in heads if found.leads_to(name, name)}
    for name in heads:
        for before in found.required(name):
            if not circular:
                assert order.index(before) < order.index(name)
