"""Every page of the site as Lighthouse judges it, on a slow phone, before anybody presses Run.

Lighthouse gives points out of 100; here stands how many are missing, so that less is better. Theirs is the same HTML
without this project's script, style and font: what Material alone would have got. Both are served as free hosts serve
them, with gzip. Lighthouse calculates what a processor four times slower and a network of 1.6 Mbit/s would make of it:
points for performance depend on the machine and on what else it does, the others do not. Each pair is one page.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from site_hooks.packages import SetupError, find_node, install_packages
from tests.browsers import program

from .generate import REPO
from .hosting import hosting
from .measure import BenchError, Claim, Comparison, Pair, Scale, environment, run

JUDGE = Path(__file__).with_name("lighthouse")
CHROMIUM = "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking"
OURS = re.compile(r"<(?:link|script)\b[^>]*assets/lesson/[^>]*>(?:</script>)?")
# Points that may be missing from each page.
MAY_MISS = {"performance": 5, "accessibility": 0, "best-practices": 0, "seo": 0}
Judged = dict[str, float]


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """Missing points by category, and how far the layout shifted."""
    try:
        install_packages(find_node(), partial(print, file=sys.stderr), JUDGE)
    except SetupError as error:
        raise BenchError(str(error)) from error
    site, bare = work / "site", work / "bare"
    run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site], REPO)
    shutil.copytree(site, bare)
    for page in bare.rglob("*.html"):
        page.write_text(OURS.sub("", page.read_text("utf-8")), "utf-8")
    pages = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    with hosting(site) as ours, hosting(bare) as theirs:
        judged = [
            (judge(f"{ours}/{page}/", work), judge(f"{theirs}/{page}/", work))
            for page in (pages if scale.growth[-1] >= 1000 else pages[:1])
        ]
    for what in judged[0][0]:
        pairs = tuple(Pair(mine[what], other[what]) for mine, other in judged)
        most = Claim(0.02 if what == "layout shift" else MAY_MISS[what], "each")
        unit = "" if what == "layout shift" else "points"
        yield Comparison(what, "the site", "Material alone", unit, pairs, most)


def judge(address: str, work: Path) -> Judged:
    """What Lighthouse says of one page. Raises BenchError when it says nothing."""
    report = work / "lighthouse.json"
    command = [find_node(), JUDGE / "node_modules" / "lighthouse" / "cli" / "index.js", address]
    options = ["--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={CHROMIUM}"]
    where = environment() | {"CHROME_PATH": str(program("chromium")), "PATH": os.environ.get("PATH", "")}
    done = subprocess.run([*map(str, command), *options], env=where, capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        raise BenchError(f"Lighthouse ended with exit status {done.returncode} at {address}:\n{done.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(report.read_text("utf-8"))
    scores = {name: round(100 - 100 * told["categories"][name]["score"], 1) for name in MAY_MISS}
    return scores | {"layout shift": told["audits"]["cumulative-layout-shift"]["numericValue"]}
