"""Mutants of the library that its tests do not notice.

mutmut changes gdcore in about 10 000 small ways: another operator, another number, an argument left out, a text in
capitals. Every 14th of them, counted through all modules, is put to the tests that reach its function; what is "ours"
is the number of those that no test notices, and "theirs" is the number that were put to the test. The claim is the
usual one, that nine of ten are noticed. Survivors that change nothing that can be observed are counted as well; which
survived, and why, is in `bench/SURVIVORS.md`. Tests that need Pyodide or look at the source are left out, examples in
docstrings are not. Hypothesis tries the same examples each time, so that the result is the same each time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .generate import REPO
from .measure import BenchError, Claim, Comparison, Pair, Scale, environment

EVERY = 14
LEFT_OUT = {"test_gdcore_runtimes.py", "test_gdcore_wheel.py", "test_gdcore_package.py"}
# Those about the package that do not look at its source.
PACKAGE = (
    "test_examples_in_docstrings",
    "test_a_module_is_loaded_when_a_name_of_it_is_asked_for",
    "test_a_name_that_is_not_there",
    "test_all_is_sorted_and_each_name_stands_where_the_table_says",
    "test_the_readme_prints_what_it_says",
)
SETTINGS = """
[tool.pytest.ini_options]
addopts = ["--import-mode=importlib"]
pythonpath = ["."]
filterwarnings = ["error"]

[tool.mutmut]
source_paths = ["gdcore"]
"""


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """One row for all modules together."""
    for part in ("gdcore", "tests/gdcore"):
        shutil.copytree(REPO / part, work / part, ignore=shutil.ignore_patterns("__pycache__"))
    # A script finds modules beside itself; beside the original lies a `gdcore.py` that is another.
    program = shutil.copy(REPO / "bench" / "mutants.py", work)
    (work / "pyproject.toml").write_text(SETTINGS, "utf-8")
    tests = [path for path in (work / "tests" / "gdcore").glob("test_*.py") if path.name not in LEFT_OUT]
    chosen = sorted(path.relative_to(work).as_posix() for path in tests)
    chosen += [f"tests/gdcore/test_gdcore_package.py::{test}" for test in PACKAGE]
    every, out = EVERY * 100 if scale.pairs < 5 else EVERY, work / "found.json"
    done = subprocess.run([sys.executable, program, str(every), out, *chosen], cwd=work, env=environment())
    if done.returncode != 0:
        raise BenchError(f"The tests of mutants ended with exit status {done.returncode}.")
    found = json.loads(out.read_text("utf-8"))
    for name, change in found["survived"].items():
        print(f"survived: {name}: {change}", file=sys.stderr)
    pairs = (Pair(len(found["survived"]), len(found["killers"])),)
    what = f"gdcore, {len(found['killers'])} of {found['made']} mutants"
    yield Comparison(what, "noticed by no test", "tested", "mutants", pairs, Claim(0.1))
