"""The panel: what it says, in which order, and where it is put."""

import re

from site_hooks.overlay import MARK, Place, Trouble, insert, render_overlay

PLACES = {
    "content/a.md": Place("content/a.md", "A & B", "/site/a/"),
    "content/b.md": Place("content/b.md", "Other", "/site/b/"),
}
A = Trouble("content/a.md:3", "It says `<b>`.\n- 1\n+ 2", "content/a.md")
B = Trouble("content/b.md:7", "Wrong.", "content/b.md")
SETUP = Trouble("The set-up", "It failed.")
GONE = Trouble("content/gone.md:1", "Not there.", "content/gone.md")


def places_of(panel):
    return re.findall(r"<code>(.*?)</code>", panel)


def test_this_page_is_first_then_the_site_then_other_pages():
    panel = render_overlay([A, B, SETUP, GONE], "content/b.md", PLACES)
    assert places_of(panel) == ["content/b.md:7", "The set-up", "content/gone.md:1", "content/a.md:3"]
    assert re.findall("<h3>(.*?)</h3>", panel) == [
        "On this page",
        "Of the whole site",
        'On <a href="/site/a/">A &amp; B</a>',
    ]
    assert '<h2 id="lesson-problems-title">4 problems, 1 on this page</h2>' in panel


def test_its_heading_counts():
    assert ">1 problem</h2>" in render_overlay([A], "content/a.md", PLACES)
    assert ">1 problem, none on this page</h2>" in render_overlay([A], "content/b.md", PLACES)
    assert ">1 problem, none on this page</h2>" in render_overlay([A], "", {})


def test_a_message_is_text():
    panel = render_overlay([A], "content/a.md", PLACES)
    assert "<p>It says `&lt;b&gt;`.</p><pre>- 1\n+ 2</pre>" in panel


def test_it_is_put_at_the_mark_or_at_the_start_of_the_body():
    assert insert(b"<body><i>" + MARK + b"</i>", "!") == b"<body><i>!</i>"
    assert insert(b'<head></head>\n<body dir="ltr">x', "!") == b'<head></head>\n<body dir="ltr">!x'
    assert insert(b"404 Not Found", "!") == b"!404 Not Found"


def test_in_the_terminal_further_lines_are_indented():
    assert str(A) == "content/a.md:3: It says `<b>`.\n    - 1\n    + 2"
