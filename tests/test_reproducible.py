"""Same input, same bytes: two builds of the whole site, made as differently as two machines would."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[1]
IGNORED = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "site", "store", "__pycache__", ".*_cache", ".hypothesis", "tests"
)


def build(root, output, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(output)],
        cwd=root,
        env=kept
        # A copy is of no commit, so neither build is told of one: that is for the pages to say, and the sitemap's date.
        | {"GIT_DIR": os.devnull, "SOURCE_DATE_EPOCH": "1767225600"}
        | {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "http://127.0.0.1/some/site/"}
        | environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stderr + done.stdout


def tree(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.long
def test_two_builds_are_the_same_to_the_byte(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second" / "deeper"
    build(REPO, first, PYTHONPATH=str(REPO), PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    # The other has kept no results: it runs every cell again, in a folder of another name.
    copy = tmp_path / "another checkout"
    shutil.copytree(REPO, copy, ignore=IGNORED, symlinks=True)
    (copy / "frontend" / "node_modules").symlink_to(REPO / "frontend" / "node_modules")
    told = build(
        copy,
        second,
        PYTHONPATH=str(copy),
        PYTHONHASHSEED="2",
        TZ="America/Anchorage",
    )
    assert "Running content/gradient-descent.md" in told
    assert (first / "index.html").exists()
    assert tree(first) == tree(second)
