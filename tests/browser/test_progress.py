"""Progress: kept, taken to another device, agreed on by tabs, and never lost, whatever becomes of page and storage."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.browser.conftest import PATIENCE, watch
from tests.browser.engines import expect
from tests.browser.lesson_page import first_cell
from tests.browser.site_server import Site

with_tabs = pytest.mark.engines("chromium", "firefox", why="no other driver has two tabs of one profile")
with_files = pytest.mark.engines("chromium", why="only its driver hands over what was downloaded")
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


def said(page: Page) -> Locator:
    return page.locator("lesson-progress p")


def read_a_section(page: Page) -> None:
    page.get_by_role("button", name="Mark as read", exact=True).first.click()


def open_dialog(page: Page) -> Locator:
    page.get_by_role("button", name="Your progress").click()
    dialog = page.get_by_role("dialog", name="Your progress")
    expect(dialog).to_be_visible()
    return dialog


def press(dialog: Locator, name: str) -> None:
    dialog.get_by_role("button", name=name, exact=True).click()


def stored(page: Page) -> Any:
    return page.evaluate(
        "Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('lesson:')).sort())"
    )


@pytest.fixture
def other(browser: Browser, site: Site, troubles: list[str]) -> Iterator[Page]:
    """Another device: a browser that shares nothing with the first."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    watch(context, site, troubles)
    yield context.new_page()
    context.close()


@with_files
def test_progress_goes_to_another_device(page: Page, other: Page, site: Site, tmp_path: Path) -> None:
    page.goto(site.lesson)
    first_cell(page).replace_code("print('from the first device')")
    read_a_section(page)
    expect(said(page)).to_contain_text("1/9")
    dialog = open_dialog(page)
    with page.expect_download() as exported:
        press(dialog, "Export to a file")
    path = tmp_path / "progress.json"
    exported.value.save_as(path)
    file = json.loads(path.read_text("utf-8"))
    assert (file["format"], file["version"], file["site"]) == ("lesson-progress", 1, "/some/repo/")
    assert any(key.endswith(":code") for key in file["entries"])
    assert list(file["entries"]) == sorted(file["entries"])

    other.goto(site.lesson)
    cell = first_cell(other)
    cell.replace_code("print('from the second device')")
    other.get_by_role("button", name="Mark as read", exact=True).nth(1).click()
    expect(said(other)).to_contain_text("1/9")
    before = stored(other)
    dialog = open_dialog(other)
    choose = dialog.get_by_label("Import a file")
    spoilt = file | {"entries": {**file["entries"], "no key": 1, "a#b:progress": {"state": "nearly"}}}
    for text, problem in [
        ("{", "it is not JSON"),
        (json.dumps(file | {"site": "/elsewhere/"}), "comes from another site"),
        (json.dumps(file | {"version": 2}), "of version 2"),
        (json.dumps(spoilt), "“no key” is no name of an entry."),
        (json.dumps(spoilt), "“a#b:progress” is no item begun or done"),
    ]:
        choose.set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": text.encode()})
        expect(dialog.get_by_role("status")).to_contain_text("Nothing was changed.")
        expect(dialog.get_by_role("listitem").filter(has_text=problem)).to_be_visible()
        assert stored(other) == before

    choose.set_input_files(path)
    expect(dialog.get_by_role("listitem")).to_contain_text(
        "gradient-descent/: 1 item begun or done; 1 edit joined with yours"
    )
    assert stored(other) == before
    press(dialog, "Merge the file")
    expect(dialog.get_by_role("status")).to_contain_text("The file was merged.")
    press(dialog, "Undo")
    expect(dialog.get_by_role("status")).to_contain_text("Undone")
    assert stored(other) == before
    choose.set_input_files(path)
    press(dialog, "Merge the file")
    press(dialog, "Close")
    expect(said(other)).to_contain_text("2/9")

    expect(cell.editor).to_contain_text("from the second device")
    cell.button("Show the other edit").click()
    expect(cell.editor).to_contain_text("from the first device")
    cell.button("Show the other edit").click()
    expect(cell.editor).to_contain_text("from the second device")
    cell.button("Forget the other edit").click()
    cell.button("Bring it back").click()
    expect(cell.button("Show the other edit")).to_be_visible()
    choose = open_dialog(other).get_by_label("Import a file")
    choose.set_input_files(path)
    expect(other.get_by_role("dialog").get_by_role("status")).to_contain_text(
        "all that is in this file is here already"
    )


