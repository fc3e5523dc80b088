"""Assemble what pages run on: the library's wheel, its Pyodide lock, the front end, and the programs that verify.

Made once into `.lesson/`, and again only when something that goes into it has changed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .config import Config
from .font import SOURCE, subset
from .packages import FRONTEND, Command, Say, SetupError, digest, find_node, install_packages, run
from .wheelhouse import (
    LIBRARIES,
    Package,
    add_packages,
    build_library,
    described_packages,
    lock_wheels,
    pyodide_lock,
    readers_python,
    unpack,
)
from .wheels import check_against, closure, fetch, modules_of

RUNNER = Path(__file__).with_name("cell_runner.py")
CPYTHON_HOST = Path(__file__).with_name("cpython_host.py")
SETTINGS = "pyproject.toml"


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
    """The font of formulas: named, so that a page can ask for it at once."""
    versions: tuple[tuple[str, str], ...]
    """What a page names as its proof: Python, Pyodide, and each wheel with the head of its SHA-256."""
    packages: tuple[Package, ...] = ()
    """What pages may use beside the library, if they name it."""

    def chosen(self, names: Iterable[str]) -> tuple[Package, ...]:
        """The packages of these names, and those that they need; names that the site has not are passed over."""
        wanted = closure(names, {package.name: package.needs for package in self.packages})
        return tuple(package for package in self.packages if package.name in wanted)


def assemble(config: Config, say: Say = print, *, draft: bool = False) -> Runtime:
    """Bring the runtime up to date and describe it.

    `draft` is for an author at work, who waits for it: what is shipped need not be as small as can be.
    Raises SetupError when a tool or a download fails, LessonError when a package of the site cannot be used.
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
    pins = map(str, sorted(config.packages, key=lambda pin: pin.name))
    return config.work / "runtime" / digest(_inputs(config), str(sys.implementation.cache_tag), *pins)[:20]


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
        wheels, packages, lock = work / "wheels", work / "packages", work / "pyodide-lock.json"
        wheels.mkdir(parents=True)
        packages.mkdir()
        # The package's own lock lists the 350 packages of the full distribution, which a site does not ship.
        lock.write_text(json.dumps({"info": pyodide_lock()["info"], "packages": {}}), "utf-8")
        fetched = fetch(config.packages, config.work / "wheels", readers_python(), SETTINGS, say)
        if config.library is not None:
            build_library(config.library, wheels, node, say)
            modules = {module for wheel in wheels.glob("*.whl") for module in modules_of(wheel)}
            check_against(config.library.name, modules, fetched, SETTINGS)
        add_packages(fetched, packages)
        for folder_of_wheels in (wheels, packages):
            lock_wheels(sorted(folder_of_wheels.glob("*.whl")), lock, config.root, node, say)
        subset(SOURCE, work / "math.woff2")
        say("Building the front end …")
        bundle: Command = [node, FRONTEND / "build.mjs", "--lock", lock, "--wheels", wheels, "--packages", packages]
        bundle = [*bundle, "--font", work / "math.woff2"]
        bundle = [*bundle, "--out", work / "assets", "--host", work / "host"]
        bundle = [*bundle, "--snapshot", work / "snapshot.bin", *(["--draft"] if draft else [])]
        run(bundle, FRONTEND, node, "the front end's build")
        unpack(sorted(wheels.glob("*.whl")), work / LIBRARIES)
        (work / "sizes.json").write_text(json.dumps(_sizes(work)), "utf-8")
        if made not in (_folder(config), _draft(_folder(config))):
            return
        try:
            work.rename(made)
        except OSError:
            # Another build was first; what it made is the same.
            if not made.exists():
                raise


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
    # Not the lock: it names the packages of all pages, and a page's results depend on its own.
    parts = [RUNNER, CPYTHON_HOST, *wheels, *sorted((work / "host").iterdir())]
    python = json.loads((work / "pyodide-lock.json").read_text("utf-8"))["info"]["python"]
    versions = [("Python", python), ("Pyodide", manifest["pyodide"])]
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        versions.append((name, told_version(version, hashlib.sha256(wheel.read_bytes()).hexdigest())))
    return Runtime(
        node=node,
        pyodide=FRONTEND / "node_modules" / "pyodide",
        host=work / "host" / "run_lesson.mjs",
        assets=work / "assets",
        wheels=wheels,
        libraries=work / LIBRARIES,
        snapshot=work / "snapshot.bin",
        fingerprint=digest(parts, python, manifest["pyodide"], sys.version),
        script=manifest["script"],
        style=manifest["style"],
        font=manifest["font"],
        versions=tuple(versions),
        packages=tuple(described_packages(work / "packages")),
    )


def told_version(version: str, sha256: str) -> str:
    """A wheel's version with the head of its hash: enough to tell it from any other."""
    return f"{version} (sha256 {sha256[:12]})"


def _inputs(config: Config) -> list[Path]:
    """Every file that the runtime is made from."""
    own = Path(__file__)
    files = [
        RUNNER,
        own,
        own.with_name("packages.py"),
        own.with_name("fetching.py"),
        own.with_name("wheels.py"),
        own.with_name("wheelhouse.py"),
        FRONTEND / "package-lock.json",
        FRONTEND / "build.mjs",
    ]
    files += [path for path in (FRONTEND / "src").rglob("*") if path.is_file()]
    if config.library is not None:
        files += [path for path in config.library.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sorted(files)
