import json
import random
import sys

import pytest

from site_hooks.cell_runner import FIGURE, MAX_CHARACTERS, MAX_LINES, answer, open_session


@pytest.fixture
def session():
    return open_session()


@pytest.fixture
def run(session):
    def run(source, name="one", emit=None):
        return json.loads(answer(session, json.dumps({"do": "cell", "name": name, "source": source}), emit))

    return run


@pytest.fixture
def value(session):
    def value(expression):
        return json.loads(answer(session, json.dumps({"do": "value", "name": "value", "expression": expression})))

    return value


@pytest.fixture
def program(session):
    def program(source, tests):
        step = {"do": "program", "name": "it", "source": source, "tests": tests}
        return json.loads(answer(session, json.dumps(step)))

    return program


def failure(result):
    [test] = result["tests"]
    assert not test["passed"]
    return {key: test[key] for key in ("call", "got", "expected", "message")}


# --- Cells


def test_what_is_printed_comes_before_the_last_value(run):
    assert run("print('a')\n[1, 2]") == {
        "text": "a\n[1, 2]\n",
        "parts": [["stdout", "a\n"], ["value", "[1, 2]\n"]],
        "error": None,
        "truncated": False,
        "rich": None,
    }


@pytest.mark.parametrize("source", ["", "# nothing\n", "None", "x = 3", "x = 3;", "for x in [1]:\n    x\n"])
def test_what_has_no_value_shows_none(run, source):
    assert run(source)["text"] == ""


def test_a_text_is_shown_as_its_repr(run):
    assert run("'a\\n'")["text"] == "'a\\n'\n"


def test_cells_share_their_names(run, value):
    run("x = 3")
    run("def f(): return x")
    run("x = 4")
    assert value("f()") == {"value": "4", "error": None}


def test_both_streams_keep_their_order(run):
    result = run("import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)")
    assert result["parts"] == [["stdout", "1\n"], ["stderr", "2\n"], ["stdout", "3\n"]]


def test_chunks_are_passed_on_as_they_appear(run):
    chunks = []
    run("print('a')\n1 / 0", emit=lambda kind, text: chunks.append((kind, text)))
    assert chunks[0] == ("stdout", "a")
    assert chunks[-1][0] == "error"


def test_a_traceback_shows_the_authors_lines_only(run):
    result = run("def half(x):\n    return x / 0\n\nhalf(3)\n")
    assert result["error"] == {"type": "ZeroDivisionError", "message": "division by zero", "line": 2, "by": None}
    # Without the marks below the code: they depend on the version of Python.
    assert [line for line in result["text"].splitlines() if line.strip(" ~^")] == [
        "Traceback (most recent call last):",
        '  File "one.py", line 4, in <module>',
        "    half(3)",
        '  File "one.py", line 2, in half',
        "    return x / 0",
        "ZeroDivisionError: division by zero",
    ]


def test_the_line_is_that_of_the_cell_not_of_an_earlier_one(run):
    run("def half(x):\n\n\n    return x / 0\n", name="early")
    result = run("y = 1\nhalf(3)\n", name="late")
    assert result["error"]["line"] == 2
    assert 'File "early.py", line 4, in half\n    return x / 0' in result["text"]


def test_pythons_own_frames_are_left_out(run):
    text = run("import json\njson.loads('{')")["text"]
    assert 'File "one.py", line 2' in text
    assert "json/" not in text and sys.prefix not in text
    assert "JSONDecodeError" in text


def test_a_librarys_frames_are_named_by_package_and_module(run, tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "shop"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "till.py").write_text("def pay():\n    raise ValueError('no money')\n", "utf-8")
    monkeypatch.syspath_prepend(str(package.parent))
    text = run("from shop.till import pay\npay()")["text"]
    assert 'File "shop/till.py", line 2, in pay\n    raise ValueError' in text
    assert str(tmp_path) not in text


