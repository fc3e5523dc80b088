"""The reference for everybody: axe finds nothing, nothing scrolls sideways, and search finds a name."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.site_server import ROOT, Site
from tests.browser.test_accessibility import WIDTHS, expect_clean

pytestmark = pytest.mark.engines("chromium", why="it is made of the same parts as the lessons")
PAGES = sorted(path.stem for path in (ROOT / "content" / "reference").glob("*.md"))


def address(site: Site, name: str) -> str:
    return site.home + "reference/" + ("" if name == "index" else f"{name}/")


# The longest pages, and each kind of thing that is described: the rest is made alike.
@pytest.mark.parametrize("name", ["index", "descent", "functions", "models"])
def test_axe_finds_nothing(page: Page, site: Site, name: str) -> None:
    page.goto(address(site, name))
    expect_clean(page)


@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_no_page_scrolls_sideways(page: Page, site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for name in PAGES:
        page.goto(address(site, name))
        assert page.evaluate("document.documentElement.scrollWidth") == width, name


def test_long_lines_scroll_by_keyboard(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address(site, "descent"))
    line = page.locator("pre code", has_text="x_{k+1} = x_k - lr grad(x_k),").first
    expect(line).to_have_attribute("tabindex", "0")
    line.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("line => line.scrollLeft > 0", arg=line.element_handle())


def test_search_leads_to_a_name(page: Page, site: Site) -> None:
    page.goto(site.home)
    page.get_by_placeholder("Search").click()
    page.keyboard.type("clip_by_value")
    page.locator(".md-search-result__link", has_text="clip_by_value").last.click()
    page.wait_for_url("**/reference/optimizers/**#gdcore.clip_by_value")
    expect(page.get_by_role("heading", name="clip_by_value")).to_be_visible()


def test_names_lead_to_what_they_name(page: Page, site: Site) -> None:
    page.goto(address(site, "optimizers"))
    page.get_by_role("link", name="heavy_ball_parameters").first.click()
    page.wait_for_url("**/reference/theory/#gdcore.heavy_ball_parameters")
    expect(page.get_by_role("heading", name="heavy_ball_parameters")).to_be_visible()
