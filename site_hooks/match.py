"""Compare what a page says with what its code gave: numbers to the precision written, `...` for anything."""

from __future__ import annotations

import re
from decimal import Context, Decimal, localcontext

# The dot of `5.` is the number's, the first one of `5...` is not.
NUMBER = re.compile(
    r"(?<![\w.])[-+]?(?:(?:\d+(?:_\d+)*)?\.\d+|\d+(?:_\d+)*(?:\.(?!\.))?)(?:[eE][-+]?\d+)?(?![\w])"
    r"|(?<![\w.])[-+]?(?:inf|nan)(?!\w)"
)


def numbers(text: str) -> list[str]:
    """The numbers in a text, as written; a true minus sign counts as one."""
    return NUMBER.findall(text.replace("\N{MINUS SIGN}", "-"))


def same_number(written: str, got: str, *, exact_integers: bool = True) -> bool:
    """Whether `got` is `written`, to the digits written.

    >>> same_number("0.33", "0.3333333"), same_number("0.33", "0.34"), same_number("1", "1.0")
    (True, False, False)
    """
    if written == got:
        return True
    # Decimal, since a float forgets the last digits of long numbers. No traps: 1e99999 is a number like any other.
    with localcontext(Context(traps=[])):
        left, right = Decimal(written.replace("_", "")), Decimal(got.replace("_", ""))
        if left.is_nan() or right.is_nan():
            return "nan" in written and "nan" in got
        if left.is_infinite() or right.is_infinite() or _is_integer(written):
            return left == right and (not exact_integers or _is_integer(got) or left.is_infinite())
        if left.is_zero() and right.is_zero():
            # Nothing tells 0e+00 and 0e+01 apart but how they are written.
            return (right.is_signed() or not left.is_signed()) and _exponent(written) == _exponent(got)
        if left.is_zero() and left.is_signed() != right.is_signed():
            return False
        exponent = left.as_tuple().exponent
        assert isinstance(exponent, int)
        return abs(left - right) <= Decimal(1).scaleb(exponent) / 2


def _is_integer(number: str) -> bool:
    return re.fullmatch(r"[-+]?\d+(_\d+)*", number) is not None


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
    if found is None or not _agrees(first, found):
        return False
    at = found.end()
    # The leftmost place is always the best one: it leaves most room for the pieces that follow.
    for piece, end in [*((piece, "") for piece in middle), (last, r"\Z")]:
        pattern = _pattern(piece, end)
        found = pattern.search(have, at)
        while found is not None and not _agrees(piece, found):
            found = pattern.search(have, found.start() + 1)
        if found is None:
            return False
        at = found.end()
    return True


def _pattern(piece: str, end: str = "") -> re.Pattern[str]:
    """A regular expression with a group in the place of every number."""
    return re.compile(f"({NUMBER.pattern})".join(map(re.escape, NUMBER.split(piece))) + end)


def _agrees(piece: str, found: re.Match[str]) -> bool:
    return all(map(same_number, NUMBER.findall(piece), found.groups()))


def same_value(written: str, got: str) -> bool:
    """Whether text in prose says the value `got` (a repr, or the text of a str).

    >>> same_value("31", "31"), same_value("10", "10.0"), same_value("(2, 4)", "(2.0, 4.0)"), same_value("30", "31")
    (True, True, True, False)
    """
    want, have = (" ".join(text.split()).replace("\N{MINUS SIGN}", "-") for text in (written, got))
    return NUMBER.split(want) == NUMBER.split(have) and all(
        same_number(a, b, exact_integers=False) for a, b in zip(numbers(want), numbers(have), strict=True)
    )


def same_answer(option: str, got: str) -> bool:
    """Whether a quiz option says the value `got`: the same numbers in the same order, or the same words."""
    wanted = numbers(got)
    if not wanted:
        return _words(option) == _words(got)
    offered = numbers(option)
    return len(offered) == len(wanted) and all(
        same_number(a, b, exact_integers=False) for a, b in zip(offered, wanted, strict=True)
    )


def _words(text: str) -> str:
    return " ".join(re.sub(r"[`*_$'\"]", "", text).lower().rstrip(".").split())
