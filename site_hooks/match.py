"""Compare what a page says with what its code gave: numbers to the precision written, `...` for anything."""

from __future__ import annotations

import math
import re
from decimal import Decimal

NUMBER = re.compile(
    r"(?<![\w.])[-+]?(?:(?:\d+(?:_\d+)*)?\.\d+|\d+(?:_\d+)*\.?)(?:[eE][-+]?\d+)?(?![\w])"
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
    is_integer = re.fullmatch(r"[-+]?\d+(_\d+)*", written) is not None
    got_integer = re.fullmatch(r"[-+]?\d+(_\d+)*", got) is not None
    left, right = float(written), float(got)
    if math.isnan(left) or math.isnan(right):
        return math.isnan(left) and math.isnan(right)
    if math.isinf(left) or math.isinf(right):
        return left == right
    if is_integer:
        # Where text is compared with text, 1 and 1.0 are different outputs; in prose, 1 may stand for 1.0.
        return left == right and (got_integer or not exact_integers)
    if left == 0 and math.copysign(1, left) != math.copysign(1, right) and (right != 0 or written.startswith("-")):
        return False
    exact = Decimal(written.replace("_", ""))
    exponent = exact.as_tuple().exponent
    assert isinstance(exponent, int)
    return abs(exact - Decimal(got.replace("_", ""))) <= Decimal(1).scaleb(exponent) / 2


def same_output(written: str, got: str) -> bool:
    """Whether an `output` fence holds what the cell printed.

    >>> same_output("x = 0.115\\n", "x = 0.1152921\\n"), same_output("a ... c", "a b c"), same_output("12", "13")
    (True, True, False)
    """
    want, have = _tidy(written), _tidy(got)
    return _matches(want, have) if "..." not in want else re.fullmatch(_pattern(want), have) is not None and (
        _elided_numbers_agree(want, have)
    )


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def _matches(want: str, have: str) -> bool:
    """Everything but numbers to the letter; numbers by their digits; as many of them on both sides."""
    if NUMBER.sub("#", want) != NUMBER.sub("#", have):
        return False
    return all(map(same_number, NUMBER.findall(want), NUMBER.findall(have)))


def _pattern(want: str) -> str:
    """A regular expression with a group for every number, and anything for `...`."""
    pattern, at = "", 0
    for match in re.finditer(rf"{NUMBER.pattern}|\.\.\.", want):
        pattern += re.escape(want[at : match.start()])
        pattern += r"[\s\S]*?" if match[0] == "..." else f"({NUMBER.pattern})"
        at = match.end()
    return pattern + re.escape(want[at:])


def _elided_numbers_agree(want: str, have: str) -> bool:
    found = re.fullmatch(_pattern(want), have)
    written = [match[0] for match in re.finditer(rf"{NUMBER.pattern}|\.\.\.", want) if match[0] != "..."]
    return found is not None and all(map(same_number, written, found.groups()))


def same_value(written: str, got: str) -> bool:
    """Whether text in prose says the value `got` (a repr, or the text of a str).

    >>> same_value("31", "31"), same_value("10", "10.0"), same_value("(2, 4)", "(2.0, 4.0)"), same_value("30", "31")
    (True, True, True, False)
    """
    want, have = " ".join(written.split()), " ".join(got.split())
    want = want.replace("\N{MINUS SIGN}", "-")
    if NUMBER.sub("#", want) != NUMBER.sub("#", have):
        return False
    return all(same_number(a, b, exact_integers=False) for a, b in zip(numbers(want), numbers(have), strict=True))


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
