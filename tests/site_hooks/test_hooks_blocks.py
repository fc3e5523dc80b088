from site_hooks.lesson import Text
from site_hooks.parse import parse


def read(text):
    lesson = parse(text)
    assert lesson.problems == ()
    [element] = lesson.elements
    return element


def test_terms():
    terms = read(
        "/// terms\nSlope | $m$\n:   How steep\n    it is.\n:   Example: a hill.\n:   Not: a height.\n\n"
        "Height\n:   How high.\n///"
    )
    slope, height = terms.terms
    assert (slope.name, slope.symbol, slope.line) == ("Slope", "$m$", 2)
    assert slope.definition == Text(("How steep", "it is."), 3, 4)
    assert (slope.example.source, slope.example.line) == ("a hill.", 5)
    assert (slope.wrong.source, slope.wrong.line) == ("a height.", 6)
    assert (height.symbol, height.example, height.wrong) == ("", None, None)


def test_the_forms_of_a_term():
    terms = read(
        "/// terms\n    id: words\nStep size, learning rate | $\\eta$\n:   How far.\n"
        ":   Also: step sizes,\n    SGD's rate\n\n"
        "`lr`\n:   In code.\n\n坡度\n:   How steep.\n///"
    )
    size, code, steep = terms.terms
    assert terms.name == "words"
    assert size.forms == ("Step size", "learning rate", "step sizes", "SGD's rate")
    assert (size.slug, code.slug, code.forms) == ("step-size-learning-rate", "lr", ())
    assert (len(steep.slug), steep.forms) == (8, ("坡度",))


def test_lists_of_terms_are_counted():
    page = parse("/// terms\nA\n:   a\n///\n\n/// terms\nB\n:   b\n///\n")
    assert ([element.name for element in page.elements], page.problems) == (["terms", "terms-2"], ())


def test_a_diagram():
    diagram = read(
        "/// diagram | From a to b\n    id: way\n```dot\ndigraph { a -> b }\n```\n"
        "1. `a` **Here** it\n   begins.\n2. `b` There.\n///"
    )
    assert (diagram.name, diagram.caption, diagram.dot.line) == ("way", "From a to b", 4)
    assert diagram.dot.source == "digraph { a -> b }\n"
    assert [(step.node, step.line, step.text.source) for step in diagram.steps] == [
        ("a", 6, "**Here** it\nbegins."),
        ("b", 8, "There."),
    ]


def test_the_numbers_of_a_tour():
    diagram = read(
        "/// diagram | From a to b\n    numbers: $|x|$ | step\n```dot\ndigraph { a -> b }\n```\n"
        "1. `a` Here.\n   = `3`{=1 | 2} |\n2. `b` There\n   = 3 | \\|\n   and on.\n///"
    )
    assert [name.source for name in diagram.numbers] == ["$|x|$", "step"]
    assert [(number.source, number.line) for number in diagram.steps[0].numbers] == [("`3`{=1 | 2}", 7), ("", 7)]
    assert [(step.text.source, step.numbers[1].source) for step in diagram.steps] == [
        ("Here.", ""),
        ("There\nand on.", "\\|"),
    ]


def test_a_challenge():
    challenge = read(
        "//// challenge | Write it\n    id: it\nDo:\n\n```text\nthis\n```\n\n"
        "```python starter\nx = 0\n```\n```python tests\ndef test_x(): assert x\n```\n```python solution\nx = 1\n```\n"
        "/// hint\nCount.\n///\n/// hint\nCount\n\n```text\non\n```\n///\n"
        "/// mistake | Too `far`.\n```python\nx = []\n```\n///\n////"
    )
    assert (challenge.name, challenge.title) == ("it", "Write it")
    assert challenge.prose.source == "Do:\n\n```text\nthis\n```"
    assert [(code.source, code.line) for code in (challenge.starter, challenge.tests, challenge.solution)] == [
        ("x = 0\n", 10),
        ("def test_x(): assert x\n", 13),
        ("x = 1\n", 16),
    ]
    assert [hint.source for hint in challenge.hints] == ["Count.", "Count\n\n```text\non\n```"]
    [mistake] = challenge.mistakes
    assert (mistake.message.source, mistake.line) == ("Too `far`.", 28)
    assert (mistake.code.source, mistake.code.line) == ("x = []\n", 30)
