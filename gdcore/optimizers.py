"""Optimizers: how a gradient becomes a step. Names and conventions are those of torch.optim."""

from abc import ABC, abstractmethod
from math import inf
from typing import Any, ClassVar

from gdcore.errors import DimensionError, InvalidInputError
from gdcore.learning_rates import Schedule, as_learning_rate, rate_at
from gdcore.points import Point, PointLike, as_numbers, as_point_like, as_vector
from gdcore.validation import count, decay_rate, described, nonnegative_number, require_flag

UPDATED = "what update() returned"


class Optimizer(ABC):
    """What all optimizers share: a learning rate, a count of steps, and a memory.

    `lr` is a positive number or a schedule k -> lr for the k-th step (from 0); `t` is the number
    of steps taken, `last_lr` the rate of the latest one. `buffers` holds what the method
    remembers between steps, by name, one list per quantity and one number per coordinate.

    To write your own, subclass and say how a step is made:

    >>> class SignDescent(Optimizer):
    ...     def update(self, x, g, lr):
    ...         return [xi - lr * ((gi > 0) - (gi < 0)) for xi, gi in zip(x, g)]
    >>> SignDescent(lr=0.5).step([1.0, 1.0], [30.0, -0.02])
    [0.5, 1.5]
    """

    remedy = "Lower the learning rate"

    # What `repr` leaves out: the memory, and whatever follows from the settings.
    derived: ClassVar[frozenset[str]] = frozenset({"t", "n", "last_lr", "buffers"})

    ours: ClassVar[bool] = True
    """Whether gdcore wrote `update`, so that what it returns need not be checked at every step."""

    def __init_subclass__(cls) -> None:
        """Note who wrote the class."""
        super().__init_subclass__()
        cls.ours = cls.__module__.startswith("gdcore.")

    def __init__(self, lr: float | Schedule) -> None:
        self.lr = as_learning_rate(lr)
        self.reset()

    @abstractmethod
    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """Return the next point, one number per coordinate of `x`, and never change `x` or `g`."""

    def reset(self) -> None:
        """Forget all earlier steps."""
        self.t = self.n = 0  # n coordinates in the memory; 0 if that is not known yet
        self.last_lr = 0.0
        self.buffers: dict[str, list[float]] = {}

    def remembered(self, name: str, n: int, start: float = 0.0) -> list[float]:
        """What the memory holds under `name`; before the first step, `n` times `start`."""
        return self.buffers.get(name) or [start] * n

    def step(self, x: PointLike, g: PointLike) -> Point:
        """Next point from the point `x` and the gradient `g` there; both stay as they are.

        Shapes: a float for a number `x`, a list for a sequence; `g` has the shape of `x`.
        inf and nan pass through, as in torch.

        Raises: DimensionError if `g`, or the memory of earlier steps, does not fit `x`;
        InvalidInputError if the schedule returns an unusable rate, with the step's index.
        """
        point = as_numbers(x, "x")
        if isinstance(point, list):
            return self.advance(point, as_point_like(g, point, "g"))
        return self.advance([point], [as_point_like(g, point, "g")])[0]

    def advance(self, x: list[float], g: list[float]) -> list[float]:
        """`step` for two vectors that have been checked already."""
        if len(x) != self.n:
            self.require_room(len(x))
        lr = self.lr
        if type(lr) is not float or not 0.0 < lr < inf:  # rate_at asks this too, but a call takes time
            lr = rate_at(lr, self.t)
        ahead = self.update(x, g, lr)
        if not self.ours:
            ahead = as_point_like(ahead, x, UPDATED)
        self.t, self.last_lr = self.t + 1, lr
        return ahead

    def require_room(self, n: int) -> None:
        """Raise unless the memory is one of `n` coordinates, or empty."""
        for name, buffer in self.buffers.items():
            if len(buffer) != n:
                raise DimensionError(
                    f"x has {n} coordinates but {name!r}, remembered from earlier steps, has "
                    f"{len(buffer)}. Call reset() before a new problem."
                )
        self.n = n

    def state_dict(self) -> dict[str, Any]:
        """Copy of what the optimizer remembers; plain enough for JSON. Settings are not in it."""
        return {"t": self.t, "buffers": {name: list(v) for name, v in self.buffers.items()}}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take up where `state_dict()` was written.

        Raises: InvalidInputError if `state` is not what `state_dict()` returns.

        >>> first, second = SGD(lr=0.1, momentum=0.9), SGD(lr=0.1, momentum=0.9)
        >>> x = first.step(1.0, 2.0)
        >>> second.load_state_dict(first.state_dict())
        >>> first.step(x, 2.0) == second.step(x, 2.0)
        True
        """
        if not isinstance(state, dict) or set(state) != {"t", "buffers"}:
            raise InvalidInputError(
                "state must be a dict with the keys 't' and 'buffers', as state_dict() returns, "
                f"got {described(state)}."
            )
        if not isinstance(state["buffers"], dict):
            raise InvalidInputError(f"state['buffers'] must be a dict, got {described(state['buffers'])}.")
        t = count(state["t"], "t", least=0)
        named = {name: as_numbers(v, name) for name, v in state["buffers"].items()}
        self.t, self.n, self.buffers = t, 0, {name: list(as_vector(v)) for name, v in named.items()}

    def __repr__(self) -> str:
        """Return the name and the settings, as in `SGD(lr=0.1, momentum=0.9, ...)`."""
        settings = [
            f"{name}={getattr(value, '__name__', repr(value))}"
            for name, value in vars(self).items()
            if name not in self.derived
        ]
        return f"{type(self).__name__}({', '.join(settings)})"


def penalized(g: list[float], x: list[float], weight_decay: float) -> list[float]:
    """Gradient of f(x) + weight_decay |x|^2 / 2: weight decay as a part of the function."""
    return g if not weight_decay else [gi + weight_decay * xi for gi, xi in zip(g, x)]


class SGD(Optimizer):
    """Gradient descent, with momentum if asked for; `torch.optim.SGD`'s convention.

        g <- g + weight_decay x
        v <- momentum v + (1 - dampening) g         (at the first step v = g)
        x <- x - lr v                               (nesterov: x - lr (g + momentum v))

    With momentum = 0 there is no v and the step is x - lr g. The name stands for *stochastic*
    gradient descent: what makes it stochastic is a gradient taken on part of the data.

    Raises: InvalidInputError if lr <= 0, momentum or dampening is outside [0, 1),
    weight_decay < 0, or nesterov is asked for without momentum or with dampening.

    Sources: B. Polyak, USSR Comput. Math. Math. Phys. 4(5) (1964), momentum; Yu. Nesterov, Soviet
    Math. Doklady 27 (1983); I. Sutskever et al., ICML (2013), the form used here.

    >>> optimizer = SGD(lr=0.1, momentum=0.9)
    >>> x = optimizer.step([1.0, 1.0], [1.0, 10.0])
    >>> x
    [0.9, 0.0]
    >>> optimizer.step(x, [0.0, 0.0])  # no gradient, but still rolling
    [0.81, -0.9]
    """

    def __init__(
        self,
        lr: float | Schedule = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        nesterov: bool = False,
        weight_decay: float = 0,
    ) -> None:
        """Check and keep the settings."""
        super().__init__(lr)
        self.momentum = decay_rate(momentum, "momentum")
        self.dampening = decay_rate(dampening, "dampening")
        self.nesterov = require_flag(nesterov, "nesterov")
        self.weight_decay = nonnegative_number(weight_decay, "weight_decay")
        if self.nesterov and (self.momentum == 0 or self.dampening != 0):
            raise InvalidInputError(
                "nesterov=True needs momentum above 0 and dampening=0, got "
                f"momentum={self.momentum} and dampening={self.dampening}. Try momentum=0.9."
            )

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        if self.weight_decay:
            g = penalized(g, x, self.weight_decay)
        if self.momentum:
            g = self.with_momentum(g)
        return [xi - lr * gi for xi, gi in zip(x, g)]

    def with_momentum(self, g: list[float]) -> list[float]:
        """Direction to step against: the gradient `g` and the remembered ones, fading."""
        mu, keep = self.momentum, 1 - self.dampening
        v = self.buffers.get("v")
        v = g if v is None else [mu * vi + keep * gi for vi, gi in zip(v, g)]
        self.buffers["v"] = v
        return [gi + mu * vi for gi, vi in zip(g, v)] if self.nesterov else v
