"""The main lesson from its first section to its last: by mouse, by keyboard alone, by touch, and without Python."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.engines import expect
from tests.browser.learner import (
    CHALLENGE,
    TOUR,
    answer_right,
    expect_solved,
    options,
    quizzes,
    read_the_rest,
    says,
    solution_of,
    solve,
    take_tour,
)
from tests.browser.lesson_page import Frame, arrived, cells, press_until
from tests.browser.site_server import Site
from tests.browser.test_failures import forgive, missing


def test_by_mouse_and_without_python_while_it_can_be(page: Page, site: Site, troubles: list[str]) -> None:
    with site.broken(".zst", missing):
        page.goto(site.lesson)
        progress = page.locator("lesson-progress")
        read_the_rest(page)
        for quiz in quizzes(page):
            answer_right(quiz)
        expect(progress).to_contain_text("4/9")
        expect(progress).to_contain_text("In progress")
        take_tour(page)
        expect(progress).to_contain_text("5/9")
        assert troubles == [], "Up to here nobody has asked for Python."
        cell = cells(page)[0]
        cell.run()
        expect(cell.group).to_contain_text("could not be downloaded")
    cell.button("Retry").click()
    expect(cell.state).to_have_text("Same as published")
    cells(page)[-1].run()
    expect(progress).to_contain_text("8/9")
    solve(page)
    expect(progress).to_contain_text("9/9")
    expect(progress).to_contain_text("Complete")
    contents = page.get_by_role("navigation", name="Table of contents")
    expect(contents.get_by_role("link", name="Quick quiz (complete)")).to_be_visible()

    page.reload()
    expect_all_kept(page)
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lessons that run")
    page.get_by_role("article").get_by_role("link", name="Gradient Descent").click()
    expect_all_kept(page)
    Frame(page, CHALLENGE).button("Run tests").click()
    expect(Frame(page, CHALLENGE).state).to_have_text("All 15 tests passed. Challenge solved.")
    forgive(troubles, ".zst")


def expect_all_kept(page: Page) -> None:
    expect(page.locator("lesson-progress")).to_contain_text("9/9")
    for quiz in quizzes(page):
        expect(quiz.get_by_role("status")).to_contain_text("Right")
        field = quiz.get_by_role("textbox")
        if field.count():
            expect(field).to_have_value(says(quiz, "[data-right]"))
        else:
            expect(options(quiz, right=True)[0]).to_be_checked()
    challenge = Frame(page, CHALLENGE)
    expect(challenge.state).to_have_text("You have solved this challenge.")
    challenge.group.scroll_into_view_if_needed()
    expect(challenge.editor).to_contain_text("raise OverflowError")


def tab_to(page: Page, target: Locator) -> None:
    """All the way there, over whatever lies between."""
    press_until(page, "Tab", target, most=400)


def test_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    progress = page.locator("lesson-progress")
    expect(progress).to_contain_text("0/9")
    tab_to(page, page.get_by_role("button", name="Mark as read").first)
    page.keyboard.press("Enter")
    expect(progress).to_contain_text("1/9")

    tour = page.get_by_role("group", name=TOUR, exact=True)
    tab_to(page, tour.get_by_role("button", name="Start tour"))
    for step in range(1, 15):
        page.keyboard.press("Enter")
        expect(tour.get_by_text(f"Step {step} of 14", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(progress).to_contain_text("2/9")

    tab_to(page, cells(page)[-1].button("Run"))
    page.keyboard.press("Enter")
    expect(progress).to_contain_text("5/9")
    for quiz in quizzes(page):
        answer_by_keys(page, quiz)
    expect(progress).to_contain_text("6/9")

    challenge = Frame(page, CHALLENGE)
    tab_to(page, challenge.button("Edit"))
    challenge.replace_code(solution_of(challenge), lambda _: page.keyboard.press("Enter"))
    page.keyboard.press("Control+Enter")
    expect_solved(challenge)
    expect(progress).to_contain_text("7/9")
    for number in (8, 9):
        tab_to(page, page.get_by_role("button", name="Mark as read").first)
        page.keyboard.press("Enter")
        expect(progress).to_contain_text(f"{number}/9")
    expect(progress).to_contain_text("Complete")


def answer_by_keys(page: Page, quiz: Locator) -> None:
    field = quiz.get_by_role("textbox")
    if field.count():
        tab_to(page, field)
        page.keyboard.type(says(quiz, "[data-right]"))
    elif quiz.get_by_role("radio").count():
        [right] = options(quiz, right=True)
        tab_to(page, quiz.get_by_role("radio").first)
        page.keyboard.press("Space")
        press_until(page, "ArrowDown", right, most=6)
    else:
        for option in right_in_order(quiz):
            tab_to(page, option)
            page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(quiz.get_by_role("status")).to_contain_text("Right")


def right_in_order(quiz: Locator) -> list[Locator]:
    """As they stand on the page, which shuffles them."""
    right = {option.get_attribute("value") for option in options(quiz, right=True)}
    return [box for box in quiz.get_by_role("checkbox").all() if box.get_attribute("value") in right]


@pytest.mark.engines("chromium", why="no other driver is a telephone")
def test_by_touch_on_a_telephone(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site.lesson)
    arrived(page)
    progress = page.locator("lesson-progress")
    read_the_rest(page, Locator.tap)
    take_tour(page, Locator.tap)
    expect(progress).to_contain_text("4/9")
    for quiz in quizzes(page):
        answer_right(quiz, Locator.tap)
    expect(progress).to_contain_text("5/9")
    cells(page)[-1].button("Run").tap()
    expect(progress).to_contain_text("8/9")
    solve(page, Locator.tap)
    expect(progress).to_contain_text("9/9")
    expect(progress).to_contain_text("Complete")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()
