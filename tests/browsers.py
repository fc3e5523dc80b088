"""The Chromium that browser tests drive. Run as a script, it makes sure that there is one.

In this order: CHROMIUM=/path/to/chrome, one on PATH, Playwright's own, Debian's package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str | None:
    """A browser of this machine, or None for the one that Playwright brings."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            sys.exit(f"CHROMIUM={named} is no program. Name a Chromium or Chrome, or unset it.")
        return found
    return next((path for name in NAMES if (path := shutil.which(name))), None)


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


def install() -> bool:
    """Get a browser, in the way that this machine allows."""
    print("No Chromium on PATH; getting one for the browser tests", flush=True)
    if succeeds(sys.executable, "-m", "playwright", "install", "chromium") and playwrights_own():
        return True
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        return succeeds("apt-get", "update") and succeeds("apt-get", "install", "--yes", "chromium")
    return False


def main() -> int:
    """Make sure that there is a browser."""
    if chromium_path() or playwrights_own() or install():
        return 0
    print(
        "The browser tests need Chromium or Chrome, and getting one failed: see above.\n"
        "Install one (Debian: sudo apt install chromium), or name it: CHROMIUM=/path/to/chrome make test",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
