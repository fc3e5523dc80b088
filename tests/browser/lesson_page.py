"""The parts of a lesson as a reader finds them: by role and name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.engines import expect

# Firefox takes the text from members of its own.
PASTE = """(editor, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const how = { clipboardData, data: text, dataType: "text/plain", bubbles: true, cancelable: true };
    editor.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def click(it: Any) -> None:
    """In whichever engine: each has locators of its own."""
    it.click()


class Frame:
    """A cell or a challenge: a group called by its title, with buttons, code and a line that says how things stand."""

    def __init__(self, page: Page, title: str) -> None:
        self.page = page
        self.title = title
        self.group = page.get_by_role("group", name=title, exact=True)
        self.state = self.group.locator(".lesson-state")
        self.code = self.group.locator(".lesson-code .highlight")
        self.editor = self.group.get_by_role("textbox", name=f"Python code, {title}")
        self.output = self.group.locator(".lesson-output > .lesson-text")

    def button(self, name: str) -> Locator:
        return self.group.get_by_role("button", name=name, exact=True)

    def run(self) -> None:
        self.button("Run").click()

    def replace_code(self, code: str, press: Callable[[Any], None] = click) -> None:
        """By a paste: typed line by line, it would be indented a second time."""
        press(self.button("Edit"))
        expect(self.editor).to_be_focused()
        self.page.keyboard.press("Control+A")
        self.editor.evaluate(PASTE, code)


def arrived(page: Page) -> None:
    """All of the page is laid out. Before, what is not in sight has no text and no place."""
    expect(page.locator("html[data-arriving]")).to_have_count(0)


def cells(page: Page) -> list[Frame]:
    titles = page.locator("lesson-cell:not([data-scratch]) .lesson-title").all_text_contents()
    assert titles
    return [Frame(page, title.strip()) for title in titles]


def first_cell(page: Page) -> Frame:
    return cells(page)[0]


FOCUS = "target => [target === document.activeElement, document.activeElement === document.body]"


def press_until(page: Page, key: str, target: Locator, most: int = 200) -> None:
    """Press the key until the target has the focus; at each stop something must have it."""
    if target.evaluate(FOCUS)[0]:
        return
    for _ in range(most):
        page.keyboard.press(key)
        is_there, is_lost = target.evaluate(FOCUS)
        assert not is_lost, "the focus is lost"
        if is_there:
            return
    raise AssertionError(f"{most} × {key} do not reach {target}")


def expect_focus_somewhere(page: Page) -> None:
    assert page.evaluate("document.activeElement !== document.body"), "the focus is lost"
