"""The packages that a site's lessons may import, each pinned to one wheel, in the words of pip's requirement files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from .problems import Problem

FORM = "`NAME==VERSION --hash=sha256:…`"
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*==\s*(?P<version>[^\s;]+)"
    r"(?P<hashes>(?:\s+--hash=\S+)*)"
)
_NAMED = re.compile(r"\s*([A-Za-z0-9][\w.-]*)\s*(?:[=<>!~\[;@ ]|$)")
_HASH = re.compile(r"--hash=(\S+)")
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Pin:
    """One package, of which one wheel will do."""

    name: str
    """As package indexes normalise it: `Foo_Bar` is `foo-bar`."""
    version: str
    sha256: str
    """Of the wheel, in hexadecimal digits."""
    line: int
    """Where it stands in `pyproject.toml`."""

    def __str__(self) -> str:
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"


def read_pins(path: str, entries: Sequence[object], text: str) -> tuple[tuple[Pin, ...], list[Problem]]:
    """The pins among `entries`, the option `packages` of the file `text`, and what is wrong with the others."""
    pins: dict[str, Pin] = {}
    problems: list[Problem] = []
    for entry in entries:
        line = _line_of(entry, text)
        pin = _read(entry, line)
        if isinstance(pin, str):
            problems.append(Problem(path, line, pin))
        elif pin.name in pins:
            told = f"The package `{pin.name}` stands in line {pins[pin.name].line} already. Remove one of the two."
            problems.append(Problem(path, line, told))
        else:
            pins[pin.name] = pin
    return tuple(pins.values()), problems


def _read(entry: object, line: int) -> Pin | str:
    """A pin, or what keeps the entry from being one."""
    if not isinstance(entry, str):
        return f"A package is written as a text, {FORM}; got {entry!r}."
    name = _NAMED.match(entry)
    if name is None:
        return f"A package is written {FORM}; got `{entry}`."
    found = _REQUIREMENT.fullmatch(entry.strip())
    how = f"`.venv/bin/lesson pin {name[1]}` prints the whole line."
    if found is None or "*" in found["version"]:
        return f"The package `{name[1]}` must be pinned to one version, {FORM}; got `{entry}`. {how}"
    try:
        version = str(Version(found["version"]))
    except InvalidVersion:
        return f"`{found['version']}` is no version of the package `{name[1]}`. {how}"
    how = f"`.venv/bin/lesson pin {name[1]}=={version}` prints the whole line."
    hashes = _HASH.findall(found["hashes"])
    if not hashes:
        return f"The package `{name[1]}` has no hash of its wheel. {how}"
    if len(hashes) > 1:
        return (
            f"The package `{name[1]}` has {len(hashes)} hashes; one wheel is shipped, so keep that of the wheel. {how}"
        )
    if not _SHA256.fullmatch(hashes[0]):
        return (
            f"The hash of `{name[1]}` must be `sha256:` and 64 digits from 0 to 9 and a to f, got `{hashes[0]}`. {how}"
        )
    return Pin(canonicalize_name(name[1]), version, hashes[0].removeprefix("sha256:"), line)


def _line_of(entry: object, text: str) -> int:
    """Where an entry stands; TOML's own readers do not say."""
    lines = text.splitlines()
    option = next((number for number, line in enumerate(lines, 1) if re.match(r"\s*packages\s*=", line)), 1)

    def holds(line: str) -> bool:
        if isinstance(entry, str):
            return f'"{entry}"' in line or f"'{entry}'" in line
        return line.strip().rstrip(",") == str(entry)

    return next((number for number, line in enumerate(lines, 1) if number >= option and holds(line)), option)
