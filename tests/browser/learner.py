"""What a learner does in the main lesson: its tour, its questions, its challenge."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.browser.engines import expect
from tests.browser.lesson_page import Frame

CHALLENGE = "Fit a line by gradient descent"
TOUR = "Round the loop of gradient descent"


def quizzes(page: Page) -> list[Locator]:
    return page.locator("lesson-quiz").all()


def options(quiz: Locator, right: bool) -> list[Locator]:
    """The options that the page's own list of answers calls right, or wrong."""
    data = "[data-right]" if right else ":not([data-right])"
    values = quiz.locator(f".lesson-answer [data-option]{data}").evaluate_all("all => all.map(li => li.dataset.option)")
    return [quiz.locator(f"input[value='{value}']") for value in values]


def answer_right(quiz: Locator) -> None:
    field = quiz.get_by_role("textbox")
    if field.count():
        field.fill(says(quiz, "[data-right]"))
    else:
        for option in options(quiz, right=True):
            option.check()
    quiz.get_by_role("button", name="Check").click()
    expect(quiz.get_by_role("status")).to_contain_text("Right")


def says(quiz: Locator, which: str) -> str:
    """What a typed answer is compared with."""
    answer = quiz.locator(f".lesson-answer li{which}").first.get_attribute("data-says")
    assert answer is not None
    return answer


def take_tour(page: Page) -> None:
    tour = page.get_by_role("group", name=TOUR, exact=True)
    tour.get_by_role("button", name="Start tour").click()
    for step in range(1, 14):
        expect(tour.get_by_text(f"Step {step} of 14", exact=True)).to_be_visible()
        expect(tour.get_by_role("listitem")).to_have_count(1)
        expect(tour.locator("g.node[data-current]")).to_have_count(1)
        tour.get_by_role("button", name="Next").click()
    tour.get_by_role("button", name="Finish").click()
    expect(tour.get_by_role("listitem")).to_have_count(14)
    expect(tour.get_by_role("button", name="Start tour")).to_be_focused()


def solve(page: Page) -> None:
    challenge = Frame(page, CHALLENGE)
    solution = challenge.group.locator(".lesson-solution code").first.text_content()
    assert solution
    challenge.replace_code(solution)
    challenge.button("Run tests").click()
    expect(challenge.state).to_have_text("All 15 tests passed. Challenge solved.")
    passed = challenge.group.locator(".lesson-output .lesson-tests > li").filter(has_text="Passed")
    expect(passed).to_have_count(15)
