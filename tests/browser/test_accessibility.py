"""Everybody can use it: axe finds nothing in any state, and the keyboard gets everywhere and is never lost."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import Frame, arrived, cells, expect_focus_somewhere, first_cell, press_until
from tests.browser.site_server import Site

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 390)

# What a palette can change: all else that axe looks at are the same elements in both.
COLOURS = ["color-contrast", "link-in-text-block"]

axe = pytest.mark.engines("chromium", why="axe judges elements and styles, which no engine is left to choose")


def violations(page: Page, rules: list[str]) -> list[str]:
    options = {"runOnly": rules, "resultTypes": ["violations"]}  # to list what is right would take most of the time
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def expect_clean(page: Page) -> None:
    """At both widths, and in both palettes, switched as a reader does; once the page's script has come."""
    expect(page.locator("[data-md-component=search]")).to_have_attribute("aria-label", "Search")
    arrived(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for palette, other, rules in [("default", "dark", RULES), ("slate", "light", COLOURS)]:
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)
            assert violations(page, rules) == [], f"{palette} palette, {width} pixels"
            page.get_by_title(f"Switch to {other} mode").click()


@axe
def test_home(page: Page, site: Site) -> None:
    page.goto(site.home)
    expect(first_cell(page).button("Run")).to_be_visible()
    expect_clean(page)


@axe
def test_a_button_can_be_read_while_it_is_pointed_at(page: Page, site: Site) -> None:
    page.goto(site.home)
    for palette, other in [("default", "dark"), ("slate", "light")]:
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)
        for name in ("Run", "Edit"):
            first_cell(page).button(name).hover()
            # Its colours take a moment, in which they are neither the one nor the other.
            page.wait_for_function("() => document.getAnimations().length === 0")
            assert violations(page, COLOURS) == [], f"{name}, {palette} palette"
        page.get_by_title(f"Switch to {other} mode").click()


@pytest.mark.engines("chromium", why="the lesson in full use has all of it")
def test_a_fresh_lesson(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    expect(first_cell(page).button("Run")).to_be_visible()
    expect_clean(page)


@axe
@pytest.mark.long
def test_a_lesson_in_full_use(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    failing, editing = cells(page)[0], cells(page)[-1]
    failing.replace_code("print('so far')\n1 / 0")
    cells(page)[1].run()
    expect(cells(page)[1].state).to_contain_text("Not run")
    expect(failing.state).to_contain_text("ZeroDivisionError")
    editing.replace_code("x = [1, 'two']  # three\n")
    challenge = Frame(page, "Fit a line by gradient descent")
    challenge.button("Run tests").click()
    expect(challenge.state).to_contain_text("2 of 15 tests passed")
    wrong, right = page.locator("lesson-quiz:has([type=radio])").all()[:2]
    for quiz, chosen in [(wrong, ":not([data-right])"), (right, "[data-right]")]:
        value = quiz.locator(f"[data-option]{chosen}").first.get_attribute("data-option")
        quiz.locator(f"input[value='{value}']").check()
        quiz.get_by_role("button", name="Check").click()
    typed = page.locator("lesson-quiz").first
    typed.get_by_role("textbox").fill("3.6")
    typed.get_by_role("button", name="Check").click()
    committed, compared, skipped = (page.locator(f"#predict-e{number}") for number in (1, 2, 5))
    committed.get_by_role("radio").first.check()
    committed.get_by_role("button", name="Commit").click()
    compared.get_by_role("textbox").fill("0.3")
    compared.get_by_role("textbox").press("Enter")
    compared.get_by_role("button", name="Compare without running").click()
    skipped.get_by_role("button", name="Show without predicting").click()
    page.locator("lesson-quizzes").get_by_text("How each question stands").click()
    challenge.button("Show solution").click()
    challenge.button("Show it anyway").click()
    for summary in page.locator("lesson-challenge summary:visible, lesson-quiz summary:visible").all():
        summary.click()
    page.get_by_role("button", name="Start tour").click()
    expect(page.get_by_text("Step 1 of 14", exact=True)).to_be_visible()
    page.get_by_role("button", name="Test yourself").click()
    page.get_by_role("button", name="Reveal").click()
    page.get_by_role("button", name="Knew it").click()
    page.get_by_role("button", name="Reveal").click()
    expect_clean(page)


@axe
def test_the_course_and_what_is_kept(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    page.get_by_role("button", name="Mark as read").first.click()
    page.goto(site.home + "course/")
    expect(page.get_by_text("1/9, in progress").first).to_be_visible()
    expect_clean(page)
    page.get_by_role("button", name="Your progress").click()
    dialog = page.get_by_role("dialog", name="Your progress")
    dialog.get_by_role("button", name="Reset everything").click()
    expect(dialog.get_by_role("button", name="Remove")).to_be_visible()
    assert violations(page, RULES) == []
    dialog.get_by_label("Import a file").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": b"{}"}
    )
    expect(dialog.get_by_text("Nothing was changed.")).to_be_visible()
    assert violations(page, RULES) == []


def test_a_cell_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    main = cell.group.locator(".lesson-primary")
    page.keyboard.press("Tab")
    press_until(page, "Tab", main)
    page.keyboard.press("Enter")
    expect(cell.state).to_have_text("Same as published")
    expect(main).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell.button("Edit")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell.editor).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nx")
    page.keyboard.press("Control+Enter")
    expect(cell.state).to_have_text("You edited this cell")
    expect(cell.editor).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell.editor).not_to_be_focused()
    expect_focus_somewhere(page)
    press_until(page, "Shift+Tab", cell.button("Reset"), most=6)
    page.keyboard.press("Enter")
    expect(cell.button("Undo reset")).to_be_focused()


