"""Compare what a page says with what its code gave: numbers to the precision written, `...` for anything."""

from __future__ import annotations

import re
from decimal import Context, Decimal, localcontext

# A number stands by itself: not glued to letters (x2, 0x1F, 10ms), nor part of something with two dots (a version,
# an address); those are text. A dot behind whole digits ends a sentence. The `j` of a complex number may follow.
_END = r"(?!\.[0-9])(?=j(?!\w)|(?!\w))"
NUMBER = re.compile(
    rf"(?<![\w.])[-+]?(?:(?:[0-9]+(?:_[0-9]+)*)?\.[0-9]+|[0-9]+(?:_[0-9]+)*)(?:[eE][-+]?[0-9]+)?{_END}"
    r"|(?<![\w.])[-+]?(?:inf|nan)(?!\w)"
)


def numbers(text: str) -> list[str]:
    """The numbers in a text, as written; a true minus sign counts as one."""
    return NUMBER.findall(text.replace("\N{MINUS SIGN}", "-"))


def same_number(written: str, got: str) -> bool:
    """Whether `got` is `written`, to the digits written; a whole number holds for itself alone, to the letter.

    >>> same_number("0.33", "0.3333333"), same_number("0.33", "0.34"), same_number("1", "1.0")
    (True, False, False)
    """
    return written == got or not (is_integer(written) or is_integer(got)) and _to_the_digits(written, got)


def says_number(written: str, got: str) -> bool:
    """The same for a reader of prose, to whom `10` may stand for `10.0`, and `0` for `-0.0`.

    >>> says_number("10", "10.0"), says_number("10", "10.4"), says_number("1.5e3", "1467")
    (True, False, True)
    """
    if is_integer(written):
        with localcontext(Context(traps=[])):
            return _decimal(written) == _decimal(got)
    return written == got or _to_the_digits(written, got)


def is_near(written: str, got: str, tolerance: str) -> bool:
    """Whether two numbers are at most `tolerance` apart.

    >>> is_near("2.4", "2.4000000000000004", "0.01"), is_near("2.42", "2.4", "0.01"), is_near("31", "31", "0")
    (True, False, True)
    """
    with localcontext(Context(traps=[])):
        return abs(_decimal(written) - _decimal(got)) <= _decimal(tolerance)


def _to_the_digits(written: str, got: str) -> bool:
    # Decimal, since a float forgets the last digits of long numbers. No traps: 1e99999 is a number like any other.
    with localcontext(Context(traps=[])):
        left, right = _decimal(written), _decimal(got)
        if not (left.is_finite() and right.is_finite()) or left.is_signed() != right.is_signed():
            # Infinity and NaN hold to the letter; a sign is never rounded away.
            return False
        if left.is_zero() and right.is_zero():
            # Nothing tells 0e+00 and 0e+01 apart but how they are written.
            return _exponent(written) == _exponent(got)
        exponent = left.as_tuple().exponent
        assert isinstance(exponent, int)
        return abs(left - right) <= Decimal(1).scaleb(exponent) / 2


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace("_", ""))


def is_integer(number: str) -> bool:
    """Whether a number is written without a dot or an exponent."""
    return re.fullmatch(r"[-+]?[0-9]+(_[0-9]+)*", number) is not None


def _exponent(number: str) -> int:
    return int(number.lower().partition("e")[2] or 0)


def same_output(written: str, got: str) -> bool:
    """Whether an `output` fence holds what the cell printed.

    >>> same_output("x = 0.115\\n", "x = 0.1152921\\n"), same_output("a ... c", "a b c"), same_output("12", "13")
    (True, True, False)
    """
    want, have = _tidy(written), _tidy(got)
    return want == have or (_elided(want, have) if "..." in want else _matches(want, have))


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def _matches(want: str, have: str) -> bool:
    """Everything but numbers to the letter; numbers by their digits; as many of them on both sides."""
    return NUMBER.split(want) == NUMBER.split(have) and all(
        map(same_number, NUMBER.findall(want), NUMBER.findall(have))
    )


def _elided(want: str, have: str) -> bool:
    """Whether the pieces between the `...` stand in the text one after the other, the first and last at its ends."""
    first, *middle, last = want.split("...")
    found = _pattern(first).match(have)
    if found is None or not _agrees(first, found, cut=True):
        return False
    at = found.end()
    # The leftmost place is always the best one: it leaves most room for the pieces that follow.
    for piece, end in [*((piece, "") for piece in middle), (last, r"\Z")]:
        pattern = _pattern(piece, end)
        found = pattern.search(have, at)
        while found is not None and not _agrees(piece, found, cut=not end):
            found = pattern.search(have, found.start() + 1)
        if found is None:
            return False
        at = found.end()
    return True


def _pattern(piece: str, end: str = "") -> re.Pattern[str]:
    """A regular expression with a group in the place of every number."""
    return re.compile(f"({NUMBER.pattern})".join(map(re.escape, NUMBER.split(piece))) + end)


def _agrees(piece: str, found: re.Match[str], cut: bool) -> bool:
    """Whether the numbers agree; the last one may be `cut` off: `0.66...` holds for 0.6666."""
    written, got = NUMBER.findall(piece), list(found.groups())
    if cut and written and piece.endswith(written[-1]) and _is_cut(written[-1], got[-1]):
        del written[-1], got[-1]
    return all(map(same_number, written, got))


def _is_cut(written: str, got: str) -> bool:
    return "." in written and got.startswith(written) and "e" not in got.lower()


def same_value(written: str, got: str) -> bool:
    """Whether text in prose says the value `got` (a repr, or the text of a str).

    >>> same_value("31", "31"), same_value("10", "10.0"), same_value("(2, 4)", "(2.0, 4.0)"), same_value("30", "31")
    (True, True, True, False)
    """
    want, have = (" ".join(text.split()).replace("\N{MINUS SIGN}", "-") for text in (written, got))
    return want == have or (
        NUMBER.split(want) == NUMBER.split(have) and all(map(says_number, numbers(want), numbers(have)))
    )


def same_answer(option: str, got: str) -> bool:
    """Whether a quiz option says the value `got`: the same numbers in the same order, or the same words."""
    wanted = numbers(got)
    if not wanted:
        return _words(option) == _words(got)
    offered = numbers(option)
    return len(offered) == len(wanted) and all(map(says_number, offered, wanted))


def _words(text: str) -> str:
    return " ".join(re.sub(r"[`*_$'\"]", "", text).lower().rstrip(".").split())


def one_spelling(option: str) -> str:
    """A quiz option with each number in one spelling, so that equal options are equal texts.

    >>> one_spelling("$0.50$"), one_spelling("In 10.0 steps.")
    ('0.5', 'In 10 steps')
    """
    text = " ".join(option.replace("\N{MINUS SIGN}", "-").split()).strip("`$.")
    return NUMBER.sub(lambda number: _shortest(number[0]), text)


def _shortest(number: str) -> str:
    with localcontext(Context(prec=len(number), traps=[])):
        return f"{_decimal(number).normalize():f}" if "e" not in number.lower() else str(_decimal(number).normalize())