def test_what_a_library_raises_on_purpose_is_its_advice(run, tmp_path, monkeypatch):
    package = tmp_path / "site-packages"
    package.mkdir()
    (package / "till.py").write_text(
        "def pay(money):\n    if money < 0:\n        raise ValueError(\n            'no money'\n        )\n"
        "    return 1 / money\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(str(package))
    meant = run("import till\n\ntill.pay(-1)")["error"]
    assert meant == {"type": "ValueError", "message": "no money", "line": 3, "by": "till"}
    assert run("till.pay(0)")["error"]["by"] is None
    assert run("raise ValueError('mine')")["error"]["by"] is None
    assert run("import json\njson.loads('{')")["error"]["by"] is None


def test_a_suggestion_is_kept(run):
    assert "Did you mean: 'gradient'?" in run("gradient = 1\ngradeint")["text"]


def test_a_syntax_error_has_its_line(run):
    result = run("x = 1\nif x\n")
    assert (result["error"]["type"], result["error"]["line"]) == ("SyntaxError", 2)
    assert 'File "one.py", line 2' in result["text"]


def test_causes_are_trimmed_too(run):
    source = "import json\ntry:\n    json.loads('{')\nexcept ValueError as error:\n    raise KeyError('x') from error\n"
    text = run(source)["text"]
    assert "direct cause" in text
    assert "json/" not in text


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("raise SystemExit(3)", "SystemExit"),
        ("import sys; sys.exit()", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise BaseException('x')", "BaseException"),
        ("def f(): f()\nf()", "RecursionError"),
        ("raise ExceptionGroup('several', [ValueError(1)])", "ExceptionGroup"),
        ("class Odd:\n    def __repr__(self): raise TypeError('no repr')\nOdd()", "TypeError"),
        ("x = '\\0'\neval(x)", "SyntaxError"),
    ],
)
def test_whatever_is_raised_is_a_result(run, source, kind):
    result = run(source)
    assert result["error"]["type"] == kind
    assert run("1 + 1")["text"] == "2\n"


def test_an_error_that_cannot_say_what_it_is_is_a_result(run):
    result = run("class Odd(Exception):\n    def __str__(self): raise TypeError\nraise Odd")
    assert result["error"]["type"] == "Odd"


def test_an_error_keeps_what_was_printed_before_it(run):
    result = run("print('before')\n1 / 0")
    assert result["text"].startswith("before\nTraceback")


@pytest.mark.parametrize("break_it", ["sys.stdout = None", "sys.stdout.close()", "del sys.stdout", "sys.stdin = None"])
def test_streams_are_restored_whatever_the_code_does_to_them(run, break_it):
    before = sys.stdout, sys.stderr, sys.stdin
    run(f"import sys\n{break_it}")
    assert (sys.stdout, sys.stderr, sys.stdin) == before
    assert run("print('alive')")["text"] == "alive\n"


def test_reading_finds_nothing_to_read(run):
    asked = run("print('before')\nname = input('Your name? ')")
    assert asked["error"]["type"] == "EOFError"
    assert asked["error"]["line"] == 2
    assert asked["text"].startswith("before\nYour name? Traceback")
    assert asked["text"].endswith("write the value into the code: name = 'Ada'\n")
    assert "cell_runner" not in asked["text"]
    assert run("import sys; sys.stdin.read()")["error"]["type"] == "EOFError"


# --- Values that show themselves


@pytest.fixture
def shown(run):
    def shown(methods, last="Thing()"):
        return run(f"class Thing:\n    def __repr__(self): return 'a thing'\n    {methods}\n{last}")

    return shown


SVG = "<svg xmlns='http://www.w3.org/2000/svg'><title>Two &amp; two</title></svg>"


def test_an_svg_is_an_image_with_its_title(shown):
    result = shown(f"def _repr_svg_(self): return {SVG!r}")
    assert result["rich"] == {"type": "image/svg+xml", "data": SVG, "alt": "Two & two"}
    assert (result["text"], result["error"]) == ("a thing\n", None)


def test_an_svg_without_title_or_namespace_gets_both(shown):
    result = shown('def _repr_svg_(self): return \'<?xml version="1.0"?><svg width="1"><g/></svg>\'')
    data = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="1"><g/></svg>'
    assert result["rich"] == {"type": "image/svg+xml", "data": data, "alt": "a thing"}


def test_html_is_shown_as_it_is(shown):
    rich = shown("def _repr_html_(self): return '<b>bold</b>'")["rich"]
    assert rich == {"type": "text/html", "data": "<b>bold</b>", "alt": "a thing"}


@pytest.mark.parametrize(
    ("bundle", "kind", "text"),
    [
        ("{'text/html': '<b></b>', 'image/svg+xml': '<svg/>', 'text/plain': 'plain'}", "image/svg+xml", "plain\n"),
        ("({'text/html': '<b></b>'}, {'text/html': {}})", "text/html", "a thing\n"),
        ("{'text/html': None, 'text/plain': 3}", None, "a thing\n"),
        ("{'application/vnd.lesson.figure+json': {}, 'image/svg+xml': '<svg/>'}", FIGURE, "a thing\n"),
        ("{'application/vnd.lesson.figure+json': {'summary': ''}, 'text/plain': 'drawn'}", FIGURE, "drawn\n"),
        ("{'application/vnd.lesson.figure+json': {'summary': 3}, 'text/plain': 'drawn'}", FIGURE, "drawn\n"),
        ("{'application/vnd.lesson.figure+json': {'summary': 'A line.'}, 'text/plain': 'x'}", FIGURE, "A line.\n"),
        ("None", None, "a thing\n"),
    ],
)
def test_of_a_bundle_the_richest_that_is_understood_is_shown(shown, bundle, kind, text):
    result = shown(f"def _repr_mimebundle_(self, include=None, exclude=None): return {bundle}")
    assert (result["rich"] and result["rich"]["type"], result["text"]) == (kind, text)


