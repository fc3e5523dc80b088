"""A program that answers pages, at work in a process of its own: start it, talk with it, end it."""

from __future__ import annotations

import json
import os
import queue
import secrets
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

Json = dict[str, Any]
EVENT_LIMIT = 64 << 20
"""Bytes of one event: what a step gives is shown on a page."""


@dataclass(frozen=True)
class Program:
    """A way to run steps: the name that messages use, the command, and what it is told at its start."""

    name: str
    command: tuple[str, ...]
    setup: Json
    leaves: frozenset[str] = frozenset()
    """The kinds of steps that it leaves to another program."""


class Process:
    """A program's process, with two threads that read what it says."""

    def __init__(self, program: Program) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="lesson-", ignore_cleanup_errors=True)
        self._popen = subprocess.Popen(
            program.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self._folder.name,
            env=_environment(self._folder.name),
            # A group of its own: Ctrl-C does not reach it, and one signal ends all that belongs to it.
            start_new_session=True,
        )
        stdin, stdout, stderr = self._popen.stdin, self._popen.stdout, self._popen.stderr
        assert stdin is not None and stdout is not None and stderr is not None
        self._stdin = stdin
        self._events: queue.Queue[Json | None] = queue.Queue()
        self._told = bytearray()
        self._last_words: list[str] | None = None
        self._readers = [
            (threading.Thread(target=_pump, args=(stdout, self._events), daemon=True), stdout),
            (threading.Thread(target=_collect, args=(stderr, self._told), daemon=True), stderr),
        ]
        for thread, _ in self._readers:
            thread.start()
        self._send(program.setup)

    def converse(self, steps: list[Json], packages: Sequence[Json], first_limit: float, limit: float) -> Iterator[Json]:
        """Give it a page; its events, each within its time limit. The event `silent` or `gone` is the last.

        `first_limit` seconds for the first event, `limit` for each of the others.
        """
        # Known only to the program's own frames: nothing that a cell writes passes for an event.
        nonce = secrets.token_hex(16)
        self._told.clear()
        with tempfile.TemporaryDirectory(prefix="lesson-", ignore_cleanup_errors=True) as folder:
            self._send({"nonce": nonce, "folder": folder, "packages": packages, "steps": steps})
            deadline = time.monotonic() + first_limit
            while True:
                try:
                    event = self._events.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    yield {"event": "silent"}
                    return
                if event is None:
                    yield {"event": "gone", "status": f"exit status {self._popen.wait()}"}
                    return
                if event.get("nonce") != nonce and event["event"] != "flood":
                    continue
                yield event
                if event["event"] in ("end", "flood"):
                    return
                deadline = time.monotonic() + limit

    def kill(self) -> list[str]:
        """End the process and whatever it started; the last lines that it wrote to standard error."""
        if self._last_words is None:
            self._end()
            self._last_words = self._told.decode("utf-8", "replace").strip().splitlines()[-8:]
        return self._last_words

    def _end(self) -> None:
        if hasattr(os, "killpg"):
            try:
                os.killpg(self._popen.pid, signal.SIGKILL)
            except ProcessLookupError:
                self._popen.poll()
        else:
            self._popen.kill()
        self._popen.wait()
        for thread, pipe in self._readers:
            thread.join(timeout=5)
            # A process that left the group may hold the other end; then this end is left to the system.
            if not thread.is_alive():
                pipe.close()
        self._stdin.close()
        self._folder.cleanup()

    def is_alive(self) -> bool:
        """Whether it can answer a further page."""
        return self._popen.poll() is None

    def _send(self, message: Json) -> None:
        rest = memoryview(json.dumps(message).encode() + b"\n")
        try:
            while rest:
                rest = rest[os.write(self._stdin.fileno(), rest) :]
        except BrokenPipeError:
            # The process is gone; `converse` says how it went.
            return


def _environment(folder: str) -> dict[str, str]:
    """Only what a process needs: nothing of the builder's own, no token, no home."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    return kept | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8"}


def _pump(pipe: IO[bytes], events: queue.Queue[Json | None]) -> None:
    """Pass on what can be an event; a cell that found the pipe may have written anything else."""
    while line := pipe.readline(EVENT_LIMIT):
        if len(line) == EVENT_LIMIT:
            events.put({"event": "flood"})
            continue
        event = _as_event(line)
        if event is not None:
            events.put(event)
    events.put(None)


def _as_event(line: bytes) -> Json | None:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and isinstance(event.get("event"), str) else None


def _collect(pipe: IO[bytes], told: bytearray) -> None:
    """Keep the end of what is written to standard error."""
    while more := os.read(pipe.fileno(), 1 << 16):
        told += more
        del told[: -1 << 14]
