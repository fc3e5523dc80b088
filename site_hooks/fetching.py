"""pip as it is configured on this machine: fetch one pinned wheel, find its hash, say why it cannot be had."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.utils import parse_wheel_filename

from .packages import Say, SetupError
from .pins import Pin

# What pip says in the end when it reached nobody.
_UNREACHED = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|ProxyError|SSLError|Connection(?:Reset|Refused)?Error|"
    r"Failed to establish|Temporary failure|timed out|Network is unreachable|Max retries"
)


def kept(pin: Pin, cache: Path) -> Path | None:
    """The wheel that an earlier build has fetched, if it is still what it was."""
    found = next(iter((cache / pin.sha256).glob("*.whl")), None)
    return found if found and _sha256(found) == pin.sha256 else None


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def pip(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run pip as it is configured on this machine, without any question."""
    quiet = ("--disable-pip-version-check", "--no-input", "--retries", "1")
    command = [sys.executable, "-m", "pip", *map(str, arguments), *quiet]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")


def pin(wanted: str, python: str) -> Pin:
    """The pin of a package, named alone or as `NAME==VERSION`: of the newest wheel that runs in a browser.

    Raises SetupError when there is none.
    """
    with tempfile.TemporaryDirectory(prefix="lesson-") as folder:
        done = pip("download", *pure(python), "--dest", folder, wanted)
        if done.returncode != 0:
            told = (done.stdout + done.stderr).strip()
            raise SetupError(f"No wheel of {wanted} in pure Python (`py3-none-any`) could be fetched:\n{told}")
        [file] = Path(folder).iterdir()
        name, version, _, _ = parse_wheel_filename(file.name)
        return Pin(name, str(version), _sha256(file), 0)


def pure(python: str) -> tuple[str, ...]:
    """The options by which pip takes nothing but wheels of pure Python, for that version of it."""
    target = ("--platform", "any", "--implementation", "py", "--abi", "none", "--python-version", python)
    return ("--no-deps", "--only-binary", ":all:", *target, "--progress-bar", "off")


def download(pin: Pin, cache: Path, python: str, say: Say) -> Path | str:
    """The wheel, from now on in `cache`, or why it cannot be had."""
    say(f"Fetching {pin.name} {pin.version} …")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="new-", dir=cache) as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text(f"{pin}\n", "utf-8")
        place = Path(folder) / "wheel"
        done = pip("download", "--require-hashes", *pure(python), "--dest", place, "--requirement", wanted)
        if done.returncode != 0:
            return _why(pin, done.stdout + done.stderr)
        [file] = place.iterdir()
        folder_of_it = cache / pin.sha256
        if not folder_of_it.exists():
            place.rename(folder_of_it)
        elif not kept(pin, cache):
            # A hand, or a full disk, has damaged it.
            (folder_of_it / file.name).write_bytes(file.read_bytes())
        return folder_of_it / file.name


def _why(pin: Pin, told: str) -> str:
    what = f"{pin.name} {pin.version}"
    got = re.search(r"^\s*Got\s+([0-9a-f]{64})", told, re.MULTILINE)
    if got:
        return (
            f"The wheel of {what} is not the one that is pinned: its SHA-256 is {got[1]}, not {pin.sha256}. "
            f"If you trust it, `.venv/bin/lesson pin {pin.name}=={pin.version}` prints the line anew."
        )
    last = [line.strip() for line in told.splitlines() if line.startswith("ERROR")][-1:] or told.strip().splitlines()[
        -1:
    ]
    says = f"\npip says: {' '.join(last)}"
    if _UNREACHED.search(told):
        return (
            f"{what} is not kept from an earlier build, and pip reached no index to fetch it from. "
            f"Build once with a network; after that none is needed.{says}"
        )
    versions = _versions(pin.name)
    if pin.version in versions:
        return (
            f"There is no wheel of {what} in pure Python (`py3-none-any`). What is compiled for one platform does not "
            f"run in a browser: choose another package.{says}"
        )
    newest = f"the newest one is {versions[0]}" if versions else "pip knows no version of it at all"
    return f"There is no {what}: {newest}.{says}"


def _versions(name: str) -> list[str]:
    """All versions that pip knows, the newest first."""
    told = pip("index", "versions", name).stdout
    found = re.search(r"^Available versions:(.*)$", told, re.MULTILINE)
    return [version.strip() for version in found[1].split(",")] if found else []
