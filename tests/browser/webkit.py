"""WebKit, driven through WebDriver, with the part of Playwright's interface that the tests of every engine use.

Playwright drives only a WebKit of its own making, which few machines can get; Debian ships WebKitGTK with its driver.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
    WebDriverException,
)
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.site_server import ROOT

NO_LIBRARY = "no library"
# In one script: between two, another page could take the place of the one that was asked.
FIND = f"if (!globalThis.TestingLibraryDom) return {NO_LIBRARY!r};\n"
FIND += Path(__file__).with_name("webkit_find.js").read_text("utf-8")
LIBRARY = (
    ROOT / "frontend" / "node_modules" / "@testing-library" / "dom" / "dist" / "@testing-library" / "dom.umd.min.js"
)
PATIENCE = 60.0
# The page has replaced the element, or moves it: look for it again.
PASSING = (StaleElementReferenceException, ElementClickInterceptedException, ElementNotInteractableException)
KEYS = {"Control": Keys.CONTROL, "Shift": Keys.SHIFT, "Alt": Keys.ALT, "Enter": Keys.ENTER, "Escape": Keys.ESCAPE}
KEYS |= {"Tab": Keys.TAB, "Home": Keys.HOME, "End": Keys.END, "Space": Keys.SPACE, "Backspace": Keys.BACKSPACE}
KEYS |= {f"Arrow{name.title()}": getattr(Keys, f"ARROW_{name}") for name in ("LEFT", "RIGHT", "UP", "DOWN")}

Json = dict[str, Any]


def until[T](answer: Callable[[], T], good: Callable[[T], bool], complaint: Callable[[T], str]) -> T:
    """Ask again until the answer is good; what was got last is in the AssertionError."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            got = answer()
        except PASSING:
            if time.monotonic() > end:
                raise
            continue
        if good(got):
            return got
        if time.monotonic() > end:
            raise AssertionError(complaint(got))


def _text(wanted: str | re.Pattern[str], exact: bool = False) -> Json:
    if isinstance(wanted, re.Pattern):
        return {"pattern": wanted.pattern}
    return {"text": " ".join(wanted.split()), "exact": exact}


class Searchable:
    """What the ways to find something have in common, from the page and from an element on."""

    page: Page
    steps: tuple[Json, ...]

    def _then(self, **step: Any) -> Locator:
        return Locator(self.page, (*self.steps, step))

    def get_by_role(
        self, role: str, *, name: str | re.Pattern[str] | None = None, exact: bool = False, level: int | None = None
    ) -> Locator:
        return self._then(do="role", role=role, name=None if name is None else _text(name, exact), level=level)

    def get_by_text(self, text: str | re.Pattern[str], *, exact: bool = False) -> Locator:
        return self._then(do="text", text=_text(text, exact))

    def get_by_title(self, text: str, *, exact: bool = False) -> Locator:
        return self._then(do="title", text=_text(text, exact))

    def locator(self, selector: str) -> Locator:
        return self._then(do="css", selector=selector)


