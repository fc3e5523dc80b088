"""Finish a built site: a policy for each page, and one service worker for all of them."""

from __future__ import annotations

import json
from pathlib import Path

from .offline import FILE, is_small, kept_files, service_worker
from .policy import with_meta, with_policy


def seal(site: Path, manifest: Path, *, offline: bool = True) -> None:
    """Finish the site in the folder `site`; `manifest` is that of the runtime it was built with.

    With `offline` off, or when the site is too large to be kept by a browser unasked, its service worker is one that
    retires: browsers that kept an earlier version forget it.
    """
    runtime = json.loads(manifest.read_text("utf-8"))
    keep = offline and is_small(site, without=runtime["python"])
    for page in sorted(site.rglob("*.html")):
        html = with_policy(page.read_text("utf-8"), runtime["frame"])
        page.write_text(with_meta(html, 'name="lesson-offline" content="yes"') if keep else html, "utf-8")
    if keep:
        files = kept_files(site, without=runtime["python"])
        (site / FILE).write_text(service_worker(files, runtime["offline"]["keep"]), "utf-8")
    else:
        retire(site, manifest)


def retire(site: Path, manifest: Path) -> None:
    """For a site that is being written: no browser is to show what it kept of an earlier one at the same address."""
    (site / FILE).write_text(json.loads(manifest.read_text("utf-8"))["offline"]["retire"], "utf-8")
