"""The browsers that tests drive. Run as a script, it makes sure that those named are here (Chromium, if none is).

In this order: CHROMIUM=/path/to/chrome (or FIREFOX=, WEBKIT=), one on PATH, Playwright's own Chromium, Debian's
packages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "firefox": ("firefox-esr", "firefox"),
    "webkit": ("WebKitWebDriver",),
}
PACKAGES = {
    "chromium": ("chromium",),
    "firefox": ("firefox-esr",),
    "webkit": ("webkit2gtk-driver", "xvfb"),
}
# What to look for where there is no apt.
ELSEWHERE = {
    "chromium": "Chromium or Chrome",
    "firefox": "Firefox ESR",
    "webkit": "WebKitGTK with its MiniBrowser and WebKitWebDriver, and Xvfb",
}
# WebKitGTK draws into a display only.
ALSO = {"webkit": "Xvfb"}


def program(engine: str) -> str | None:
    """A browser of this machine, or its driver; None for the Chromium that Playwright brings."""
    named = os.environ.get(engine.upper())
    if named:
        found = shutil.which(named)
        if found is None:
            sys.exit(f"{engine.upper()}={named} is no program. Name one, or unset it.")
        return found
    return next((path for name in NAMES[engine] if (path := shutil.which(name))), None)


def is_here(engine: str) -> bool:
    """Whether this machine has all that the engine's tests need."""
    return program(engine) is not None and (engine not in ALSO or shutil.which(ALSO[engine]) is not None)


def playwrights_own() -> bool:
    """Whether Playwright's Chromium is here and starts on this machine."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            playwright.chromium.launch().close()
        except Error:
            return False
    return True


def succeeds(*command: str) -> bool:
    """Run a command, showing what it says."""
    print("  $", " ".join(command), flush=True)
    return subprocess.run(command, stdin=subprocess.DEVNULL).returncode == 0


def install(engine: str) -> bool:
    """Get a browser, in the way that this machine allows."""
    print(f"Getting {engine} for the browser tests", flush=True)
    own = engine == "chromium" and succeeds(sys.executable, "-m", "playwright", "install", "chromium")
    if own and playwrights_own():
        return True
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        # Somebody else may be installing something.
        apt = ("apt-get", "--option", "DPkg::Lock::Timeout=300")
        packages = ("install", "--yes", "--no-install-recommends", *PACKAGES[engine])
        return succeeds(*apt, "update") and succeeds(*apt, *packages)
    return False


def main(engines: list[str]) -> int:
    """Make sure that there are browsers; 1 when one of them could not be had."""
    missing = [
        engine
        for engine in engines or ["chromium"]
        if not (is_here(engine) or (engine == "chromium" and playwrights_own()) or install(engine))
    ]
    for engine in missing:
        print(
            f"The browser tests need {engine}, which is not here and was not to be had.\n"
            f"Install it (Debian: sudo apt install {' '.join(PACKAGES[engine])}; elsewhere: {ELSEWHERE[engine]}), "
            f"or name it: {engine.upper()}=/path/to/{NAMES[engine][0]} make test",
            file=sys.stderr,
        )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
