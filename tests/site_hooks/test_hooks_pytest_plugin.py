"""Every promise of a page as a test, as an author runs them."""

import os
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
PAGE = "```python run\nprint(1)\n```\n\n```output\n2\n```\n\nIt is `4`{=4}.\n"


def test_a_page_becomes_tests_named_by_file_and_line(tiny):
    (tiny / "content" / "page.md").write_text(PAGE, "utf-8")
    # A site says so in its own pytest configuration; this one has none, so its folder must be named.
    options = ["--rootdir", ".", "-p", "site_hooks.pytest_plugin", "-p", "no:cacheprovider", "-v"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "content"],
        cwd=tiny,
        env=os.environ | {"PYTHONPATH": str(REPO), "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    ids = [line.split()[:2] for line in lines if line.startswith("content/page.md:") and "%]" in line]
    assert ids == [["content/page.md:1", "FAILED"], ["content/page.md:9", "PASSED"]]
    assert "content/page.md:6: The output of the cell `cell-1` is not what its code prints." in lines
    assert not [line for line in lines if "content/twelve-steps.md" in line and "FAILED" in line]
    assert any(line.startswith("content/twelve-steps.md:28 PASSED") for line in lines)