@dataclass(frozen=True)
class Locator(Searchable):
    """Where to look, not what was found: it is looked for at each use."""

    page: Page
    steps: tuple[Json, ...]

    def elements(self) -> list[WebElement]:
        found = self.page.ask(FIND, list(self.steps))
        assert isinstance(found, list)
        return found

    def element(self) -> WebElement:
        """The one element meant, waited for."""
        return until(self.elements, lambda found: len(found) == 1, lambda found: f"{len(found)} × {self.steps}")[0]

    def do[T](self, act: Callable[[WebElement], T]) -> T:
        """Do something with the element, once more when the page has replaced it meanwhile."""
        return until(lambda: [act(self.element())], lambda _: True, lambda _: "")[0]

    @property
    def first(self) -> Locator:
        return self.nth(0)

    @property
    def last(self) -> Locator:
        return self.nth(-1)

    def nth(self, index: int) -> Locator:
        return self._then(do="nth", index=index)

    def filter(self, *, has_text: str | re.Pattern[str] | None = None, has: Locator | None = None) -> Locator:
        if has is not None:
            return self._then(do="with", steps=list(has.steps))
        assert has_text is not None
        return self._then(do="with text", text=_text(has_text))

    def all(self) -> list[Locator]:
        return [self.nth(index) for index in range(self.count())]

    def count(self) -> int:
        return len(self.elements())

    def click(self) -> None:
        def press(element: WebElement) -> None:
            self.page.ask(_WORDS, element).click()

        self.do(press)

    def press(self, keys: str) -> None:
        self.focus()
        self.page.keyboard.press(keys)

    def is_visible(self) -> bool:
        return (
            until(lambda: [self.page.ask(_SEEN, each) for each in self.elements()], lambda _: True, str).count(True) > 0
        )

    def check(self) -> None:
        if not self.is_checked():
            self.click()

    def is_checked(self) -> bool:
        return self.do(WebElement.is_selected)

    def focus(self) -> None:
        self.evaluate("element => element.focus()")

    def fill(self, text: str) -> None:
        self.focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def inner_text(self) -> str:
        return str(self.evaluate("element => element.innerText"))

    def text_content(self) -> str:
        return str(self.evaluate("element => element.textContent"))

    def _of_all(self, script: str) -> list[str]:
        answer = until(lambda: self.page.ask(script, *self.elements()), lambda _: True, str)
        assert isinstance(answer, list)
        return answer

    def all_text_contents(self) -> list[str]:
        return self._of_all("return [...arguments].map(element => element.textContent)")

    def all_inner_texts(self) -> list[str]:
        return self._of_all("return [...arguments].map(element => element.innerText)")

    def get_attribute(self, name: str) -> str | None:
        value = self.do(lambda element: element.get_dom_attribute(name))
        return None if value is None else str(value)

    def evaluate(self, function: str, argument: Any = None) -> Any:
        return self.do(lambda element: self.page.ask(f"return ({function})(...arguments)", element, argument))

    def evaluate_all(self, function: str) -> Any:
        return self.page.ask(f"return ({function})([...arguments])", *self.elements())

    def element_handle(self) -> WebElement:
        return self.element()

    def scroll_into_view_if_needed(self) -> None:
        self.evaluate("element => element.scrollIntoView({block: 'nearest'})")

    def bounding_box(self) -> dict[str, float]:
        box = "element => { const { x, y, width, height } = element.getBoundingClientRect();"
        answer = self.evaluate(box + " return { x, y, width, height }; }")
        assert isinstance(answer, dict)
        return answer


@dataclass(frozen=True)
class Keyboard:
    """Keys go to whatever has the focus, in a shadow tree too."""

    page: Page

    def press(self, keys: str) -> None:
        *held, key = keys.split("+")
        chain = ActionChains(self.page.driver)
        for name in held:
            chain = chain.key_down(KEYS[name])
        chain = chain.send_keys(KEYS.get(key, key.lower() if held else key))
        for name in reversed(held):
            chain = chain.key_up(KEYS[name])
        chain.perform()

    def type(self, text: str) -> None:
        ActionChains(self.page.driver).send_keys(text.replace("\n", Keys.ENTER)).perform()

    def insert_text(self, text: str) -> None:
        """As one insertion, as a paste or an on-screen keyboard's word would be."""
        self.page.ask("document.execCommand('insertText', false, arguments[0])", text)


@dataclass(frozen=True)
class Page(Searchable):
    """A window with one page."""

    driver: WebDriver
    steps: tuple[Json, ...] = field(default=())

    @property
    def page(self) -> Page:  # type: ignore[override]
        return replace(self)

    @property
    def keyboard(self) -> Keyboard:
        return Keyboard(self)

    @property
    def url(self) -> str:
        return str(self.driver.current_url)

    def ask(self, script: str, *arguments: Any) -> Any:
        """Run a function's body in the page, with Testing Library there."""
        while True:
            got = self.driver.execute_script(script, *arguments)
            if got != NO_LIBRARY:
                return got
            self.driver.execute_script(LIBRARY.read_text("utf-8"))

    def goto(self, url: str, wait_until: str = "load") -> None:
        del wait_until
        self.driver.get(url)

    def reload(self) -> None:
        self.driver.refresh()

    def go_back(self) -> None:
        self.driver.back()

    def evaluate(self, function: str, argument: Any = None) -> Any:
        """An expression's value, or a function's answer."""
        return self.ask(f"const it = ({function}); return typeof it === 'function' ? it(arguments[0]) : it", argument)

    def wait_for_function(self, function: str, arg: Any = None) -> None:
        until(lambda: self.evaluate(function, arg), bool, lambda got: f"{function} stays {got!r}")

    def set_viewport_size(self, size: dict[str, int]) -> None:
        """The window's size, corrected by what its frame takes."""
        self.driver.set_window_size(size["width"], size["height"])
        wide, high = self.ask("return [innerWidth, innerHeight]")
        self.driver.set_window_size(2 * size["width"] - wide, 2 * size["height"] - high)

    def screenshot(self, path: str) -> None:
        self.driver.save_screenshot(path)


