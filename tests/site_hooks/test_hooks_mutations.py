"""One change at a time to the real main lesson: nothing wrong gets through, and each is told at its line."""

import dataclasses
from pathlib import Path

import pytest

from site_hooks.checks import check_page
from site_hooks.lesson import Cell, Quiz
from site_hooks.parse import parse
from site_hooks.plan import plan
from site_hooks.scan import Block, Fence, scan

LESSON = Path(__file__).resolve().parents[2] / "content" / "gradient-descent.md"
TEXT = LESSON.read_text("utf-8")
LINES = TEXT.split("\n")
ORIGINAL = parse(TEXT)
OUTPUTS = [cell.output for cell in ORIGINAL.elements if isinstance(cell, Cell) and cell.output]
QUIZZES = [quiz for quiz in ORIGINAL.elements if isinstance(quiz, Quiz) and quiz.answer]
VALUES = [value for value in ORIGINAL.values if any(character.isdigit() for character in value.text)]


def fences(nodes):
    for node in nodes:
        if isinstance(node, Fence):
            yield node
        elif isinstance(node, Block):
            yield from fences(node.children)


FENCES = list(fences(scan("x.md", tuple(LINES), 1)[0]))


@pytest.fixture
def lines_told(main_page):
    """The lines named when the lesson has these lines instead."""

    def lines_told(lines):
        lesson = parse("\n".join(lines))
        assert [task.step for task in plan(lesson)] == [task.step for task in plan(main_page.lesson)]
        page = dataclasses.replace(main_page, lesson=lesson)
        return [problem.line for problem in [*lesson.problems, *check_page(page)]]

    return lines_told


def other_digit(text, place):
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


def test_the_lesson_itself_is_right(lines_told):
    assert lines_told(LINES) == []


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: f"line-{output.line}")
def test_a_changed_digit_in_an_output_is_told_at_its_line(output, lines_told):
    changed = 0
    for number in range(output.line + 1, output.end):
        text = LINES[number - 1]
        places = [place for place, character in enumerate(text) if character.isdigit()]
        for place in {places[0], places[-1]} if places else ():
            lines = list(LINES)
            lines[number - 1] = other_digit(text, place)
            assert lines_told(lines) == [number]
            changed += 1
    assert changed


@pytest.mark.parametrize("value", VALUES, ids=lambda value: f"{value.line}-{value.expression[:30]}")
def test_a_changed_digit_of_a_value_is_told_at_its_line(value, lines_told):
    place = next(place for place, character in enumerate(value.text) if character.isdigit())
    was = f"`{value.text}`{{={value.expression}}}"
    now = f"`{other_digit(value.text, place)}`{{={value.expression}}}"
    lines = list(LINES)
    assert was in lines[value.line - 1]
    lines[value.line - 1] = lines[value.line - 1].replace(was, now, 1)
    assert lines_told(lines) == [value.line]


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.name)
def test_another_answer_marked_right_is_told_at_both_lines(quiz, lines_told):
    right = next(option.line for option in quiz.options if option.right)
    wrong = next(option.line for option in quiz.options if not option.right)
    lines = list(LINES)
    lines[right - 1] = lines[right - 1].replace("[x]", "[ ]")
    lines[wrong - 1] = lines[wrong - 1].replace("[ ]", "[x]")
    assert set(lines_told(lines)) == {right, wrong}


@pytest.mark.parametrize("fence", FENCES, ids=lambda fence: f"line-{fence.line}")
def test_a_removed_closing_fence_is_told_where_the_fence_opens(fence):
    problems = parse("\n".join(LINES[: fence.end - 1] + LINES[fence.end :])).problems
    assert fence.line in [problem.line for problem in problems]
    assert len(problems) < 6, "One mistake must not bury the author."


@pytest.mark.parametrize("fence", FENCES, ids=lambda fence: f"line-{fence.line}")
def test_a_removed_opening_fence_is_told(fence):
    assert parse("\n".join(LINES[: fence.line - 1] + LINES[fence.line :])).problems


def test_there_is_something_to_change():
    assert len(OUTPUTS) >= 10
    assert len(VALUES) >= 60
    assert len(QUIZZES) >= 5
    assert len(FENCES) >= 30
