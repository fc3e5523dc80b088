"""One service worker holds one version of a site, and the version changes with any of its files."""

import base64
import hashlib
import json

import pytest

from site_hooks.offline import FILE, kept_files, service_worker, size_of

FILES = {
    "index.html": b"<h1>Home</h1>",
    "caf\u00e9/index.html": b"<h1>Page</h1>",
    "assets/lesson/lesson-1.js": b"run()",
    "assets/lesson/snapshot-1.zst": b"memory",
    "assets/main.js.map": b"{}",
    "sitemap.xml.gz": b"packed",
    FILE: b"of an earlier build",
}
PYTHON = ["snapshot-1.zst"]


@pytest.fixture
def site(tmp_path):
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def held(text):
    """What a worker says that it holds."""
    first = text.partition("\n")[0]
    return json.loads(first.removeprefix("const SITE = ").removesuffix(";"))


def test_what_a_reader_opens_is_kept_with_its_hash(site):
    kept = kept_files(site, without=PYTHON)
    assert list(kept) == ["assets/lesson/lesson-1.js", "caf\u00e9/index.html", "index.html"]
    assert base64.b64decode(kept["index.html"]) == hashlib.sha256(FILES["index.html"]).digest()


def test_the_size_is_that_of_what_is_kept(site):
    assert size_of(site, without=PYTHON) == sum(len(FILES[name]) for name in kept_files(site, without=PYTHON))
    assert size_of(site) == size_of(site, without=PYTHON) + len(FILES["assets/lesson/snapshot-1.zst"])


def test_the_worker_is_its_list_and_its_program(site):
    files = kept_files(site, without=PYTHON)
    text = service_worker(files, "keep();")
    assert held(text)["files"] == files
    assert text.endswith("\nkeep();")


@pytest.mark.parametrize("change", ["edited", "renamed", "removed", "added"])
def test_any_change_is_another_version(site, change):
    before = held(service_worker(kept_files(site), ""))["version"]
    page = site / "index.html"
    match change:
        case "edited":
            page.write_bytes(page.read_bytes() + b" ")
        case "renamed":
            page.rename(site / "home.html")
        case "removed":
            page.unlink()
        case "added":
            (site / "new.html").write_bytes(page.read_bytes())
    assert held(service_worker(kept_files(site), ""))["version"] != before


def test_the_same_site_is_the_same_version(site):
    before = service_worker(kept_files(site), "keep();")
    (site / FILE).write_text(before, "utf-8")
    (site / "index.html").touch()
    assert service_worker(kept_files(site), "keep();") == before
