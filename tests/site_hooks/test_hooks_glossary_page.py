"""A site's words on its pages, through the Markdown extension alone: the glossary, and prose that explains itself."""

import re

import pytest
from markdown import Markdown

from site_hooks.markdown import LessonExtension

FIRST = (
    "# First\n\n/// terms\nSlope | $m$\n:   How *steep*, see [elsewhere](sub/second.md#hill) and [here](#top).\n"
    ":   Example: a hill.\n:   Not: a height.\n:   Also: slopes\n///\n"
)
SECOND = "# Second\n\n/// terms\nHill\n:   It has a slope.\n\nSlope | $m$\n:   Something else.\n///\n"
GLOSSARY = "# Words\n\n/// glossary\n///\n"


@pytest.fixture
def page(tmp_path):
    """Renders one page of a site whose pages have no code."""
    (tmp_path / "content" / "sub").mkdir(parents=True)
    for name, text in {"first": FIRST, "sub/second": SECOND, "words": GLOSSARY}.items():
        (tmp_path / "content" / f"{name}.md").write_text(text, "utf-8")

    def page(place, text):
        (tmp_path / "content" / place).write_text(text, "utf-8")
        body = text.partition("---\n\n")[2] or text
        extensions = [LessonExtension(root=str(tmp_path), page=place), "toc"]
        page.md = Markdown(extensions=extensions)
        return page.md.convert(body)

    return page


def words(html):
    return re.findall(r'<lesson-term data-term="([^"]*)"><a href="([^"]*)">([^<]*)</a></lesson-term>', html)


def test_the_glossary_has_the_words_of_all_pages(page):
    html = page("words.md", GLOSSARY)
    entries = re.findall(r'<div(?: id="([^"]*)")? data-term="([^"]*)"><dt><dfn>([^<]*)</dfn>', html)
    assert entries == [("term-hill", "hill", "Hill"), ("term-slope", "slope", "Slope"), ("", "slope", "Slope")]
    assert re.findall(r'<dd class="lesson-origin">In <a href="([^"]*)">([^<]*)</a></dd>', html) == [
        ("sub/second.md#term-hill", "Second"),
        ("first.md#term-slope", "First"),
        ("sub/second.md#term-slope", "Second"),
    ]
    assert '<a href="first.md#top">here</a>' in html
    assert words(html)[0] == ("slope", "#term-slope", "slope")


def test_what_two_pages_say_alike_stands_there_once(page):
    page("sub/second.md", FIRST.replace("# First", "# Second"))
    html = page("words.md", GLOSSARY)
    assert html.count("<dfn>Slope</dfn>") == 1
    assert 'first.md#term-slope">First</a>, <a href="sub/second.md#term-slope">Second</a></dd>' in html


def test_a_glossary_does_not_take_the_anchor_of_its_own_page(page):
    html = page("words.md", f"{GLOSSARY}\n/// terms\nHill\n:   Of my own.\n///\n")
    assert html.count('id="term-hill"') == 1
    assert re.search(r'<lesson-terms .*id="term-hill"', html, re.DOTALL)


def test_prose_explains_itself(page):
    html = page(
        "sub/third.md", "# The slope\n\nA `slope`, a slope. Slopes.\n\n## On slopes\n\nA \\slope, then Slopes.\n"
    )
    assert words(html) == [
        ("slope", "../words.md#term-slope", "slope"),
        ("slope", "../words.md#term-slope", "Slopes"),
    ]
    assert "A slope, then" in html
    assert [token["name"] for token in page.md.toc_tokens[0]["children"]] == ["On slopes"]
    [told] = re.findall(r'<template class="lesson-definitions" data-search-exclude>(.*?)</template>', html)
    assert told.count("data-term=") == 1
    assert '<dfn>Slope</dfn> <span class="lesson-symbol"><math' in told
    assert '<a href="second.md#hill">elsewhere</a>' in told
    assert "Example" not in told


def test_a_page_explains_its_words_as_it_means_them(page):
    assert "Something else" in page("sub/second.md", SECOND + "\nThe slope.\n").partition("<template")[2]
    assert "Something else" not in page("other.md", "The slope.\n")


def test_a_page_may_be_silent(page):
    html = page("quiet.md", "---\ndefinitions: false\n---\n\nThe slope and a \\slope.\n")
    assert html == "<p>The slope and a slope.</p>"


def test_without_a_glossary_there_is_nothing_to_lead_to(page):
    page("words.md", "# Words\n")
    assert page("third.md", "The slope.\n") == "<p>The slope.</p>"


def test_a_page_that_nobody_names_is_left_as_it_is(page, tmp_path):
    md = Markdown(extensions=[LessonExtension(root=str(tmp_path))])
    assert md.convert("The slope.\n") == "<p>The slope.</p>"
    assert md.reset().convert("No \\slope.") == "<p>No slope.</p>"
