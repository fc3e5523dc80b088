"""Further tests of a challenge: what passes them, and what they must refuse."""

CHALLENGE = """\
//// challenge | Double it
```python starter
def f(x):
    return x
```
```python tests
two = 2

def test_three():
    assert f(3) == 6
```
```python solution
def f(x):
    return 2 * x
```
```python stretch
def test_list():
    "A list twice"
    assert f([1]) == [1] * two
```
{}/// hint
Add.
///
/// mistake | You squared it.
```python
def f(x):
    return x * x
```
///
////
"""
PLAIN = CHALLENGE.format("")


def stretched(assertion, solution="2 * x"):
    """A challenge whose further test asks for more than its solution gives."""
    text = CHALLENGE.format(f"```python stretch-solution\ndef f(x):\n    return {solution}\n```\n")
    return text.replace("f([1]) == [1] * two", assertion)


def test_the_solution_may_pass_them_all(found):
    assert found(PLAIN) == []


def test_they_must_be_passed(found):
    assert found(PLAIN.replace("[1] * two", "[1]")) == [
        (12, "The solution fails the stretch test `test_list` in Pyodide: f([1]) gave [1, 1], expected [1].")
    ]


def test_there_must_be_one(found):
    assert (16, "The stretch tests hold no function named `test_…`. Write at least one.") in found(
        PLAIN.replace("def test_list", "def check_list")
    )


def test_an_error_in_them_is_told_at_its_line(found):
    [(line, message)] = found(PLAIN.replace("def test_list", "1 / 0\ndef test_list"))
    assert (line, message) == (17, "The stretch tests raised an error in Pyodide:")


def test_their_names_are_their_own(found):
    assert found(PLAIN.replace("test_list", "test_three")) == [
        (17, "Two tests are named `test_three`. Give one another name.")
    ]


def test_each_must_fail_when_nothing_is_written(found):
    [(line, message)] = found(PLAIN.replace("assert f([1]) == [1] * two", "assert True"))
    assert line == 17
    assert message.startswith("The stretch test `test_list` passes when nothing at all is written.")


def test_each_must_refuse_something(found):
    [(line, message)] = found(PLAIN.replace("f([1]) == [1] * two", "f(0) == 0"))
    assert line == 17
    assert message == (
        "No `assert` of the stretch test `test_list` refuses the starter or a mistake, so nothing shows that it can."
    )


def test_another_solution_may_pass_what_the_first_does_not(found):
    assert found(stretched("f('4') == 8", "2 * int(x)")) == []


def test_another_solution_is_needed(found):
    [(line, message)] = found(stretched("f(4) == 8"))
    assert line == 21
    assert message.startswith("The solution passes every stretch test, so there is no need of another.")


def test_another_solution_passes_the_other_tests_too(found):
    told = found(stretched("f('4') == 8", "8"))
    assert (21, "The stretch-solution fails `test_three` in Pyodide: f(3) gave 8, expected 6.") in told


def test_to_lack_a_name_is_no_refusal(found):
    [(line, message)] = found(stretched("g(4) == 8", "2 * x\n\ndef g(x):\n    return 2 * x"))
    assert line == 17
    assert "refuses the solution or the starter" in message


def test_they_are_shown_after_the_others(html):
    page = html(stretched("f('4') == 8", "2 * int(x)"))
    order = ["lesson-tests", "lesson-stretch", "A list twice", "The further tests", "Solution of the further tests"]
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert page.count("<li data-test=") == 2


def test_what_a_test_prints_is_its_own():
    from site_hooks.cell_runner import open_session, run_program

    step = {
        "name": "c",
        "source": "def f():\n    print('called')\n",
        "tests": "def test_a():\n    f()\n\ndef test_b():\n    print('x' * 3000)\n    assert f() == 1\n",
    }
    first, second = run_program(open_session(), step, None)["tests"]
    assert first["printed"] == "called\n"
    assert second["printed"] == "x" * 2000
