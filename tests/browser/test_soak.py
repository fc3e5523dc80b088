"""A reader who does anything at any time: after each step the page shows what a small model of it says.

The steps are drawn at random, from a fixed seed. `make soak` takes more of them than `make test`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import Frame, arrived, cells
from tests.browser.site_server import Site
from tests.browser.test_edit import without_spaces
from tests.browser.test_offline import kept

pytestmark = pytest.mark.long
__all__ = ["kept"]  # a fixture: the site can do without a network from there on
# The first cells of each page: enough for one to need another.
MOST_CELLS = 3
ENDLESS = "print('begun {}')\nwhile True: pass"


@dataclass(frozen=True)
class Cell:
    """What a reader sees of a cell, and what each step makes of it. An edit is a number, which the cell then prints."""

    code: str
    printed: str
    edit: int | None = None
    # What "Undo reset" would bring back.
    undo: int | None = None
    # In the session that began when the page was opened.
    ran: bool = False
    # What is shown in the place of the published output.
    output: str | None = None
    state: str = "Verified at build"

    @property
    def shown_code(self) -> str:
        return self.code if self.edit is None else f"print('edit {self.edit}')\n{self.code}"

    @property
    def shown_output(self) -> str:
        return self.printed if self.output is None else self.output

    def run(self, ran_first: int = 0) -> Cell:
        verdict = "Same as published" if self.edit is None else "You edited this cell"
        if ran_first > 0:
            verdict += f". Ran {ran_first} earlier cell{'s' if ran_first > 1 else ''} first."
        output = None if self.edit is None else f"edit {self.edit}\n{self.printed}"
        return replace(self, ran=True, output=output, state=verdict)

    def written(self, edit: int) -> Cell:
        return replace(self, edit=edit, state="Your edit, not yet run")

    def reset(self) -> Cell:
        return replace(self, edit=None, undo=self.edit, output=None, state="Published code and output restored")

    def reset_undone(self) -> Cell:
        assert self.undo is not None
        return replace(self.written(self.undo), undo=None)

    def opened(self) -> Cell:
        """What is left when the page is opened again: all that the reader has written."""
        fresh = Cell(self.code, self.printed, undo=self.undo)
        return fresh if self.edit is None else fresh.written(self.edit)


def put(cells: list[Cell], at: int, cell: Cell) -> list[Cell]:
    return [*cells[:at], cell, *cells[at + 1 :]]


def run_earlier(cells: list[Cell], at: int) -> tuple[list[Cell], int]:
    """Those above a cell that have not run come first; with how many these are."""
    late = [not cell.ran for cell in cells[:at]]
    first = [cell.run() if is_late else cell for cell, is_late in zip(cells[:at], late, strict=True)]
    return [*first, *cells[at:]], sum(late)


class Reader:
    """Takes one step at a time, in the page and in the model."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.edits = 0
        self.other, self.here = site.lesson, site.home
        # What leads to each page, and the heading that says one is there: the address changes before the page does.
        self.titles = {site.lesson: ("Gradient Descent", "Gradient Descent"), site.home: ("Home", "Lessons that run")}
        self.model = {address: list(self.read(address)) for address in (self.other, self.here)}

    def read(self, address: str) -> Iterator[Cell]:
        self.page.goto(address)
        arrived(self.page)
        for frame in self.frames:
            expect(frame.button("Run")).to_be_visible()
            yield Cell(visible_code(frame), frame.output.inner_text())

    @property
    def frames(self) -> list[Frame]:
        return cells(self.page)[:MOST_CELLS]

    @property
    def shown(self) -> list[Cell]:
        return self.model[self.here]

    @shown.setter
    def shown(self, cells: list[Cell]) -> None:
        self.model[self.here] = cells

    def step(self, chance: random.Random) -> None:
        """Something that a reader can do now, the likelier the more often readers do it."""
        at = chance.randrange(len(self.shown))
        cell = self.shown[at]
        can_undo = cell.edit is None and cell.undo is not None
        steps: dict[Callable[[int], None], int] = {
            self.run: 6,
            self.write: 4,
            self.run_and_stop: 2,
            self.reset: 4 if cell.edit is not None else 0,
            self.undo_reset: 4 if can_undo else 0,
            self.reload: 1,
            self.navigate: 2,
            self.switch_network: 1,
        }
        [step] = chance.choices(list(steps), list(steps.values()))
        print(f"{step.__name__} {at}")  # pytest shows the way there when the test fails
        step(at)
        self.expect_as_modelled()

    def run(self, at: int) -> None:
        self.frames[at].run()
        cells, ran_first = run_earlier(self.shown, at)
        self.shown = put(cells, at, cells[at].run(ran_first))

    def write(self, at: int) -> None:
        self.edits += 1
        self.shown = put(self.shown, at, self.shown[at].written(self.edits))
        self.frames[at].replace_code(self.shown[at].shown_code)

    def run_and_stop(self, at: int) -> None:
        """Something without an end, and then something else in its place."""
        frame = self.frames[at]
        self.edits += 1
        begun = f"begun {self.edits}\n"
        frame.replace_code(ENDLESS.format(self.edits))
        frame.run()
        expect(frame.output).to_have_text(begun)
        frame.button("Stop").click()
        expect(frame.state).to_have_text("Stopped")
        cells, _ = run_earlier(self.shown, at)
        self.shown = put(cells, at, replace(cells[at], output=begun))
        self.write(at)

    def reset(self, at: int) -> None:
        self.frames[at].button("Reset").click()
        self.shown = put(self.shown, at, self.shown[at].reset())

    def undo_reset(self, at: int) -> None:
        self.frames[at].button("Undo reset").click()
        self.shown = put(self.shown, at, self.shown[at].reset_undone())

    def reload(self, at: int) -> None:
        self.page.reload()
        self.shown = [cell.opened() for cell in self.shown]

    def navigate(self, at: int) -> None:
        """To the other page, without a full load."""
        self.here, self.other = self.other, self.here
        name, heading = self.titles[self.here]
        self.page.get_by_role("navigation", name="Navigation").get_by_role("link", name=name, exact=True).click()
        expect(self.page).to_have_url(self.here)
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        self.shown = [cell.opened() for cell in self.shown]

    def switch_network(self, at: int) -> None:
        self.site.plugged = not self.site.plugged

    def expect_as_modelled(self) -> None:
        for cell, frame in zip(self.shown, self.frames, strict=True):
            expect(frame.state).to_have_text(cell.state)
            assert frame.output.inner_text() == cell.shown_output
            assert without_spaces(visible_code(frame)) == without_spaces(cell.shown_code)


def visible_code(frame: Frame) -> str:
    return frame.group.locator(".lesson-code .highlight:visible, .cm-content:visible").inner_text()


def test_a_reader_who_does_anything(kept: Page, site: Site, troubles: list[str], pytestconfig: pytest.Config) -> None:
    reader = Reader(kept, site)
    chance = random.Random(0)
    for _ in range(pytestconfig.getoption("--steps")):
        reader.step(chance)
