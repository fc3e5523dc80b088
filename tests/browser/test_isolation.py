"""Code in a cell may be a stranger's: from inside Python no way leads to the network, the page or its storage."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.engines import expect
from tests.browser.lesson_page import first_cell
from tests.browser.site_server import Site
from tests.browser.test_share import STRANGE, link_to

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
    "SharedWorker": "js.SharedWorker.new(URL)",
    "EventSource": "js.EventSource.new(URL)",
    "BroadcastChannel": "js.BroadcastChannel.new('lesson')",
    "RTCPeerConnection": "js.RTCPeerConnection.new()",
    "sendBeacon": "js.navigator.sendBeacon(URL)",
    "postMessage": "js.postMessage('result')",
    "dynamic import": "__import__('pyodide.code').code.run_js('import(\"' + URL + '\")')",
    "pyodide_js": "__import__('pyodide_js')._module.wasmMemory.constructor.constructor('return self.fetch')()",
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
    url = site.home + "stolen"
    cell.replace_code(PROGRAM.format(url=url, port=site.server.server_port, attempts=ATTEMPTS))
    cell.run()
    expect(cell.state).to_have_text("You edited this cell")
    answers = cell.output.inner_text()
    assert {name for name in ATTEMPTS if f"{name} is closed" not in answers} <= ONLY_PROMISE, answers

    # By the end of another run every request would long have come.
    cell.button("Reset").click()
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    assert site.asked_for("stolen") == []
    assert "/" not in site.asked
    forgive_the_policy(troubles)


def test_c_functions_lead_nowhere_either(page: Page, site: Site, troubles: list[str]) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    cell.replace_code(f"import ctypes\nctypes.CDLL(None).emscripten_run_script(b'fetch(\"{site.home}stolen\")')")
    cell.run()
    expect(cell.state).to_contain_text("Python broke down")
    cell.button("Reset").click()
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    assert site.asked_for("stolen") == []
    troubles.clear()


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


def tries(program: str) -> str:
    """A function that answers "open", or the name of what stopped the program."""
    return f"url => {{ try {{ {program}; return 'open' }} catch (error) {{ return error.name }} }}"


def loads(element: str, attributes: str) -> str:
    """A function that answers whether an element in the frame could load from an address."""
    return f"""url => new Promise(done => {{
        const it = Object.assign(document.createElement('{element}'), {attributes});
        it.onload = () => done('open');
        it.onerror = () => done('refused');
        document.body.append(it);
    }})"""


def asks(element: str, attributes: str, more: str = "") -> str:
    """A function that adds an element which would ask for an address; the server tells whether it did."""
    return f"""url => {{
        const it = Object.assign(document.createElement('{element}'), {attributes});
        document.body.append(it);
        {more};
    }}"""


# What code in the worker may try in JavaScript itself (not `eval`: a debugger, which the test is, may always do that).
WORKER_ATTEMPTS = {
    "XMLHttpRequest": tries("const x = new XMLHttpRequest(); x.open('GET', url, false); x.send()"),
    "WebSocket": tries("new WebSocket(url.replace('http', 'ws'))"),
    "importScripts": tries("importScripts(url)"),
    "nested worker": tries("new Worker(url)"),
    "event source": tries("new EventSource(url)"),
    "broadcast": tries("new BroadcastChannel('x')"),
    "message": tries("postMessage('x')"),
    "beacon": tries("navigator.sendBeacon(url)"),
    "peer": tries("new RTCPeerConnection()"),
}
# … and in the frame, which no code of a cell reaches.
FRAME_ATTEMPTS = {
    "top": tries("top.location = url"),
    "popup": tries("window.open(url).focus()"),
    "parent's page": tries("parent.document.title"),
    "storage": tries("localStorage.length"),
    "cookies": tries("document.cookie"),
    "image": loads("img", "{ src: url }"),
    "script": loads("script", "{ src: url }"),
    "frame": asks("iframe", "{ src: url }"),
    "form": asks("form", "{ action: url }", "it.submit()"),
} | {
    rel: asks("link", f"{{ rel: '{rel}', as: 'image', href: url }}")
    for rel in ("prefetch", "preload", "dns-prefetch", "preconnect", "modulepreload", "stylesheet")
}


@pytest.mark.engines("chromium", why="no other driver reaches into a worker")
def test_nor_is_there_a_way_from_around_python(page: Page, site: Site, troubles: list[str]) -> None:
    """Suppose that somebody breaks out of Python into its worker or the frame around it."""
    page.goto(site.home)
    cell = first_cell(page)
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    [frame] = page.frames[1:]
    [worker] = [worker for worker in page.workers if worker.url.startswith("blob:")]
    url = site.home + "stolen"
    for place in (frame, worker):
        assert place.evaluate("origin") == "null"
        assert place.evaluate(FETCH, url) in ("TypeError", "none")
        assert place.evaluate(IMPORT, url + ".js") == "TypeError"
        assert place.evaluate(DATABASE) in ("SecurityError", "TypeError")
    for name, attempt in WORKER_ATTEMPTS.items():
        assert worker.evaluate(attempt, url) != "open", name
    for name, attempt in FRAME_ATTEMPTS.items():
        assert frame.evaluate(attempt, url) != "open", name
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    assert page.url == site.home
    assert site.asked_for("stolen") == []
    # The browser reports each thing that the policy and the sandbox have stopped.
    troubles.clear()


# What a worker may try that has kept every power which ours gives up. Each answers "open" when it worked.
HOSTILE = """
const heard = (it, works) => new Promise(done => {
    it["on" + works] = () => done("open");
    it.onerror = () => done("refused");
    setTimeout(done, 2000, "silence");
});
const address = program => self.URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
const attempts = {
    "fetch": url => fetch(url, { mode: "no-cors" }).then(() => "open"),
    "XMLHttpRequest": url => { const it = new XMLHttpRequest(); it.open("GET", url, false); it.send(); return "open" },
    "WebSocket": url => heard(new WebSocket(url.replace("http", "ws")), "open"),
    "EventSource": url => heard(new EventSource(url), "open"),
    "Worker": url => heard(new Worker(url), "message"),
    "own worker": url => heard(new Worker(address(`fetch("${url}").then(() => postMessage("open"))`)), "message"),
    "beacon": url => (navigator.sendBeacon(url) ? "open" : "refused"),
    "WebTransport": url => new WebTransport(url).ready.then(() => "open"),
    "WebSocketStream": url => new WebSocketStream(url.replace("http", "ws")).opened.then(() => "open"),
    "cookies": () => cookieStore.getAll().then(() => "open"),
    "importScripts": url => { importScripts(url); return "open" },
    "import": url => import(url).then(() => "open"),
    "eval": () => { eval("1"); return "open" },
    "indexedDB": () => heard(indexedDB.open("names"), "success"),
    // WebKit gives every origin a store, this one too; but it is not the site's, which has files of Python in it.
    "caches": () => caches.keys().then((names) => (names.length > 0 ? "open" : "empty")),
    "files": () => navigator.storage.getDirectory().then(() => "open"),
};
onmessage = async ({ data: { port } }) => {
    const told = {};
    for (const [name, attempt] of Object.entries(attempts)) {
        try { told[name] = await attempt(URL) } catch (error) { told[name] = error.name }
    }
    port.postMessage(told);
};
"""
# Another frame, the same as the one that Python is in, gets that worker in the place of ours.
PUT_IN = """program => {
    const frame = document.querySelector("iframe[title=Python]").cloneNode();
    addEventListener("message", ({ source, data }) => {
        if (source !== frame.contentWindow || data.frame !== "loaded") return;
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => { window.told = data };
        const worker = new TextEncoder().encode(program).buffer;
        frame.contentWindow.postMessage({ worker, port: port2 }, "*", [port2]);
    });
    document.body.append(frame);
}"""


def test_a_hostile_worker_gets_nowhere_either(page: Page, site: Site, troubles: list[str]) -> None:
    """Suppose that there were not our worker in the frame, but a stranger's."""
    page.goto(site.home)
    cell = first_cell(page)
    cell.run()
    expect(cell.state).to_have_text("Same as published")
    page.evaluate(PUT_IN, HOSTILE.replace("attempt(URL)", f"attempt({site.home + 'stolen'!r})"))
    page.wait_for_function("() => window.told !== undefined")
    told = page.evaluate("window.told")
    assert len(told) == 16
    assert "open" not in told.values(), told
    assert site.asked_for("stolen") == []
    troubles.clear()


