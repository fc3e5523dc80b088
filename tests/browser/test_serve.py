"""What an author sees while writing: problems on the page and in the terminal, gone when they are mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import Served
from tests.browser.test_accessibility import expect_clean

pytestmark = pytest.mark.engines("chromium", why="what differs between engines is not what a server does")
CELL = "C5 3 523.251\n"


@pytest.fixture(scope="module")
def just_started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that found a page that is no UTF-8, and one with a cell that is not closed."""
    served = Served(tmp_path_factory.mktemp("serve") / "tiny")
    (served.folder / "content" / "odd.md").write_bytes(b"# Caf\xe9\n\nIt is open.\n")
    (served.folder / "content" / "open.md").write_text("# Open\n\n```python run\n1\n", "utf-8")
    with served.running():
        yield served


@pytest.fixture(scope="module")
def served(just_started: Served) -> Served:
    """The same, once its author has removed those pages."""
    for name in ("odd.md", "open.md"):
        (just_started.folder / "content" / name).unlink(missing_ok=True)
    return just_started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def lesson(served: Served) -> Path:
    return served.folder / "content" / "twelve-steps.md"


def overlay(page: Page) -> Locator:
    return page.get_by_role("region", name="problem")


def line_of(path: Path, text: str) -> int:
    return next(n for n, line in enumerate(path.read_text("utf-8").split("\n"), 1) if text in line)


def test_it_starts_with_what_it_has(just_started: Served, page: Page) -> None:
    page.goto(f"{just_started.home}open/")
    expect(overlay(page).get_by_role("heading", level=2)).to_have_text("3 problems, 2 on this page")
    expect(overlay(page)).to_contain_text("content/open.md:3")
    expect(page.get_by_role("heading", name="Open")).to_be_visible()
    overlay(page).get_by_role("link", name="Caf").click()
    expect(overlay(page)).to_contain_text("content/odd.md:1")
    expect(page.get_by_text("It is open.")).to_be_visible()
    assert "content/open.md:3: " in just_started.said


def test_a_wrong_digit_is_shown_until_it_is_right(served: Served, page: Page, lesson: Path) -> None:
    page.goto(f"{served.home}twelve-steps/")
    expect(overlay(page)).to_have_count(0)
    assert page.request.get(f"{served.home}open/").status == 404
    with served.edited(lesson, CELL, "C5 3 523.252\n"):
        where = f"content/twelve-steps.md:{line_of(lesson, '523.252')}"
        expect(overlay(page)).to_contain_text(where)
        expect(overlay(page)).to_contain_text("523.251")
        assert f"{where}: " in served.said
        expect_clean(page)
        page.keyboard.press("Escape")
        overlay(page).locator("summary").press("Enter")
        expect(overlay(page).get_by_text(where)).to_be_hidden()
        page.goto(served.home)
        overlay(page).get_by_role("link", name="Twelve steps").click()
        expect(overlay(page).get_by_role("heading", level=2)).to_have_text("1 problem")
    expect(overlay(page)).to_have_count(0)


def test_a_page_that_cannot_be_rendered_stays_as_it_was(served: Served, page: Page, lesson: Path) -> None:
    page.goto(f"{served.home}twelve-steps/")
    with served.edited(lesson, "Fraction(3, 2)\n```\n", "Fraction(3, 2)\n"):
        expect(overlay(page)).to_contain_text(f"content/twelve-steps.md:{line_of(lesson, '```output')}")
        expect(page.get_by_role("group", name="Three pitches")).to_be_visible()
    expect(overlay(page)).to_have_count(0)


def test_a_link_that_leads_nowhere_is_shown_at_its_line(served: Served, page: Page) -> None:
    home = served.folder / "content" / "index.md"
    page.goto(served.home)
    with served.edited(home, "twelve-steps.md#code", "twelve-steps.md#codes"):
        expect(overlay(page)).to_contain_text(f"content/index.md:{line_of(home, '#codes')}")
        # MkDocs complains as long as it is so, whatever else is saved.
        with served.edited(served.folder / "content" / "twelve-steps.md", "Ratios", "Ratio"):
            page.wait_for_event("load")
            expect(overlay(page)).to_contain_text("content/index.md")
    expect(overlay(page)).to_have_count(0)


