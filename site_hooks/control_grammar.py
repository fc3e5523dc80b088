"""What stands in a control's comment: which values it has, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .control import NUMBER, PAIR, STRING, Choice, Control, Jump, Point, Range, Slider, Toggle
from .problems import nearest

Common = tuple[str, str, str, int]
"""Name, label, the value as written, and line: what each control has."""
KINDS = ("slider", "choice", "toggle", "point")
# More steps than this are not to be told apart on any screen.
MOST_VALUES = 2_000
SHAPES = {
    "slider": '`#@ slider 0 to 1 step 0.1 | label`; before the label may stand `play`, `drag` and `jump 0.5 "words"`',
    "choice": '`#@ choice "one", "another" | label`',
    "toggle": "`#@ toggle | label`",
    "point": "`#@ point -5 to 5, 0 to 9 step 0.1 | label`; before the label may stand `panel 2` and "
    '`jump (1, 2) "words"`',
}
DEFAULTS = {
    "slider": "a number, as in `rate = 0.5`",
    "choice": 'one of the texts, as in `method = "one"`',
    "toggle": "True or False",
    "point": "a pair of numbers, as in `start = (1.0, 2.0)`",
}
_SPEC = re.compile(rf"(?P<what>(?:[^|\"']|{STRING})*)(?:\|(?P<label>.*))?")
_RANGE = rf"({NUMBER})\s+to\s+({NUMBER})"
_SLIDER = re.compile(rf"{_RANGE}\s+step\s+({NUMBER})((?:\s.*)?)")
_POINT = re.compile(rf"{_RANGE}\s*,\s*{_RANGE}\s+step\s+({NUMBER})((?:\s.*)?)")
_WORDS = {
    "jump": re.compile(rf"jump\s+(?P<value>{NUMBER}|{PAIR})\s+(?P<label>{STRING})"),
    "play": re.compile(r"play\b(?P<value>)(?P<label>)"),
    "drag": re.compile(r"drag\b(?P<value>)(?P<label>)"),
    "panel": re.compile(r"panel\s+(?P<value>[1-9])\b(?P<label>)"),
}


class NoControlError(Exception):
    """A control's comment that makes no sense; the message says why, and the way out."""


def split_label(spec: str) -> tuple[str, str | None]:
    """What stands before `|`, and the label behind it, empty if there is none; None where a quote is open."""
    parts = _SPEC.fullmatch(spec)
    return (spec, None) if parts is None else (parts["what"].strip(), (parts["label"] or "").strip())


def read_control(kind: str, common: Common, what: str) -> Control:
    """One control, `what` being all between its kind and its label. Raises NoControlError."""
    return {"slider": _slider, "choice": _choice, "toggle": _toggle, "point": _point}[kind](common, what)


def _slider(common: Common, what: str) -> Control:
    name, _, default, _ = common
    found = _SLIDER.fullmatch(what) or _misshapen("slider", what)
    _expect(re.fullmatch(NUMBER, default), "slider", name, default)
    low, high, step, rest = found.groups()
    numbers = _range(name, (low, high, step), default)
    more = _more("slider", rest)
    words = {word for word, _, _ in more}
    return Slider(
        *common, range=numbers, jumps=tuple(_jumps(name, (numbers,), more)), play="play" in words, drag="drag" in words
    )


def _point(common: Common, what: str) -> Control:
    name, _, default, _ = common
    found = _POINT.fullmatch(what) or _misshapen("point", what)
    _expect(re.fullmatch(PAIR, default), "point", name, default)
    left, right, low, high, step, rest = found.groups()
    x, y = _numbers(default)
    ranges = _range(name, (left, right, step), x), _range(name, (low, high, step), y)
    more = _more("point", rest)
    panel = next((int(value) for word, value, _ in more if word == "panel"), 1)
    return Point(*common, x=ranges[0], y=ranges[1], panel=panel, jumps=tuple(_jumps(name, ranges, more)))


