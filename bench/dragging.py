"""A figure under the hand: how long a frame of the page takes while the start is dragged over the map of Himmelblau's
function and gdcore answers each move in the worker; and how soon the first move on a cold page is answered.

In Chromium, on the built site of this repository, served with gzip. Each drag is 180 moves in a circle, one at each of
the browser's frames, told to the page as pointer events; every answer is a whole picture, of a run of up to 60 steps.
Theirs is the floor for it: the same moves over the page's text, where nobody answers. A cold page is a new profile; the
first move is a key on a slider, timed from the event to the change of the picture, which is then one that was computed
at build; theirs is the time until Python, which begins to be fetched then, has computed the same value.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browsers import program

from .generate import REPO
from .hosting import hosting
from .measure import Claim, Comparison, Pair, Scale, run

MAP = "lesson-cell#cell-e4-one"
BALL = "lesson-cell#cell-ball"
PATIENCE = 120_000
# Frames between moves, answers from a move to the change of its picture; in milliseconds.
DRAG = """async (target) => {
  const picture = document.querySelector('lesson-cell#cell-e4-one .lesson-picture');
  target.setPointerCapture = () => {};
  const box = target.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const tell = (type, dx, dy) => target.dispatchEvent(new PointerEvent(type,
    { pointerId: 1, button: 0, buttons: 1, clientX: x + dx, clientY: y + dy, bubbles: true, isPrimary: true }));
  const [frames, answers] = [[], []];
  let moved = 0;
  const watch = new MutationObserver(() => {
    if (moved > 0) answers.push(performance.now() - moved);
    moved = 0;
  });
  const drawn = { childList: true, characterData: true, attributeFilter: ['d', 'transform', 'x', 'y', 'cx'] };
  watch.observe(picture, { subtree: true, ...drawn });
  tell('pointerdown', 0, 0);
  let last = await new Promise(requestAnimationFrame);
  for (let i = 0; i < 180; i++) {
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
    moved ||= performance.now();
    tell('pointermove', 40 * Math.sin(i / 12), 40 - 40 * Math.cos(i / 12));
  }
  tell('pointerup', 0, 0);
  watch.disconnect();
  const p95 = (values) => values.sort((a, b) => a - b)[Math.floor(0.95 * values.length)] ?? 0;
  return { frame: p95(frames), answer: p95(answers), answers: answers.length };
}"""
# One key on a slider: milliseconds until the first picture, and until the one that Python computed.
FIRST = """async (slider) => {
  const cell = slider.closest('lesson-cell');
  const start = performance.now();
  const first = new Promise((resolve) => new MutationObserver(() => resolve(performance.now() - start))
    .observe(cell.querySelector('.lesson-picture'), { subtree: true, childList: true, attributeFilter: ['d'] }));
  const state = cell.querySelector('.lesson-state');
  const live = new Promise((resolve) => new MutationObserver(() => {
    if (state.textContent === 'Computed just now') resolve(performance.now() - start);
  }).observe(state, { subtree: true, childList: true, characterData: true }));
  slider.value = String(Number(slider.value) + 0.02);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  return { built: await first, live: await live };
}"""


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """Frames and answers while dragging; the first answer on a cold page."""
    site = work / "site"
    run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site], REPO)
    with hosting(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        address = f"{home}/gradient-descent/"
        drags = [dragged(browser, address) for _ in range(scale.pairs)]
        first = [first_answer(browser, address) for _ in range(scale.pairs)]
        browser.close()
    frames = tuple(Pair(mine["frame"], floor["frame"]) for mine, floor in drags)
    yield Comparison(
        "p95 of a frame while dragging", "gdcore answers", "nobody answers", "ms", frames, Claim(33, "ours")
    )
    answers = tuple(Pair(mine["answer"], mine["frame"]) for mine, _ in drags)
    yield Comparison("p95 from a move to its picture", "gdcore's picture", "a frame", "ms", answers)
    cold = tuple(Pair(each["built"], each["live"]) for each in first)
    yield Comparison("first answer on a cold page", "of the build", "of Python", "ms", cold, Claim(100, "each"))


def opened(browser: Browser, address: str, cell: str) -> tuple[Page, Locator]:
    """A page in a new profile, with a figure that can be moved."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    figure = page.locator(cell)
    figure.scroll_into_view_if_needed()
    figure.locator(".lesson-grip:not([hidden])").first.wait_for()
    return page, figure


def dragged(browser: Browser, address: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A drag that gdcore answers, and the same moves where nothing is to be dragged."""
    page, figure = opened(browser, address, MAP)
    grip = figure.locator(".lesson-grip")
    grip.press("ArrowLeft")
    figure.locator(".lesson-state:text-is('Computed just now')").wait_for()
    mine = grip.evaluate(DRAG)
    floor = figure.locator("xpath=preceding-sibling::p[1]").evaluate(DRAG)
    page.context.close()
    return mine, floor


def first_answer(browser: Browser, address: str) -> dict[str, Any]:
    """The first move of a visit."""
    page, figure = opened(browser, address, BALL)
    told: dict[str, Any] = figure.locator("input[type=range]").first.evaluate(FIRST)
    page.context.close()
    return told
