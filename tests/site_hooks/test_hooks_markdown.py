"""Pages as HTML: the whole of a lesson as it should be, and what must never become live."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import Markdown

from site_hooks.config import load_config
from site_hooks.markdown import LessonExtension
from site_hooks.problems import LessonError
from site_hooks.runtime import assemble
from site_hooks.verify import verify
from tests.site_hooks.conftest import quiet, render

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "twelve-steps.html"
EVIL = "</pre></code></span></data></script><script>alert(1)</script><img src=x onerror=alert(1)>"


class Elements(HTMLParser):
    """Every element that a browser would make."""

    def __init__(self, source):
        super().__init__()
        self.found, self.texts = [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    def named(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def test_a_whole_lesson_is_as_it_should_be(site):
    text = (site / "content" / "twelve-steps.md").read_text("utf-8")
    body = text.split("---\n", 2)[2].lstrip("\n")
    assert render(site, body) + "\n" == GOLDEN.read_text("utf-8")


def test_rendering_twice_gives_the_same(site):
    text = (site / "content" / "twelve-steps.md").read_text("utf-8").split("---\n", 2)[2]
    md = Markdown(extensions=[LessonExtension(root=str(site)), "tables"])
    assert md.convert(text) == md.reset().convert(text)


def test_a_page_that_was_not_verified_is_refused(site):
    with pytest.raises(LessonError, match=r"Its code was not run yet. Run `lesson verify` first\."):
        render(site, "```python run\n'never run'\n```\n")


def test_a_page_whose_code_has_changed_is_refused(site, html):
    html("```python run\nx = 1\n```\n")
    with pytest.raises(LessonError):
        render(site, "```python run\nx = 2\n```\n")


def test_a_page_with_a_mistake_is_refused(site):
    with pytest.raises(LessonError, match="has no option"):
        render(site, "```python run colour\nx = 1\n```\n")


def test_a_page_without_code_needs_no_results(site):
    assert render(site, "Text with $x^2$.\n").startswith("<p>Text with <math")


def test_an_untitled_cell_below_front_matter_is_found_again(site, html):
    page = html("---\ntitle: A page\n---\n\n```python run\nx = 1\n```\n".partition("---\n\n")[2])
    assert 'id="cell-cell-1"' in page
    path = site / "content" / "page.md"
    path.write_text("---\ntitle: A page\n---\n\n```python run\nx = 'below'\n```\n", "utf-8")
    config = load_config(site)
    verify(config, assemble(config, quiet), [path], quiet)
    path.unlink()
    assert 'id="cell-cell-1"' in render(site, "```python run\nx = 'below'\n```\n")


def test_a_cell_that_prints_nothing_has_no_output(html):
    assert 'class="lesson-text"' not in html("```python run\nx = 1\n```\n")


def test_code_reaches_the_page_to_the_letter(html):
    source = "x = '<b> & \"'  # \té → `x`\n\n\ny = 1\n"
    page = html(f"```python run\n{source}```\n")
    code = page.partition("<code>")[2].partition("</code>")[0]
    assert "".join(Elements(code).texts) == source


def test_an_output_reaches_the_page_to_the_letter(html):
    output = '<b> & " *a* $x$ `b`\n    [c](d)\n'
    page = html(f"```python run\nprint({output!r}, end='')\n```\n\n```output\n{output}```\n")
    text = page.partition('<pre class="lesson-text">')[2].partition("</pre>")[0]
    assert "".join(Elements(text).texts) == output


def test_nothing_an_author_shows_becomes_live(html):
    page = html(
        f'```python run title="{EVIL}"\nprint("{EVIL}")\n```\n\n```output\n{EVIL}\n```\n\n'
        f'The value `{EVIL}`{{="{EVIL}"}}.\n\n'
        f"/// quiz | Is it `{EVIL}`?\n- [x] `{EVIL}`\n    > `{EVIL}`\n- [ ] No\n    > No.\n///\n\n"
        f"/// terms\n`{EVIL}`\n:   `{EVIL}`\n///\n\n"
        f"//// challenge | {EVIL}\n`{EVIL}`\n"
        f"```python starter\nx = '{EVIL}'\n```\n"
        f'```python tests\ndef test_x():\n    "{EVIL}"\n    assert x == 1\n```\n'
        "```python solution\nx = 1\n```\n"
        f"/// hint\n`{EVIL}`\n///\n"
        f"/// mistake | `{EVIL}`\n```python\nx = '{EVIL}x'\n```\n///\n////\n"
    )
    elements = Elements(page)
    assert elements.named("script") == []
    assert elements.named("img") == []
    assert not [name for _, attributes in elements.found for name in attributes if name.startswith("on")]
    assert page.count("alert(1)") > 15
    for tag in ("pre", "code", "span", "data", "template"):
        assert page.count(f"<{tag}") == page.count(f"</{tag}>"), tag
    data = page.partition('class="lesson-mistakes">')[2].partition("</template>")[0]
    [mistake] = json.loads(unescape(data))
    assert mistake["test"] == "test_x"
    assert mistake["got"] == repr(f"{EVIL}x")


def test_many_right_options_are_checkboxes_and_one_is_a_choice(html):
    options = "- [{}] A\n    > a\n- [x] B\n    > b\n- [ ] C\n    > c\n///\n"
    both = html("/// quiz | Which?\n" + options.format("x"))
    one = html("/// quiz | Which?\n" + options.format(" "))
    assert [each["type"] for each in Elements(both).named("input")] == ["checkbox"] * 3
    assert [each["type"] for each in Elements(one).named("input")] == ["radio"] * 3


def test_the_answers_stand_beside_their_options(html):
    page = html("/// quiz | Which?\n- [x] A\n    > fa\n- [ ] B\n    > fb\n- [ ] C\n    > fc\n///\n")
    shown = [text for text in Elements(page.partition("<details")[0]).texts if text in ("A", "B", "C")]
    told = Elements(page.partition("<details")[2]).texts
    assert sorted(shown) == ["A", "B", "C"]
    assert [text for text in told if text in ("A", "B", "C")] == shown
    assert [text for text in told if text in ("fa", "fb", "fc")] == [f"f{text.lower()}" for text in shown]


def test_mathematics_is_set_in_prose_and_left_alone_in_code(html):
    page = html("$$\nx^2\n$$\n\nFrom $5 to $6.\n\nFrom 5$ to 6$.\n\n`$x$`, $y_1$.\n")
    elements = Elements(page)
    assert [each.get("display") for each in elements.named("math")] == ["block", "inline"]
    assert "<code>$x$</code>" in page
    assert "<p>From $5 to $6.</p>\n<p>From 5$ to 6$.</p>" in page


def test_values_in_blocks_are_shown_as_values(html):
    page = html("/// terms\nSum | `4`{=2 + 2}\n:   It is `5`{=2 + 3}.\n///\n")
    assert [each["value"] for each in Elements(page).named("data")] == ["4", "5"]
    assert "{=" not in page


def test_every_section_of_a_lesson_says_what_completes_it(site):
    text = (site / "content" / "twelve-steps.md").read_text("utf-8").split("---\n", 2)[2]
    done = Elements(render(site, text)).named("lesson-done")
    outlines = [re.sub(r":\w{8}\b", "", each["data-outline"]) for each in done]
    assert outlines == [
        "listen read:listen",
        "words read:words",
        "picture tour:diagram-way",
        "code cells:cell-pitches cells:cell-cell-2",
        "questions quiz:quiz-fifth quiz:quiz-octaves",
        "exercise challenge:challenge-count",
    ]
    ids = {attributes.get("id") for _, attributes in Elements(render(site, text)).found}
    assert {word.split(":")[1] for each in outlines[2:] for word in each.split()[1:]} <= ids


def test_a_course_is_a_map_and_a_list_without_mkdocs(site, html):
    page = html("# All\n\n/// course | What builds on what\n///\n")
    elements = Elements(page)
    [link] = [each for each in elements.named("a") if "data-node" in each]
    assert link == {
        "xlink:href": "twelve-steps.md",
        "data-node": "twelve-steps.md",
        "role": "link",
        "aria-label": "Twelve steps, 5 minutes",
    }
    [svg] = elements.named("svg")
    assert (svg["role"], svg["aria-label"]) == ("group", "What builds on what")
    [standing] = elements.named("lesson-standing")
    assert standing["data-outlines"].count(";") == 5
    assert '<a href="twelve-steps.md">Twelve steps</a></lesson-standing>' in page
    told = page.partition('<ol class="lesson-list">')[2]
    for part in ("Music · 5 minutes", "Why a piano has twelve keys to the octave.", "Ratios"):
        assert part in told
    # On a page in a folder, links begin there.
    extension = LessonExtension(root=str(site), page="more/all.md")
    deeper = Markdown(extensions=[extension]).convert("/// course | What builds on what\n///\n")
    assert '<a href="../twelve-steps.md">' in deeper


def test_cards_show_their_source(html):
    source = "[Bach 1722](https://example.org/?a=1&b=2), book $1$"
    page = html(f"/// cards\nA *use*\n:   Tuned in `12`{{=5 + 7}} steps.\n\n    Well.\n:   Source: {source}\n///\n")
    assert page.startswith('<ul class="lesson-cards"><li><p class="lesson-card-title">A <em>use</em></p>')
    assert '<data class="lesson-value" value="12">12</data> steps.</p>\n<p>Well.</p>' in page
    shown = (
        '<span class="lesson-label">Source</span> <a href="https://example.org/?a=1&amp;b=2">Bach 1722</a>, book <math'
    )
    assert shown in page


def test_ids_are_unique(site):
    text = (site / "content" / "twelve-steps.md").read_text("utf-8").split("---\n", 2)[2]
    ids = [attributes["id"] for _, attributes in Elements(render(site, text)).found if "id" in attributes]
    assert len(ids) == len(set(ids))
