"""`python -m bench`: measure, print, and write `bench/RESULTS.md`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from . import (
    autodiff,
    dragging,
    figures,
    gdcore,
    growth,
    lighthouse,
    mutation,
    page,
    rebuild,
    serving,
    shards,
    verification,
)
from .generate import REPO
from .machine import machine
from .measure import FULL, QUICK, BenchError, Comparison, Scale
from .report import section, sections, written

RESULTS = Path(__file__).with_name("RESULTS.md")
Measure = Callable[[Scale, Path], Iterator[Comparison]]
# A benchmark is a module: its docstring says what is compared and why that is fair.
MODULES = (verification, rebuild, serving, growth, shards, gdcore, autodiff, figures, dragging, mutation, lighthouse)
BENCHMARKS: dict[str, tuple[str, Measure]] = {
    module.__name__.rpartition(".")[2]: (module.__doc__ or "", module.measure) for module in MODULES
} | {name: (page.__doc__ or "", measure) for name, measure in page.measures().items()}


def named(name: str) -> list[str]:
    """The benchmarks of a name: one, or all of a group; none that are unknown."""
    return [each for each in BENCHMARKS if each == name or each.startswith(f"{name}-")]


def main(arguments: list[str] | None = None) -> int:
    """Run benchmarks; 0 when every claim holds, 1 when one does not, 2 when something could not be measured."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure against others' tools, side by side.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which (default: all): {', '.join(BENCHMARKS)}")
    parser.add_argument("--date", help="the date to write, YYYY-MM-DD (default: the commit's)")
    parser.add_argument("--quick", action="store_true", help="see that they work: tiny, printed, not written")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if not named(name)]
    if unknown:
        parser.error(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}.")
    when, holds = options.date or _committed(), True
    chosen = [each for name in options.names for each in named(name)]
    for name in chosen or BENCHMARKS:
        about, measure = BENCHMARKS[name]
        # Before, since measuring is itself a load.
        on = machine()
        print(f"Measuring {name} …", file=sys.stderr, flush=True)
        try:
            with tempfile.TemporaryDirectory(prefix="bench-") as work:
                rows = list(measure(QUICK if options.quick else FULL, Path(work)))
        except BenchError as error:
            print(error, file=sys.stderr)
            return 2
        made = section(name, about, rows, when, on)
        print(made, flush=True)
        holds = holds and all(row.holds for row in rows)
        if not options.quick:
            # After each: what took long is not lost when a later one is interrupted.
            kept = sections(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
            RESULTS.write_text(written(kept | {name: made}, BENCHMARKS), "utf-8")
    return 0 if holds or options.quick else 1


def _committed() -> str:
    asked = subprocess.run(["git", "log", "-1", "--format=%cs"], cwd=REPO, capture_output=True, encoding="utf-8")
    return asked.stdout.strip() or "at an unknown date"


if __name__ == "__main__":
    sys.exit(main())
