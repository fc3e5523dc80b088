"""What a learner does in the main lesson: its tour, its questions, its challenge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.engines import expect
from tests.browser.lesson_page import Frame, click

# `click`, or a telephone's `Locator.tap`.
Press = Callable[[Any], None]
CHALLENGE = "Fit a line by gradient descent"
TOUR = "Round the loop of gradient descent"


def quizzes(page: Page) -> list[Locator]:
    return page.locator("lesson-quiz").all()


def options(quiz: Locator, right: bool) -> list[Locator]:
    """The options that the page's own list of answers calls right, or wrong."""
    data = "[data-right]" if right else ":not([data-right])"
    values = quiz.locator(f".lesson-answer [data-option]{data}").evaluate_all("all => all.map(li => li.dataset.option)")
    return [quiz.locator(f"input[value='{value}']") for value in values]


def answer_right(quiz: Locator, press: Press = click) -> None:
    field = quiz.get_by_role("textbox")
    if field.count():
        press(field)
        field.fill(says(quiz, "[data-right]"))
    else:
        for option in options(quiz, right=True):
            if not option.is_checked():
                press(option)
            expect(option).to_be_checked()
    press(quiz.get_by_role("button", name="Check"))
    expect(quiz.get_by_role("status")).to_contain_text("Right")


def says(quiz: Locator, which: str) -> str:
    """What a typed answer is compared with."""
    answer = quiz.locator(f".lesson-answer li{which}").first.get_attribute("data-says")
    assert answer is not None
    return answer


def take_tour(page: Page, press: Press = click) -> None:
    tour = page.get_by_role("group", name=TOUR, exact=True)
    press(tour.get_by_role("button", name="Start tour"))
    for step in range(1, 14):
        expect(tour.get_by_text(f"Step {step} of 14", exact=True)).to_be_visible()
        expect(tour.get_by_role("listitem")).to_have_count(1)
        expect(tour.locator("g.node[data-current]")).to_have_count(1)
        press(tour.get_by_role("button", name="Next"))
    press(tour.get_by_role("button", name="Finish"))
    expect(tour.get_by_role("listitem")).to_have_count(14)
    expect(tour.get_by_role("button", name="Start tour")).to_be_focused()


def read_the_rest(page: Page, press: Press = click) -> None:
    """Mark the sections that are only read: three, with which a lesson begins to be in progress."""
    progress = page.locator("lesson-progress")
    expect(progress).to_contain_text("0/9")
    expect(progress).to_contain_text("Not started")
    for number in (1, 2, 3):
        # A pressed button gets another name, so it is always the first of those that are left.
        press(page.get_by_role("button", name="Mark as read").first)
        expect(progress).to_contain_text(f"{number}/9")


def solution_of(challenge: Frame) -> str:
    solution = challenge.group.locator(".lesson-solution code").first.text_content()
    assert solution
    return solution


def solve(page: Page, press: Press = click) -> None:
    challenge = Frame(page, CHALLENGE)
    challenge.replace_code(solution_of(challenge), press)
    press(challenge.button("Run tests"))
    expect_solved(challenge)


def expect_solved(challenge: Frame) -> None:
    expect(challenge.state).to_have_text("All 15 tests passed. Challenge solved.")
    passed = challenge.group.locator(".lesson-output .lesson-tests > li").filter(has_text="Passed")
    expect(passed).to_have_count(15)
