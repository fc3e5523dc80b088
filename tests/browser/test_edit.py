"""Changing a cell's code: it runs as written, is kept, and can be taken back and brought back."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import cells, first_cell
from tests.browser.site_server import Site

FAILING = """\
def divide(a, b):
    return a / b

print("so far")
divide(1, 0)
"""


def test_an_edit_runs_stays_and_goes(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    original, published = cell.code.inner_text(), cell.output.inner_text()
    cell.replace_code("")
    page.keyboard.type("for i in range(3):\nprint(i * 7)")  # the editor indents the second line
    expect(cell.state).to_have_text("Your edit, not yet run")
    page.keyboard.press("Control+Enter")
    expect(cell.state).to_have_text("You edited this cell")
    expect(cell.output).to_have_text("0\n7\n14\n")
    expect(cell.editor).to_be_focused()
    cell.group.get_by_text("Published output").click()
    expect(cell.group.locator("details").get_by_text(published.strip())).to_be_visible()

    page.reload()
    expect(cell.editor).to_contain_text("    print(i * 7)")
    expect(cell.state).to_have_text("Your edit, not yet run")
    assert cell.output.inner_text() == published

    cell.button("Reset").click()
    expect(cell.state).to_have_text("Published code and output restored")
    assert without_spaces(cell.editor.inner_text()) == without_spaces(original)
    cell.button("Undo reset").click()
    expect(cell.editor).to_contain_text("print(i * 7)")
    cell.button("Reset").click()
    page.reload()
    assert cell.code.inner_text() == original
    expect(cell.state).to_have_text("Verified at build")


def without_spaces(text: str) -> str:
    """Lines apart: the editor has an element for each, the static code a newline."""
    return "".join(text.split())


def test_errors_show_the_readers_lines_only(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code(FAILING)
    page.keyboard.press("Control+Enter")
    expect(cell.state).to_have_text("You edited this cell: ZeroDivisionError in line 2")
    text = cell.output.inner_text()
    assert text.startswith("so far\n")
    assert text.endswith("ZeroDivisionError: division by zero\n")
    places = [line.strip() for line in text.splitlines() if line.strip().startswith("File ")]
    assert len(places) == 2, text
    assert places[0].endswith(", line 5, in <module>")
    assert places[1].endswith(", line 2, in divide")
    assert "divide(1, 0)" in text
    assert "return a / b" in text

    cell.replace_code("x = 1\nif x\n    print(x)")
    page.keyboard.press("Control+Enter")
    expect(cell.state).to_have_text("You edited this cell: SyntaxError in line 2")
    expect(cell.output).to_contain_text("expected ':'")
    expect(cell.output).not_to_contain_text("_pyodide")


def test_a_click_into_the_code_opens_it_there(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    word = cell.code.get_by_text("range")
    # Some drivers bring what they click to the middle first.
    word.evaluate("word => word.scrollIntoView({ block: 'center' })")
    before = cell.group.bounding_box()
    word.click()
    expect(cell.editor).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("  # here")
    expect(cell.editor).to_contain_text("for _ in range(20):  # here")
    assert cell.group.bounding_box() == before, "opening the editor moved the page"


def test_a_cell_that_failed_stops_later_ones(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    first, second, *_ = cells(page)
    first.replace_code("1 / 0")
    page.keyboard.press("Control+Enter")
    expect(first.state).to_have_text("You edited this cell: ZeroDivisionError in line 1")
    second.run()
    expect(second.state).to_contain_text("Not run, because an earlier cell failed")
    expect(second.state.get_by_role("link", name=first.title)).to_be_visible()
    first.button("Reset").click()
    second.run()
    expect(second.state).to_contain_text("Same as published")
