"""Checked values: a code span in the prose with the expression that must give it."""

from __future__ import annotations

import re

from .blocks import Reader
from .lesson import Value
from .scan import Prose

CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<text>.*?[^`])(?P=ticks)(?!`)")
LOOSE_VALUE = re.compile(r"[\w`]\{=\s*\w[^}]*\}")


def read_values(line: Prose, reader: Reader) -> list[Value]:
    """The checked values of one line; a span that nearly is one is a problem."""
    found = []
    for span in CODE_SPAN.finditer(line.text):
        rest = line.text[span.end() :]
        if not re.match(r"\s?\{\s*=", rest):
            continue
        match = re.match(r"\{=(?P<expression>[^}]*)\}", rest)
        if match is None or span["ticks"] != "`":
            reader.complain(line.line, _VALUE)
        elif not match["expression"].strip():
            reader.complain(line.line, f"The value `{span['text']}` has no expression: write `{span['text']}`{{=…}}.")
        else:
            found.append(Value(span["text"], match["expression"].strip(), line.line))
    if LOOSE_VALUE.search(re.sub(rf"{CODE_SPAN.pattern}(\s?\{{\s*=[^}}]*\}}?)?", "", line.text)):
        reader.complain(line.line, _VALUE)
    return found


_VALUE = "A checked value is written `31`{=expression}: in single backticks, no space before `{=`, on one line."
