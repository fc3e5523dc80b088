"""The rules of differentiation, once, for numbers that carry their derivatives along.

A rule gives the result and the slope towards each operand; what to do with slopes is left to the
kind of number: `Value` remembers them for the way back, `Dual` multiplies them at once.
"""

import math
from abc import ABC, abstractmethod
from typing import Any, Self

# Any in this module: an operand is a float or a Number, and a Number's data may be one in turn.


class Number(ABC):
    """A number in a calculation that is being differentiated."""

    __slots__ = ()
    data: Any

    @abstractmethod
    def mapped(self, data: Any, slope: Any, op: str) -> Self:
        """Result of a function of this number with the value `data` and the derivative `slope`."""

    @abstractmethod
    def joined(self, other: Self, data: Any, slopes: tuple[Any, Any], op: str) -> Self:
        """Result of a function of this number and `other`, with its two partial derivatives."""

    def __add__(self, other: Any) -> Self:
        if type(other) is type(self):
            return self.joined(other, self.data + other.data, (1.0, 1.0), "+")
        return self.mapped(self.data + other, 1.0, "+")

    def __mul__(self, other: Any) -> Self:
        if type(other) is type(self):
            return self.joined(other, self.data * other.data, (other.data, self.data), "*")
        return self.mapped(self.data * other, other, "*")

    def __sub__(self, other: Any) -> Self:
        if type(other) is type(self):
            return self.joined(other, self.data - other.data, (1.0, -1.0), "-")
        return self.mapped(self.data - other, 1.0, "-")

    def __truediv__(self, other: Any) -> Self:
        if type(other) is type(self):
            q = self.data / other.data
            return self.joined(other, q, (1 / other.data, -q / other.data), "/")
        return self.mapped(self.data / other, 1 / other, "/")

    def __pow__(self, n: Any) -> Self:
        if type(n) is type(self):
            y, slope = self.data**n.data, n.data * self.data ** (n.data - 1)
            return self.joined(n, y, (slope, y * log(self.data)), "**")
        return self.mapped(self.data**n, n * self.data ** (n - 1) if n else 0.0, "**")

    def __rpow__(self, base: Any) -> Self:
        y = base**self.data
        return self.mapped(y, y * log(base), "**")

    def __rsub__(self, other: Any) -> Self:
        return self.mapped(other - self.data, -1.0, "-")

    def __rtruediv__(self, other: Any) -> Self:
        q = other / self.data
        return self.mapped(q, -q / self.data, "/")

    def __neg__(self) -> Self:
        return self.mapped(-self.data, -1.0, "-")

    def __abs__(self) -> Self:
        size = plain(self)
        return self.mapped(abs(self.data), float((size > 0) - (size < 0)), "abs")

    __radd__, __rmul__ = __add__, __mul__

    def __float__(self) -> float:
        return plain(self)

    def __lt__(self, other: Any) -> bool:
        return plain(self) < plain(other)

    def __gt__(self, other: Any) -> bool:
        return plain(self) > plain(other)

    def __le__(self, other: Any) -> bool:
        return plain(self) <= plain(other)

    def __ge__(self, other: Any) -> bool:
        return plain(self) >= plain(other)

    def tanh(self) -> Self:
        """tanh of this number; the function `tanh` as a method."""
        y = tanh(self.data)
        return self.mapped(y, 1 - y * y, "tanh")

    def exp(self) -> Self:
        """Exponential of this number."""
        y = exp(self.data)
        return self.mapped(y, y, "exp")

    def log(self) -> Self:
        """Natural logarithm of this number."""
        return self.mapped(log(self.data), 1 / self.data, "log")

    def relu(self) -> Self:
        """This number where it is positive, else 0; the slope at 0 is 0."""
        on = 1.0 if plain(self) > 0 else 0.0
        return self.mapped(self.data * on, on, "relu")


def plain(x: Any) -> float:
    """The float inside of any number."""
    return plain(x.data) if isinstance(x, Number) else float(x)


def exp(x: Any) -> Any:
    """e^x."""
    return x.exp() if isinstance(x, Number) else math.exp(x)


def log(x: Any) -> Any:
    """Natural logarithm."""
    return x.log() if isinstance(x, Number) else math.log(x)


def sin(x: Any) -> Any:
    """Sine."""
    return x.mapped(sin(x.data), cos(x.data), "sin") if isinstance(x, Number) else math.sin(x)


def cos(x: Any) -> Any:
    """Cosine."""
    return x.mapped(cos(x.data), -sin(x.data), "cos") if isinstance(x, Number) else math.cos(x)


def tan(x: Any) -> Any:
    """Tangent."""
    if not isinstance(x, Number):
        return math.tan(x)
    y = tan(x.data)
    return x.mapped(y, 1 + y * y, "tan")


def tanh(x: Any) -> Any:
    """Hyperbolic tangent."""
    return x.tanh() if isinstance(x, Number) else math.tanh(x)


def sigmoid(x: Any) -> Any:
    """1 / (1 + e^-x), without overflow."""
    if isinstance(x, Number):
        y = sigmoid(x.data)
        return x.mapped(y, y * (1 - y), "sigmoid")
    small = math.exp(-abs(x))
    return (1.0 if x >= 0 else small) / (1 + small)


def relu(x: Any) -> Any:
    """The larger of x and 0."""
    return x.relu() if isinstance(x, Number) else max(x, 0.0)


def softplus(x: Any) -> Any:
    """ln(1 + e^x), without overflow: relu with its corner rounded off."""
    if isinstance(x, Number):
        return x.mapped(softplus(x.data), sigmoid(x.data), "softplus")
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def sqrt(x: Any) -> Any:
    """Square root."""
    if not isinstance(x, Number):
        return math.sqrt(x)
    y = sqrt(x.data)
    return x.mapped(y, 0.5 / y, "sqrt")
