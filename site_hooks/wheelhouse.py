"""The wheels of a site in the forms in which they are shipped and imported: stored, locked, unpacked and compiled."""

from __future__ import annotations

import compileall
import json
import py_compile
import shutil
import sys
import sysconfig
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from .packages import FRONTEND, Command, Say, SetupError, run
from .wheels import Wheel

# Tracebacks tell a library's files by this name, in every runtime.
LIBRARIES = "site-packages"


@dataclass(frozen=True)
class Package:
    """One of the site's packages, as pages use it."""

    name: str
    version: str
    sha256: str
    """Of the wheel as its index has it; what is shipped is compressed otherwise."""
    modules: tuple[str, ...]
    needs: tuple[str, ...]
    wheel: Path
    folder: Path
    """The wheel unpacked and compiled, for CPython."""


def pyodide_lock() -> Any:
    """The lock of Pyodide's full distribution; the front end's packages must be installed."""
    return json.loads((FRONTEND / "node_modules" / "pyodide" / "pyodide-lock.json").read_text("utf-8"))


def readers_python() -> str:
    """The version of Python that runs in the page."""
    return str(pyodide_lock()["info"]["python"])


def build_library(library: Path, wheels: Path, node: Path, say: Say) -> None:
    """The library's wheel in the folder `wheels`."""
    say(f"Building the wheel of {library.name} …")
    build: Command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, library]
    run(build, library, node, f"building the wheel of {library.name}")
    for wheel in wheels.glob("*.whl"):
        _store(wheel, wheel)


def add_packages(fetched: Iterable[Wheel], folder: Path) -> None:
    """The wheels of packages as they are shipped, and unpacked, each in a folder of its own: not every page has all."""
    described = []
    for wheel in sorted(fetched, key=lambda wheel: wheel.pin.name):
        _store(wheel.file, folder / wheel.file.name)
        unpack([wheel.file], folder / wheel.pin.name / LIBRARIES)
        needs = sorted(canonicalize_name(need.name) for need in wheel.needs)
        about = {"name": wheel.pin.name, "version": wheel.pin.version, "sha256": wheel.pin.sha256}
        described.append(about | {"modules": wheel.modules, "needs": needs, "file": wheel.file.name})
    (folder / "packages.json").write_text(json.dumps(described), "utf-8")


def lock_wheels(wheels: list[Path], lock: Path, folder: Path, node: Path, say: Say) -> None:
    """Add wheels to the lock by which Pyodide knows them."""
    if not wheels:
        return
    say(f"Adding {', '.join(wheel.name.partition('-')[0] for wheel in wheels)} to the Pyodide lock …")
    pyodide = shutil.which("pyodide", path=sysconfig.get_path("scripts"))
    if pyodide is None:
        raise SetupError("The command `pyodide` of pyodide-build is missing. Install requirements.txt again.")
    add: Command = [pyodide, "lockfile", "add-wheels", *wheels]
    run([*add, "--input", lock, "--output", lock], folder, node, "pyodide lockfile add-wheels")


def _store(wheel: Path, place: Path) -> None:
    """Write a wheel to `place` with its files not compressed: it is shipped compressed as a whole, a third smaller."""
    with zipfile.ZipFile(wheel) as archive:
        entries = [(entry, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(place, "w") as archive:
        for entry, content in entries:
            archive.writestr(entry, content, zipfile.ZIP_STORED)


def unpack(wheels: Iterable[Path], folder: Path) -> None:
    """Install wheels for CPython: importing from a wheel itself would compile every module each time."""
    folder.mkdir(parents=True)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    # Unchecked, since nobody edits them here, and so that the time of unpacking does not matter.
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    # A module that does not compile is told about where it is imported.
    compileall.compile_dir(folder, quiet=2, invalidation_mode=unchecked)


def described_packages(folder: Path) -> Iterable[Package]:
    """What `add_packages` put into a folder."""
    for about in json.loads((folder / "packages.json").read_text("utf-8")):
        name, file = about["name"], about.pop("file")
        modules, needs = tuple(about.pop("modules")), tuple(about.pop("needs"))
        yield Package(**about, modules=modules, needs=needs, wheel=folder / file, folder=folder / name / LIBRARIES)
