"""The command `lesson`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .audit import agreement, sample
from .config import Config, lesson_paths, load_config
from .problems import LessonError
from .runtime import SetupError, assemble
from .update import update
from .verify import verify


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when all is well, 1 when a page has problems, 2 when the set-up failed."""
    parser = argparse.ArgumentParser(prog="lesson", description="Verify interactive lessons written in Markdown.")
    parser.add_argument("--root", default=".", help="the folder of the site's pyproject.toml (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("runtime", help="assemble what pages run on: wheel, Pyodide lock, front end")
    command = commands.add_parser("verify", help="run every cell and check every output, value, quiz and challenge")
    command.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="lessons or folders (default: all)")
    command.add_argument("--update", action="store_true", help="write what the code gives into outputs and values")
    command.add_argument("--fresh", action="store_true", help="run every page again, whatever the store holds")
    command.add_argument("--sample", type=int, default=0, metavar="N", help="run N kept pages again and compare")
    command.add_argument("--report", action="store_true", help="print how well the two runtimes agree, as a table")
    options = parser.parse_args(arguments)
    try:
        config = load_config(options.root)
        runtime = assemble(config, _say)
        if options.command == "runtime":
            _say("The runtime is up to date.")
            return 0
        chosen = _choose(config, options.paths)
        report = verify(config, runtime, chosen, _say, fresh=options.fresh)
        if options.update:
            for page, path in zip(report.pages, chosen, strict=True):
                if update(path, page):
                    _say(f"Updated {page.lesson.path}")
            report = verify(config, runtime, chosen, _say)
        problems = [*report.problems, *sample(config, runtime, report, options.sample)]
    except (SetupError, LessonError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.report:
        _say("\n".join(agreement(report)))
    for problem in problems:
        print(problem, file=sys.stderr)
    count = len(problems)
    _say(f"{len(report.pages)} pages, {count} problem{'' if count == 1 else 's'}.")
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


def _say(text: str) -> None:
    # One write a line: pages are run side by side.
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