@pytest.mark.engines("chromium", "firefox", why="no window of WebKitGTK is as narrow as a telephone")
def test_a_wide_table_scrolls_by_keyboard(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(site.home)
    page.get_by_role("article").get_by_role("link", name="Gradient Descent").click()
    box = page.locator(".md-typeset__scrollwrap")
    expect(box).to_have_attribute("tabindex", "0")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())


def test_names_keep_their_mathematics(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    quiz = page.get_by_role("group", name="At some point the gradient is (4,−2).")
    expect(quiz.get_by_role("radio", name="(−4,2)")).to_be_visible()
    expect(page.get_by_role("columnheader", name="x_20", exact=True)).to_be_visible()


def test_tour_and_quiz_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    tour = page.get_by_role("group", name="Round the loop of gradient descent", exact=True)
    tour.get_by_role("button", name="Start tour").focus()
    page.keyboard.press("Enter")
    expect(tour.get_by_role("button", name="Next")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tour.get_by_text("Step 2 of 14", exact=True)).to_be_visible()
    heard = page.get_by_role("status").filter(has_text="Step 2 of 14. Current position.")
    expect(heard).to_contain_text("trip 1, x 10")
    page.keyboard.press("End")
    expect(tour.get_by_text("Step 14 of 14", exact=True)).to_be_visible()
    page.keyboard.press("Home")
    expect(tour.get_by_text("Step 1 of 14", exact=True)).to_be_visible()

    node = tour.get_by_role("button", name="Compute gradient g = ∇L(w)", exact=True)
    press_until(page, "Shift+Tab", node, most=12)
    for key, step, slope in [("Enter", 3, "20"), ("Space", 8, "16"), ("Enter", 3, "20")]:
        page.keyboard.press(key)
        expect(tour.get_by_text(f"Step {step} of 14", exact=True)).to_be_visible()
        expect(tour.locator("li:not([hidden]) .lesson-numbers > div").filter(has_text="slope").first).to_contain_text(
            slope
        )
        expect(node).to_be_focused()
        expect(node).to_have_attribute("aria-current", "step")
    page.keyboard.press("ArrowLeft")
    expect(tour.get_by_text("Step 2 of 14", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(tour.get_by_role("button", name="Start tour")).to_be_focused()
    expect(tour.get_by_role("listitem")).to_have_count(14)

    quiz = page.locator("lesson-quiz:has([type=radio])").first
    # Five experiments lie between, each with a prediction and two cells.
    press_until(page, "Tab", quiz.get_by_role("radio").first, most=250)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(quiz.get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("Enter")
    expect(quiz.get_by_role("status")).not_to_be_empty()
    expect(quiz.get_by_role("radio").nth(1)).to_be_focused()


@pytest.mark.engines("chromium", why="no other driver can say what the reader's system prefers")
@pytest.mark.parametrize(("scheme", "palette"), [("light", "default"), ("dark", "slate")])
def test_the_readers_own_palette_comes_first(page: Page, site: Site, scheme: str, palette: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(site.home)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)
