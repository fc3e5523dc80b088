"""Code that never ends, eats all, or breaks Python: the page lives on, says so, and nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import Frame, cells, first_cell
from tests.browser.site_server import Site

LIMIT = "seconds => { document.querySelector('meta[name=lesson-time-limit]').content = seconds }"

# Each with what the reader is told, on the state line or in the output.
HARMFUL = {
    "a loop without end": ("while True: pass", "ended after 1 seconds"),
    "a loop that takes every exception": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "ran for 1 seconds, the time limit, and was ended",
    ),
    "a pattern that backtracks": (
        "import re\nre.match('(a+)+$', 'a' * 40 + 'b')",
        "(ended after|ran for) 1 seconds",
    ),
    "a sleep": ("import time\ntime.sleep(60)", "(ended after|ran for) 1 seconds"),
    "a great power": ("10 ** 10 ** 9", "(ended after|ran for) 1 seconds"),
    "memory": ("kept = []\nwhile True: kept.append(bytearray(50_000_000))", "MemoryError|broke down"),
    "one huge value": ("bytearray(10**12)", "MemoryError|OverflowError"),
    "output without end": ("while True: print('again')", "The output was cut here"),
    "one long line": ("while True: print('again', end='')", "The output was cut here"),
    "os._exit": ("import os\nos._exit(0)", "broke down"),
    "sys.exit": ("import sys\nsys.exit(3)", "SystemExit"),
    "endless recursion": ("def f(n): return f(n + 1)\nf(0)", "RecursionError"),
    "abort": ("import ctypes\nctypes.string_at(0xfffffff0, 100)", "broke down|Error"),
}


@pytest.mark.long
def test_the_page_survives(page: Page, site: Site, troubles: list[str], subtests: pytest.Subtests) -> None:
    """One harm after the other in one visit, and after each a run as if nothing had been."""
    page.goto(site.home)
    cell = first_cell(page)
    for name, (code, told) in HARMFUL.items():
        with subtests.test(name):
            page.evaluate(LIMIT, 1 if "1 seconds" in told else 10)
            cell.replace_code(code)
            cell.run()
            expect(cell.group).to_contain_text(re.compile(told))
            expect(cell.button("Run")).to_be_visible()
            assert "".join(cell.editor.locator(".cm-line").all_inner_texts()).strip() == code.replace("\n", "")
            # The second was for the harm: a new start may take longer where a machine is busy.
            page.evaluate(LIMIT, 10)
            cell.button("Reset").click()
            cell.run()
            expect(cell.state).to_have_text("Same as published")
    # Pyodide reports its own end to the console.
    troubles[:] = [trouble for trouble in troubles if not trouble.startswith("console ")]


def test_tasks_left_behind_do_not_keep_the_next_run_waiting(
    page: Page, site: Site, engine: str, troubles: list[str]
) -> None:
    page.goto(site.home)
    page.evaluate(LIMIT, 1)
    cell = first_cell(page)
    cell.replace_code("import asyncio\nasync def spin():\n    while True: pass\ntask = asyncio.ensure_future(spin())")
    cell.run()
    expect(cell.button("Run")).to_be_visible()
    # The second was for the task: a new start may take longer where a machine is busy.
    page.evaluate(LIMIT, 10)
    cell.button("Reset").click()
    cell.run()
    expect(cell.state).to_have_text(re.compile("Same as published|left running kept this from beginning"))
    if "left" in cell.state.inner_text():
        cell.run()
        expect(cell.state).to_have_text("Same as published")
    if engine == "firefox":
        # It tells of a worker that is ended in the midst of a task, but not what there is to tell.
        troubles[:] = [each for each in troubles if each != "error: undefined"]


def stop(cell: Frame) -> float:
    """Milliseconds from the click on Stop to the word in the page."""
    expect(cell.output).to_contain_text("begun")
    return cell.state.evaluate(
        """async (state) => {
            const button = state.closest("lesson-cell").querySelector(".lesson-primary");
            const before = performance.now();
            button.click();
            while (!state.textContent.startsWith("Stopped")) await new Promise(requestAnimationFrame);
            return performance.now() - before;
        }"""
    )


def test_stop_keeps_the_names_of_cells_that_ran(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    first, second = cells(page)[:2]
    first.replace_code("kept = 'as it was'")
    first.run()
    expect(first.state).to_contain_text("You edited")
    second.replace_code("kept_too = 1\nprint('begun')\nwhile True: pass")
    second.run()
    stop(second)
    second.replace_code("print(kept, 'kept_too' in globals())")
    second.run()
    expect(second.output).to_have_text("as it was False")
    # It was not run again by the reader's page: its names were brought back.
    expect(second.state).not_to_contain_text("earlier cell")


def test_output_appears_while_the_code_runs_and_tells_its_streams_apart(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code("import sys\nprint('out begun')\nprint('told', file=sys.stderr)\nwhile True: pass")
    cell.run()
    expect(cell.output).to_contain_text("out begun")
    expect(cell.output.locator("[data-kind=stderr]")).to_contain_text("told")
    expect(cell.state).to_have_text("Running…")
    stop(cell)