def test_a_figure_is_data_and_its_summary(shown):
    bundle = {FIGURE: {"summary": "Über 2 π.", "panels": [[0.1, None]]}}
    result = shown(f"def _repr_mimebundle_(self, include=None, exclude=None): return {bundle}")
    data = '{"summary":"Über 2 π.","panels":[[0.1,null]]}'
    assert result["rich"] == {"type": FIGURE, "data": data, "alt": "Über 2 π."}
    assert result["parts"] == [["value", "Über 2 π.\n"]]


def test_a_figure_does_not_make_the_pictures_that_nobody_sees(shown):
    result = shown(f"_repr_mimebundle_ = lambda self: {{{FIGURE!r}: {{}}}}\n    def _repr_svg_(self): raise KeyError")
    assert result["error"] is None


@pytest.mark.parametrize(
    ("methods", "last"),
    [
        ("def _repr_html_(self): return None", "Thing()"),
        ("def _repr_html_(self): return '<b></b>'", "Thing"),
        ("def __getattr__(self, name): return lambda: name", "Thing()"),
        ("def _repr_html_(self): return '<b></b>'", "x = Thing()"),
        ("def _repr_html_(self): return '<b></b>'", "Thing();None"),
    ],
)
def test_what_shows_nothing_of_itself_is_text(shown, methods, last):
    result = shown(methods, last)
    assert (result["rich"], result["error"]) == (None, None)


@pytest.mark.parametrize(
    ("methods", "kind"),
    [
        ("def _repr_svg_(self): return 1 / 0", "ZeroDivisionError"),
        ("def _repr_svg_(self): return b'<svg/>'", "TypeError"),
        ("def _repr_html_(self): return 'x' * 10_000_000", "OutputLimit"),
        (f"def _repr_mimebundle_(self): return {{{FIGURE!r}: []}}", "TypeError"),
        (f"def _repr_mimebundle_(self): return {{{FIGURE!r}: {{'x': float('nan')}}}}", "ValueError"),
        (f"def _repr_mimebundle_(self): return {{{FIGURE!r}: {{'x': 'x' * 10_000_000}}}}", "OutputLimit"),
    ],
)
def test_a_value_that_fails_to_show_itself_is_an_error(shown, methods, kind):
    result = shown(methods)
    assert (result["rich"], result["error"]["type"]) == (None, kind)


# --- Completing and explaining names


@pytest.fixture
def ask(session):
    def ask(what, text):
        return json.loads(answer(session, json.dumps({"do": what, "text": text})))

    return ask


def options(answered):
    return {option["label"]: option["kind"] for option in answered["options"]}


def test_names_are_completed_from_the_session(run, ask):
    run("import math\nmatter = 3\ndef match_all(): pass\nclass Mat: pass")
    assert options(ask("complete", "mat")) == {
        "match_all": "function",
        "math": "namespace",
        "matter": "variable",
    }
    assert options(ask("complete", "Ma")) == {"Mat": "class"}
    assert options(ask("complete", "whi")) == {"while": "keyword"}
    assert options(ask("complete", "math.sq"))["sqrt"] == "function"
    assert options(ask("complete", "math.pi.re")) == {"real": "variable"}
    assert ask("complete", "nothing.x") == {"options": []}
    assert not any(label.startswith("_") for label in options(ask("complete", "")))
    assert "__name__" in options(ask("complete", "__n"))


def test_completing_and_explaining_run_no_code_of_the_reader(run, ask):
    run(
        "class T:\n    @property\n    def loud(self): print('run'); return self\n"
        "    def __getattr__(self, n): 1 / 0\n    def __dir__(self): print('dir'); return ['loud']\nt = T()\n"
        "class U:\n    def __dir__(self): 1 / 0\nu = U()"
    )
    assert ask("complete", "u.x") == {"options": []}
    assert options(ask("complete", "t.lo")) == {"loud": "variable"}
    assert ask("complete", "t.loud.l") == {"options": []}
    assert ask("describe", "t.loud") == {"signature": None, "doc": None}
    assert run("")["text"] == ""


