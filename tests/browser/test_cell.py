"""What a cell shows beyond text, and what the editor knows."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import cells, first_cell
from tests.browser.site_server import BASE, Site
from tests.browser.test_accessibility import expect_clean

PICTURE = """\
class Picture:
    def _repr_svg_(self):
        return '<svg width="40" height="30"><title>A dot</title><circle cx="9" cy="9" r="5"/></svg>'
print("drawn")
Picture()
"""
TABLE = """\
class Table:
    def _repr_html_(self):
        rows = "<tr><td>1</td></tr>" * 40
        return (f"<table>{rows}</table><script>parent.document.body.remove()</script>"
                "<img src='/x.png' onerror='parent.document.body.remove()'><a href='/' target='_top'>out</a>")
Table()
"""

MOST_EDITOR = 150_000

playwrights = pytest.mark.engines(
    "chromium", "firefox", why="it looks into frames, or sends keys that WebDriver's part here lacks"
)


@playwrights
def test_an_svg_is_shown_as_an_image(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code(PICTURE)
    cell.run()
    picture = cell.group.get_by_role("img", name="A dot")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 40
    expect(cell.output).to_have_text("drawn\n")
    cell.button("Reset").click()
    expect(picture).to_have_count(0)


@playwrights
def test_html_is_shown_where_it_can_do_nothing(page: Page, site: Site, troubles: list[str]) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code(TABLE)
    cell.run()
    frame = cell.group.locator("iframe")
    expect(frame).to_have_attribute("title", f"Output of {cell.title}")
    assert frame.get_attribute("sandbox") == "allow-same-origin"
    inner = frame.content_frame
    expect(inner.get_by_role("row")).to_have_count(40)
    # It is as high as what is in it, up to a bound.
    page.wait_for_function("frame => frame.offsetHeight > 300", arg=frame.element_handle())
    inner.get_by_role("link", name="out").click()
    expect(cell.state).to_have_text("You edited this cell")
    assert page.url == site.home
    assert site.asked_for("x.png") == []
    refused = [trouble for trouble in troubles if "x.png" in trouble or "script" in trouble or "navigat" in trouble]
    troubles[:] = [trouble for trouble in troubles if trouble not in refused]


@playwrights
def test_an_error_leads_to_its_line(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    first, second = cells(page)[:2]
    first.replace_code("def half(x):\n    return x / 0\n")
    second.replace_code("y = 1\n\nhalf(3)\n")
    second.run()
    expect(second.state).to_have_text("You edited this cell: ZeroDivisionError in line 3. Ran 1 earlier cell first.")
    expect(second.editor.locator(".lesson-failed-line")).to_have_text("half(3)")
    second.button("line 3").click()
    expect(second.editor).to_be_focused()
    page.keyboard.type("# here")
    expect(second.editor).to_contain_text("# herehalf(3)")
    expect(second.editor.locator(".lesson-failed-line")).to_have_count(0)
    # A frame in another cell leads there.
    second.group.get_by_role("button", name=re.compile('File ".+", line 2')).click()
    expect(first.editor).to_be_focused()
    page.keyboard.type("# there")
    expect(first.editor).to_contain_text("# therereturn x / 0")


@playwrights
def test_a_librarys_own_errors_are_advice(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code("import gdcore\n\ngdcore.numerical_gradient(abs, 'here')\n")
    cell.run()
    expect(cell.state).to_have_text(re.compile(r"You edited this cell\. About line 3, gdcore says: .+"))


@playwrights
def test_input_says_what_to_do_instead(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code("name = input('Name? ')")
    cell.run()
    expect(cell.state).to_have_text("You edited this cell: EOFError in line 1")
    expect(cell.output).to_contain_text("write the value into the code: name = 'Ada'")


@playwrights
def test_the_difference_from_the_published_output_is_shown(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    first, second = cells(page)[:2]
    published = first.output.inner_text()
    # As if another machine had rounded otherwise.
    page.evaluate(
        "() => customElements.whenDefined('lesson-cell').then(() => {"
        " const cell = document.querySelector('lesson-cell');"
        " const parent = cell.parentNode; const next = cell.nextSibling;"
        " cell.remove(); const pre = cell.querySelector('.lesson-text');"
        " pre.textContent = pre.textContent.replace('0.115292', '0.115293'); parent.insertBefore(cell, next); })"
    )
    first.run()
    expect(first.state).to_have_text("Differs from the published output")
    shown = first.group.locator("details")
    expect(shown.get_by_role("deletion")).to_have_text("− after 20 steps: x = 0.115293")
    expect(shown.get_by_role("insertion")).to_have_text("+ after 20 steps: x = 0.115292")
    assert first.output.inner_text() == published


@playwrights
def test_names_are_completed_and_explained(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    first, second = cells(page)[:2]
    second.replace_code("pa")
    page.keyboard.press("Control+Space")
    # Python is not there yet: the page's own text has the name.
    expect(second.group.get_by_role("option", name="path", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+i")
    expect(second.group.get_by_text("Run a cell first: then Python is there to be asked.")).to_be_visible()
    assert site.asked_for(".wasm") == []
    first.run()
    expect(first.state).to_have_text("Same as published")
    second.replace_code("path.app")
    page.keyboard.press("Control+Space")
    expect(second.group.get_by_role("option", name="append")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(second.editor).to_have_text("path.append")
    second.replace_code("df")
    page.keyboard.press("Control+i")
    expect(second.group.get_by_text("df(x)")).to_be_visible()
    page.keyboard.press("Escape")
    expect(second.group.get_by_text("df(x)")).to_be_hidden()


@playwrights
def test_the_editor_comes_when_touched_and_is_small(page: Page, site: Site) -> None:
    page.goto(site.home, wait_until="networkidle")
    expect(first_cell(page).button("Run")).to_be_visible()
    site.asked.clear()
    first_cell(page).button("Edit").click()
    expect(first_cell(page).editor).to_be_focused()
    scripts = [site.folder / path.removeprefix(BASE) for path in site.asked_for(".js")]
    assert scripts
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) <= MOST_EDITOR


@playwrights
def test_tab_leaves_until_it_is_asked_to_indent(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code("x = 1")
    page.keyboard.press("Control+m")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    expect(cell.editor).to_have_text("    x = 1")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(cell.editor).not_to_be_focused()
    expect(cell.editor).to_have_text("    x = 1")
    described = cell.editor.evaluate(
        "e => e.getRootNode().getElementById(e.getAttribute('aria-describedby')).textContent"
    )
    assert "Tab leaves the editor" in described


@playwrights
def test_undo_reaches_back_over_reset_and_find_finds(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code("mine = 1")
    cell.button("Reset").click()
    expect(cell.editor).to_contain_text("for _ in range(20)")
    cell.button("Edit").click()
    page.keyboard.press("Control+z")
    expect(cell.editor).to_have_text("mine = 1")
    page.keyboard.press("Control+f")
    expect(cell.group.get_by_role("textbox", name="Find")).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell.editor).to_be_focused()


@playwrights
def test_a_new_original_leaves_the_readers_edit_and_offers_both(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code("mine = 1")
    # As if the edit had begun from what was published last month.
    page.evaluate(
        "() => { const key = Object.keys(localStorage).find(key => key.endsWith(':code'));"
        " localStorage.setItem(key, JSON.stringify({...JSON.parse(localStorage.getItem(key)), of: '1'})) }"
    )
    page.reload()
    expect(cell.editor).to_have_text("mine = 1")
    cell.button("Show the published code").click()
    expect(cell.editor).to_contain_text("for _ in range(20)")
    cell.button("Undo reset").click()
    expect(cell.editor).to_have_text("mine = 1")


@pytest.mark.engines("chromium", why="no other driver is a telephone")
def test_the_editor_on_a_telephone(browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site.home)
    cell = first_cell(page)
    before = cell.group.bounding_box()
    cell.button("Edit").tap()
    expect(cell.editor).to_be_focused()
    assert cell.editor.evaluate("editor => parseFloat(getComputedStyle(editor).fontSize)") >= 16
    wanted = {"autocapitalize": "off", "autocorrect": "off", "spellcheck": "false"}
    assert {name: cell.editor.get_attribute(name) for name in wanted} == wanted
    assert cell.group.bounding_box()["height"] == before["height"]
    context.close()


@playwrights
def test_every_new_state_is_accessible(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    first, second, third = cells(page)[:3]
    first.replace_code("class T:\n    def _repr_html_(self):\n        return '<table><tr><td>1</td></tr></table>'\nT()")
    first.run()
    expect(first.state).to_have_text("You edited this cell")
    second.replace_code(PICTURE + "\n1 / 0")
    second.run()
    expect(second.state).to_contain_text("ZeroDivisionError in line 7")
    third.button("Edit").click()
    page.keyboard.press("Control+f")
    page.keyboard.type("x")
    page.locator(".lesson-keys summary").click()
    expect_clean(page)
