"""Going from page to page without a full load: Python stays, its names go, and everything still works."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import cells, first_cell
from tests.browser.site_server import Site


def test_python_outlives_navigation(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    page.evaluate("window.stillHere = true")
    cells(page)[1].run()
    expect(cells(page)[1].state).to_have_text("Same as published. Ran 1 earlier cell first.")

    go_home(page)
    first_cell(page).run()
    expect(first_cell(page).state).to_have_text("Same as published")

    page.get_by_role("article").get_by_role("link", name="Gradient Descent").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gradient Descent")
    second = cells(page)[1]
    expect(second.state).to_have_text("Verified at build")
    second.run()
    expect(second.state).to_have_text("Same as published. Ran 1 earlier cell first.")

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lessons that run")
    first_cell(page).run()
    expect(first_cell(page).state).to_have_text("Same as published")

    assert page.evaluate("window.stillHere") is True
    assert len(site.asked_for(".wasm")) == 1
    expect(page.locator("iframe[title=Python]")).to_have_count(1)


def test_leaving_ends_what_runs(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    cell = first_cell(page)
    cell.replace_code('print("begun")\nwhile True: pass')
    cell.run()
    expect(cell.output).to_have_text("begun")
    go_home(page)
    first_cell(page).run()
    expect(first_cell(page).state).to_have_text("Same as published")


def go_home(page: Page) -> None:
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lessons that run")