def test_names_are_explained(run, ask):
    run(
        "class T:\n    def go(self, far=1):\n        'Go far.'\n"
        "def f(x, *, lr=0.1):\n    'Step.\\n\\n    And more.'\nx = 3\nt = T()"
    )
    assert ask("describe", "f") == {"signature": "f(x, *, lr=0.1)", "doc": "Step.\n\nAnd more."}
    assert ask("describe", "t.go") == {"signature": "t.go(far=1)", "doc": "Go far."}
    assert ask("describe", "x") == {"signature": "x: int", "doc": None}
    assert ask("describe", "unknown") == {"signature": None, "doc": None}
    assert ask("describe", "x..y") == {"signature": None, "doc": None}


@pytest.mark.parametrize(
    "source",
    [
        "print('x' * 10_000_000)",
        "for _ in range(10**9): print('x')",
        "for _ in range(10**9): print('x' * 1000)",
        "import sys\nwhile True: sys.stderr.write('y' * 999)",
        "while True:\n    try: print('x' * 100)\n    except Exception: pass",
    ],
)
def test_too_much_output_is_cut(run, source):
    result = run(source)
    assert result["truncated"]
    assert result["error"]["type"] == "OutputLimit"
    assert len(result["text"]) < MAX_CHARACTERS + 200
    assert result["text"].count("\n") <= MAX_LINES + 2
    assert result["text"].endswith("The output was cut here: a cell may print 10,000 lines or 250,000 characters.\n")


def test_as_much_as_the_limit_is_printed_whole(run):
    assert run(f"print('x' * {MAX_CHARACTERS - 1})")["error"] is None
    assert run(f"for _ in range({MAX_LINES}): print()")["error"] is None


def test_writing_bytes_is_the_authors_error(run):
    assert run("import sys; sys.stdout.write(b'x')")["error"]["type"] == "TypeError"


# --- Generated text


def test_generated_text_sees_the_names_and_leaves_none(session, run, value):
    run("x = 3")
    step = {"do": "exec", "name": "block", "source": "x = 4\ny = 5\nprint(x)"}
    assert json.loads(answer(session, json.dumps(step)))["text"] == "4\n"
    assert value("x")["value"] == "3"
    assert value("'y' in dir()")["value"] == "False"


# --- Values


@pytest.mark.parametrize(
    ("expression", "shown"),
    [("1 / 4", "0.25"), ("'a'", "a"), ("['a']", "['a']"), ("None", "None"), (" 1 ", "1"), ("[x for x in [1]]", "[1]")],
)
def test_a_value_is_its_text(value, expression, shown):
    assert value(expression.strip()) == {"value": shown, "error": None}


@pytest.mark.parametrize(
    ("expression", "kind"),
    [("1 / 0", "ZeroDivisionError"), ("x", "NameError"), ("x = 1", "SyntaxError"), ("exit()", "SystemExit")],
)
def test_a_value_that_fails_says_why(value, expression, kind):
    result = value(expression)
    assert (result["value"], result["error"]["type"]) == (None, kind)


def test_a_value_prints_nowhere(value, capsys):
    assert value("print('x')") == {"value": "None", "error": None}
    assert capsys.readouterr() == ("", "")


def test_a_value_binds_no_name(run, value):
    assert value("(y := 3)")["value"] == "3"
    assert run("y")["error"]["type"] == "NameError"


# --- Chance


def test_a_session_begins_at_the_same_place(run):
    first = run("import random\nrandom.random()")["text"]
    fresh = open_session()
    step = {"do": "cell", "name": "one", "source": "import random\nrandom.random()"}
    assert json.loads(answer(fresh, json.dumps(step)))["text"] == first


def test_values_blocks_and_programs_leave_chance_alone(session, value, program):
    state = random.getstate()
    value("__import__('random').random()")
    program("import random\nrandom.random()", "def test_x(): pass")
    answer(session, json.dumps({"do": "exec", "name": "block", "source": "import random\nrandom.random()"}))
    assert random.getstate() == state


def test_a_program_meets_the_same_chance_each_time(program):
    tests = "import random\ndef test_x(): assert random.random() == 0"
    assert failure(program("", tests)) == failure(program("", tests))


# --- Programs


def test_a_test_that_holds_passes(program):
    result = program("x = 3", 'def test_x():\n    "It is three"\n    assert x == 3')
    assert result["tests"] == [
        {
            "name": "test_x",
            "title": "It is three",
            "passed": True,
            "call": None,
            "got": None,
            "expected": None,
            "message": None,
            "printed": "",
        }
    ]