class Expectation:
    """Playwright's `expect`, for a locator or a page of WebKit."""

    def __init__(self, it: Locator | Page) -> None:
        self.it = it

    def _await(self, answer: Callable[[], Any], good: Callable[[Any], bool], wanted: str) -> None:
        place = self.it.steps or "the page"
        until(answer, good, lambda got: f"{place}: expected {wanted}, got {got!r}")

    def _one(self, script: str) -> Callable[[], Any]:
        """An answer of the one element; None while there is none, or more than one."""
        assert isinstance(self.it, Locator)
        here = self.it

        def answer() -> Any:
            found = here.elements()
            return here.page.ask(script, found[0]) if len(found) == 1 else None

        return answer

    def _words(self) -> Callable[[], Any]:
        script = "return arguments[0].textContent.replace(/\\s+/g, ' ').trim()"
        return self._one(script)

    def to_have_text(self, text: str | re.Pattern[str]) -> None:
        fits = _fits(text, whole=True)
        self._await(self._words(), lambda got: got is not None and fits(got), f"the text {text!r}")

    def to_contain_text(self, text: str | re.Pattern[str]) -> None:
        fits = _fits(text, whole=False)
        self._await(self._words(), lambda got: got is not None and fits(got), f"a text with {text!r}")

    def not_to_contain_text(self, text: str | re.Pattern[str]) -> None:
        fits = _fits(text, whole=False)
        self._await(self._words(), lambda got: got is not None and not fits(got), f"a text without {text!r}")

    def to_be_empty(self) -> None:
        self._await(self._words(), lambda got: got == "", "no text")

    def not_to_be_empty(self) -> None:
        self._await(self._words(), bool, "some text")

    def to_have_count(self, count: int) -> None:
        assert isinstance(self.it, Locator)
        self._await(self.it.count, lambda got: got == count, f"{count} of them")

    def to_be_visible(self) -> None:
        self._await(self._one(_SEEN), lambda got: got is True, "it to be visible")

    def to_be_hidden(self) -> None:
        assert isinstance(self.it, Locator)
        here = self.it
        answer = [False]

        def seen() -> bool:
            answer[0] = any(here.page.ask(_SEEN, element) for element in here.elements())
            return answer[0]

        self._await(seen, lambda got: not got, "it to be hidden")

    def to_be_checked(self) -> None:
        self._await(self._one("return arguments[0].checked"), lambda got: got is True, "it to be checked")

    def to_have_accessible_description(self, text: str) -> None:
        self._await(self._one(_DESCRIPTION), lambda got: got == text, f"the description {text!r}")

    def to_be_focused(self) -> None:
        self._await(self._one(_FOCUSED), lambda got: got is True, "it to have the focus")

    def not_to_be_focused(self) -> None:
        self._await(self._one(_FOCUSED), lambda got: got is False, "it not to have the focus")

    def to_be_enabled(self) -> None:
        self._await(self._one("return !arguments[0].disabled"), lambda got: got is True, "it to be enabled")

    def to_be_disabled(self) -> None:
        self._await(self._one("return arguments[0].matches(':disabled')"), lambda got: got is True, "it to be disabled")

    def to_be_in_viewport(self) -> None:
        script = "const r = arguments[0].getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight"
        self._await(self._one(script), lambda got: got is True, "it to be in the viewport")

    def to_have_attribute(self, name: str, value: str | re.Pattern[str]) -> None:
        script = f"return arguments[0].getAttribute({name!r})"
        fits = _fits(value, whole=True)
        self._await(self._one(script), lambda got: got is not None and fits(got), f"{name}={value!r}")

    def to_have_value(self, value: str) -> None:
        self._await(self._one("return arguments[0].value"), lambda got: got == value, f"the value {value!r}")

    def to_have_url(self, url: str | re.Pattern[str]) -> None:
        assert isinstance(self.it, Page)
        here = self.it
        self._await(lambda: here.url, _fits(url, whole=True), f"the address {url!r}")


_SEEN = "return arguments[0].checkVisibility({visibilityProperty: true}) && arguments[0].getClientRects().length > 0"
# People press words. Of a link that is wider than its words, WebKit may not answer at the place in its middle.
_WORDS = """
let [words] = arguments;
words.scrollIntoView({block: "center"});
const text = words.textContent.trim();
while (text !== "" && words.children.length === 1 && words.firstElementChild.textContent.trim() === text) {
    words = words.firstElementChild;
}
return words;
"""
_DESCRIPTION = """
const [element] = arguments;
const parts = (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
return parts.map((id) => element.getRootNode().getElementById(id).textContent.replace(/\\s+/g, " ").trim()).join(" ");
"""
_FOCUSED = """
const [element] = arguments;
return element.getRootNode().activeElement === element;
"""


def _fits(wanted: str | re.Pattern[str], *, whole: bool) -> Callable[[str], bool]:
    if isinstance(wanted, re.Pattern):
        return lambda got: wanted.search(got) is not None
    text = " ".join(wanted.split())
    return (lambda got: got == text) if whole else (lambda got: text in got)


__all__ = ["Expectation", "Keyboard", "Locator", "Page", "WebDriverException"]
