"""The wheels of a site's packages: fetched once by pip, kept by their hash, and looked into before anything runs."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from .fetching import download, kept
from .packages import Say
from .pins import Pin
from .problems import LessonError, Problem

PURE = Tag("py3", "none", "any")
_COMPILED = (".so", ".pyd", ".dll", ".dylib", ".wasm")
_RUNNER = "cell_runner"


@dataclass(frozen=True)
class Wheel:
    """A wheel that was fetched, and what it says of itself."""

    pin: Pin
    file: Path
    modules: tuple[str, ...]
    """What can be imported from it."""
    needs: tuple[Requirement, ...]
    """The packages that it imports itself, as far as they are needed in a browser."""


def fetch(pins: Iterable[Pin], cache: Path, python: str, path: str, say: Say) -> tuple[Wheel, ...]:
    """The wheels of all pins; those that `cache` does not hold come from where pip is configured to look.

    `python` is the version that readers have, `path` the file that holds the pins. Raises LessonError with every
    wheel that cannot be had or used.
    """
    wheels, problems = [], []
    for pin in pins:
        found = kept(pin, cache) or download(pin, cache, python, say)
        wheel = found if isinstance(found, str) else _look_into(pin, found, python)
        if isinstance(wheel, str):
            problems.append(Problem(path, pin.line, wheel))
        else:
            wheels.append(wheel)
    if not problems:
        problems = [*_missing(wheels, path), *_clashes(wheels, path)]
    if problems:
        raise LessonError(problems)
    return tuple(wheels)


def check_against(library: str, modules: Collection[str], wheels: Iterable[Wheel], path: str) -> None:
    """Raise LessonError when a package would hide the site's own library, or be hidden by it."""
    problems = []
    for wheel in wheels:
        shared = [module for module in wheel.modules if module in modules]
        if shared or wheel.pin.name == canonicalize_name(library):
            told = f"The package `{wheel.pin.name}` has the module `{(shared or wheel.modules)[0]}`, as has the site's "
            told += (
                f"own library `{library}`: only one of the two could be imported. Rename the library's, or do without."
            )
            problems.append(Problem(path, wheel.pin.line, told))
    if problems:
        raise LessonError(problems)


def modules_of(wheel: Path) -> tuple[str, ...]:
    """The names that can be imported once a wheel is unpacked."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    return tuple(sorted(name for top in tops if (name := top.removesuffix(".py")).isidentifier()))


def _look_into(pin: Pin, file: Path, python: str) -> Wheel | str:
    """What a wheel says of itself, or why it cannot be used."""
    what = f"The wheel of {pin.name} {pin.version}"
    try:
        if PURE not in parse_wheel_filename(file.name)[3]:
            return f"{what} is {file.name}, which is not for every platform. Only `py3-none-any` runs in a browser."
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            [metadata] = [name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
            head = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
    except (InvalidWheelFilename, zipfile.BadZipFile, ValueError, UnicodeDecodeError) as error:
        return f"{what} cannot be read: {error}. Choose another version."
    compiled = next((name for name in names if name.endswith(_COMPILED)), None)
    if compiled:
        return f"{what} holds the compiled file {compiled}, though its name says otherwise. It cannot run in a browser."
    asked = [Requirement(text) for text in head.get_all("Requires-Dist", [])]
    return Wheel(pin, file, modules_of(file), tuple(need for need in asked if _applies(need, python)))


def _applies(need: Requirement, python: str) -> bool:
    """Whether a requirement holds where lessons run: in the browser, or for the second opinion's Python."""
    if need.marker is None:
        return True
    place = {"sys_platform": "emscripten", "platform_system": "Emscripten", "platform_machine": "wasm32", "extra": ""}
    versions = (python, ".".join(map(str, sys.version_info[:3])))
    # A list: mypy's idea of the environment is that of the caller.
    return any(
        need.marker.evaluate(
            place | {"os_name": "posix", "python_full_version": version, "python_version": _minor(version)}
        )
        for version in versions
    )


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])


def _missing(wheels: Sequence[Wheel], path: str) -> list[Problem]:
    there = {wheel.pin.name: wheel.pin.version for wheel in wheels}
    problems = []
    for wheel in wheels:
        for need in wheel.needs:
            name = canonicalize_name(need.name)
            asks = f"The package `{wheel.pin.name}` needs `{name}{need.specifier}`"
            if name not in there:
                told = f"{asks}, which is not among the packages. `.venv/bin/lesson pin {name}` prints its line."
            elif not need.specifier.contains(there[name], prereleases=True):
                told = f"{asks}, but {there[name]} is pinned. Pin a version that fits both."
            else:
                continue
            problems.append(Problem(path, wheel.pin.line, told))
    return problems


def _clashes(wheels: Sequence[Wheel], path: str) -> list[Problem]:
    problems = []
    owners: dict[str, str] = {}
    for wheel in wheels:
        for module in wheel.modules:
            owner = owners.setdefault(module, wheel.pin.name)
            if module == _RUNNER or module in sys.stdlib_module_names:
                whose = "Python's own" if module != _RUNNER else "what runs the cells"
            elif owner != wheel.pin.name:
                whose = f"that of the package `{owner}`"
            else:
                continue
            told = (
                f"The package `{wheel.pin.name}` has a module `{module}`, the name of {whose}. Choose another package."
            )
            problems.append(Problem(path, wheel.pin.line, told))
    return problems


def closure(names: Iterable[str], needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The packages named and all that they need, sorted; names that are not in `needs` are left out.

    >>> closure(["b"], {"a": [], "b": ["a"], "c": []})
    ('a', 'b')
    """
    found: set[str] = set()
    waiting = [name for name in names if name in needs]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needs[name]
    return tuple(sorted(found))
