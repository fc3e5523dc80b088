"""Carry out a page's steps in a process of its own: Pyodide under Node, or CPython."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import IO, Any

from .runtime import CPYTHON_HOST, Runtime

Json = dict[str, Any]
# Seconds for a runtime to start on a slow, busy machine; nothing of an author's runs in that time.
START_LIMIT = 120.0


@dataclass(frozen=True)
class Host:
    """A way to run steps: the name that messages use, the command, and what its job needs to know."""

    name: str
    command: tuple[str, ...]
    job: Json
    draws: bool
    """Whether this host also draws graphs."""


def pyodide_host(runtime: Runtime) -> Host:
    """The reader's runtime, under Node."""
    job = {
        "pyodide": str(runtime.pyodide),
        "wheels": [str(wheel) for wheel in runtime.wheels],
        "snapshot": str(runtime.snapshot) if runtime.snapshot.exists() else None,
    }
    return Host("Pyodide", (str(runtime.node), str(runtime.host)), job, True)


def cpython_host(runtime: Runtime) -> Host:
    """The second opinion: this Python, without its installed packages."""
    version = ".".join(map(str, sys.version_info[:3]))
    command = (sys.executable, "-s", "-S", "-P", "-X", "utf8", str(CPYTHON_HOST))
    return Host(f"CPython {version}", command, {"wheels": [str(wheel) for wheel in runtime.wheels]}, False)


def execute(host: Host, steps: list[Json], time_limit: float) -> list[Json]:
    """The result of every step. A step that was killed or died has a result of the form `{"failed": why}`.

    A step that fails so takes the page's names with it. The others are then run again without it, so
    that one endless loop does not hide the rest of a page's problems.
    """
    results: list[Json | None] = [None if step["do"] != "graph" or host.draws else {} for step in steps]
    lost: set[int] = set()
    while True:
        todo = [index for index, result in enumerate(results) if index not in lost and result != {}]
        done, failure = _converse(host, [steps[index] for index in todo], time_limit)
        for index, result in zip(todo, done, strict=False):
            results[index] = result
        if failure is None:
            return [result if result is not None else {} for result in results]
        if len(done) >= len(todo) or not todo:
            raise RuntimeError(f"{host.name} failed: {failure}")
        if failure.startswith(_NO_START):
            raise RuntimeError(f"{host.name}: {failure}")
        lost.add(todo[len(done)])
        results[todo[len(done)]] = {"failed": failure}


_NO_START = "it did not start"


def _converse(host: Host, steps: list[Json], time_limit: float) -> tuple[list[Json], str | None]:
    """Run steps in a fresh process: the results up to the first that was killed or died, and why it was."""
    with tempfile.TemporaryDirectory(prefix="lesson-", ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            host.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )
        assert process.stdin and process.stdout and process.stderr
        lines: queue.Queue[bytes | None] = queue.Queue()
        errors: list[bytes] = []
        threads = [
            threading.Thread(target=_feed, args=(process.stdin, json.dumps(host.job | {"steps": steps})), daemon=True),
            threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True),
            threading.Thread(target=_collect, args=(process.stderr, errors), daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            return _listen(lines, len(steps), time_limit, process, errors, threads[2])
        finally:
            _kill(process)
            for thread in threads:
                thread.join(timeout=5)
            process.stdout.close()
            process.stderr.close()


def _listen(
    lines: queue.Queue[bytes | None],
    count: int,
    time_limit: float,
    process: subprocess.Popen[bytes],
    errors: list[bytes],
    collector: threading.Thread,
) -> tuple[list[Json], str | None]:
    results: list[Json] = []
    started = False
    while len(results) < count or not started:
        try:
            line = lines.get(timeout=time_limit if started else START_LIMIT)
        except queue.Empty:
            return results, f"did not finish within {time_limit:g} seconds and was stopped" if started else _NO_START
        if line is None:
            process.wait(timeout=5)
            collector.join(timeout=5)
            told = b"".join(errors).decode("utf-8", "replace").strip().splitlines()[-8:]
            why = f"ended the interpreter (exit status {process.returncode})" if started else _NO_START
            return results, "\n".join([why, *told])
        event = json.loads(line)
        started = True
        if event["event"] == "result":
            results.append(event["result"])
    return results, None


def _environment(folder: str) -> dict[str, str]:
    """Only what a process needs: nothing of the builder's own, no token, no home."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    return kept | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8"}


def _feed(pipe: IO[bytes], text: str) -> None:
    try:
        pipe.write(text.encode("utf-8", "surrogatepass"))
        pipe.close()
    except BrokenPipeError:
        # The process is gone; `_listen` says how it went.
        return


def _pump(pipe: IO[bytes], lines: queue.Queue[bytes | None]) -> None:
    for line in pipe:
        lines.put(line)
    lines.put(None)


def _collect(pipe: IO[bytes], errors: list[bytes]) -> None:
    for line in pipe:
        errors.append(line)
        del errors[:-200]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and whatever it started."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            process.poll()
    else:
        process.kill()
    process.wait()
