"""Rewrite a lesson's outputs and checked values with what its code gives (`lesson verify --update`)."""

from __future__ import annotations

import re
from pathlib import Path

from .lesson import Cell, Value
from .match import NUMBER, same_output, same_value
from .plan import plan
from .verify import Page


def update(path: Path, page: Page) -> bool:
    """Mend every output and value of a page that is not what its code gives; whether anything changed.

    What is right stays as it is written, elisions and rounding included. The file keeps its line ends.
    """
    raw = path.read_bytes()
    text = raw.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    # From the end, so that the lines above keep their numbers.
    for task, result in reversed(list(zip(plan(page.lesson), page.pyodide, strict=True))):
        if "failed" in result:
            continue
        if task.role == "cell" and isinstance(task.owner, Cell):
            # An error that nobody expects is to be mended, not published.
            if result["error"] and result["error"]["type"] != task.owner.expect:
                continue
            _update_cell(lines, task.owner, result["text"])
        elif isinstance(task.owner, Value) and result["value"] is not None:
            _update_value(lines, task.owner, result["value"])
    changed = newline.join(lines).encode("utf-8")
    if changed == raw.removeprefix(b"\xef\xbb\xbf"):
        return False
    path.write_bytes(changed)
    return True


def _update_cell(lines: list[str], cell: Cell, text: str) -> None:
    output = cell.output
    if output is not None and same_output(output.text, text):
        return
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    fence = [f"{ticks}output", *text.rstrip("\n").split("\n"), ticks] if text else []
    if output is not None:
        lines[output.line - 1 : output.end] = fence
    elif fence:
        lines[cell.end : cell.end] = ["", *fence]


def _update_value(lines: list[str], value: Value, got: str) -> None:
    if same_value(value.text, got):
        return
    line = lines[value.line - 1]
    pattern = rf"`{re.escape(value.text)}`(?=\{{=\s*{re.escape(value.expression)}\s*\}})"
    lines[value.line - 1] = re.sub(pattern, lambda _: f"`{as_precise(value.text, got)}`", line, count=1)


def as_precise(written: str, got: str) -> str:
    """The value with as many decimals as the text had, where both are a single number.

    >>> as_precise("0.12", "0.34567"), as_precise("30", "31"), as_precise("3", "(1, 2)")
    ('0.35', '31', '(1, 2)')
    """
    if NUMBER.fullmatch(written) and NUMBER.fullmatch(got) and "e" not in written + got and "." in written + got:
        return f"{float(got):.{len(written.partition('.')[2])}f}" if "." in written else got
    return got
