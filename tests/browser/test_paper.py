"""On paper: a handout. What it shows and hides is the style sheet's; answers go to its end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.learner import quizzes
from tests.browser.lesson_page import arrived
from tests.browser.site_server import Site

# Where on the page answers stand, as far as that is not below their questions.
AT_THE_END = ".lesson-handout .lesson-frame > :is(.lesson-answer, .lesson-solution, .lesson-stretch-solution)"
IN_PLACE = "lesson-quiz > .lesson-answer, lesson-challenge .lesson-solution, lesson-challenge .lesson-stretch-solution"

# For each answer what it is in, and what comes before it there.
PLACES = """all => all.map(({ parentElement, previousElementSibling, textContent }) =>
    [parentElement.id, previousElementSibling?.outerHTML, textContent])"""


def test_answers_go_to_the_end_and_come_back(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    arrived(page)
    count = len(quizzes(page)) + 2
    article = page.locator(".md-content__inner")
    before = page.locator(IN_PLACE).evaluate_all(PLACES)
    expect(page.locator(IN_PLACE)).to_have_count(count)
    # Twice, as a browser does that is asked to print while it shows how that would look.
    for _ in range(2):
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator(AT_THE_END)).to_have_count(count)
        expect(page.locator(IN_PLACE)).to_have_count(0)
    assert article.evaluate("article => article.lastElementChild.className") == "lesson-handout"
    first = page.locator(".lesson-handout .lesson-frame").first
    question = quizzes(page)[0].locator("legend").inner_text()
    assert first.locator(".lesson-title").inner_text() == question
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(IN_PLACE)).to_have_count(count)
    assert page.locator(IN_PLACE).evaluate_all(PLACES) == before


@pytest.mark.engines("chromium", why="only Chromium prints without asking")
def test_the_browser_asks_for_it(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    page.evaluate(
        "addEventListener('beforeprint', () => { window.moved = document.querySelector('.lesson-handout') !== null })"
    )
    assert page.pdf().startswith(b"%PDF")
    assert page.evaluate("window.moved") is True
    expect(page.locator(".lesson-handout")).to_have_count(0)
