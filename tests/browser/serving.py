"""`mkdocs serve` of the second site, in a process of its own, on a copy of everything that an author may edit."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
# Seconds after which a server that says nothing of what is waited for will not.
STUCK_AFTER = 300


class Served:
    """The copy: its folder, its address, and what its terminal says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hooks = folder.parent / "site_hooks"
        self.lines: list[str] = []
        self.said_more = threading.Condition()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home = f"http://127.0.0.1:{self.port}/tunes/"
        shutil.copytree(ROOT / "tests" / "sites" / "tiny", folder)
        shutil.copytree(ROOT / "site_hooks", self.hooks, ignore=shutil.ignore_patterns("__pycache__"))
        (folder.parent / "frontend").symlink_to(ROOT / "frontend")
        settings = (folder / "mkdocs.yml").read_text("utf-8").replace("../../../", "../")
        # Both palettes, as the main site has them.
        [palette] = re.findall(r"^  palette:\n(?:    .*\n)+", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
        settings = settings.replace("  font: false\n", f"  font: false\n{palette}")
        watched = "watch: [tunekit, ../site_hooks]\nvalidation:\n  links:\n    anchors: warn\n"
        (folder / "mkdocs.yml").write_text(settings.replace("plugins: []", "plugins: [search]") + watched, "utf-8")

    @contextmanager
    def running(self) -> Iterator[None]:
        """The server, until the end of the block."""
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"]
        # For what MkDocs has to remove.
        self.temporary = self.folder.parent / "temporary"
        self.temporary.mkdir()
        env = {"TMPDIR": str(self.temporary), "PYTHONPATH": str(self.folder.parent), "NO_MKDOCS_2_WARNING": "1"}
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=os.environ | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            # A shell's background ignores Ctrl-C, and so would all that is started there.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        ready = threading.Event()

        def listen() -> None:
            assert process.stdout
            for line in process.stdout:
                with self.said_more:
                    self.lines.append(line)
                    self.said_more.notify_all()
                if "Serving on" in line:
                    ready.set()
            ready.set()

        listener = threading.Thread(target=listen)
        listener.start()
        try:
            ready.wait()
            assert process.poll() is None, self.said
            yield
        finally:
            # As Ctrl-C does.
            process.send_signal(signal.SIGINT)
            process.wait()
            listener.join()
            assert process.stdout
            process.stdout.close()
            assert list(self.temporary.glob("mkdocs_*")) == []

    @property
    def said(self) -> str:
        """The terminal so far."""
        return "".join(self.lines)

    def tells(self, text: str, since: int) -> None:
        """Wait until the terminal says a text in a line after so many. Raises AssertionError with what it has said."""
        with self.said_more:
            told = self.said_more.wait_for(lambda: any(text in line for line in self.lines[since:]), STUCK_AFTER)
        assert told, "".join(self.lines[since:])

    @contextmanager
    def edited(self, path: Path, old: str, new: str) -> Iterator[None]:
        """A change in one place of a file, taken back at the end of the block."""
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
        try:
            yield
        finally:
            path.write_text(text, "utf-8")

    def search_index(self, text: str) -> list[str]:
        """Where the search finds a text."""
        with urlopen(f"{self.home}search/search_index.json") as answer:
            return re.findall(rf'"location":"([^"]*)"[^}}]*{text}', answer.read().decode("utf-8"))