def test_a_library_that_is_no_python_is_shown_and_the_last_one_used(served: Served, page: Page, lesson: Path) -> None:
    library = served.folder / "tunekit" / "__init__.py"
    page.goto(f"{served.home}twelve-steps/")
    with served.edited(library, "def frequency(", "def frequency(("):
        expect(overlay(page)).to_contain_text(f"tunekit/__init__.py:{line_of(library, 'frequency((')}")
        expect(page.get_by_role("group", name="Three pitches")).to_contain_text("C5 3 523.251")
    expect(overlay(page)).to_have_count(0)
    since = len(served.lines)
    with served.edited(library, "440.0", "441.0"):
        # A changed library means a new runtime, which takes a busy machine longer than a page may.
        served.tells("The runtime is up to date", since)
        expect(overlay(page)).to_contain_text(f"content/twelve-steps.md:{line_of(lesson, 'A4 0 440.0')}")
        expect(page.get_by_role("group", name="Three pitches")).to_contain_text("A4 0 441.0")
    expect(overlay(page)).to_have_count(0)


def test_a_new_page_is_found_and_a_deleted_one_is_not(served: Served, page: Page) -> None:
    new, settings = served.folder / "content" / "minor.md", served.folder / "mkdocs.yml"
    page.goto(served.home)
    new.write_text("# The minor scale\n\nIt sounds melancholic.\n", "utf-8")
    with served.edited(settings, "  - Twelve", "  - Minor: minor.md\n  - Twelve"):
        page.get_by_role("link", name="Minor").first.click()
        expect(page.get_by_text("It sounds melancholic.")).to_be_visible()
        expect(overlay(page)).to_have_count(0)
        assert served.search_index("melancholic") == ["minor/"]
        new.write_text("# The minor scale\n\nIt sounds nostalgic.\n", "utf-8")
        expect(page.get_by_text("It sounds nostalgic.")).to_be_visible()
        assert (served.search_index("melancholic"), served.search_index("nostalgic")) == ([], ["minor/"])
        new.unlink()
        expect(overlay(page)).to_contain_text("minor.md")
    page.goto(served.home)
    expect(overlay(page)).to_have_count(0)
    expect(page.get_by_role("link", name="Minor")).to_have_count(0)
    assert served.search_index("nostalgic") == []


def test_settings_that_cannot_be_read_are_shown(served: Served, page: Page) -> None:
    page.goto(served.home)
    with served.edited(served.folder / "mkdocs.yml", "theme:", "theme: ["):
        expect(overlay(page)).to_contain_text("MkDocs")
        expect(page.get_by_role("heading", name="Tunes")).to_be_visible()
    expect(overlay(page)).to_have_count(0)


def test_an_edit_of_the_generator_starts_it_again(served: Served, page: Page) -> None:
    source = served.hooks / "render.py"
    page.goto(f"{served.home}twelve-steps/")
    with served.edited(source, "def bar(", "def bar(("):
        expect(overlay(page)).to_contain_text(f"site_hooks/render.py:{line_of(source, 'def bar((')}")
    expect(overlay(page)).to_have_count(0)
    with served.edited(source, "import html\n", "import htmls\n"):
        expect(overlay(page)).to_contain_text("No module named 'htmls'")
    expect(overlay(page)).to_have_count(0)
    assert "starting again" not in served.said
    with served.edited(source, 'class="lesson-title"', 'class="lesson-title" lang="en"'):
        expect(page.locator('lesson-cell .lesson-title[lang="en"]').first).to_be_visible()
    expect(page.locator(".lesson-title[lang]")).to_have_count(0)
    assert served.said.count("starting again") == 2
