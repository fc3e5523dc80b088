"""When a file of Python does not arrive as it should, the cell says so in a sentence, and Retry mends it."""

from __future__ import annotations

from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import first_cell
from tests.browser.site_server import Fault, Site


def missing(request: SimpleHTTPRequestHandler, file: Path) -> None:
    request.send_error(HTTPStatus.NOT_FOUND)


def down(request: SimpleHTTPRequestHandler, file: Path) -> None:
    request.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)


def send(request: SimpleHTTPRequestHandler, body: bytes, length: int) -> None:
    request.send_response(HTTPStatus.OK)
    request.send_header("Content-Type", "application/octet-stream")
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


# One after the other in one visit: each Retry has to ask anew, whatever the last answer was.
FAULTS: list[tuple[Fault, str]] = [
    (missing, "could not be downloaded: the server answered “404"),
    (truncated, "arrived damaged"),
    (down, "could not be downloaded: the server answered “500"),
    (damaged, "arrived damaged: its content is not the published one"),
    (cut_off, "could not be downloaded: the connection failed"),
]


@pytest.mark.parametrize("part", [".wasm", ".whl"])
def test_a_file_of_python_that_does_not_arrive(page: Page, site: Site, troubles: list[str], part: str) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    published = cell.output.inner_text()
    button = "Run"
    for fault, sentence in FAULTS:
        with site.broken(part, fault):
            cell.button(button).click()
            expect(cell.state).to_contain_text(sentence)
            expect(cell.button("Run")).to_be_visible()
        assert cell.output.inner_text() == published
        button = "Retry"
    assert len(site.asked_for(part)) >= len(FAULTS)
    cell.button("Retry").click()
    expect(cell.state).to_have_text("Same as published")
    forgive(troubles, "Failed to load resource")


def test_an_editor_that_does_not_arrive(page: Page, site: Site, troubles: list[str]) -> None:
    page.goto(site.home)
    cell = first_cell(page)
    with site.broken("/editor-", missing):
        cell.button("Edit").click()
        expect(cell.state).to_contain_text("The editor could not be loaded.")
        cell.run()
        expect(cell.state).to_have_text("Same as published")
    forgive(troubles, "Failed to load resource")
    forgive(troubles, "Failed to fetch dynamically imported module")


def forgive(troubles: list[str], text: str) -> None:
    """The browser itself reports a file that did not arrive."""
    troubles[:] = [trouble for trouble in troubles if text not in trouble]
