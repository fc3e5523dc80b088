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


def test_a_way_to_a_place_on_the_page_leaves_all_as_it_is(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    cell = first_cell(page)
    cell.replace_code("print('mine')")
    cell.run()
    expect(cell.output).to_have_text("mine\n")
    contents = page.get_by_role("navigation", name="Table of contents")
    for section in ("Quick quiz", "Connections"):
        contents.get_by_role("link", name=section).click()
        expect(page.get_by_role("heading", level=2, name=section)).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(f"{site.lesson}#quick-quiz")
    expect(cell.output).to_have_text("mine\n")
    expect(cell.state).to_have_text("You edited this cell")
    assert site.asked.count(site.lesson.removeprefix(site.origin)) <= 2, "by the reader, and to be kept"
    go_home(page)
    page.go_back()
    expect(cell.state).to_have_text("Your edit, not yet run")


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
