"""Two numbers that carry derivatives: `Value` backward (reverse mode), `Dual` forward."""

from typing import Any

from gdcore.rules import Number
from gdcore.validation import as_number


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

    __slots__ = ("data", "grad", "op", "parents", "slopes")

    def __init__(self, data: Any) -> None:
        """Begin a calculation with `data`."""
        self.data = data if isinstance(data, Dual) else as_number(data, "data")
        self.grad: Any = 0.0
        self.parents: tuple[Value, ...] = ()
        self.slopes: tuple[Any, ...] = ()
        self.op = ""

    def mapped(self, data: Any, slope: Any, op: str) -> "Value":
        """A new value with this one as its only parent."""
        return made(data, (self,), (slope,), op)

    def joined(self, other: "Value", data: Any, slopes: tuple[Any, Any], op: str) -> "Value":
        """A new value with two parents."""
        return made(data, (self, other), slopes, op)

    def backward(self) -> None:
        """Set `grad` of this number and of all that went into it."""
        order = ancestors(self)
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):
            grad = value.grad
            for parent, slope in zip(value.parents, value.slopes, strict=True):
                parent.grad += slope * grad

    def __repr__(self) -> str:
        """Return the number and its derivative."""
        return f"Value(data={self.data!r}, grad={self.grad!r})"


def made(data: Any, parents: tuple[Value, ...], slopes: tuple[Any, ...], op: str) -> Value:
    """A calculated value. `data` needs no check: it comes from arithmetic."""
    value = Value.__new__(Value)
    value.data, value.parents, value.slopes, value.op, value.grad = data, parents, slopes, op, 0.0
    return value


def ancestors(root: Value) -> list[Value]:
    """`root` and all that went into it, each once, after everything that went into itself."""
    order: list[Value] = []
    seen: set[Value] = set()
    done: set[Value] = set()
    waiting = [root]  # a list, as long calculations are deeper than Python can recurse
    while waiting:
        value = waiting.pop()
        if value in seen:
            if value.parents and value not in done:
                done.add(value)
                order.append(value)
            continue
        seen.add(value)
        if not value.parents:
            order.append(value)
            continue
        waiting.append(value)  # once more, to be met again after its parents
        waiting += [parent for parent in value.parents if parent not in seen]
    return order


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
