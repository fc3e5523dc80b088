"""A page's packages: fetched where a page names them, and only once something runs there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import cells, first_cell
from tests.browser.site_server import Site
from tests.browser.test_failures import cut_off, damaged, down, forgive, hurry, missing, open_quick, stalled, truncated
from tests.browser.test_limits import stop

PACKAGE = "tabulate-"


@pytest.fixture(scope="module")
def site(second_site: Site) -> Site:
    """The second site, whose page of tables names a package."""
    return second_site


def test_a_package_comes_with_the_first_run_of_a_page_that_names_it(
    page: Page, site: Site, troubles: list[str]
) -> None:
    page.goto(site.home)
    first = first_cell(page)
    first.replace_code("import tabulate")
    assert site.asked_for(f"/lesson/{PACKAGE}") == []
    first.run()
    expect(first.output).to_contain_text("No module named 'tabulate'")
    expect(first.output).to_contain_text("On this page you can import Python's standard library and tunekit.")
    first.replace_code("import maht")
    first.run()
    expect(first.output).to_contain_text("Did you mean 'math'?")
    page.goto(f"{site.home}tables/")
    steps, rich = cells(page)[:2]
    rich.run()
    expect(rich.state).to_have_text("Same as published. Ran 1 earlier cell first.")
    expect(steps.state).to_have_text("Same as published")
    # Stop starts another Python, which has the package again, from the same bytes.
    steps.replace_code("import tabulate\nprint('begun')\nwhile True: pass")
    steps.run()
    stop(steps)
    steps.replace_code("print(tabulate([[1, 2]], tablefmt='plain'))")
    steps.run()
    expect(steps.output).to_have_text("1  2")
    challenge = page.get_by_role("group", name="Draw a frame", exact=True)
    challenge.get_by_role("button", name="Run tests").click()
    expect(challenge).to_contain_text("0 of 1")
    # The home page's table has a script in it, which browsers report that they did not run.
    forgive(troubles, "Blocked script execution")


def test_a_package_that_does_not_arrive(page: Page, site: Site, troubles: list[str]) -> None:
    open_quick(page, site, f"{site.home}tables/")
    cell = first_cell(page)
    button = "Run"
    for fault, sentence in (
        (missing, "could not be downloaded: the server answered “404"),
        (truncated, "arrived damaged"),
        (down, "could not be downloaded: the server answered “500"),
        (damaged, "arrived damaged: its content is not the published one"),
        (cut_off, r"could not be downloaded: the connection failed|arrived damaged: \d+ bytes"),
        (stalled, "stopped: nothing arrived for half a minute"),
    ):
        with site.broken(PACKAGE, fault):
            hurry(page, fault)
            cell.button(button).click()
            expect(cell.state).to_contain_text(re.compile(sentence))
        button = "Retry"
    hurry(page, None)
    cell.button("Retry").click()
    expect(cell.state).to_have_text("Same as published")
    forgive(troubles, "Failed to load resource")