def _choice(common: Common, what: str) -> Control:
    name, _, default, _ = common
    if not re.fullmatch(rf"(?:{STRING})(?:\s*,\s*(?:{STRING}))*", what):
        _misshapen("choice", what)
    options = tuple(each[1:-1] for each in re.findall(STRING, what))
    _expect(re.fullmatch(STRING, default), "choice", name, default)
    if len(options) < 2:
        raise NoControlError(f"The control `{name}` leaves no choice. Give at least two texts, separated by commas.")
    if twice := next((each for each in options if options.count(each) > 1), None):
        raise NoControlError(f'The control `{name}` offers "{twice}" twice. Remove one.')
    if not all(each.strip() for each in options):
        raise NoControlError(f"The control `{name}` offers an empty text, which nobody can read. Give it words.")
    if default[1:-1] not in options:
        told = nearest(default[1:-1], options)
        raise NoControlError(f"The value of `{name}` must be one of its texts, got {default}. {told}")
    return Choice(*common, options=options)


def _toggle(common: Common, what: str) -> Control:
    if what:
        _misshapen("toggle", what)
    _expect(common[2] in ("True", "False"), "toggle", common[0], common[2])
    return Toggle(*common)


def _misshapen(kind: str, what: str) -> re.Match[str]:
    raise NoControlError(f"This {kind} cannot be read: got `{what}`. Write {SHAPES[kind]}.")


def _expect(holds: object, kind: str, name: str, default: str) -> None:
    if not holds:
        raise NoControlError(f"`{name}` has a {kind}, so its value must be {DEFAULTS[kind]}. Got `{default}`.")


def _numbers(literal: str) -> list[str]:
    return [each.strip() for each in literal.strip("()").split(",")]


def _range(name: str, written: tuple[str, str, str], default: str) -> Range:
    low, high, step = written
    is_whole = not re.search(r"[.eE]", default)
    numbers = Range(Decimal(low), Decimal(high), Decimal(step), is_whole)
    if numbers.step <= 0:
        raise NoControlError(f"The step of `{name}` must be more than 0, got {step}.")
    if numbers.low >= numbers.high:
        raise NoControlError(f"The range of `{name}` must go up, got {low} to {high}.")
    if (numbers.high - numbers.low) % numbers.step:
        told = f"Steps of {step} from {low} do not arrive at {high}."
        raise NoControlError(f"{told} Change the step of `{name}`, or an end of its range.")
    if numbers.count > MOST_VALUES:
        told = f"The control `{name}` has {numbers.count:,} values, more than {MOST_VALUES:,}."
        raise NoControlError(f"{told} Make its step larger.")
    if is_whole and (numbers.low % 1 or numbers.step % 1):
        told = f"`{name}` is {default}, a whole number, but its range has others."
        raise NoControlError(f"{told} Write `{default}.0`, or whole steps.")
    _expect_on_grid(name, numbers, default, "The value")
    return numbers


def _expect_on_grid(name: str, numbers: Range, text: str, what: str) -> None:
    if not numbers.holds(Decimal(text)):
        steps = f"{numbers.low:f} to {numbers.high:f} in steps of {numbers.step:f}"
        raise NoControlError(f"{what} of `{name}` must be one of {steps}, got {text}.")


def _more(kind: str, text: str) -> list[tuple[str, str, str]]:
    """What follows a range: words, each with its value and its label."""
    found: list[tuple[str, str, str]] = []
    rest = text.strip()
    words = ("jump", "play", "drag") if kind == "slider" else ("jump", "panel")
    while rest:
        word, match = next(((word, match) for word in words if (match := _WORDS[word].match(rest))), ("", None))
        if match is None:
            raise NoControlError(f"A {kind} cannot have `{rest}`. Write {SHAPES[kind]}.")
        if word != "jump" and word in {each for each, _, _ in found}:
            raise NoControlError(f"`{word}` is given twice. Remove one.")
        found.append((word, match["value"], match["label"][1:-1].strip()))
        rest = rest[match.end() :].strip()
    return found


def _jumps(name: str, ranges: tuple[Range, ...], more: list[tuple[str, str, str]]) -> Iterator[Jump]:
    for _, value, label in (each for each in more if each[0] == "jump"):
        texts = _numbers(value)
        if len(texts) != len(ranges):
            wanted = "a number" if len(ranges) == 1 else "a pair, as (1, 2)"
            raise NoControlError(f"`{name}` cannot jump to `{value}`. Give it {wanted}.")
        if not label:
            raise NoControlError(f'The jump of `{name}` to {value} has no words for its button: jump {value} "words".')
        for numbers, text in zip(ranges, texts, strict=True):
            _expect_on_grid(name, numbers, text, "A jump")
        literals = [each.literal(each.place(Decimal(text))) for each, text in zip(ranges, texts, strict=True)]
        yield Jump(literals[0] if len(literals) == 1 else f"({', '.join(literals)})", label)
