"""A built site is finished as a whole: every page has its policy, and the worker holds the pages as they are then."""

import base64
import hashlib
import json

import pytest

from site_hooks import publish
from site_hooks.offline import FILE
from site_hooks.publish import retire, seal

MARK = '<meta name="lesson-offline" content="yes">'
PAGE = '<!doctype html><html><head><meta charset="utf-8"><script>one()</script></head><body>{}</body></html>'


@pytest.fixture
def manifest(tmp_path):
    file = tmp_path / "manifest.json"
    offline = {"keep": "keep();", "retire": "retire();"}
    file.write_text(json.dumps({"frame": "ZnJhbWU=", "offline": offline, "python": ["big.zst"]}), "utf-8")
    return file


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    (folder / "page").mkdir(parents=True)
    for name in ("index.html", "404.html", "page/index.html"):
        (folder / name).write_text(PAGE.format(name), "utf-8")
    (folder / "big.zst").write_bytes(bytes(1000))
    return folder


def pages(site):
    return [path.read_text("utf-8") for path in sorted(site.rglob("*.html"))]


def test_every_page_has_its_policy_and_the_worker_holds_it_so(site, manifest):
    said = []
    seal(site, manifest, said.append)
    assert said == []
    assert len(pages(site)) == 3
    for html in pages(site):
        assert html.count("Content-Security-Policy") == 1
        assert html.count(MARK) == 1
    worker = (site / FILE).read_text("utf-8")
    assert worker.endswith("keep();")
    digest = base64.b64encode(hashlib.sha256((site / "page" / "index.html").read_bytes()).digest()).decode()
    assert f'"page/index.html": "{digest}"' in worker
    assert "big.zst" not in worker


def test_a_site_that_does_not_want_it_is_not_kept(site, manifest):
    said = []
    seal(site, manifest, said.append, offline=False)
    assert said == []
    assert (site / FILE).read_text("utf-8") == "retire();"
    for html in pages(site):
        assert "Content-Security-Policy" in html
        assert MARK not in html


@pytest.mark.parametrize("room", [0, -1])
def test_a_site_is_kept_up_to_a_size_and_beyond_it_that_is_said(site, manifest, monkeypatch, room):
    size = sum(path.stat().st_size for path in site.rglob("*.html"))
    monkeypatch.setattr(publish, "MOST_BYTES", size + room)
    said = []
    seal(site, manifest, said.append)
    kept = room == 0
    assert [MARK in html for html in pages(site)] == [kept] * 3
    assert (site / FILE).read_text("utf-8").endswith("keep();") == kept
    assert len(said) == (not kept)
    assert all("`offline = false` in [tool.lesson]" in line and "\n" not in line for line in said)


def test_under_a_server_pages_stay_as_they_are_and_what_was_kept_is_forgotten(site, manifest):
    before = pages(site)
    retire(site, manifest)
    assert pages(site) == before
    assert (site / FILE).read_text("utf-8") == "retire();"


def test_a_built_site_is_sealed(built_tiny):
    site = built_tiny / "site"
    found = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert len(found) > 2
    assert all(html.count('<meta http-equiv="Content-Security-Policy"') == 1 and MARK in html for html in found)
    assert (site / FILE).read_text("utf-8").startswith("const SITE = ")
