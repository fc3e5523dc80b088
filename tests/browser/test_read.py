"""Reading comes first: without JavaScript nothing of a lesson is missing, and nothing pretends to work."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.engines import expect
from tests.browser.site_server import Site

SECTIONS = [
    "Why this matters",
    "Define terms",
    "Visual model",
    "Code example",
    "Interactive experiment",
    "Quick quiz",
    "Coding challenge",
    "Real-world usage",
    "Connections",
]

without_javascript = pytest.mark.engines("chromium", why="no other driver can turn JavaScript off")


@pytest.fixture(scope="module")
def plain(browser: Browser, site: Site) -> Iterator[Page]:
    """The lesson in a browser whose reader has turned JavaScript off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.lesson)
    yield page
    context.close()


@without_javascript
def test_sections(plain: Page) -> None:
    expect(plain.get_by_role("heading", level=1)).to_have_text("Gradient Descent")
    headings = plain.get_by_role("heading", level=2).all_text_contents()
    assert [heading.removesuffix("¶") for heading in headings] == SECTIONS


@without_javascript
def test_cells_show_code_and_verified_output(plain: Page) -> None:
    cells = plain.locator("lesson-cell:not([data-scratch], :has(.lesson-controls))").all()
    assert len(cells) >= 10
    for cell in cells:
        expect(cell.locator(".lesson-code")).to_be_visible()
        assert cell.locator(".lesson-code").inner_text().strip()
        expect(cell.get_by_text("Verified at build")).to_be_visible()
        assert cell.locator(".lesson-text").inner_text().strip()


@without_javascript
def test_figures_are_pictures_with_words_and_numbers(plain: Page) -> None:
    figures = plain.locator("lesson-cell:has(.lesson-controls)").all()
    assert len(figures) >= 6
    for figure in figures:
        expect(figure.get_by_role("img").first).to_be_visible()
        expect(figure.locator("figcaption")).to_be_visible()
        expect(figure.get_by_text("Computed when this page was built")).to_be_visible()
        expect(figure.locator(".lesson-controls")).to_be_hidden()
        figure.get_by_text("Numbers", exact=True).click()
        expect(figure.get_by_role("table")).to_be_visible()
        figure.get_by_text("Code", exact=True).click()
        expect(figure.locator(".lesson-code")).to_contain_text("#@")


@without_javascript
def test_terms(plain: Page) -> None:
    expect(plain.locator(".lesson-words dfn")).to_have_count(15)
    assert plain.locator(".lesson-words .lesson-not").count() >= 10


@without_javascript
def test_diagram(plain: Page) -> None:
    diagram = plain.get_by_role("img", name="Round the loop of gradient descent")
    expect(diagram.locator("svg").get_by_text("Compute gradient")).to_be_visible()
    expect(plain.locator(".lesson-steps > li")).to_have_count(14)
    for step in plain.locator(".lesson-steps > li").all():
        expect(step).to_be_visible()


@without_javascript
def test_quizzes_have_their_answers_below(plain: Page) -> None:
    quizzes = plain.locator("lesson-quiz").all()
    assert len(quizzes) == 10
    for quiz in quizzes:
        assert quiz.locator("legend").inner_text().strip()
        answer = quiz.locator("details")
        right = answer.get_by_text("is right.")
        expect(right.first).to_be_hidden()
        answer.locator("summary").click()
        expect(right.first).to_be_visible()
        choices = quiz.locator(".lesson-options label").count()
        if choices:
            expect(answer.locator("li > div")).to_have_count(choices)
        else:
            expect(answer.get_by_text("Any other answer")).to_be_visible()
        several = quiz.locator("template").first.evaluate("field => field.innerHTML.includes('checkbox')")
        expect(answer.locator("[data-right]")).to_have_count(3 if several else 1)
        # Where nothing answers, there is nothing to fill in.
        expect(quiz.locator("input")).to_have_count(0)


@without_javascript
def test_challenge_has_hints_and_a_solution(plain: Page) -> None:
    challenge = plain.locator("lesson-challenge")
    expect(challenge.get_by_role("listitem").filter(has_text="One step on five points")).to_be_visible()
    for summary in ["Hint 1 of 4", "Hint 4 of 4", "The tests", "Solution"]:
        details = challenge.locator("details").filter(has=plain.get_by_text(summary, exact=True))
        details.locator("summary").click()
        assert details.inner_text().removeprefix(summary).strip()


# How many parts each element of a formula has (MathML Core, 3.3 and 3.4).
PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}


@without_javascript
def test_formulas_are_complete(plain: Page) -> None:
    found = plain.locator("math :is(" + ", ".join(PARTS) + ")").evaluate_all(
        "all => all.map(each => [each.localName, each.childElementCount])"
    )
    assert len(found) > 50
    assert [(name, count) for name, count in found if count != PARTS[name]] == []


@without_javascript
def test_no_button_is_dead(plain: Page) -> None:
    # By role only what is seen counts: a button that is there for the script alone is not among these.
    expect(plain.get_by_role("main").get_by_role("button")).to_have_count(0)


@pytest.mark.engines("chromium", "firefox", why="no window of WebKitGTK is as narrow as a telephone")
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("where", ["home", "lesson"])
def test_nothing_scrolls_sideways(page: Page, site: Site, where: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(getattr(site, where))
    expect(page.get_by_role("button", name="Run", exact=True).first).to_be_visible()
    assert page.evaluate("innerWidth") == width
    # Some browsers take a scrollbar's width from the page's.
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide == room


@pytest.mark.engines("chromium", why="the search is the theme's")
def test_search_finds_the_lesson(page: Page, site: Site) -> None:
    page.goto(site.home)
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("Himmelblau")
    page.get_by_role("search").get_by_role("heading", name="A hundred starts").click()
    expect(page).to_have_url(re.compile("^" + re.escape(site.lesson)))
    expect(page.get_by_role("heading", name="A hundred starts")).to_be_in_viewport()
