"""Figures in the page: whole without a script, drawn again when their cell runs, and never more than a picture."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.browser.engines import expect
from tests.browser.lesson_page import Frame
from tests.browser.site_server import Site
from tests.browser.test_accessibility import RULES, axe
from tests.browser.test_failures import forgive

TITLE = "Two strings, a little apart"
SUMMARY = "Two strings at 20 and 23 oscillations a second"
# What a reader's own code may say of itself.
EVIL = """
text = "<img src=x onerror='document.title = 1'><script>document.title = 2</script>"
axis = {"label": text, "scale": "log", "domain": [1, 100]}
marks = [{"mark": "path", "name": text, "x": [1, 10, 100], "y": [1, 50, 100], "labels": [text] * 3}]
panel = {"title": text, "equal": False, "x": axis, "y": axis, "marks": marks}
table = {"columns": [text], "rows": [[text], [1e-7]]}
class Own:
    def _repr_mimebundle_(self, **kinds):
        data = {"version": VERSION, "title": text, "summary": text, "panels": [panel], "table": table}
        return {"application/vnd.lesson.figure+json": data}
Own()
"""


@pytest.fixture(scope="module")
def site(second_site: Site) -> Site:
    """The second site, whose home page has a figure."""
    return second_site


def size(picture: Locator) -> tuple[float, float]:
    box = picture.bounding_box()
    assert box is not None
    return box["width"], box["height"]


def test_a_figure_is_drawn_again_when_its_cell_runs(page: Page, site: Site, troubles: list[str]) -> None:
    page.goto(site.home)
    cell = Frame(page, TITLE)
    picture, figure = cell.group.get_by_role("img", name="Beats", exact=True), cell.group.locator("figure")
    expect(picture).to_have_count(1)
    expect(figure).to_contain_text(SUMMARY)
    expect(cell.output).to_be_hidden()
    published = size(picture)
    assert site.asked_for("/lesson/figures-") == []
    cell.run()
    expect(cell.state).to_contain_text("Same as published")
    cell.replace_code(EVIL.replace("VERSION", "1"))
    cell.run()
    expect(cell.state).to_have_text("You edited this cell")
    expect(figure.first.locator("figcaption")).to_contain_text("<script>document.title = 2</script>")
    expect(figure.first.locator(".lesson-picture")).to_contain_text("<img src=x onerror=")
    figure.first.get_by_text("Numbers", exact=True).click()
    expect(figure.first.locator("table")).to_contain_text("1·10⁻⁷")
    assert figure.first.locator("img, script").count() == 0
    assert page.evaluate("() => document.title.length > 2")
    assert site.asked_for("/lesson/figures-") != []
    cell.replace_code(EVIL.replace("VERSION", "7"))
    cell.run()
    expect(figure.first).to_contain_text("The figure cannot be drawn: version must be 1, got 7.")
    cell.button("Reset").click()
    expect(figure).to_contain_text(SUMMARY)
    assert size(picture) == published
    # The same page's table has a script in it, which browsers report that they did not run.
    forgive(troubles, "Blocked script execution")


@axe
def test_a_figure_fits_its_page(page: Page, site: Site, troubles: list[str]) -> None:
    page.goto(site.home)
    figure = Frame(page, TITLE).group.locator("figure")
    figure.get_by_text("Numbers", exact=True).click()
    for width, shown, other in ((1280, "wide", "narrow"), (320, "narrow", "wide")):
        page.set_viewport_size({"width": width, "height": 900})
        expect(figure.locator(f".lesson-figure-{shown}")).to_be_visible()
        expect(figure.locator(f".lesson-figure-{other}")).to_be_hidden()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        # Letters are not made smaller than they are drawn, but for a fifth on the narrowest of screens.
        assert figure.locator(f".lesson-figure-{shown}").evaluate("svg => svg.getScreenCTM().a") > 0.79
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        assert Axe().run(page, context="lesson-cell figure", options=options).response["violations"] == []
    forgive(troubles, "Blocked script execution")
