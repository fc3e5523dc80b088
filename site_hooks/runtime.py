"""Assemble what pages run on: the library's wheel, its Pyodide lock, the front end, and the programs that verify.

Made once into `.lesson/`, and again only when something that goes into it has changed.
"""

from __future__ import annotations

import compileall
import hashlib
import json
import py_compile
import shutil
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .config import Config
from .font import SOURCE, subset
from .packages import FRONTEND, Command, Say, SetupError, digest, find_node, install_packages, run

RUNNER = Path(__file__).with_name("cell_runner.py")
CPYTHON_HOST = Path(__file__).with_name("cpython_host.py")
# Tracebacks tell a library's files by this name, in every runtime.
LIBRARIES = "site-packages"


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
    font: str
    """The font of formulas: named, so that a page with formulas can ask for it at once."""
    versions: tuple[tuple[str, str], ...]
    """What a page names as its proof: Python, Pyodide, and each wheel with the head of its SHA-256."""


def assemble(config: Config, say: Say = print, *, draft: bool = False) -> Runtime:
    """Bring the runtime up to date and describe it.

    `draft` is for an author at work, who waits for it: what is shipped need not be as small as can be.
    Raises SetupError when a tool or a download fails.
    """
    node = find_node()
    install_packages(node, say)
    made = _folder(config)
    if draft and not _is_whole(made):
        made = _draft(made)
    while not _is_whole(made):
        # Something was deleted or cut short: by an interrupted copy, a full disk, a hand.
        shutil.rmtree(made, ignore_errors=True)
        _make(config, node, made, say, draft)
        _prune(made.parent)
        if not made.exists():
            # The sources were edited meanwhile.
            made = _draft(_folder(config)) if draft else _folder(config)
    return _described(made, node)


def _folder(config: Config) -> Path:
    """Where the runtime made from the present sources lies: another source, another folder."""
    # Compiled modules belong to one version of Python.
    return config.work / "runtime" / digest(_inputs(config), str(sys.implementation.cache_tag))[:20]


def _draft(folder: Path) -> Path:
    """Where the same runtime lies, made in a hurry."""
    return folder.with_name(f"{folder.name}-draft")


def _is_whole(made: Path) -> bool:
    """Whether every file of a runtime is there, as long as it was when it was made."""
    sizes = made / "sizes.json"
    return sizes.exists() and json.loads(sizes.read_text("utf-8")) == _sizes(made)


def _sizes(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "sizes.json")
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in sorted(files)}


def _make(config: Config, node: Path, made: Path, say: Say, draft: bool) -> None:
    """Make everything in a folder beside, and rename it when it is whole: two builds at once do no harm.

    What was made from sources that changed on the way is of no use, and is thrown away.
    """
    made.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="new-", dir=made.parent, ignore_cleanup_errors=True) as folder:
        # It is renamed from within, so that the folder around it can always be removed.
        work = Path(folder) / "runtime"
        wheels, lock = work / "wheels", work / "pyodide-lock.json"
        wheels.mkdir(parents=True)
        # The package's own lock lists the 350 packages of the full distribution, which a site does not ship.
        full = json.loads((FRONTEND / "node_modules" / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
        lock.write_text(json.dumps({"info": full["info"], "packages": {}}), "utf-8")
        if config.library is not None:
            _add_library(config.library, wheels, lock, node, say)
        subset(SOURCE, work / "math.woff2")
        say("Building the front end …")
        bundle: Command = [
            node,
            FRONTEND / "build.mjs",
            "--lock",
            lock,
            "--wheels",
            wheels,
            "--font",
            work / "math.woff2",
        ]
        bundle = [*bundle, "--out", work / "assets", "--host", work / "host"]
        bundle = [*bundle, "--snapshot", work / "snapshot.bin", *(["--draft"] if draft else [])]
        run(bundle, FRONTEND, node, "the front end's build")
        _unpack(sorted(wheels.glob("*.whl")), work / LIBRARIES)
        (work / "sizes.json").write_text(json.dumps(_sizes(work)), "utf-8")
        if made not in (_folder(config), _draft(_folder(config))):
            return
        try:
            work.rename(made)
        except OSError:
            # Another build was first; what it made is the same.
            if not made.exists():
                raise


def _add_library(library: Path, wheels: Path, lock: Path, node: Path, say: Say) -> None:
    """The library's wheel in the folder `wheels`, and its entry in the lock."""
    say(f"Building the wheel of {library.name} …")
    build: Command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, library]
    run(build, library, node, f"building the wheel of {library.name}")
    for wheel in wheels.glob("*.whl"):
        _store(wheel)
    say("Adding it to the Pyodide lock …")
    pyodide = shutil.which("pyodide", path=sysconfig.get_path("scripts"))
    if pyodide is None:
        raise SetupError("The command `pyodide` of pyodide-build is missing. Install requirements.txt again.")
    add: Command = [pyodide, "lockfile", "add-wheels", *sorted(wheels.glob("*.whl"))]
    run([*add, "--input", lock, "--output", lock], library, node, "pyodide lockfile add-wheels")


def _store(wheel: Path) -> None:
    """Write a wheel anew, its files not compressed: it is shipped compressed as a whole, which takes a third less."""
    with zipfile.ZipFile(wheel) as archive:
        entries = [(entry, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(wheel, "w") as archive:
        for entry, content in entries:
            archive.writestr(entry, content, zipfile.ZIP_STORED)


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
    for old in sorted(folder.iterdir(), key=_made_at)[:-4]:
        shutil.rmtree(old, ignore_errors=True)


def _made_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        # Another build has just tidied up.
        return 0.0


def describe(config: Config, node: Path) -> Runtime:
    """The runtime made from the present sources.

    Raises SetupError when there is none yet.
    """
    made = _folder(config)
    found = next((folder for folder in (made, _draft(made)) if folder.exists()), None)
    if found is None:
        raise SetupError("The runtime was not assembled since its sources changed. Run `lesson runtime` first.")
    return _described(found, node)


def _described(work: Path, node: Path) -> Runtime:
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
        fingerprint=digest(parts, manifest["pyodide"], sys.version),
        script=manifest["script"],
        style=manifest["style"],
        font=manifest["font"],
        versions=tuple(versions),
    )


def _inputs(config: Config) -> list[Path]:
    """Every file that the runtime is made from."""
    own = Path(__file__)
    files = [
        RUNNER,
        own,
        own.with_name("packages.py"),
        own.with_name("font.py"),
        FRONTEND / "package-lock.json",
        FRONTEND / "build.mjs",
    ]
    files += [path for path in (FRONTEND / "src").rglob("*") if path.is_file()]
    if config.library is not None:
        files += [path for path in config.library.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sorted(files)
