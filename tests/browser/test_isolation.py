"""Code in a cell may be a stranger's: from inside Python no way leads to the network, the page or its storage."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.lesson_page import first_cell
from tests.browser.site_server import Site

# Each attempt is an expression; one that gives anything has broken out. A promise is judged by the server's list.
ATTEMPTS = {
    "fetch": "js.fetch(URL)",
    "fetch of the prototype": "js.Object.getPrototypeOf(js.Object.getPrototypeOf(js.self)).fetch.call(js.self, URL)",
    "document": "js.document.cookie",
    "window": "js.window.location",
    "localStorage": "js.localStorage.length",
    "indexedDB": "js.indexedDB.open('names')",
    "caches": "js.caches.keys()",
    "XMLHttpRequest": "js.XMLHttpRequest.new().open('GET', URL)",
    "WebSocket": "js.WebSocket.new(URL.replace('http', 'ws'))",
    "EventSource": "js.EventSource.new(URL)",
    "BroadcastChannel": "js.BroadcastChannel.new('lesson')",
    "importScripts": "js.importScripts(URL)",
    "Worker": "js.Worker.new(URL)",
    "eval": "js.eval('1 + 1')",
    "run_js": "pyodide.code.run_js('fetch(\"' + URL + '\")')",
    "urllib": "urllib.request.urlopen(URL).status",
    "socket": "socket.create_connection((HOST, PORT), timeout=1).send(b'GET / HTTP/1.0')",
}
PROGRAM = """\
import socket, urllib.request
import js, pyodide.code

URL, HOST, PORT = {url!r}, "127.0.0.1", {port}
for name, attempt in {attempts!r}.items():
    try:
        got = eval(attempt)
    except BaseException as error:
        print(name, "is closed")
    else:
        print(name, "gave", got)
"""
# A promise of nothing: the policy refuses it a moment later, and the console says so.
ONLY_PROMISED = {"fetch of the prototype"}


def test_python_is_shut_in(page: Page, site: Site, troubles: list[str]) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    asked = list(site.asked)

    url = site.home + "stolen"
    cell.replace_code(PROGRAM.format(url=url, port=site.server.server_port, attempts=ATTEMPTS))
    asked += site.asked_for("/editor-") + site.asked_for("/chunk-")
    cell.run()
    expect(cell.state).to_have_text("You edited this cell")
    answers = cell.output.inner_text().splitlines()
    open_ways = {name for name in ATTEMPTS if f"{name} is closed" not in answers}
    assert open_ways <= ONLY_PROMISED, "\n".join(answers)

    # By the end of another run every request would long have come.
    cell.button("Reset").click()
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    assert sorted(set(site.asked)) == sorted(set(asked))
    assert page.evaluate("Object.keys(localStorage).filter(key => !key.startsWith('lesson:1:/some/repo/'))") == [
        key for key in page.evaluate("Object.keys(localStorage)") if key.startswith("/some/repo/")
    ]
    troubles[:] = [trouble for trouble in troubles if "Content Security Policy" not in trouble]


def test_the_frame_of_python_has_no_origin(page: Page, site: Site) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code("import js\njs.self.origin, str(js.location.href)[:9]")
    cell.run()
    expect(cell.output).to_have_text("('null', 'blob:null')\n")