def test_nobody_else_can_speak_for_the_frame(page: Page, site: Site) -> None:
    page.goto(site.home)
    forged = "['loaded', 'failed'].forEach(frame => postMessage({ frame, origin: 'null', message: 'forged' }, '*'))"
    cell = first_cell(page)
    cell.run()
    page.evaluate(forged)
    expect(cell.state).to_have_text("Same as published")
    page.evaluate(forged)
    cell.run()
    expect(cell.state).to_have_text("Same as published")


REFUSALS = {
    "an isolated frame": (
        "Object.defineProperty(HTMLIFrameElement.prototype, 'sandbox', { value: { add() {} } })",
        "does not isolate the frame",
    ),
    "a worker": (
        """{
            const { set } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "srcdoc");
            const spoil = function (text) { set.call(this, text.replace("worker-src blob:", "worker-src 'none'")) };
            Object.defineProperty(HTMLIFrameElement.prototype, "srcdoc", { set: spoil });
        }""",
        "Python could not be started: ",
    ),
}


@pytest.mark.engines("chromium", "firefox", why="WebDriver has no scripts that run before a page's own")
@pytest.mark.parametrize("what", REFUSALS)
def test_without_isolation_nothing_runs(page: Page, site: Site, troubles: list[str], what: str) -> None:
    spoil, told = REFUSALS[what]
    page.add_init_script(spoil)
    page.goto(site.home)
    cell = first_cell(page)
    published = cell.output.inner_text()
    cell.run()
    expect(cell.state).to_contain_text(told)
    expect(cell.button("Retry")).to_be_visible()
    assert cell.output.inner_text() == published
    troubles.clear()


