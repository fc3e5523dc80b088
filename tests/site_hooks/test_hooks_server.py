"""MkDocs' server with the overlay in its answers, and with builds that fail."""

from pathlib import Path

import pytest
from mkdocs.exceptions import ConfigurationError
from mkdocs.livereload import LiveReloadServer

from site_hooks import server as module
from site_hooks.overlay import Place, Trouble
from site_hooks.server import attach
from site_hooks.serving import Serving

PAGE = b"<html><body><h1>A page</h1></body></html>"
TROUBLE = Trouble("content/caf\u00e9.md:3", "Wrong.", "content/caf\u00e9.md")


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    (folder / "caf\u00e9").mkdir(parents=True)
    (folder / "caf\u00e9" / "index.html").write_bytes(PAGE)
    (folder / "style.css").write_text("p {}", "utf-8")
    return folder


@pytest.fixture
def serving():
    serving = Serving()
    serving.places = {TROUBLE.page: Place(TROUBLE.page, "Caf\u00e9", "/tunes/caf%C3%A9/")}
    return serving


@pytest.fixture
def make(site, serving):
    """A server that was never bound to a port: its parts are called as its threads would."""
    made = []

    def make(build):
        server = LiveReloadServer(build, "127.0.0.1", 0, str(site), "/tunes/")
        made.append(server)
        attach(serving, server, site)
        return server

    yield make
    for server in made:
        server.server_close()
    serving.end()


def ask(server, path):
    heads = []
    environ = {"PATH_INFO": path.encode("utf-8").decode("latin-1")}
    parts = server.get_app()(environ, lambda status, headers: heads.append(headers))
    body = b"".join(parts)
    getattr(parts, "close", lambda: None)()
    [headers] = heads
    return dict(headers), body


@pytest.mark.parametrize("path", ["/tunes/caf\u00e9/", "/tunes/caf\u00e9/index.html"])
def test_a_page_shows_what_is_wrong_while_it_is_wrong(make, serving, path):
    server = make(lambda: None)
    assert ask(server, path)[1] == PAGE
    serving.troubles = [TROUBLE]
    headers, body = ask(server, path)
    assert b">1 problem</h2>" in body
    assert body.endswith(b"<h1>A page</h1></body></html>")
    assert headers["Content-Length"] == str(len(body))
    serving.troubles = []
    assert ask(server, path)[1] == PAGE


def test_a_page_that_is_not_there_shows_it_too_and_a_style_does_not(make, serving):
    server = make(lambda: None)
    serving.troubles = [TROUBLE]
    assert b"1 problem, none on this page" in ask(server, "/tunes/gone/")[1]
    assert ask(server, "/tunes/style.css") == ({"Content-Type": "text/css", "Content-Length": "4"}, b"p {}")


def test_a_build_that_breaks_off_is_shown_and_the_server_goes_on(make, serving, caplog):
    wrong = [ConfigurationError("No such theme."), KeyError("ours"), SystemExit("a plugin's")]

    def build():
        if wrong:
            raise wrong.pop(0)

    server = make(build)
    server.builder()
    assert serving.troubles == [Trouble("The build broke off", "No such theme.")]
    server.builder()
    [trouble] = serving.troubles
    assert "Traceback" in trouble.message and "KeyError: 'ours'" in trouble.message
    assert "KeyError: 'ours'" in caplog.text
    server.builder()
    [trouble] = serving.troubles
    assert "SystemExit: a plugin's" in trouble.message
    server.builder()
    assert serving.troubles == []


def test_who_stops_the_server_stops_it(make):
    def build():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(build).builder()


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package that can be edited, and what took the place of the process."""
    folder = tmp_path / "site_hooks"
    folder.mkdir()
    for name in ("__init__", "hooks", "markdown"):
        (folder / f"{name}.py").write_text("", "utf-8")
    monkeypatch.setattr(module, "OWN", folder)
    monkeypatch.setattr("site_hooks.serving.OWN", folder)
    monkeypatch.setattr(module.os, "execv", lambda *_: pytest.fail("started again"))
    return folder


def test_an_edited_package_that_cannot_be_imported_is_shown(package, make, serving):
    serving.loaded = "of before"
    server = make(lambda: None)
    (package / "markdown.py").write_text("x = (\n", "utf-8")
    server.builder()
    assert [trouble.where for trouble in serving.troubles] == ["site_hooks/markdown.py:1"]
    (package / "markdown.py").write_text("import nowhere_at_all\n", "utf-8")
    server.builder()
    [trouble] = serving.troubles
    assert "No module named 'nowhere_at_all'" in trouble.message


def test_an_edited_package_takes_a_new_process(package, make, serving, site, monkeypatch):
    asked = []
    monkeypatch.setattr(module.os, "execv", lambda program, arguments: asked.append([program, *arguments]))
    monkeypatch.setattr(module.sys, "orig_argv", ["python", "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:1"])
    serving.loaded = "of before"
    make(lambda: None).builder()
    python = module.sys.executable
    assert asked == [[python, python, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:1"]]
    # MkDocs' own folder for the site: the process that follows makes another one.
    assert not Path(site).exists()


def test_where_a_process_cannot_be_replaced_its_author_is_asked(package, make, serving, monkeypatch):
    monkeypatch.setattr(module, "REPLACEABLE", False)
    serving.loaded = "of before"
    make(lambda: None).builder()
    [trouble] = serving.troubles
    assert "start it again" in trouble.message
