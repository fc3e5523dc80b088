"""How far two runtimes agree on a number, and how to write it so that both hold."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from .match import NUMBER, is_integer

# Digits to keep away from the last ones that agree: the next change of a library may cost another one.
MARGIN = 2
# Enough for a page, and few enough for every mathematical library.
MOST = 12
# Below this, what differs is the rounding error of something that should be 0.
NOISE = Decimal("1e-9")
UNSTEADY = (
    "That is more than rounding: it depends on time, chance, memory or the Python version. "
    "Seed it, leave it out, or write `...` in its place."
)


@dataclass(frozen=True)
class Difference:
    """Two numbers that stand in the same place of two texts, and do not agree."""

    first: str
    second: str
    agreed: int
    """Significant digits up to which they are the same number."""
    differs_at: int
    """The first significant digit, counted from 1, that is written differently."""

    @property
    def is_noise(self) -> bool:
        """Whether both are almost 0, so that no digit of them means anything."""
        return not is_integer(self.first) and all(
            number.is_finite() and abs(number) < NOISE for number in map(_decimal, (self.first, self.second))
        )

    @property
    def digits(self) -> int:
        """Significant digits that may be shown: 0 when fewer digits do not help."""
        if is_integer(self.first) or is_integer(self.second):
            return 0
        return max(0, min(MOST, self.agreed - MARGIN))

    def told(self, here: str, there: str) -> str:
        """The two numbers and where they part."""
        where = f"the first digit that differs is number {self.differs_at}"
        return f"{self.first} in {here}, {self.second} in {there}; {where}"

    def advice(self) -> str:
        """How to print it."""
        if self.is_noise:
            return "Both are 0 but for rounding errors: print `round(x, 9) + 0.0`."
        if not self.digits:
            return UNSTEADY
        places = self.digits - 1 - _decimal(self.first).adjusted()
        also = f" or `round(x, {places})`" if places > 0 else ""
        return f"They agree on {self.agreed} digits. Print {self.digits} at most: `{{x:.{self.digits}g}}`{also}."

    def prose_advice(self) -> str:
        """How to write it in a sentence."""
        if self.is_noise:
            return "Both are 0 but for rounding errors: write `0` and round the expression."
        if not self.digits:
            return UNSTEADY
        written = f"{float(self.first):.{self.digits}g}"
        return f"They agree on {self.agreed} digits. Write {self.digits} at most: `{written}`."


def find_difference(first: str, second: str) -> Difference | None:
    """The two numbers that agree least, where two texts differ in numbers only; None where words differ.

    >>> found = find_difference("x = 0.30000000000000004", "x = 0.3")
    >>> found.agreed, found.differs_at, found.advice()
    (15, 17, 'They agree on 15 digits. Print 12 at most: `{x:.12g}` or `round(x, 12)`.')
    """
    if NUMBER.split(first) != NUMBER.split(second):
        return None
    pairs = zip(NUMBER.findall(first), NUMBER.findall(second), strict=True)
    differences = [_difference(*pair) for pair in pairs if pair[0] != pair[1]]
    return min(differences, key=lambda difference: difference.agreed, default=None)


def _difference(first: str, second: str) -> Difference:
    left, right = _decimal(first), _decimal(second)
    if not (left.is_finite() and right.is_finite()):
        return Difference(first, second, 0, 1)
    with localcontext(Context(traps=[])):
        size, apart = max(abs(left), abs(right)), abs(left - right)
        # Apart by less than one in the n-th digit.
        agreed = (size / apart).adjusted() if apart else MOST + MARGIN
    return Difference(first, second, max(0, agreed), _first_other_digit(left, right))


def _first_other_digit(left: Decimal, right: Decimal) -> int:
    if left.adjusted() != right.adjusted() or left.is_signed() != right.is_signed():
        return 1
    a, b = (list(number.as_tuple().digits) for number in (left, right))
    longest = max(len(a), len(b))
    a, b = (digits + [0] * (longest - len(digits)) for digits in (a, b))
    return next((place for place, (x, y) in enumerate(zip(a, b, strict=True), 1) if x != y), longest)


def _decimal(number: str) -> Decimal:
    with localcontext(Context(traps=[])):
        return Decimal(number.replace("_", ""))
