"""Taking code along: copied, as a link that somebody else opens, as a file."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import Frame, cells, first_cell
from tests.browser.site_server import Site
from tests.browser.test_failures import preceded_by

STRANGE = "print('from somebody else')\n"
BEGUN = "Somebody else wrote it"
KEPT = "Object.keys(localStorage).filter(key => key.endsWith(':code'))"
FIELD = "() => document.body.append(Object.assign(document.createElement('textarea'), { id: 'pasted' }))"


def pasted(page: Page) -> str:
    """What the clipboard holds, by the only way that every browser allows: a paste into a field."""
    page.evaluate(FIELD)
    field = page.locator("#pasted")
    field.focus()
    page.keyboard.press("Control+V")
    page.wait_for_function("() => document.querySelector('#pasted').value !== ''")
    return str(field.evaluate("field => { field.remove(); return field.value }"))


def share(page: Page, cell: Frame) -> str:
    cell.button("Share").click()
    expect(cell.button("Link copied")).to_be_visible()
    return pasted(page)


def link_to(page: Page, site: Site, code: str) -> str:
    """A link that somebody shares from a browser of their own."""
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code(code)
    link = share(page, cell)
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    return link


def test_copy_takes_the_code_as_it_is_now(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.button("Copy").click()
    expect(cell.button("Copied")).to_be_visible()
    assert pasted(page) == cell.code.inner_text().rstrip("\n")
    cell.replace_code("x = 'mine'")
    cell.button("Copy").click()
    expect(cell.button("Copied")).to_be_visible()
    assert pasted(page) == "x = 'mine'"


def test_published_code_is_shared_by_a_plain_link(page: Page, site: Site) -> None:
    page.goto(site.home)
    assert share(page, first_cell(page)) == f"{site.home}#cell-twenty-steps"


def test_a_link_shows_its_code_and_runs_nothing(page: Page, site: Site) -> None:
    link = link_to(page, site, STRANGE)
    assert re.fullmatch(re.escape(site.home) + r"#share=cell-twenty-steps\.z[0-9a-f]+\.[\w-]+", link)
    site.asked.clear()
    page.goto(link)
    cell = first_cell(page)
    expect(cell.editor).to_have_text(STRANGE.strip())
    expect(cell.group.get_by_text(BEGUN)).to_be_visible()
    expect(cell.state).to_have_text("Code from a link, not yet run. Read it before you run it.")
    assert site.asked_for(".wasm") == []
    cell.run()
    expect(cell.state).to_have_text("Code from a link")
    expect(cell.output).to_have_text("from somebody else\n")
    # Nothing of it is the reader's until they say so.
    assert page.evaluate(KEPT) == []
    cell.button("Show the published code").click()
    expect(cell.code if cell.code.is_visible() else cell.editor).to_contain_text("for _ in range(20)")
    cell.button("Show the code from the link").click()
    expect(cell.editor).to_have_text(STRANGE.strip())
    cell.button("Keep it as my edit").click()
    expect(cell.state).to_have_text("Your edit, not yet run")
    expect(cell.group.get_by_text(BEGUN)).to_be_hidden()
    assert page.url.endswith("#cell-twenty-steps")
    page.reload()
    expect(cell.editor).to_have_text(STRANGE.strip())
    expect(cell.state).to_have_text("Your edit, not yet run")


def test_a_link_takes_nothing_from_the_readers_own_edit(page: Page, site: Site) -> None:
    link = link_to(page, site, STRANGE)
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code("x = 'mine'")
    page.goto("about:blank")
    page.goto(link)
    expect(cell.editor).to_have_text(STRANGE.strip())
    cell.button("Edit").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("# changed")
    expect(cell.editor).to_contain_text("# changed")
    cell.button("Show my edit").click()
    expect(cell.editor).to_have_text("x = 'mine'")
    cell.button("Show the code from the link").click()
    cell.button("Keep it in place of my edit").click()
    cell.button("Bring my edit back").click()
    expect(cell.editor).to_have_text("x = 'mine'")
    page.reload()
    expect(cell.editor).to_have_text("x = 'mine'")
    expect(cell.group.get_by_text(BEGUN)).to_be_hidden()


def test_a_link_opened_on_the_page_itself(page: Page, site: Site) -> None:
    link = link_to(page, site, STRANGE)
    page.goto(site.home)
    cell = first_cell(page)
    expect(cell.button("Run")).to_be_visible()
    page.evaluate("link => { location.href = link }", link)
    expect(cell.editor).to_have_text(STRANGE.strip())
    cell.button("Reset").click()
    expect(cell.state).to_contain_text("Published")
    expect(cell.group.get_by_text(BEGUN)).to_be_hidden()


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("share=cell-twenty-steps.z12.AAAA", "is damaged"),
        ("share=<img src=x onerror=alert(1)>", "is damaged"),
        ("share=cell-twenty-steps.p1." + "A" * 40_000, "is too long"),
        ("share=cell-other.p{of}.{data}", "a cell that is not on this page"),
    ],
)
def test_a_bad_link_changes_nothing_and_says_so(page: Page, site: Site, fragment: str, said: str) -> None:
    if "{of}" in fragment:
        link = link_to(page, site, STRANGE)
        fragment = link.partition("#")[2].replace("cell-twenty-steps", "cell-other")
    page.goto(f"{site.home}#{fragment}")
    expect(page.get_by_role("status").filter(has_text="link that you opened")).to_contain_text(said)
    expect(first_cell(page).state).to_have_text("Verified at build")
    assert page.evaluate(KEPT) == []


def test_without_a_clipboard_the_link_is_shown(page: Page, site: Site) -> None:
    without = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    with site.broken("/javascripts/bundle.", preceded_by(without)):
        page.goto(site.home)
    cell = first_cell(page)
    cell.button("Share").click()
    field = cell.group.get_by_role("textbox", name="Copy this link:")
    expect(field).to_have_value(f"{site.home}#cell-twenty-steps")
    expect(field).to_be_focused()


@pytest.mark.engines("chromium", why="only its driver hands over what was downloaded")
def test_the_lesson_is_there_to_download(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    with page.expect_download() as begun:
        page.get_by_role("link", name="Download as notebook").click()
    assert begun.value.suggested_filename == "gradient-descent.ipynb"
    made = json.loads(begun.value.path().read_text("utf-8"))
    nbformat.validate(made)
    first = next(cell for cell in made["cells"] if cell["cell_type"] == "code")
    assert first["outputs"][0]["text"] == cells(page)[0].output.inner_text()
    with page.expect_download() as begun:
        page.get_by_role("link", name="Download as .py").click()
    assert begun.value.suggested_filename == "gradient-descent.py"
