"""What a reader can set in a figure: a name in its cell, the values that it may take, and what it is called."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

Json = dict[str, Any]
NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
STRING = r"\"[^\"\\\n]*\"|'[^'\\\n]*'"
PAIR = rf"\(\s*{NUMBER}\s*,\s*{NUMBER}\s*\)"
# The page reads a reader's code by the same pattern: `frontend/src/page/declaration.ts`.
DECLARATION = re.compile(
    rf"(?P<head>(?P<name>[^\W\d]\w*)[ \t]*=[ \t]*)(?P<value>{NUMBER}|{STRING}|True|False|{PAIR})(?P<tail>[ \t]*#@.*)"
)
# Frames are computed for at most so many values of one control.
MOST_SLIDER, MOST_AXIS = 60, 11


@dataclass(frozen=True)
class Range:
    """The numbers from `low` to `high` in steps, both ends included; `is_whole` for those without a point."""

    low: Decimal
    high: Decimal
    step: Decimal
    is_whole: bool

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return int((self.high - self.low) / self.step) + 1

    def holds(self, value: Decimal) -> bool:
        """Whether a number is one of them."""
        return self.low <= value <= self.high and (value - self.low) % self.step == 0

    def place(self, value: Decimal) -> int:
        """Which one of them it is, counted from 0."""
        return int((value - self.low) / self.step)

    def literal(self, index: int) -> str:
        """One of them as Python is written."""
        value = self.low + index * self.step
        if self.is_whole:
            return str(int(value))
        text = f"{value:f}"
        whole, _, decimals = text.partition(".")
        return f"{whole}.{decimals.rstrip('0') or '0'}"

    def thinned(self, most: int) -> list[int]:
        """The places of at most `most` of them, evenly spread, with the first and the last."""
        last = self.count - 1
        if last < most:
            return list(range(last + 1))
        return [round(place * last / (most - 1)) for place in range(most)]

    def data(self) -> Json:
        """For the page: as texts, which keep their digits."""
        return {"low": f"{self.low:f}", "high": f"{self.high:f}", "step": f"{self.step:f}", "whole": self.is_whole}


@dataclass(frozen=True)
class Jump:
    """A value with a button of its own."""

    literal: str
    label: str


@dataclass(frozen=True)
class Control:
    """What all controls have: the name that they set, what readers call it, and the value that is published."""

    kind: ClassVar[str]
    name: str
    label: str
    default: str
    """As it stands in the code."""
    line: int

    def sweep(self) -> tuple[str, ...]:
        """Literals of the values, besides the default, for which the build computes the figure."""
        raise NotImplementedError

    def data(self) -> Json:
        """The control as the page is told."""
        return {"kind": self.kind, "name": self.name, "label": self.label, "default": self.default}


@dataclass(frozen=True)
class Slider(Control):
    """A number of a range; `drag`: also by its handle in the picture."""

    kind = "slider"
    range: Range
    jumps: tuple[Jump, ...]
    play: bool
    drag: bool

    def sweep(self) -> tuple[str, ...]:
        """At most sixty of its values, evenly spread, and where the buttons lead."""
        literals = [*map(self.range.literal, self.range.thinned(MOST_SLIDER)), *(jump.literal for jump in self.jumps)]
        return tuple(each for each in dict.fromkeys(literals) if Decimal(each) != Decimal(self.default))

    def data(self) -> Json:
        """The control as the page is told."""
        more = {"play": self.play, "drag": self.drag, "jumps": [[jump.literal, jump.label] for jump in self.jumps]}
        return super().data() | self.range.data() | more


@dataclass(frozen=True)
class Choice(Control):
    """One of several texts."""

    kind = "choice"
    options: tuple[str, ...]

    def sweep(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(json.dumps(each, ensure_ascii=False) for each in self.options if each != self.default[1:-1])

    def data(self) -> Json:
        """The control as the page is told."""
        return super().data() | {"options": list(self.options)}


@dataclass(frozen=True)
class Toggle(Control):
    """Yes or no."""

    kind = "toggle"

    def sweep(self) -> tuple[str, ...]:
        """The other one."""
        return ("False" if self.default == "True" else "True",)


@dataclass(frozen=True)
class Point(Control):
    """A place in a panel of the figure, by its two coordinates."""

    kind = "point"
    x: Range
    y: Range
    panel: int
    """Counted from 1."""
    jumps: tuple[Jump, ...]

    def sweep(self) -> tuple[str, ...]:
        """A coarse grid of eleven by eleven places, and where the buttons lead."""
        xs, ys = (list(map(each.literal, each.thinned(MOST_AXIS))) for each in (self.x, self.y))
        literals = [*(f"({x}, {y})" for y in ys for x in xs), *(jump.literal for jump in self.jumps)]
        return tuple(each for each in dict.fromkeys(literals) if coordinates(each) != coordinates(self.default))

    def data(self) -> Json:
        """The control as the page is told."""
        more = {"x": self.x.data(), "y": self.y.data(), "panel": self.panel}
        return super().data() | more | {"jumps": [[jump.literal, jump.label] for jump in self.jumps]}


def coordinates(literal: str) -> tuple[Decimal, Decimal]:
    """The two numbers of a pair.

    >>> coordinates("(4.0, -3)")
    (Decimal('4.0'), Decimal('-3'))
    """
    x, y = literal.strip("()").split(",")
    return Decimal(x.strip()), Decimal(y.strip())


def with_value(source: str, name: str, literal: str) -> str:
    r"""A cell's code with another value for one of its controls.

    >>> with_value("rate = 0.1  #@ slider 0 to 1 step 0.1 | rate\nrate\n", "rate", "0.7")
    'rate = 0.7  #@ slider 0 to 1 step 0.1 | rate\nrate\n'
    """
    lines = source.split("\n")
    for index, line in enumerate(lines):
        found = DECLARATION.fullmatch(line)
        if found and found["name"] == name:
            lines[index] = f"{found['head']}{literal}{found['tail']}"
            break
    return "\n".join(lines)
