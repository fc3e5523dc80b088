"""Running a page's cells: nothing is fetched before, and what they print is what was published."""

from __future__ import annotations

import gzip
import re

from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import arrived, cells, first_cell
from tests.browser.site_server import BASE, Site

MOST_SCRIPT = 60_000
PYTHON = (".wasm", ".zip", ".whl", "pyodide", "worker-")


def test_reading_costs_no_python(page: Page, site: Site) -> None:
    page.goto(site.lesson, wait_until="networkidle")
    expect(first_cell(page).button("Run")).to_be_visible()
    fetched = site.asked_for("/assets/lesson/")
    assert [path for path in fetched if any(part in path for part in PYTHON)] == []
    expect(page.locator("iframe")).to_have_count(0)
    scripts = [site.folder / path.removeprefix(BASE) for path in fetched if path.endswith(".js")]
    assert scripts
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) <= MOST_SCRIPT


def run_every_cell(page: Page) -> None:
    arrived(page)
    page_cells = cells(page)
    published = [cell.output.inner_text() for cell in page_cells]
    for cell, text in zip(page_cells, published, strict=True):
        expect(cell.state).to_have_text(re.compile("Verified at build|Computed when this page was built"))
        cell.run()
        expect(cell.state).to_have_text("Same as published")
        expect(cell.button("Run")).to_be_visible()
        assert cell.output.inner_text() == text


def test_every_cell_of_the_lesson(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    run_every_cell(page)
    assert len(site.asked_for(".wasm")) == 1
    assert all(path.startswith(BASE) for path in site.asked)


def test_every_cell_of_the_home_page(page: Page, site: Site) -> None:
    page.goto(site.home)
    run_every_cell(page)


def test_a_later_cell_runs_the_earlier_ones_first(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    first, second, third, fourth = cells(page)[:4]
    third.run()
    expect(third.state).to_have_text("Same as published. Ran 2 earlier cells first.")
    expect(first.state).to_have_text("Same as published")
    expect(second.state).to_have_text("Same as published")
    expect(fourth.state).to_have_text("Verified at build")
    fourth.run()
    expect(fourth.state).to_have_text("Same as published")


def test_an_earlier_cell_that_fails_is_named(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    first, second = cells(page)[:2]
    first.replace_code("1 / 0")
    second.run()
    expect(second.state).to_contain_text("Not run, because an earlier cell failed")
    expect(first.state).to_contain_text("ZeroDivisionError in line 1")
    second.group.get_by_role("link", name=first.title).click()
    expect(first.group).to_be_in_viewport()


def test_stop_ends_an_endless_loop(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code('print("begun")\nwhile True: pass')
    cell.run()
    expect(cell.output).to_have_text("begun")
    expect(cell.state).to_have_text("Running…")
    cell.button("Stop").click()
    expect(cell.state).to_have_text("Stopped")
    cell.button("Reset").click()
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    assert len(site.asked_for(".wasm")) == 1
