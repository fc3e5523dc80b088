"""Words that explain themselves, by pointer, by keyboard and by touch, and the glossary that they lead to."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.engines import expect
from tests.browser.site_server import Site
from tests.browser.test_accessibility import RULES, axe, expect_clean, violations


def word(page: Page, name: str) -> Locator:
    return page.get_by_role("article").get_by_role("button", name=name, exact=True).first


def definition(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=f"Definition: {name}", exact=True)


def test_by_keyboard(page: Page, site: Site) -> None:
    page.goto(site.home)
    steps = word(page, "steps")
    expect(steps).to_have_attribute("aria-expanded", "false")
    while not steps.evaluate("element => element === document.activeElement"):
        page.keyboard.press("Tab")
    told = definition(page, "steps")
    expect(told).to_contain_text("One use of the rule is a step.")
    expect(steps).to_have_attribute("aria-expanded", "true")
    described = "link => document.getElementById(link.getAttribute('aria-describedby')).textContent"
    assert "One use of the rule is a step." in steps.evaluate(described)
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    expect(steps).to_be_focused()
    page.keyboard.press("Enter")
    expect(told).to_be_visible()
    page.keyboard.press("Tab")
    link = told.get_by_role("link", name="In the glossary")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    expect(steps).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glossary")
    entry = page.locator("#term-step-iterate")
    expect(entry).to_be_visible()
    expect(entry).to_contain_text("3.2768")
    entry.get_by_role("link", name="Gradient Descent").click()
    expect(page.locator("lesson-terms #term-step-iterate")).to_be_visible()


@pytest.mark.engines("chromium", "firefox", why="the driver of WebKitGTK moves no pointer")
def test_by_pointer(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    derivative, descent = word(page, "derivative"), word(page, "gradient descent")
    derivative.hover()
    told = definition(page, "derivative")
    expect(told).to_be_visible()
    told.hover()  # onto it, and it is still there
    expect(told.get_by_role("link", name="In the glossary")).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    descent.hover()
    expect(definition(page, "gradient descent")).to_be_visible()
    page.get_by_role("heading", level=1).hover()
    expect(definition(page, "gradient descent")).to_have_count(0)
    derivative.click()
    page.get_by_role("heading", level=1).hover()
    expect(told).to_be_visible()  # it was asked for
    page.get_by_role("heading", level=1).click()
    expect(told).to_have_count(0)


@pytest.mark.engines("chromium", why="Playwright touches in Chromium only")
def test_by_touch(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site.lesson)
    word(page, "derivative").tap()
    told = definition(page, "derivative")
    expect(told).to_be_visible()
    box = told.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    word(page, "derivative").tap()
    expect(told).to_have_count(0)
    word(page, "derivative").tap()
    page.get_by_role("heading", level=1).tap()
    expect(told).to_have_count(0)
    assert page.url == site.lesson
    context.close()


@axe
def test_what_is_shown_is_accessible(page: Page, site: Site) -> None:
    page.goto(site.home + "glossary/")
    expect(word(page, "velocity")).to_be_visible()
    expect_clean(page)
    page.goto(site.home)
    word(page, "steps").click()
    expect(definition(page, "steps")).to_be_visible()
    assert violations(page, RULES) == []


@pytest.mark.engines("chromium", why="no other driver can turn JavaScript off")
def test_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.home)
    page.get_by_role("article").get_by_role("link", name="steps", exact=True).click()
    assert page.url == site.home + "glossary/#term-step-iterate"
    context.close()


@pytest.mark.engines("chromium", why="no other driver shows a page as it is printed")
def test_paper_has_all_of_it_whatever_goes_on(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    page.get_by_role("button", name="Test yourself").click()
    page.get_by_role("button", name="Start tour").click()
    page.emulate_media(media="print")
    for part, count in (("lesson-terms .lesson-words dfn", 15), (".lesson-steps > li", 14)):
        expect(page.locator(part)).to_have_count(count)
        for each in page.locator(part).all():
            expect(each).to_be_visible()
    expect(page.locator(".lesson-recall")).to_be_hidden()
