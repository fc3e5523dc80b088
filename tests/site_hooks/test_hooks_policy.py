"""Pages may run the scripts that they were built with, and nothing else."""

import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_hooks.policy import inline_scripts, policy, with_meta, with_policy

FRAME = "ZnJhbWU="


def sha256(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def directives(text):
    return {name: words for name, *words in (part.split() for part in text.split(";"))}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>one()</script>", ["one()"]),
        ("<SCRIPT>one()</SCRIPT >", ["one()"]),
        ('<script type="module">one()</script>', ["one()"]),
        ("<script type=text/javascript defer>one()</script>", ["one()"]),
        ("<script>\n one()\n</script><script>two()</script>", ["\n one()\n", "two()"]),
        ("<script></script>", [""]),
        ('<script src="a.js"></script>', []),
        ('<script id="__config" type="application/json">{}</script>', []),
        ("<p>&lt;script&gt;no&lt;/script&gt;</p>", []),
    ],
)
def test_scripts_that_stand_in_the_page_are_found_to_the_letter(html, found):
    assert inline_scripts(html) == found


def test_each_script_and_the_frames_are_allowed_by_hash_once():
    text = policy("<script>one()</script><script>two()</script><script>one()</script>", FRAME)
    hashes = [word for word in directives(text)["script-src"] if word.startswith("'sha256-")]
    assert hashes == [f"'sha256-{each}'" for each in (sha256("one()"), sha256("two()"), FRAME)]


def test_no_other_origin_and_no_other_script_is_allowed():
    found = directives(policy("<script>one()</script>", FRAME))
    assert found["default-src"] == ["'self'"]
    assert found["object-src"] == ["'none'"]
    assert "'unsafe-inline'" not in found["script-src"]
    assert "'unsafe-eval'" not in found["script-src"]
    for words in found.values():
        assert not [word for word in words if word == "*" or "//" in word or word.startswith("http")]


@given(st.lists(st.text(st.characters(exclude_characters="<", exclude_categories=["Cs", "Cc"])), max_size=4))
def test_a_page_is_allowed_exactly_what_is_in_it(scripts):
    html = '<head><meta charset="utf-8">' + "".join(f"<script>{text}</script>" for text in scripts) + "</head>"
    made = with_policy(html, FRAME)
    [content] = re.findall(r'Content-Security-Policy" content="([^"]*)"', made)
    allowed = {word for word in directives(content)["script-src"] if word.startswith("'sha256-")}
    assert allowed == {f"'sha256-{each}'" for each in {*map(sha256, scripts), FRAME}}
    assert inline_scripts(made) == scripts


def test_the_policy_stands_before_what_it_forbids_and_behind_the_encoding():
    made = with_policy('<head><meta charset="utf-8"><script>one()</script><meta charset="x"></head>', FRAME)
    assert made.startswith('<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="')
    assert made.count("Content-Security-Policy") == 1


def test_a_backslash_in_a_meta_stays_one():
    assert with_meta('<meta charset="utf-8">', r'content="\1"') == r'<meta charset="utf-8"><meta content="\1">'