@with_tabs
def test_tabs_agree_and_a_reset_is_undone(page: Page, context: BrowserContext, site: Site) -> None:
    page.goto(site.lesson)
    tab = context.new_page()
    tab.goto(site.home + "course/")
    all_lessons = tab.locator(".lesson-course-state p")
    expect(all_lessons).to_contain_text(", 0 of ")
    read_a_section(page)
    expect(all_lessons).to_contain_text(", 1 of ")
    second = context.new_page()
    second.goto(site.lesson)
    expect(said(second)).to_contain_text("1/9")
    dialog = open_dialog(second)
    press(dialog, "Reset this lesson")
    press(dialog, "Leave it as it is")
    expect(said(page)).to_contain_text("1/9")
    press(dialog, "Reset this lesson")
    press(dialog, "Remove")
    expect(said(page)).to_contain_text("0/9")
    expect(all_lessons).to_contain_text(", 0 of ")
    press(dialog, "Undo")
    expect(said(page)).to_contain_text("1/9")
    expect(said(second)).to_contain_text("1/9")


@with_files
def test_a_full_storage_is_told_once_and_the_visit_goes_on(page: Page, site: Site) -> None:
    page.add_init_script(FULL)
    page.goto(site.lesson)
    read_a_section(page)
    notice = page.get_by_role("status").filter(has_text="This browser keeps nothing for this site")
    expect(notice).to_be_in_viewport()
    notice.get_by_role("button", name="Dismiss").click()
    read_a_section(page)
    expect(said(page)).to_contain_text("2/9")
    expect(notice).to_have_count(0)
    dialog = open_dialog(page)
    expect(dialog).to_contain_text("all of it lasts until you close or reload the page, unless you export it")
    with page.expect_download() as exported:
        press(dialog, "Export to a file")
    assert len(json.loads(Path(exported.value.path()).read_text("utf-8"))["entries"]) == 2


def test_a_section_that_changed_says_so_and_stays_complete(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    read_a_section(page)
    expect(said(page)).to_contain_text("1/9")

    def change(handler: SimpleHTTPRequestHandler, folder: Path) -> None:
        """As if the author had rewritten every section that is only read."""
        page = (folder / "index.html").read_text("utf-8")
        text = re.sub(r"( read:[\w-]+:)\w{8}", r"\g<1>00000000", page).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        handler.wfile.write(text)

    contents = page.get_by_role("navigation", name="Table of contents")
    with site.broken("/gradient-descent/", change):
        page.reload()
        changed = page.locator("lesson-done").filter(has_text="Complete, but this section has changed since")
        expect(changed).to_have_count(1)
        expect(said(page)).to_contain_text("1/9")
        expect(contents.get_by_role("link", name="(complete, but changed since)")).to_have_count(1)
        changed.get_by_role("button", name="Mark as read again").click()
        expect(changed).to_have_count(0)
        expect(said(page)).to_contain_text("1/9")
    # Of both versions it is known that they were read.
    page.reload()
    expect(contents.get_by_role("link", name="(complete)")).to_have_count(1)


def test_the_course_page_knows_how_far_the_reader_is(page: Page, site: Site) -> None:
    page.goto(site.home + "course/")
    links = page.locator(".lesson-list-title a")
    names = links.all_text_contents()
    assert len(names) >= 2
    lesson = page.locator(".lesson-list > li").nth(1)
    before = lesson.locator(".lesson-builds a").first.text_content()
    assert before in names
    links.filter(has_text=re.compile(f"^{re.escape(before)}$")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(before)
    read_a_section(page)
    page.get_by_role("navigation", name="Lessons before and after this one").get_by_role("link", name=names[1]).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(names[1])
    expect(page.locator("header.lesson-header lesson-standing")).to_contain_text("1/9, in progress")
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="All lessons").click()
    node = page.get_by_role(
        "link", name=re.compile(f"^{re.escape(before)}, \\d+ minutes, 1.9, in progress$")
    )  # a slash would end the expression
    expect(node).to_contain_text("1/9 in progress")
    # By keyboard alone.
    node.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(before)


@pytest.mark.engines("chromium", why="no other driver can turn JavaScript off")
def test_the_course_page_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(site.home + "course/")
    names = page.locator(".lesson-list-title").all_text_contents()
    for name in names:
        expect(page.get_by_role("link", name=re.compile(f"^{re.escape(name)}, \\d+ minutes$"))).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("not started")
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()


@pytest.mark.engines("chromium", why="other engines move the focus to buttons only if their reader says so")
def test_the_dialog_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    read_a_section(page)
    opener = page.get_by_role("button", name="Your progress")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Your progress")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    reset = dialog.get_by_role("button", name="Reset everything")
    for _ in range(8):
        if reset.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(reset).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="Remove")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_contain_text("Undone")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    expect(said(page)).to_contain_text("1/9")
