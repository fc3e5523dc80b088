"""Code in a cell may be a stranger's: from inside Python no way leads to the network, the page or its storage."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.lesson_page import first_cell
from tests.browser.site_server import Site

# Each is an expression that must raise. One that only promises something is judged by what the server was asked.
ATTEMPTS = {
    "fetch": "js.fetch(URL)",
    "document": "js.document.cookie",
    "window": "js.window.location",
    "localStorage": "js.localStorage.length",
    "indexedDB": "js.indexedDB.open('names')",
    "caches": "js.caches.keys()",
    "XMLHttpRequest": "js.XMLHttpRequest.new().open('GET', URL)",
    "WebSocket": "js.WebSocket.new(URL.replace('http', 'ws'))",
    "importScripts": "js.importScripts(URL)",
    "Worker": "js.Worker.new(URL)",
    "eval": "js.eval('1 + 1')",
    "Function": "js.constructor.constructor('return fetch')()",
    "run_js": "__import__('pyodide.code').code.run_js('fetch(\"' + URL + '\")')",
    "open_url": "__import__('pyodide.http').http.open_url(URL)",
    "pyfetch": "__import__('pyodide.http').http.pyfetch(URL).send(None)",
    "loadPackage": "__import__('pyodide_js').loadPackage(URL + '.whl')",
    "urllib": "urllib.request.urlopen(URL).status",
    "socket": "socket.create_connection((HOST, PORT), timeout=1).send(b'GET / HTTP/1.0')",
}
PROGRAM = """\
import socket, urllib.request
import js

URL, HOST, PORT = {url!r}, "127.0.0.1", {port}
for name, attempt in {attempts!r}.items():
    try:
        got = eval(attempt)
    except BaseException as error:
        print(name, "is closed:", type(error).__name__)
    else:
        print(name, "gave", got)
"""
ONLY_PROMISE = {"pyfetch", "loadPackage"}


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
    answers = cell.output.inner_text()
    assert {name for name in ATTEMPTS if f"{name} is closed" not in answers} <= ONLY_PROMISE, answers

    # By the end of another run every request would long have come.
    cell.button("Reset").click()
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    assert sorted(set(site.asked)) == sorted(set(asked))


# The global objects' own `fetch`, wherever on the chain of prototypes it is found.
FETCH = """url => {
    for (let place = self; place; place = Object.getPrototypeOf(place)) {
        const fetch = Object.getOwnPropertyDescriptor(place, "fetch")?.value;
        if (fetch) return fetch.call(self, url).then(() => "open", error => error.name);
    }
    return "none";
}"""
IMPORT = 'url => import(url).then(() => "open", error => error.name)'
DATABASE = """() => {
    try {
        const { get } = Object.getOwnPropertyDescriptor(
            self.Window ? self : WorkerGlobalScope.prototype, "indexedDB");
        return String(get.call(self).open("names"));
    } catch (error) { return error.name }
}"""
PAGE = "() => { try { return parent.document.title } catch (error) { return error.name } }"
STORAGE = "() => { try { return localStorage.length } catch (error) { return error.name } }"


def test_nor_is_there_a_way_from_around_python(page: Page, site: Site, troubles: list[str]) -> None:
    """Suppose that somebody breaks out of Python into its worker or the frame around it."""
    page.goto(site.home)
    cell = first_cell(page)
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    asked = list(site.asked)
    [frame] = page.frames[1:]
    [worker] = [worker for worker in page.workers if worker.url.startswith("blob:")]
    for place in (frame, worker):
        assert place.evaluate("origin") == "null"
        assert place.evaluate(FETCH, site.home) == "TypeError"
        assert place.evaluate(IMPORT, site.home + "stolen.js") == "TypeError"
        assert place.evaluate(DATABASE) == "SecurityError"
    assert frame.evaluate(PAGE) == "SecurityError"
    assert frame.evaluate(STORAGE) == "SecurityError"
    assert site.asked == asked
    forgive_the_policy(troubles)


def forgive_the_policy(troubles: list[str]) -> None:
    """The browser reports each thing that the policy has stopped."""
    troubles[:] = [trouble for trouble in troubles if "violates the" not in trouble]
