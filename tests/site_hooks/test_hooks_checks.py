"""What each kind of proof says when it fails, on pages that were really run."""

import dataclasses

import pytest

from site_hooks.checks import check_page
from site_hooks.parse import parse
from site_hooks.verify import time_limit

CHALLENGE = """\
//// challenge | Double it
```python starter
def f(x):
    return x
```
```python tests
def test_three():
    assert f(3) == 6

def test_four():
    assert f(4) == 8, "Four."
```
```python solution
def f(x):
    return 2 * x
```
/// hint
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


def test_a_page_that_is_right_has_no_problem(found):
    assert found("```python run\nx = 1 / 3\nx\n```\n\n```output\n0.333\n```\n\nIt is `0.33`{=x}.\n") == []


def test_a_wrong_output_is_told_at_its_line(found):
    text = "# T\n\n```python run\nprint(1)\nprint(2)\nprint(3)\n```\n\n```output\n1\n4\n3\n```\n"
    assert found(text) == [(11, "The output of the cell `cell-1` is not what its code prints.")]


def test_a_wrong_output_shows_the_difference(check):
    [problem] = check("```python run\nprint(1)\nprint(2)\n```\n\n```output\n1\n4\n```\n").problems
    assert "-4" in problem.message.splitlines() and "+2" in problem.message.splitlines()


@pytest.mark.parametrize("output", ["1\n", "1\n2\n3\n"])
def test_too_few_and_too_many_lines_are_told(found, output):
    [(line, message)] = found(f"```python run\nprint(1)\nprint(2)\n```\n\n```output\n{output}```\n")
    assert 6 <= line <= 6 + output.count("\n")
    assert message == "The output of the cell `cell-1` is not what its code prints."


def test_a_missing_output_is_told_with_the_way_out(check):
    [problem] = check("```python run\nprint(1)\n```\n").problems
    assert problem.line == 1
    assert problem.message.splitlines()[0] == "The cell `cell-1` has no ```output fence, but it prints:"
    assert "`lesson verify --update`" in problem.message


def test_an_output_of_a_cell_that_prints_nothing_is_told(found):
    assert found("```python run\nx = 1\n```\n\n```output\n1\n```\n") == [
        (5, "The output of the cell `cell-1` is not what its code prints.")
    ]


def test_an_error_is_told_at_the_line_that_raised(check):
    [problem] = check("Text.\n\n```python run\nx = 1\nx / 0\n```\n").problems
    assert problem.line == 5
    assert problem.message.startswith("The cell `cell-1` raised ZeroDivisionError: division by zero (")
    assert 'expect="ZeroDivisionError"' in problem.message
    assert 'File "cell-1.py", line 2' in problem.message


def test_a_syntax_error_is_told_at_its_line(found):
    [(line, message)] = found("```python run\nx = 1\nif x\n```\n")
    assert (line, message.partition(":")[0]) == (3, "The cell `cell-1` raised SyntaxError")


def test_an_expected_error_must_come(found):
    assert found('```python run expect="ValueError"\nx = 1\n```\n') == [
        (1, "The cell `cell-1` must raise ValueError, but it ended without an error.")
    ]


def test_another_error_than_the_expected_is_told(found):
    [(line, message)] = found('```python run expect="ValueError"\n1 / 0\n```\n')
    assert line == 2
    assert message.endswith("(expected ValueError).")


def test_an_expected_error_is_part_of_the_output(found):
    text = '```python run expect="ZeroDivisionError"\n1 / 0\n```\n\n```output\n...\nZeroDivisionError: {}\n```\n'
    assert found(text.format("division by zero")) == []
    assert found(text.format("division by 0")) != []


def test_what_differs_between_the_runtimes_is_told(found):
    text = "```python run\nimport sys\nprint(sys.platform == 'emscripten')\n```\n\n```output\nTrue\n```\n"
    [(line, message)] = found(text)
    assert line == 7
    assert message.startswith("The cell `cell-1` prints otherwise in CPython")
    assert "it depends on time, chance, memory or the Python version" in message


DIFFERENT = "import sys\nx = {} if sys.platform == 'emscripten' else {}\n"


@pytest.mark.parametrize(
    ("output", "line"),
    [("1\n0.30000000000000004\n", 10), ("...\n0.30000000000000004\n", 8), ("1\n0.30000000000000...\n", None)],
)
def test_the_digits_in_which_the_runtimes_differ_are_told(found, output, line):
    code = DIFFERENT.format("0.30000000000000004", "0.3") + "print(1)\nprint(x)\n"
    problems = found(f"```python run\n{code}```\n\n```output\n{output}```\n")
    if line is None:
        assert problems == []
        return
    [(told, message)] = problems
    assert told == line
    assert "0.30000000000000004 in Pyodide, 0.3 in CPython" in message
    assert "the first digit that differs is number 17" in message
    assert message.endswith("They agree on 15 digits. Print 12 at most: `{x:.12g}` or `round(x, 12)`.")


def test_the_digits_of_a_value_and_of_an_answer_that_differ_are_told(found):
    code = "```python run\n" + DIFFERENT.format("0.25000000000000006", "0.25") + "```\n"
    quiz = "/// quiz | What?\n= x\n- [x] 0.25000000000000006\n    > a\n- [ ] 5\n    > b\n///\n"
    problems = found(f"{code}\nIt is `0.25000000000000006`{{=x}}, about `0.25`{{=x}}.\n\n{quiz}")
    assert [line for line, _ in problems] == [6, 10]
    for _, message in problems:
        assert "in one runtime only: 0.25000000000000006 in Pyodide, 0.25 in CPython" in message
        assert message.endswith("They agree on 15 digits. Write 12 at most: `0.25`.")


def test_an_error_in_one_runtime_only_is_told(found):
    text = "```python run\nimport sys\nif sys.platform != 'emscripten':\n    1 / 0\n```\n"
    [(line, message)] = found(text)
    assert line == 1
    assert "raised ZeroDivisionError: division by zero in CPython" in message


def test_a_wrong_value_is_told_at_its_line(found):
    assert found("```python run\nx = 31\n```\n\nIt is\n`30`{=x}.\n") == [
        (6, "The text says `30`, but `x` gives 31 (Pyodide).")
    ]


def test_a_value_knows_only_the_cells_above_it(found):
    [(line, message)] = found("It is `31`{=x}.\n\n```python run\nx = 31\n```\n")
    assert (line, message) == (1, "The value `x` raised NameError: name 'x' is not defined (Pyodide).")


def test_a_value_that_depends_on_the_runtime_is_told(found):
    [(line, message)] = found("It is `emscripten`{=__import__('sys').platform}.\n")
    assert line == 1
    assert message.startswith(
        "`emscripten` is what `__import__('sys').platform` gives in one runtime only: emscripten in"
    )


def test_generated_text_must_be_the_same_in_both_runtimes(found):
    code = DIFFERENT.format("0.30000000000000004", "0.3") + "print(f'It is {x}.')\n"
    [(line, message)] = found(f'\n```python exec="1"\n{code}```\n')
    assert line == 2
    assert message.startswith("This block prints otherwise in CPython")
    assert message.endswith("Print 12 at most: `{x:.12g}` or `round(x, 12)`.")


def test_generated_text_must_not_fail_nor_be_empty(found):
    assert found('```python exec="1"\nx = 1\n1 / 0\n```\n') == [(3, "This block raised an error in Pyodide:")]
    [(line, message)] = found('\n```python exec="1"\nx = 1\n```\n')
    assert (line, message.partition(",")[0]) == (2, "This block prints nothing")


DIAGRAM = "/// diagram | A way\n```dot\ndigraph {{ a -> b\n{}\n}}\n```\n1. `a` Here.\n2. `{}` There.\n///\n"


def test_a_tour_visits_nodes_of_the_graph(found):
    assert found(DIAGRAM.format("", "b")) == []
    [(line, message)] = found(DIAGRAM.format("", "position"))
    assert (line, message) == (8, "The graph has no node `position`. Known here: `a`, `b`.")


def test_a_graph_that_cannot_be_drawn_is_told(found):
    [(line, message)] = found(DIAGRAM.format("a ->", "b"))
    assert line in (4, 5)
    assert message.startswith("The graph cannot be drawn: ")


def test_a_challenge_that_keeps_its_contract_has_no_problem(found):
    assert found(CHALLENGE) == []


def test_a_solution_must_pass_every_test(found):
    told = found(CHALLENGE.replace("return 2 * x", "return 6"))
    assert (13, "The solution fails `test_four` in Pyodide: Four.") in told
    assert {line for line, _ in told} == {13}
    told = found(CHALLENGE.replace("return 2 * x", "return 8"))
    assert (13, "The solution fails `test_three` in Pyodide: f(3) gave 8, expected 6.") in told


def test_a_solution_must_not_raise(found):
    assert found(CHALLENGE.replace("    return 2 * x", "    return 2 * x\n1 / 0")) == [
        (16, "The solution raised an error in Pyodide:")
    ]


def test_there_must_be_tests(found):
    text = CHALLENGE.replace("def test_", "def check_").replace("return x * x", "return 7 * x")
    assert (6, "The tests hold no function named `test_…`. Write at least one.") in found(text)


def test_the_starter_must_leave_something_to_do(found):
    assert found(CHALLENGE.replace("    return x\n", "    return x + x\n")) == [
        (2, "The starter passes every test already. Leave something to write.")
    ]


def test_a_mistake_must_fail(found):
    assert found(CHALLENGE.replace("return x * x", "return x + x")) == [
        (20, "This mistake passes every test. Add a test that catches it, or remove it.")
    ]


def test_a_mistake_must_reach_the_tests(found):
    [(line, message)] = found(CHALLENGE.replace("    return x * x", "    return x * x\n1 / 0"))
    assert line == 22
    assert message == "This mistake does not get as far as the tests:"


def test_two_mistakes_must_be_told_apart(found):
    again = "/// mistake | Again.\n```python\ndef f(x):\n    return x ** 2\n```\n///\n////\n"
    assert found(CHALLENGE.removesuffix("////\n") + again) == [
        (
            26,
            "This mistake fails `test_three` with the same result as the one in line 20. "
            "Join them, or add a test that tells them apart.",
        )
    ]


def test_tests_that_cannot_be_run_are_told_and_nothing_is_hidden(found):
    text = CHALLENGE.replace("def test_four():", "def test_four(:") + "\nIt is `2`{=1}.\n"
    problems = found(text)
    assert (text.count("\n"), "The text says `2`, but `1` gives 1 (Pyodide).") in problems
    assert all("ended the interpreter" not in message for _, message in problems)
    assert any(line <= 26 for line, _ in problems)


def test_an_endless_cell_is_told_with_all_other_problems(found):
    text = (
        "```python run\nx = 3\n```\n\n```python run\nwhile True: pass\n```\n\n"
        "```python run\nprint(x)\n```\n\n```output\n4\n```\n\nIt is `5`{=x}.\n"
    )
    problems = found(text)
    assert [line for line, _ in problems] == [5, 14, 17]
    assert problems[0][1] == "The cell `cell-2` did not finish within 2 seconds and was stopped (Pyodide)."


def test_an_endless_mistake_is_told_by_its_role(found):
    [(line, message)] = found(CHALLENGE.replace("return x * x", "while True: pass"))
    assert message.startswith("The mistake of the challenge `double-it` did not finish within 2 seconds")
    assert line in (1, 20)


def test_ten_megabytes_are_a_problem_that_can_be_read(check):
    [problem] = check("```python run\nprint('x' * 10_000_000)\n```\n").problems
    assert problem.line == 1
    assert problem.message.startswith("The cell `cell-1` prints more than a page can hold.")
    assert len(problem.message) < 10_000


def test_results_are_kept_and_used_again(check):
    text = "```python run\nprint(1)\n```\n\n```output\n1\n```\n"
    assert [page.was_kept for page in check(text).pages] == [False]
    assert [page.was_kept for page in check(text.replace("\n1\n", "\n2\n")).pages] == [True]
    assert [page.was_kept for page in check(text.replace("print(1)", "print(2)")).pages] == [False]


def test_results_of_killed_steps_are_not_kept(check):
    text = "```python run\nimport os; os._exit(1)\n```\n"
    check(text)
    assert [page.was_kept for page in check(text).pages] == [False]


def test_the_problems_of_parsing_and_running_come_together(found):
    assert [line for line, _ in found("`1`{=}\n\n```python run\n1 / 0\n```\n")] == [1, 4]


def test_a_page_may_ask_for_more_time(config):
    lesson = parse("---\ntimelimit: 30\n---\n\nText.\n")
    assert time_limit(config, lesson) == 30.0
    for other in ("timelimit: -1", "timelimit: true", "timelimit: long", "title: x"):
        assert time_limit(config, parse(f"---\n{other}\n---\n\nText.\n")) == config.time_limit


def test_checking_does_not_depend_on_the_lines_above(check):
    [page] = check("```python run\nprint(1)\n```\n\n```output\n2\n```\n").pages
    moved = dataclasses.replace(page, lesson=parse("\n\n```python run\nprint(1)\n```\n\n```output\n2\n```\n"))
    assert [problem.line for problem in check_page(moved)] == [8]
