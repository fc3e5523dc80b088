"""The command `lesson`."""

from __future__ import annotations

import argparse
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from .audit import Sample, agreement, doubt
from .config import Config, lesson_paths, load_config
from .fetching import pin
from .packages import SetupError, find_node, install_packages
from .problems import LessonError, Problem
from .progress import progress
from .runtime import Runtime, assemble
from .update import update
from .verify import prove
from .wheelhouse import readers_python


class Stopped(BaseException):
    """Someone asked the command to end: Ctrl-C, or SIGTERM. Not an `Exception`: nothing may hold it up."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Stopped by {signal.Signals(number).name}. What was verified so far is kept.")
        self.status = 128 + number


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when all is well, 1 when a page has problems, 2 when the set-up failed.

    130 or 143 when it was stopped by Ctrl-C or SIGTERM.
    """
    options = _parser().parse_args(arguments)
    try:
        with _stoppable():
            if options.command == "pin":
                install_packages(find_node(), lambda _: None)
                for wanted in options.packages:
                    _say(f'"{pin(wanted, readers_python())}",')
                return 0
            config = load_config(options.root)
            runtime = assemble(config, _say)
            if options.command == "runtime":
                _say("The runtime is up to date.")
                return 0
            return _verify(config, runtime, options)
    except (SetupError, LessonError) as error:
        print(error, file=sys.stderr)
        return 2
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return stopped.status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lesson", description="Verify interactive lessons written in Markdown.")
    parser.add_argument("--root", default=".", help="the folder of the site's pyproject.toml (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("runtime", help="assemble what pages run on: wheel, Pyodide lock, front end")
    command = commands.add_parser("pin", help="print the line that pins a package of pure Python, for pyproject.toml")
    command.add_argument("packages", nargs="+", metavar="NAME[==VERSION]", help="which; without a version, the newest")
    command = commands.add_parser("verify", help="run every cell and check every output, value, quiz and challenge")
    command.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="lessons or folders (default: all)")
    command.add_argument("--update", action="store_true", help="write what the code gives into outputs and values")
    command.add_argument("--fresh", action="store_true", help="run every page again, whatever the store holds")
    command.add_argument("--sample", type=int, default=0, metavar="N", help="run N kept pages again and compare")
    command.add_argument("--report", action="store_true", help="print how well the two runtimes agree, as a table")
    command.add_argument(
        "--shard", type=shard, default=(1, 1), metavar="I/N", help="verify the I-th of N parts of the pages only"
    )
    return parser


def shard(text: str) -> tuple[int, int]:
    """Which part of how many: `2/4` is the second of four.

    Raises argparse.ArgumentTypeError when the text is not of this form, or there is no such part.
    """
    found = re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", text)
    if found is None or int(found[1]) > int(found[2]):
        raise argparse.ArgumentTypeError(f"{text!r} is no part of the pages. Write 1/4, 2/4, 3/4 or 4/4, for example.")
    return int(found[1]), int(found[2])


def _verify(config: Config, runtime: Runtime, options: argparse.Namespace) -> int:
    part, parts = options.shard
    # Every N-th page: neighbours in one folder are often alike, and so are the parts then.
    chosen = _choose(config, options.paths)[part - 1 :: parts]
    problems: list[Problem] = []
    updated: list[Path] = []
    kept = Sample(options.sample)
    if options.report:
        _say("\n".join(agreement()))
    with progress(len(chosen), _say) as (say, advance):
        for path, page in zip(chosen, prove(config, runtime, chosen, say, fresh=options.fresh), strict=True):
            advance()
            if options.update and update(path, page):
                updated.append(path)
                continue
            problems += page.problems
            kept.offer(page)
            if options.report:
                _say("\n".join(agreement(page)))
    for page in prove(config, runtime, updated, _say):
        _say(f"Updated {page.lesson.path}")
        problems += page.problems
        if options.report:
            _say("\n".join(agreement(page)))
    problems += doubt(config, runtime, kept.pages)
    for problem in problems:
        print(problem, file=sys.stderr)
    count = len(problems)
    _say(f"{len(chosen)} pages, {count} problem{'' if count == 1 else 's'}.")
    return 1 if count else 0


def _choose(config: Config, paths: list[Path]) -> list[Path]:
    """The Markdown files meant: those named, and all within the folders named.

    Raises SetupError when something named is not there.
    """
    if not paths:
        return lesson_paths(config)
    chosen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise SetupError(f"{path} does not exist. Name a Markdown file or a folder.")
        chosen |= {each.resolve() for each in (path.rglob("*.md") if path.is_dir() else [path])}
    return sorted(chosen)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Turn both ways to end a command into one exception, so that everything at work is ended on the way out."""

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        raise Stopped(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
