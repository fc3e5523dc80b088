"""Figures that answer: by mouse, by keys, by touch; at once from what the build computed, then from Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.engines import expect
from tests.browser.lesson_page import Frame
from tests.browser.site_server import Site
from tests.browser.test_accessibility import expect_clean
from tests.browser.test_failures import missing

BUILT = "Computed when this page was built"
LIVE = "Computed just now"
BALL = "A ball in the valley"
MAP = "Experiment 4, drawn: one start on Himmelblau's function"
WALKERS = "Experiment 4, drawn: a hundred walkers"
PYTHON = "snapshot-"

pointers = pytest.mark.engines("chromium", "firefox", why="WebKit's driver moves no mouse here")


class Figure(Frame):
    """A cell with controls."""

    @property
    def summary(self) -> Locator:
        return self.group.locator("figcaption")

    def slider(self, name: str) -> Locator:
        return self.group.get_by_role("slider", name=name, exact=True)

    def grip(self, name: str) -> Locator:
        return self.slider(f"{name}, in the picture")

    @property
    def readouts(self) -> Locator:
        """Labels and values, one behind the other."""
        return self.group.locator(".lesson-readouts")


def open_figure(page: Page, site: Site, title: str) -> Figure:
    page.goto(site.lesson)
    figure = Figure(page, title)
    figure.group.scroll_into_view_if_needed()
    expect(figure.group.locator(".lesson-controls[data-live]")).to_be_visible()
    return figure


def centre(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pointers
def test_the_start_is_dragged_over_the_map(page: Page, site: Site) -> None:
    figure = open_figure(page, site, MAP)
    grip = figure.grip("start")
    expect(grip).to_have_attribute("aria-valuetext", "−1.0, 0.0")
    x, y = centre(grip)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y - 10)
    page.mouse.move(x + 60, y - 30)
    expect(figure.summary).not_to_contain_text("From (-1.0, 0.0)")
    page.mouse.up()
    expect(figure.state).to_have_text(LIVE)
    # Where the point was let go, it stays, and Python has answered for this very value.
    value = (grip.get_attribute("aria-valuetext") or "").replace("−", "-")
    assert value != "-1.0, 0.0"
    expect(figure.summary).to_contain_text(f"From ({value}) to")
    left, top = centre(grip)
    assert abs(left - x - 60) < 4
    assert abs(top - y + 30) < 4


def test_everything_by_keys_and_kept(page: Page, site: Site) -> None:
    figure = open_figure(page, site, BALL)
    assert site.asked_for(PYTHON) == []
    rate = figure.slider("learning rate η")
    rate.press("ArrowRight")
    expect(figure.summary).to_contain_text("by 0.76")
    rate.press("Shift+ArrowRight")
    expect(rate).to_have_attribute("aria-valuetext", "0.32")
    figure.button("at once").press("Enter")
    expect(figure.summary).to_contain_text("arrives in one step")
    figure.grip("start").press("End")
    figure.grip("start").press("ArrowLeft")
    expect(figure.slider("start")).to_have_attribute("aria-valuetext", "9.5")
    expect(figure.state).to_have_text(LIVE)
    expect(figure.summary).to_contain_text("It starts at 9.5; after 20 steps x is 0.")
    expect(page.get_by_role("status").filter(has_text="It starts at 9.5")).to_have_count(1)
    figure.group.get_by_text("Code", exact=True).click()
    expect(figure.group.locator(".lesson-code")).to_contain_text("lr = 0.5 ")
    expect(figure.group.locator(".lesson-code")).to_contain_text("start = 9.5 ")
    page.reload()
    figure = Figure(page, BALL)
    figure.group.scroll_into_view_if_needed()
    expect(figure.slider("learning rate η")).to_have_attribute("aria-valuetext", "0.50")
    expect(figure.slider("start")).to_have_attribute("aria-valuetext", "9.5")
    figure.button("Reset").click()
    expect(figure.slider("start")).to_have_attribute("aria-valuetext", "8.0")
    expect(figure.summary).to_contain_text("It starts at 8;")
    figure.button("Undo reset").click()
    expect(figure.slider("start")).to_have_attribute("aria-valuetext", "9.5")


def test_an_edit_answers_as_well(page: Page, site: Site) -> None:
    figure = open_figure(page, site, BALL)
    code = figure.group.locator(".lesson-code pre code").text_content() or ""
    figure.replace_code(code.replace("bowl, [start], lr, 20", "bowl, [start], lr, 2").replace("lr = 0.1 ", "lr = 0.2 "))
    expect(figure.slider("learning rate η")).to_have_attribute("aria-valuetext", "0.20")
    figure.slider("start").press("Home")
    expect(figure.summary).to_contain_text("It starts at -10; after 20 steps x is -3.6.")
    figure.replace_code("1 / 0")
    expect(figure.slider("start")).to_have_attribute("disabled", "")


def test_without_python_what_was_computed_goes_on_answering(page: Page, site: Site, troubles: list[str]) -> None:
    with site.broken(PYTHON, missing):
        figure = open_figure(page, site, BALL)
        rate = figure.slider("learning rate η")
        rate.press("ArrowRight")
        expect(figure.summary).to_contain_text("by 0.76")
        expect(figure.state).to_contain_text("go on answering")
        rate.press("ArrowRight")
        expect(figure.summary).to_contain_text("by 0.72")
        expect(figure.state).to_contain_text(BUILT)
        figure.slider("start").press("Home")
        expect(figure.state).to_contain_text("with learning rate η at 0.10")
    troubles.clear()
    figure.button("Compute it with Python").click()
    expect(figure.state).to_have_text(LIVE)
    expect(figure.summary).to_contain_text("by 0.72")


def test_play_begins_when_asked_and_stops(page: Page, site: Site) -> None:
    figure = open_figure(page, site, WALKERS)
    expect(figure.readouts).to_contain_text("step0arrived")
    figure.button("Step").click()
    expect(figure.readouts).to_contain_text("step1arrived")
    figure.button("Play").click()
    figure.button("Pause").click()
    expect(figure.button("Play")).to_be_visible()
    figure.slider("steps").press("End")
    expect(figure.readouts).to_contain_text("step40arrived")
    figure.button("Rewind").click()
    expect(figure.readouts).to_contain_text("step0arrived0 of 100")
    figure.group.get_by_text("Numbers", exact=True).click()
    expect(figure.group.get_by_role("row").first).to_contain_text("nearest minimum")


@pytest.mark.engines("chromium", why="touch and downloads are Playwright's")
def test_by_touch_on_a_phone_and_taken_along(browser: Browser, site: Site, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    figure = open_figure(page, site, MAP)
    grip = figure.grip("start")
    box = grip.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    x, y = centre(grip)
    touch = page.context.new_cdp_session(page)
    for kind, dx in (("touchStart", 0), ("touchMove", 20), ("touchMove", 40)):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x + dx, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(grip).not_to_have_attribute("aria-valuetext", "−1.0, 0.0")
    expect(figure.state).to_have_text(LIVE)
    with page.expect_download() as waiting:
        figure.button("Download SVG").click()
    waiting.value.save_as(tmp_path / "figure.svg")
    assert waiting.value.suggested_filename == "e4-one.svg"
    assert (tmp_path / "figure.svg").read_text("utf-8").startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()


@pytest.mark.engines("chromium", why="axe comes into the page through Playwright")
def test_axe_in_every_state(page: Page, site: Site) -> None:
    figure = open_figure(page, site, MAP)
    figure.group.get_by_text("Numbers", exact=True).click()
    figure.button("a minimum").click()
    expect(figure.state).to_have_text(LIVE)
    figure.grip("start").focus()
    expect_clean(page)


# Where words stand in a picture, as far as its own place has no part in it.
PLACES = """svg => [...svg.querySelectorAll("text")].map((text) => {
    const { x, y, width } = text.getBBox();
    return [text.textContent, Math.round(x), Math.round(y), Math.round(width)];
})"""


def test_a_figure_stays_as_it_is_where_a_page_reads_from_right_to_left(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    picture = page.locator("lesson-cell figure svg.lesson-figure-wide").first
    picture.scroll_into_view_if_needed()
    before = picture.evaluate(PLACES)
    assert len(before) > 5
    page.evaluate("document.body.dir = 'rtl'")
    assert picture.evaluate(PLACES) == before
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
