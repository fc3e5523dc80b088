"""The CPython side of the build: pages' jobs as lines on standard input, events as lines on standard output.

`frontend/src/protocol` names the fields. Started as a script in a process of its own, without installed
packages; never imported. Each page is answered in a fork of it, which costs a tenth of a new interpreter;
where the system cannot fork, the host answers one page and ends.
"""

from __future__ import annotations

import importlib.util
import json
import os
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Json = dict[str, Any]

MEMORY = 2 << 30
"""Bytes of address space that a page's code may take."""
FILE_SIZE = 64 << 20
"""Bytes that it may write to one file."""


def confine() -> None:
    """Bound memory and files and cut the network, where the system lets a process do so to itself."""
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(limit, (bound, bound))
        except (ValueError, OSError) as refused:
            # macOS knows no bound on address space. The time limit still holds.
            print(f"A limit could not be set: {refused}", file=sys.stderr)
    if sys.platform == "linux":
        try:
            # The next child is the first process of a space of its own: when it ends, so does all that it started.
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET | os.CLONE_NEWPID)
        except OSError as refused:
            print(f"The network could not be cut: {refused}", file=sys.stderr)


def load_runner() -> Any:
    """The cell runner beside this file, without its folder on the path: cells must not import the build."""
    spec = importlib.util.spec_from_file_location("cell_runner", Path(__file__).with_name("cell_runner.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["cell_runner"] = module
    spec.loader.exec_module(module)
    return module


def answer_page(runner: Any, job: Json, events: int) -> None:
    """Answer every step of a page in one session."""
    os.chdir(job["folder"])
    os.environ.update(HOME=job["folder"], TMPDIR=job["folder"])
    # The page's own; its process ends with it.
    sys.path[:0] = [package["folder"] for package in job["packages"]]
    # In this frame only: what cells write to the descriptor, if they find it, are no events.
    nonce, own = job["nonce"], os.getpid()

    def say(event: Json) -> None:
        if os.getpid() != own:
            # A cell forked, and this is its child: it has come to the end of the cell.
            os._exit(0)
        # Not `print`: a lesson may have replaced it. The first line break ends what a cell may have written.
        rest = memoryview(f"\n{json.dumps({'nonce': nonce} | event)}\n".encode())
        while rest:
            rest = rest[os.write(events, rest) :]

    say({"event": "ready", "python": sys.version.split()[0], "pyodide": ""})
    session = runner.open_session()
    for number, step in enumerate(job["steps"]):
        say({"event": "start", "step": number})
        say({"event": "result", "step": number, "result": json.loads(runner.answer(session, json.dumps(step)))})


def fork(work: Callable[[], int]) -> int:
    """Do `work` in a child that ends with the status it returns; the child's process id."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        status = work()
    except BaseException:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    finally:
        # Threads, exit handlers and whatever else a lesson left behind do not run on.
        os._exit(status)


def wait(child: int) -> int:
    """A child's exit status, 128 and the signal's number when it was killed; orphans are buried on the way."""
    while True:
        ended, status = os.wait()
        if ended == child:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def page_process(runner: Any, job: Json, events: int) -> int:
    """Start the processes of a page: a keeper, the first process of the page's own space, and the page itself."""

    def keep() -> int:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # The jobs of other pages come that way.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        confine()
        # The first process of a space cannot end itself by a signal: it only waits for the second.
        return wait(fork(lambda: wait(fork(answer))))

    def answer() -> int:
        answer_page(runner, job, events)
        return 0

    return fork(keep)


def serve(runner: Any, events: int) -> None:
    """Answer one job after the other, until standard input ends: then end at once, with whatever is at work."""
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    received, page, nonce = b"", None, ""
    while True:
        ready, _, _ = select.select([0, woken], [], [])
        if 0 in ready:
            more = os.read(0, 1 << 16)
            if not more:
                # This process leads a group of its own: see `execute`.
                os.killpg(os.getpgrp(), signal.SIGKILL)
            received += more
        if woken in ready:
            os.read(woken, 1 << 10)
            ended, status = os.waitpid(page, os.WNOHANG) if page is not None else (0, 0)
            if ended:
                page = None
                end = {"nonce": nonce, "event": "end", "status": f"exit status {os.waitstatus_to_exitcode(status)}"}
                os.write(events, f"\n{json.dumps(end)}\n".encode())
        line, found, rest = received.partition(b"\n")
        if page is None and found:
            received = rest
            job = json.loads(line)
            nonce, page = job["nonce"], page_process(runner, job, events)


def main() -> None:
    """Read the set-up, the first line, then answer jobs."""
    events = os.dup(1)
    # Code that writes to descriptor 1 directly must not be able to break an event.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with open(0, "rb", buffering=0, closefd=False) as lines:
        setup = json.loads(lines.readline())
        sys.path[:0] = setup["libraries"]
        runner = load_runner()
        if hasattr(os, "fork"):
            serve(runner, events)
        else:
            confine()
            answer_page(runner, json.loads(lines.readline()), events)


if __name__ == "__main__":
    main()
