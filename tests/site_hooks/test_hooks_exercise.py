"""The exercise contract, on results as both runtimes give them, and on pages that were really run."""

import pytest

from site_hooks.cell_runner import answer, open_session

CHALLENGE = """\
//// challenge | Double it
```python starter
{starter}
```
```python tests
{tests}
```
```python solution
{solution}
```
/// hint
Add.
///
/// mistake | You squared it.
```python
{mistake}
```
///
////
"""
PARTS = {
    "starter": "def f(x):\n    return x",
    "tests": "def test_three():\n    assert f(3) == 6\n\ndef test_four():\n    assert f(4) == 8",
    "solution": "def f(x):\n    return 2 * x",
    "mistake": "def f(x):\n    return x * x",
}
HERE = "__import__('sys').platform == 'emscripten'"


@pytest.fixture
def told(found):
    return lambda **parts: found(CHALLENGE.format(**PARTS | parts))


def test_the_contract_can_be_kept(told):
    assert told() == []


def test_a_test_that_passes_on_nothing_is_told_at_its_line(told):
    tests = (
        PARTS["tests"] + "\n\ndef test_idle():\n    pass\n\n"
        "def test_shy():\n    try:\n        f(1)\n    except Exception:\n        return\n"
    )
    problems = told(tests=tests)
    assert len(problems) == 2
    idle = "The test `{}` passes when nothing at all is written."
    assert [(line, message.partition(" So")[0]) for line, message in problems if "nothing at all" in message] == [
        (13, idle.format("test_idle")),
        (16, idle.format("test_shy")),
    ]


def test_tests_that_need_the_code_at_once_are_not_idle(told):
    assert told(tests="six = f(3)\n\ndef test_three():\n    assert six == 6") == []


def test_a_test_that_refuses_no_wrong_code_is_told_at_its_line(told):
    [(line, message)] = told(tests=PARTS["tests"] + "\n\ndef test_zero():\n    assert f(0) == 0")
    assert line == 13
    assert message.startswith("No `assert` of the test `test_zero` refuses the starter or a mistake")


def test_that_wrong_code_raises_in_a_test_proves_nothing_of_its_asserts(told):
    tests = PARTS["tests"] + "\n\ndef test_kind():\n    assert f('a') is not None"
    [(line, message)] = told(tests=tests, mistake="def f(x):\n    return x ** 2")
    assert line == 13
    assert "`test_kind`" in message


def test_a_plain_assert_counts(told):
    assert told(tests="def test_three():\n    assert f(3) == 6 and f(4) == 8") == []


def test_two_tests_of_one_name_are_told(told):
    problems = told(tests="def test_a():\n    assert f(4) == 8\n\ndef test_a():\n    assert f(3) == 6")
    assert problems == [(10, "Two tests are named `test_a`, so the first is never run. Give one another name.")]


def test_the_starter_must_fail_in_both_runtimes(told):
    problems = told(starter=f"def f(x):\n    return x if {HERE} else x + x")
    [(line, message)] = [each for each in problems if "starter" in each[1]]
    assert line == 2
    assert message.startswith("The starter passes every test already in CPython")


def test_a_mistake_must_fail_in_both_runtimes(told):
    [(line, message)] = told(mistake=f"def f(x):\n    return x * x if {HERE} else x + x")
    assert line == 20
    assert message.startswith("This mistake passes every test in CPython")


def test_a_mistake_must_run_in_both_runtimes(told):
    [(line, message)] = told(mistake=f"if not {HERE}:\n    1 / 0\ndef f(x):\n    return x * x")
    assert line == 22
    assert message.startswith("This mistake does not get as far as the tests in CPython")


def test_a_mistake_must_be_known_by_the_same_in_both_runtimes(told):
    [(line, message)] = told(mistake=f"def f(x):\n    return 9.5 if {HERE} else 9.25")
    assert line == 20
    assert message.startswith("This mistake is known in Pyodide by `test_three`, where it gives 9.5, but in CPython")
    assert message.endswith("by `test_three`, where it gives 9.25. Round in the test.")


def test_other_words_for_the_same_error_are_the_same(told):
    assert told(mistake=f"def f(x):\n    raise ValueError('here' if {HERE} else 'there')") == []


def test_the_same_got_of_another_call_is_another_mistake(found):
    tests = "def test_both():\n    assert f(3) == 6\n    assert f(4) == 8"
    text = CHALLENGE.format(**PARTS | {"tests": tests, "mistake": "def f(x):\n    return 9"})
    again = "/// mistake | Too much.\n```python\ndef f(x):\n    return 6 if x == 3 else 9\n```\n///\n////\n"
    assert found(text.removesuffix("////\n") + again) == []


def test_an_empty_module_is_a_program_like_any_other():
    step = '{"do": "program", "name": "x", "source": "", "tests": "def test_x():\\n    assert y == 1"}'
    assert '"passed": false' in answer(open_session(), step)
