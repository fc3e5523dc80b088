"""Gradient descent in plain Python: code that reads like the equations.

>>> import gdcore
>>> r = gdcore.minimize(lambda x: (x - 3) * (x - 3), x0=0.0, lr=0.25)
>>> print(round(r.x, 6), r.reason)
3.0 gtol
"""

from gdcore.adagrad import Adadelta, Adagrad, RMSprop
from gdcore.adam import Adam, Adamax, AdamW
from gdcore.adam_variants import NAdam, RAdam
from gdcore.descent import gradient_descent
from gdcore.errors import DimensionError, InvalidInputError, NonFiniteError
from gdcore.functions import TestFunction, bowl, himmelblau, quadratic
from gdcore.gradients import numerical_gradient
from gdcore.minimization import minimize
from gdcore.optimizers import SGD, Optimizer
from gdcore.results import Result
from gdcore.sign_methods import Lion, Rprop
from gdcore.stopping import StopReason
from gdcore.trajectories import Iterate, Trajectory

__version__ = "0.1.0"

__all__ = [
    "SGD",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "DimensionError",
    "InvalidInputError",
    "Iterate",
    "Lion",
    "NAdam",
    "NonFiniteError",
    "Optimizer",
    "RAdam",
    "RMSprop",
    "Result",
    "Rprop",
    "StopReason",
    "TestFunction",
    "Trajectory",
    "bowl",
    "gradient_descent",
    "himmelblau",
    "minimize",
    "numerical_gradient",
    "quadratic",
]
