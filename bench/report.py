"""Results as Markdown: a head about the method, and a section for each benchmark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import median

from .measure import Comparison

HEAD = """\
# Measurements

Written by `make bench`; one benchmark alone: `make bench ONLY=rebuild`. They take about half an hour together.

- **Ratios, not seconds.** Each row compares two ways to do the same work on the same machine in one run, in turn: ours,
  theirs, ours, theirs. The ratio of each pair is taken, and their median is the result; the least and the most are in
  brackets. Below 1, ours takes less. *CPU* is the time of all cores together, which other work on the machine hardly
  changes. Seconds are there to give an idea; on another machine they will be others, and
  on a busy one too: the load before each benchmark is noted (0 is idle; as many as there are cores is fully busy).
- **The same work.** Both sides get the same pages from `bench/pages.py`: each different, deterministic, with
  output that is compared. Cells import the site's library and do a little each: descend, loop, define a
  function, draw random numbers, raise an error. What a side does in addition, or leaves out, is said below.
- **Everything included.** Each run is a process of its own, from its start to its end, unless said otherwise.
- **Claims** are what the project holds itself to. A row without one is there for the record.
- **Not measured here:** installing, the first assembly of the runtime, publishing; pages with formulas, diagrams,
  quizzes and challenges; other systems than Linux.
"""


def section(name: str, about: str, rows: Iterable[Comparison], when: str, machine: str) -> str:
    """One benchmark's results: what was compared, when and on what, and the table."""
    lines = [f"## {name}", "", about.strip(), "", f"Measured {when} on {machine}.", ""]
    lines += ["| what | ours | theirs | ratio | pairs | claim |", "|---|---|---|---|---:|---|"]
    return "\n".join([*lines, *map(_row, rows), ""])


def _row(row: Comparison) -> str:
    ratios = [pair.ratio for pair in row.pairs]
    ours, theirs = [pair.ours for pair in row.pairs], [pair.theirs for pair in row.pairs]
    cells = [
        row.what,
        f"{row.ours}: {_shown(median(ours))} {row.unit} (most {_shown(max(ours))})",
        f"{row.theirs}: {_shown(median(theirs))} {row.unit}",
        f"**{_shown(row.ratio)}** ({_shown(min(ratios))} – {_shown(max(ratios))})",
        str(len(row.pairs)),
        _claim(row),
    ]
    return f"| {' | '.join(cells)} |"


def _claim(row: Comparison) -> str:
    if row.claim is None:
        return "none"
    most = _shown(row.claim.most)
    limit = {"ratio": f"ratio {most}", "ours": f"{most} {row.unit}", "each": f"{most} {row.unit} each"}[row.claim.of]
    return f"at most {limit}: {'holds' if row.holds else '**does not hold**'}"


def _shown(number: float) -> str:
    """A number to three digits."""
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.3g}"


def sections(text: str) -> dict[str, str]:
    """The sections of a written report by their names."""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return {name: f"## {name}\n{body}" for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def written(sections: dict[str, str], order: Iterable[str]) -> str:
    """The whole report, in the given order; what was not measured yet is named, too."""
    missing = "## {0}\n\nNot measured yet: `make bench ONLY={0}`."
    return "\n".join([HEAD, *(sections.get(name, missing.format(name)).strip() + "\n" for name in order)])
