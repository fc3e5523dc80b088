"""The words of a site: who defines them, what is wrong with them, and what another page makes of them."""

import pytest

from site_hooks.config import Config
from site_hooks.course import place_of
from site_hooks.parse import parse_file
from site_hooks.plain_words import find_plain, without_marks
from site_hooks.vocabulary import check_words, read_vocabulary, vocabulary_of

SLOPE = "/// terms\nSlope | $m$\n:   How `2`{=1 + 1} steep.\n:   Also: slopes\n///\n"
STEEP = "/// terms\nSlope\n:   Another slope.\n\nHill\n:   Where it is steep.\n///\n"


@pytest.fixture
def site(tmp_path):
    """Writes pages and reads their words."""

    def site(**pages):
        config = Config(root=tmp_path, content=tmp_path / "content")
        config.content.mkdir(exist_ok=True)
        for name, text in pages.items():
            (config.content / f"{name}.md").write_text(text, "utf-8")
        return config

    return site


def told(config, name):
    path = config.content / f"{name}.md"
    lesson = parse_file(config, path)
    found = check_words(lesson, place_of(config, lesson.path), read_vocabulary(config))
    return [f"{problem.line}: {problem.message}" for problem in found]


def test_each_page_gives_its_words(site):
    config = site(
        a=f"---\ntitle: First\n---\n{SLOPE}", b=f"# Second\n\n{STEEP}", c="No words.\n", d="/// glossary\n///\n"
    )
    words = read_vocabulary(config)
    assert [(each.term.name, each.page, each.title) for each in words.definitions] == [
        ("Slope", "a.md", "First"),
        ("Slope", "b.md", "Second"),
        ("Hill", "b.md", "Second"),
    ]
    assert words.definitions[0].values == ((1, "2", "1 + 1"),)
    assert words.slugs() == ["hill", "slope"]
    assert words.glossaries == ("d.md",)
    lessons = [parse_file(config, path) for path in sorted(config.content.glob("*.md"))]
    assert vocabulary_of(config, lessons).digest == words.digest


def test_a_page_explains_its_own_meaning(site):
    words = read_vocabulary(site(a=SLOPE, b="/// terms\nSteepness\n:   A slope.\n:   Also: slopes\n///\n"))
    assert words.forms("a.md") == {"Slope": "slope", "slopes": "slope", "Steepness": "steepness"}
    assert words.forms("b.md") == {"Steepness": "steepness", "slopes": "steepness", "Slope": "slope"}
    assert words.forms("c.md") == words.forms("a.md")


def test_the_digest_changes_with_what_other_pages_show_and_with_nothing_else(site):
    digest = read_vocabulary(site(a=SLOPE, b="/// glossary\n///\n")).digest
    assert read_vocabulary(site(a=f"Some text.\n\n{SLOPE}\nAnd more.\n")).digest == digest
    for changed in (SLOPE.replace("steep", "high"), SLOPE.replace("slopes", "sloping"), f"# Title\n\n{SLOPE}"):
        assert read_vocabulary(site(a=changed)).digest != digest
    assert read_vocabulary(site(a=SLOPE)).digest == digest
    assert read_vocabulary(site(c="---\ndefinitions: false\n---\nText.\n")).digest != digest


def test_there_is_one_glossary(site):
    config = site(a=SLOPE, b="/// glossary\n///\n", c="Text.\n\n/// glossary\n///\n")
    assert told(config, "b") == []
    assert told(config, "c") == ["3: The site has a glossary already, on the page b.md. Remove one of the two."]


def test_a_glossary_has_words(site):
    assert told(site(b="# Words\n\n/// glossary\n///\n"), "b") == [
        "3: The glossary is empty: no page of the site defines a term. Define one in a block `/// terms`."
    ]


def test_a_backslash_stands_before_a_word_of_the_glossary(site):
    config = site(
        a=SLOPE,
        b='---\ntitle: B\n---\n# A \\slope\n\nThe \\slope, \\Slopes, the \\slop, $\\alpha$, `\\beta`{="\\\\n"}.\n\n'
        "$$\n\\frac{1}{2}\n$$\n\n```text\n\\gamma\n```\n\nA \\\\slope is seen.\n",
    )
    assert told(config, "b") == [
        "4: No word is explained in a heading. Remove the backslash before `slope`.",
        "6: `\\slop` is no word of the glossary, so that the backslash would be seen. Remove it, or write two for "
        "one that is to be seen.",
    ]


def test_marks_are_for_the_page_alone():
    text = "A \\step, $\\step$, `\\step`, \\\\step.\n\n```\n\\step\n```\n\\Many words"
    assert without_marks(text) == text.replace("A \\step", "A step").replace("\\Many", "Many")
    assert [line for line, _ in find_plain(text)] == [0, 5]
