"""Words in HTML that explain themselves: where they do, where they must not, and that the text stays what it is."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_hooks.definitions import explain, plain

FORMS = {
    "gradient": "gradient",
    "gradients": "gradient",
    "gradient descent": "descent",
    "SGD": "descent",
    "Nesterov's method": "nesterov",
    "step": "step",
}


def marked(html, forms=FORMS):
    """The words that explain themselves, as term=word."""
    found, used = explain(html, forms, "g/#term-{}".format)
    assert text(found) == text(html)
    assert explain(found, forms, "g/#term-{}".format) == (found, used)
    assert plain(found) == html
    words = re.findall(r'<lesson-term data-term="(.*?)"><a href="g/#term-(.*?)">(.*?)</a></lesson-term>', found, re.S)
    assert all(term == target for term, target, _ in words)
    assert sorted({term for term, _, _ in words}) == sorted(used)
    return [f"{term}={word}" for term, _, word in words]


class Texts(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.texts = []

    def handle_data(self, data):
        self.texts.append(data)

    def handle_entityref(self, name):
        self.texts.append(f"&{name};")

    def handle_charref(self, name):
        self.texts.append(f"&#{name};")


def text(html):
    parser = Texts()
    parser.feed(html)
    parser.close()
    return "".join(parser.texts)


def test_the_first_in_each_section():
    html = (
        "<p>A gradient, gradients.</p><h2>Two</h2><p>The gradient.</p><h3>3</h3><p>Gradient</p><h2>Four</h2>Gradients"
    )
    assert marked(html) == ["gradient=gradient", "gradient=gradient", "gradient=Gradients"]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("gradient descent", ["descent=gradient descent"]),
        ("<p>Gradient\ndescent by gradients", ["descent=Gradient\ndescent", "gradient=gradients"]),
        ("SGD, sgd, Sgd", ["descent=SGD"]),
        ("Nesterov&rsquo;s method", ["nesterov=Nesterov&rsquo;s method"]),
        (
            "nesterov\N{RIGHT SINGLE QUOTATION MARK}s method",
            ["nesterov=nesterov\N{RIGHT SINGLE QUOTATION MARK}s method"],
        ),
        ("footstep stepping mini-step step-size stepped", []),
        ("&step; &#step", []),
        ("the step's end, (step)", ["step=step"]),
        ("GRADIENT", []),
        ("\ue003step and step", ["step=step"]),
    ],
)
def test_whole_words_as_they_are_written(html, words):
    assert marked(html) == words


@pytest.mark.parametrize(
    "tag",
    ["a", "code", "pre", "math", "button", "summary", "details", "h1", "h3", "svg", "label", "th", "data", "template"],
)
def test_what_is_no_prose_stays(tag):
    assert marked(f"<{tag}>step <{tag}>step</{tag}> step</{tag}>") == []
    assert marked(f"<div><{tag} x='>'>step</{tag}></div><p>step</p>") == ["step=step"]


def test_questions_and_titles_stay():
    assert marked('<lesson-quiz><p>step</p></lesson-quiz><span class="lesson-title big">step</span>') == []
    assert marked("<!-- step --><br>a < b, step") == ["step=step"]


def test_a_term_is_not_explained_on_its_own_card():
    card = '<div data-term="step"><div>A step on the gradient</div> step</div>'
    assert marked(card) == ["gradient=gradient"]
    assert marked(f"{card}<p>Step</p>") == ["gradient=gradient", "step=Step"]
    assert marked(f'<div class="lesson-output"><div data-term="x">step</div>step</div>{card}') == ["gradient=gradient"]


def test_without_words_nothing_happens():
    assert marked("<p>step</p>", {}) == []


WORDS = st.sampled_from(
    ["step", "Gradients", "gradient descent", "SGD", "Nesterov&rsquo;s method", "&amp;", "x", " ", "-", "\n"]
)
TAGS = st.sampled_from(
    ["p", "em", "a", "code", "h2", "h3", "div", "details", "li", 'div data-term="step"', 'p class="lesson-title"']
)
TREES = st.recursive(
    st.lists(WORDS, max_size=6).map(" ".join),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0].split()[0]}>"
    ),
    max_leaves=12,
)


@given(st.lists(TREES, max_size=4).map("".join), st.sets(st.sampled_from(sorted(FORMS))))
def test_the_text_stays_and_twice_is_once(html, forms):
    words = marked(html, {form: FORMS[form] for form in forms})
    assert len(words) <= html.count("<h2>") * len(forms) + len(forms)


@given(st.text(alphabet="<>/=\"'&;a step-\n!", max_size=60))
def test_html_that_is_none_is_left_as_it_is(html):
    found, _ = explain(html, {"step": "step"}, str)
    assert plain(found) == plain(html)
