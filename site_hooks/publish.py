"""Finish a built site: a policy for each page, and one service worker for all of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from .offline import FILE, MOST_BYTES, kept_files, service_worker, size_of
from .policy import with_meta, with_policy


def seal(site: Path, manifest: Path, say: Callable[[str], object], *, offline: bool = True) -> None:
    """Finish the site in the folder `site`; `manifest` is that of the runtime it was built with.

    With `offline` off, or when the site is too large to be kept by a browser unasked, its service worker is one that
    retires: browsers that kept an earlier version forget it.
    """
    runtime = json.loads(manifest.read_text("utf-8"))
    size = size_of(site, without=runtime["python"])
    keep = offline and size <= MOST_BYTES
    if offline and not keep:
        say(
            f"Without a network this site cannot be read: it has {size / 1e6:.1f} MB, more than the "
            f"{MOST_BYTES / 1e6:g} MB that browsers may fetch unasked. `offline = false` in [tool.lesson] accepts that."
        )
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
