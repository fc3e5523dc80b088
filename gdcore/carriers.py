"""Two numbers that carry derivatives: `Value` backward (reverse mode), `Dual` forward."""

import itertools
from operator import attrgetter
from typing import Any

from gdcore.rules import Number
from gdcore.validation import as_number

# A number is made after its ingredients, so serial numbers put a calculation in order.
next_serial = itertools.count().__next__
blank = object.__new__


class Value(Number):
    """A number that remembers how it was calculated, to differentiate by all its ingredients.

    Calculate with it, then call `backward()` on the result: `grad` of every number that went in
    is then the derivative of the result by it. This is reverse mode, or backpropagation.

        grad of x = sum over all numbers y calculated from x of (dy/dx) grad of y

    Raises: InvalidInputError if `data` is not a number.

    Source: S. Linnainmaa, BIT 16 (1976); D. Rumelhart, G. Hinton & R. Williams, Nature 323 (1986).

    >>> x, y = Value(2.0), Value(3.0)
    >>> z = x * y + x * x
    >>> z.backward()
    >>> z.data, x.grad, y.grad
    (10.0, 7.0, 2.0)
    """

    __slots__ = ("data", "grad", "op", "serial", "sources")
    sources: tuple[tuple["Value", Any], ...]  # each number it was made from, and the slope by it

    def __init__(self, data: Any) -> None:
        """Begin a calculation with `data`."""
        self.data = data if isinstance(data, Dual) else as_number(data, "data")
        self.grad: Any = 0.0
        self.op, self.serial, self.sources = "", next_serial(), ()

    # Both fill a blank: `data` needs no check, as it comes from arithmetic.
    def mapped(self, data: Any, slope: Any, op: str) -> "Value":
        """A new value made from this one."""
        value = blank(Value)
        value.data, value.grad, value.op, value.serial = data, 0.0, op, next_serial()
        value.sources = ((self, slope),)
        return value

    def joined(self, other: "Value", data: Any, slopes: tuple[Any, Any], op: str) -> "Value":
        """A new value made from two."""
        value = blank(Value)
        value.data, value.grad, value.op, value.serial = data, 0.0, op, next_serial()
        value.sources = ((self, slopes[0]), (other, slopes[1]))
        return value

    def backward(self) -> None:
        """Set `grad` of this number and of all that went into it."""
        order = ancestors(self)
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):
            grad = value.grad
            for source, slope in value.sources:
                source.grad += slope * grad

    def __repr__(self) -> str:
        """Return the number and its derivative."""
        return f"Value(data={self.data!r}, grad={self.grad!r})"


def ancestors(root: Value) -> list[Value]:
    """`root` and all that went into it, each once, in the order of calculation."""
    found, waiting = {root}, [root]  # a list, as long calculations are deeper than Python can recurse
    while waiting:
        for source, _ in waiting.pop().sources:
            if source not in found:
                found.add(source)
                waiting.append(source)
    return sorted(found, key=attrgetter("serial"))


class Dual(Number):
    """A number with a derivative: `data` + `slope` epsilon, where epsilon^2 = 0.

        (a + a' e) (b + b' e) = a b + (a' b + a b') e

    One calculation gives the value and the derivative in one direction: forward mode.

    Raises: InvalidInputError if `data` or `slope` is not a number.

    Source: R. Wengert, Commun. ACM 7 (1964).

    >>> x = Dual(3.0, 1.0)
    >>> x * x + 2 * x
    Dual(data=15.0, slope=8.0)
    """

    __slots__ = ("data", "slope")

    def __init__(self, data: float, slope: float = 0.0) -> None:
        """Begin a calculation with `data`, moving at speed `slope`."""
        self.data, self.slope = as_number(data, "data"), as_number(slope, "slope")

    def mapped(self, data: Any, slope: Any, op: str) -> "Dual":
        """The chain rule."""
        return Dual(data, slope * self.slope)

    def joined(self, other: "Dual", data: Any, slopes: tuple[Any, Any], op: str) -> "Dual":
        """The chain rule for two operands."""
        return Dual(data, slopes[0] * self.slope + slopes[1] * other.slope)

    def __repr__(self) -> str:
        """Return both parts."""
        return f"Dual(data={self.data!r}, slope={self.slope!r})"