@pytest.mark.engines("chromium", "firefox", why="WebDriver has no scripts that run before a page's own")
def test_without_isolation_the_code_of_a_link_is_refused(page: Page, site: Site, troubles: list[str]) -> None:
    link = link_to(page, site, STRANGE)
    spoil, told = REFUSALS["an isolated frame"]
    page.add_init_script(spoil)
    page.goto(link)
    cell = first_cell(page)
    expect(cell.editor).to_have_text(STRANGE.strip())
    published = cell.output.inner_text()
    cell.run()
    expect(cell.state).to_contain_text(told)
    assert cell.output.inner_text() == published
    troubles.clear()


@pytest.mark.engines("chromium", "firefox", why="WebDriver does not hear the console, which says what was stopped")
def test_the_page_itself_runs_no_script_but_its_own(page: Page, site: Site, troubles: list[str]) -> None:
    page.goto(site.lesson)
    page.evaluate(
        """() => {
            const inline = document.createElement("script");
            inline.textContent = "window.ranInline = true";
            const handler = document.createElement("img");
            handler.setAttribute("onerror", "window.ranHandler = true");
            handler.src = "data:,";
            document.body.append(inline, handler);
        }"""
    )
    assert page.evaluate("fetch('https://elsewhere.invalid/').then(() => 'open', error => error.name)") == "TypeError"
    assert page.evaluate("[window.ranInline, window.ranHandler]") == [None, None]
    assert len(troubles) >= 2
    troubles.clear()


def forgive_the_policy(troubles: list[str]) -> None:
    """The browser reports each thing that the policy has stopped."""
    troubles[:] = [trouble for trouble in troubles if "violates the" not in trouble]
