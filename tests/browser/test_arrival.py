"""A page arrives in pieces: what is seen first, then its life, then all that lies further down; and nothing moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.engines import HEIGHT, expect
from tests.browser.lesson_page import arrived, first_cell
from tests.browser.site_server import Site

# Shifts that no reader has asked for, as browsers measure them, from the page's beginning on.
COUNT_SHIFTS = """
window.shift = 0;
window.shifted = [];
new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
        if (hadRecentInput) continue;
        window.shift += value;
        window.shifted.push(...sources.map(({ node }) => node?.outerHTML?.slice(0, 80)));
    }
}).observe({ type: "layout-shift", buffered: true });
"""
MOST = 0.02
# Parts of the page are never idle: the mark stays until somebody does something.
NEVER_IDLE = "window.requestIdleCallback = () => 0"
PAGES = ["", "course/", "glossary/", "gradient-descent/", "learning-rate/", "momentum/", "adaptive-methods/"]

by_chromium = pytest.mark.engines("chromium", why="other browsers do not tell how far a page has shifted")


@by_chromium
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves(page: Page, site: Site, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.add_init_script(COUNT_SHIFTS)
    page.goto(site.home + path)
    arrived(page)
    while page.evaluate("innerHeight + scrollY < document.documentElement.scrollHeight - 1"):
        page.evaluate(
            "new Promise((done) => { scrollBy(0, innerHeight / 2); requestAnimationFrame(() => setTimeout(done)) })"
        )
    assert page.evaluate("window.shift") <= MOST, page.evaluate("window.shifted")


def test_all_is_laid_out_in_the_end(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    arrived(page)
    assert page.evaluate("document.querySelectorAll('.md-content__inner > [style]').length") == 0
    before = page.evaluate("document.documentElement.scrollHeight")
    page.get_by_role("heading", name="Connections").scroll_into_view_if_needed()
    assert page.evaluate("document.documentElement.scrollHeight") == before


@by_chromium
def test_a_cell_runs_while_the_page_arrives(page: Page, site: Site) -> None:
    page.add_init_script(NEVER_IDLE)
    page.goto(site.lesson)
    expect(page.locator("html[data-arriving]")).to_have_count(1)
    first_cell(page).run()
    expect(first_cell(page).state).to_have_text("Same as published")


@by_chromium
def test_a_question_can_be_answered_while_the_page_arrives(page: Page, site: Site) -> None:
    page.add_init_script(NEVER_IDLE)
    page.goto(site.lesson)
    question = page.locator("lesson-quiz").nth(1)
    question.scroll_into_view_if_needed()
    # A field comes with its life, and life with the first touch.
    expect(question.get_by_role("radio")).to_have_count(0)
    page.keyboard.press("Shift")
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name="Check").click()
    expect(question.get_by_role("status")).not_to_be_empty()


@by_chromium
def test_a_way_to_a_place_leads_there_while_the_page_arrives(page: Page, site: Site) -> None:
    page.add_init_script(NEVER_IDLE)
    page.goto(site.lesson)
    contents = page.get_by_role("navigation", name="Table of contents")
    contents.get_by_role("link", name="Coding challenge").click()
    heading = page.get_by_role("heading", level=2, name="Coding challenge")
    expect(heading).to_be_in_viewport()
    arrived(page)
    expect(heading).to_be_in_viewport()


@by_chromium
def test_who_leaps_stays_there_when_the_rest_is_laid_out(page: Page, site: Site) -> None:
    page.add_init_script(NEVER_IDLE)
    page.goto(site.lesson)
    expect(page.locator("html[data-arriving]")).to_have_count(1)
    top = page.locator("#cell-ball").evaluate(
        "async (cell) => { cell.scrollIntoView({ block: 'center' }); const { top } = cell.getBoundingClientRect();"
        " await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); return top }"
    )
    arrived(page)
    assert abs(page.locator("#cell-ball").bounding_box()["y"] - top) < 1


def test_who_goes_to_a_place_or_back_has_all_at_once(page: Page, site: Site) -> None:
    page.goto(site.lesson + "#connections")
    expect(page.get_by_role("heading", level=2, name="Connections")).to_be_in_viewport()
    page.reload()
    expect(page.get_by_role("heading", level=2, name="Connections")).to_be_in_viewport()
