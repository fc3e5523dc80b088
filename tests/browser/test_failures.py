"""When a file of Python does not arrive as it should, the cell says so in a sentence, and Retry mends it."""

from __future__ import annotations

import re
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import first_cell
from tests.browser.site_server import Fault, Site
from tests.browser.webkit import until


def missing(request: SimpleHTTPRequestHandler, file: Path) -> None:
    request.send_error(HTTPStatus.NOT_FOUND)


def down(request: SimpleHTTPRequestHandler, file: Path) -> None:
    request.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)


def send(request: SimpleHTTPRequestHandler, body: bytes, length: int, kind: str = "application/octet-stream") -> None:
    request.send_response(HTTPStatus.OK)
    request.send_header("Content-Type", kind)
    request.send_header("Content-Length", str(length))
    request.end_headers()
    request.wfile.write(body)


def truncated(request: SimpleHTTPRequestHandler, file: Path) -> None:
    body = file.read_bytes()[:-1000]
    send(request, body, len(body))


def damaged(request: SimpleHTTPRequestHandler, file: Path) -> None:
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 1
    send(request, bytes(body), len(body))


def cut_off(request: SimpleHTTPRequestHandler, file: Path) -> None:
    body = file.read_bytes()
    send(request, body[: len(body) // 2], len(body))
    request.close_connection = True


def stalled(request: SimpleHTTPRequestHandler, file: Path) -> None:
    """Half of the file, and then nothing for as long as the browser waits."""
    body = file.read_bytes()
    request.send_response(HTTPStatus.OK)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body[: len(body) // 2])
    request.wfile.flush()
    request.rfile.read(1)


# One after the other in one visit: each Retry has to ask anew, whatever the last answer was.
FAULTS: list[tuple[Fault, str]] = [
    (missing, "could not be downloaded: the server answered “404"),
    (truncated, "arrived damaged"),
    (down, "could not be downloaded: the server answered “500"),
    (damaged, "arrived damaged: its content is not the published one"),
    # Firefox lets an answer over HTTP/1.0 end before its announced length; the page itself counts.
    (cut_off, r"could not be downloaded: the connection failed|arrived damaged: \d+ bytes arrived instead of \d+"),
    (stalled, "stopped: nothing arrived for half a minute"),
]
FILES = ["pyodide-", "pyodide.asm.mjs", ".wasm", "snapshot-", "pyodide-lock", ".whl", "worker-"]
# Once the page is in a hurry, half a minute passes in a moment, where a download waits for its next piece. And nothing
# is fetched in advance, which might happen between two faults.
QUICK = """{
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
    const { setTimeout } = window;
    window.setTimeout = (work, wait, ...more) => setTimeout(work, wait === 30000 && window.hurry ? 500 : wait, ...more);
}"""


def send_script(request: SimpleHTTPRequestHandler, text: str) -> None:
    body = text.encode()
    send(request, body, len(body), "text/javascript")


def preceded_by(script: str) -> Fault:
    """The same file, with a script in front of it."""

    def answer(request: SimpleHTTPRequestHandler, file: Path) -> None:
        send_script(request, f"{script};\n{file.read_text('utf-8')}")

    return answer


def open_quick(page: Page, site: Site, address: str) -> None:
    """A page whose first script follows ours, in whichever engine."""
    with site.broken("/javascripts/bundle.", preceded_by(QUICK)):
        page.goto(address)


def asked_while_waiting(page: Page, site: Site, part: str) -> list[str]:
    page.evaluate("0")
    return site.asked_for(part)


def hurry(page: Page, fault: Fault | None) -> None:
    """Only what stalls is not waited for: a busy machine may take longer than a moment for a piece that does come."""
    page.evaluate("hurry => { window.hurry = hurry }", fault is stalled)


@pytest.mark.parametrize("part", FILES)
def test_a_file_of_python_that_does_not_arrive(page: Page, site: Site, troubles: list[str], part: str) -> None:
    open_quick(page, site, site.home)
    cell = first_cell(page)
    published = cell.output.inner_text()
    button = "Run"
    for fault, sentence in FAULTS:
        with site.broken(part, fault):
            hurry(page, fault)
            cell.button(button).click()
            expect(cell.state).to_contain_text(re.compile(sentence))
            expect(cell.button("Run")).to_be_visible()
        assert cell.output.inner_text() == published
        button = "Retry"
    assert len(site.asked_for(part)) >= len(FAULTS)
    hurry(page, None)
    cell.button("Retry").click()
    expect(cell.state).to_have_text("Same as published")
    forgive(troubles, "Failed to load resource")


def test_the_standard_library_comes_later_and_only_then_can_fail(page: Page, site: Site, troubles: list[str]) -> None:
    open_quick(page, site, site.home)
    cell = first_cell(page)
    with site.broken("python_stdlib", missing):
        # What the lesson needs is there without it; so are Python's own messages.
        cell.run()
        expect(cell.state).to_have_text("Same as published")
        until(lambda: asked_while_waiting(page, site, "python_stdlib"), bool, lambda _: "nothing came later")
        cell.replace_code("import sqlite3\nprint(sqlite3.sqlite_version[0])")
    button = "Run"
    for fault, sentence in FAULTS:
        with site.broken("python_stdlib", fault):
            hurry(page, fault)
            cell.button(button).click()
            expect(cell.state).to_contain_text(re.compile(sentence))
        button = "Retry"
    hurry(page, None)
    cell.button("Retry").click()
    expect(cell.output).to_have_text("3")
    forgive(troubles, "Failed to load resource")


def test_an_import_that_could_not_be_foreseen_waits_for_the_library(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code("name = 'sql' + 'ite3'\nprint(__import__(name).sqlite_version[0])")
    cell.run()
    expect(cell.output).to_have_text("3")
    expect(cell.state).to_have_text("You edited this cell")


@pytest.mark.engines("chromium", "firefox", why="only the console tells, and WebDriver does not hear it")
def test_a_snapshot_that_does_not_fit_is_done_without(page: Page, site: Site, troubles: list[str]) -> None:
    """A browser in which the restored memory does not work starts Python plainly, and says so in its console."""
    [script] = [
        path for path in (site.folder / "assets" / "lesson").glob("*.js") if "snapshot-" in path.read_text("utf-8")
    ]
    text = script.read_text("utf-8")
    # Something that is no snapshot, but arrives in its place undamaged.
    entry, other = (re.search(rf'file:"{name}-[^}}]*', text) for name in ("snapshot", "python_stdlib"))
    assert entry
    assert other
    spoilt = text.replace(entry[0], other[0])
    with site.broken(script.name, lambda request, _: send_script(request, spoilt)):
        page.goto(site.home)
    cell = first_cell(page)
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    assert any("Python starts without its snapshot" in trouble for trouble in troubles)
    troubles.clear()


def test_an_editor_that_does_not_arrive(page: Page, site: Site, troubles: list[str]) -> None:
    open_quick(page, site, site.home)
    cell = first_cell(page)
    button = "Edit"
    for fault, sentence in FAULTS:
        with site.broken("/editor-", fault):
            hurry(page, fault)
            cell.button(button).click()
            expect(cell.state).to_contain_text("The editor could not be loaded; Run works without it.")
            expect(cell.state).to_contain_text(re.compile(sentence))
        button = "Retry"
    hurry(page, None)
    cell.button("Retry").click()
    expect(cell.editor).to_be_focused()
    expect(cell.state).to_have_text("Verified at build")
    forgive(troubles, "Failed to load resource")


@pytest.mark.engines("chromium", "firefox", why="WebDriver has no way to wait for an answer")
def test_files_set_out_when_a_reader_goes_for_run_unless_data_is_to_be_saved(page: Page, site: Site) -> None:
    open_quick(page, site, site.home)
    first_cell(page).button("Run").hover()
    first_cell(page).button("Run").focus()
    # By the time that this is answered, what was asked for before would have come.
    page.evaluate("fetch(location.href).then((answer) => answer.text())")
    assert [path for path in site.asked if "pyodide" in path or "snapshot-" in path] == []
    page.goto(site.home)
    page.mouse.move(0, 0)  # a pointer that was there already does not come
    with page.expect_response(re.compile("snapshot-.*zst")):
        first_cell(page).button("Run").hover()
    wasm = until(lambda: asked_while_waiting(page, site, ".wasm"), bool, lambda _: "nothing else set out")
    assert len(wasm) == 1


def forgive(troubles: list[str], text: str) -> None:
    """The browser itself reports a file that did not arrive."""
    troubles[:] = [trouble for trouble in troubles if text not in trouble]