def test_a_test_without_a_title_is_named_by_its_name(program):
    assert program("", "def test_two_steps(): pass")["tests"][0]["title"] == "two steps"


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ("f(3) == 7", "7"),
        ("f(3) != 6", "anything but 6"),
        ("f(3) < 6", "less than 6"),
        ("f(3) <= 5", "at most 5"),
        ("f(3) > 6", "more than 6"),
        ("f(3) >= 7", "at least 7"),
        ("f(3) is None", "None"),
        ("f(3) is not f(3)", "anything but 6"),
        ("f(3) in (7, 8)", "one of (7, 8)"),
        ("f(3) not in (6, 7)", "none of (6, 7)"),
    ],
)
def test_a_comparison_that_fails_is_explained(program, comparison, expected):
    result = program("def f(x): return 2 * x", f"def test_f():\n    assert {comparison}")
    assert failure(result) == {"call": "f(3)", "got": "6", "expected": expected, "message": None}


def test_a_comparison_may_have_a_sentence(program):
    told = failure(program("x = 1", "def test_x(): assert x == 2, f'{x} is odd.'"))
    assert told == {"call": "x", "got": "1", "expected": "2", "message": "1 is odd."}


def test_the_sentence_is_made_only_on_failure(program):
    assert program("x = 2", "def test_x(): assert x == 2, 1 / 0")["tests"][0]["passed"]


@pytest.mark.parametrize("test", ["assert x", "assert 0 < x < 0", "assert x == 1 and x == 2", "raise AssertionError"])
def test_any_other_assertion_that_fails_says_so(program, test):
    told = failure(program("x = 0", f"def test_x(): {test}"))
    assert told == {"call": None, "got": None, "expected": None, "message": "The assertion does not hold."}


def test_code_that_raises_in_a_test_is_told_of(program):
    told = failure(program("def f(x): return 1 / x", "def test_f(): assert f(0) == 1"))
    assert told["got"] == "ZeroDivisionError: division by zero"
    assert told["message"] == "Your code raised ZeroDivisionError: division by zero."


def test_a_failing_test_does_not_keep_the_next_from_running(program):
    result = program("x = 1", "def test_a(): raise SystemExit\ndef test_b(): assert x == 1")
    assert [test["passed"] for test in result["tests"]] == [False, True]


def test_code_that_fails_has_no_outcomes(program):
    result = program("x = 1\ny = 1 / 0", "def test_x(): pass")
    assert result["tests"] == []
    assert (result["error"]["type"], result["error"]["line"]) == ("ZeroDivisionError", 2)


def test_a_program_has_names_of_its_own(run, program, value):
    run("x = 3")
    assert not program("", "def test_x(): assert x == 3")["tests"][0]["passed"]
    program("x = 5", "def test_x(): pass")
    assert value("x")["value"] == "3"


@pytest.mark.parametrize("tests", ["def test_x(:", "1 / 0", "f()", "raise SystemExit"])
def test_tests_that_cannot_be_run_are_an_error(program, tests):
    result = program("def f(): raise ValueError", tests)
    assert result["tests"] == []
    assert result["error"] is not None


def test_what_a_program_prints_is_kept(program):
    assert program("print('a')", "def test_x(): print('b')")["text"] == "a\nb\n"


FIGURE_CLASS = """
class Figure:
    def __init__(self, x):
        self.x = x

    def _repr_mimebundle_(self, include=None, exclude=None):
        axis = {"label": "", "scale": "linear", "domain": [0, 9]}
        mark = {"mark": "path", "name": "", "x": [self.x], "y": [0], "labels": []}
        panel = {"title": "", "equal": False, "x": axis, "y": axis, "marks": [mark]}
        table = {"columns": [], "rows": []}
        figure = {"version": 1, "title": "", "summary": f"At {self.x}.", "panels": [panel], "table": table}
        return {"application/vnd.lesson.figure+json": figure}
"""


@pytest.fixture
def step(session, run):
    run(FIGURE_CLASS)

    def step(do, source):
        return json.loads(answer(session, json.dumps({"do": do, "name": "one", "source": source})))

    return step


def test_a_figure_is_computed_without_a_trace(step, run):
    run("import random\nx, seen = 1, []")
    before = run("random.getstate()")["text"]
    result = step("figure", "x = 7\ny = random.random()\nprint(x)\nFigure(x)")
    assert result["rich"]["alt"] == "At 7."
    assert json.loads(result["rich"]["data"])["panels"][0]["marks"][0]["x"] == [7]
    assert run("x, 'y' in dir()")["text"] == "(1, False)\n"
    assert run("random.getstate()")["text"] == before
