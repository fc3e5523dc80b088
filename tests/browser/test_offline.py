"""After one visit and one run the site needs no network; a new version is offered, and never mixed with the old."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from site_hooks.config import load_config
from site_hooks.offline import kept_files, service_worker
from site_hooks.publish import retire
from site_hooks.runtime import assemble
from tests.browser.engines import expect
from tests.browser.lesson_page import cells, first_cell
from tests.browser.site_server import BASE, Site

WORKER_IS_ACTIVE = "navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated' || new Promise(\
done => active.addEventListener('statechange', done)))"

# Whether the version that is there remains the only one.
TRY_TO_UPDATE = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update().catch(() => null);
    const worker = registration.installing;
    if (worker) await new Promise((done) => {
        worker.onstatechange = done;
    });
    return registration.waiting === null;
}"""


@pytest.fixture
def kept(page: Page, site: Site) -> Page:
    """A page whose reader has run one cell, and whose browser has kept the site."""
    page.goto(site.home)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    first_cell(page).run()
    expect(first_cell(page).state).to_have_text("Same as published")
    page.evaluate(WORKER_IS_ACTIVE)
    page.wait_for_function("caches.keys().then((names) => names.some((name) => name.startsWith('lesson:site:')))")
    # The standard library comes after the first output.
    page.wait_for_function(
        "caches.keys().then(async (names) => { for (const name of names) for (const { url } of await (await caches"
        ".open(name)).keys()) if (url.includes('python_stdlib')) return true; return false })"
    )
    return page


@pytest.fixture
def newer(site: Site, tmp_path: Path) -> Iterator[None]:
    """The site with another word on its first page, as a later build would publish it."""
    spare = tmp_path / "spare"
    shutil.copytree(site.folder, spare)
    yield
    shutil.rmtree(site.folder)
    shutil.copytree(spare, site.folder)


def test_everything_works_without_a_network(kept: Page, site: Site, troubles: list[str]) -> None:
    site.plugged = False
    use_everything(kept, site)
    # The browser alone goes on asking whether there is another worker.
    assert all("service-worker.js" in path for path in site.asked)
    troubles.clear()


def use_everything(kept: Page, site: Site) -> None:
    site.asked.clear()
    kept.reload()
    first_cell(kept).run()
    expect(first_cell(kept).state).to_have_text("Same as published")
    kept.goto(site.lesson)
    cells(kept)[1].run()
    expect(cells(kept)[1].state).to_have_text("Same as published. Ran 1 earlier cell first.")
    first_cell(kept).button("Edit").click()
    expect(first_cell(kept).editor).to_be_focused()
    first_cell(kept).replace_code("import sqlite3\nprint(sqlite3.sqlite_version[0])")
    first_cell(kept).run()
    expect(first_cell(kept).output).to_have_text("3")


def test_a_page_that_is_not_there_says_so_without_a_network(kept: Page, site: Site, troubles: list[str]) -> None:
    site.plugged = False
    answer = kept.goto(site.home + "no-such-page/")
    # WebDriver does not tell the number.
    assert getattr(answer, "status", 404) == 404
    expect(kept.get_by_role("heading", level=1)).to_have_text("404 - Not found")
    troubles.clear()


def republish(site: Site, word: str) -> None:
    """Change the first page and seal the site again."""
    page = site.folder / "index.html"
    page.write_text(page.read_text("utf-8").replace("</h1>", f" {word}</h1>", 1), "utf-8")
    worker = site.folder / "service-worker.js"
    text = worker.read_text("utf-8")
    site_table, _, program = text.partition(";\n")
    table = json.loads(site_table.removeprefix("const SITE = "))["files"]
    names = {path: None for path in table}
    fresh = {path: digest for path, digest in kept_files(site.folder).items() if path in names}
    worker.write_text(service_worker(fresh, program), "utf-8")


def test_a_new_version_is_offered_and_taken_as_a_whole(kept: Page, site: Site, newer: None) -> None:
    republish(site, "renewed")
    kept.reload()
    heading = kept.get_by_role("heading", level=1)
    expect(heading).not_to_contain_text("renewed")
    offer = kept.get_by_text("A new version of this site is ready.")
    expect(offer).to_be_visible()
    kept.get_by_role("button", name="Load it").click()
    expect(heading).to_contain_text("renewed")
    assert (
        kept.evaluate("caches.keys().then((all) => all.filter((name) => name.startsWith('lesson:site:')).length)") == 1
    )


def test_half_of_a_new_version_is_not_taken(kept: Page, site: Site, newer: None, troubles: list[str]) -> None:
    republish(site, "renewed")
    home = site.folder / "index.html"
    home.write_text(home.read_text("utf-8") + "<!-- of yet another build -->", "utf-8")
    kept.reload()
    site.asked.clear()
    assert kept.evaluate(TRY_TO_UPDATE) is True
    assert BASE in site.asked
    expect(kept.get_by_role("heading", level=1)).not_to_contain_text("renewed")
    expect(kept.get_by_text("A new version of this site is ready.")).to_have_count(0)
    troubles.clear()


def test_a_site_can_take_its_worker_back(kept: Page, site: Site, newer: None) -> None:
    runtime = assemble(load_config(Path(__file__).parents[2]), lambda _: None)
    retire(site.folder, runtime.assets / "manifest.json")
    kept.reload()
    kept.wait_for_function("navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    kept.wait_for_function("caches.keys().then((names) => !names.some((name) => name.startsWith('lesson:site:')))")
