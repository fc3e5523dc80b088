"""Gradient descent in plain Python: code that reads like the equations.

>>> import gdcore
>>> r = gdcore.minimize(lambda x: (x - 3) * (x - 3), x0=0.0, lr=0.25)
>>> print(round(r.x, 6), r.reason)
3.0 gtol
"""

from gdcore import autodiff, bounds
from gdcore.accelerated import HeavyBall, Nesterov
from gdcore.adagrad import Adadelta, Adagrad, RMSprop
from gdcore.adam import Adam, Adamax, AdamW
from gdcore.adam_variants import NAdam, RAdam
from gdcore.autodiff import grad, graph, hessian, jvp, value_and_grad
from gdcore.carriers import Dual, Value
from gdcore.checking import GradientCheck, check_gradient, numerical_hessian
from gdcore.clipping import clip_by_global_norm, clip_by_value
from gdcore.cycles import cosine_decay, cosine_restarts, join, noam, one_cycle, warmup
from gdcore.descent import gradient_descent
from gdcore.dimensions import rastrigin, rosenbrock, styblinski_tang
from gdcore.errors import DimensionError, InvalidInputError, NonFiniteError
from gdcore.functions import TestFunction, bowl, himmelblau, quadratic
from gdcore.goldstein import goldstein_price
from gdcore.gradients import numerical_gradient
from gdcore.learning_rates import Plan
from gdcore.measured import classify, contraction_factor, convergence_order, eigenvalues_2x2
from gdcore.minimization import minimize
from gdcore.optimizers import SGD, Optimizer
from gdcore.polynomials import beale, booth, matyas, six_hump_camel, three_hump_camel
from gdcore.results import Result
from gdcore.schedules import (
    constant,
    exponential_decay,
    inverse_sqrt,
    inverse_time_decay,
    multistep,
    polynomial_decay,
    step_decay,
)
from gdcore.shapes import abs1d, double_well, monkey_saddle, quartic, rotated_bowl, saddle
from gdcore.sign_methods import Lion, Rprop
from gdcore.stopping import StopReason
from gdcore.theory import contraction, heavy_ball_parameters, iterations_needed, optimal_lr, stability_limit
from gdcore.trajectories import Iterate, Trajectory
from gdcore.waves import ackley, boyd_exponential, easom, mccormick

__version__ = "0.1.0"

__all__ = [
    "SGD",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "DimensionError",
    "Dual",
    "GradientCheck",
    "HeavyBall",
    "InvalidInputError",
    "Iterate",
    "Lion",
    "NAdam",
    "Nesterov",
    "NonFiniteError",
    "Optimizer",
    "Plan",
    "RAdam",
    "RMSprop",
    "Result",
    "Rprop",
    "StopReason",
    "TestFunction",
    "Trajectory",
    "Value",
    "abs1d",
    "ackley",
    "autodiff",
    "beale",
    "booth",
    "bounds",
    "bowl",
    "boyd_exponential",
    "check_gradient",
    "classify",
    "clip_by_global_norm",
    "clip_by_value",
    "constant",
    "contraction",
    "contraction_factor",
    "convergence_order",
    "cosine_decay",
    "cosine_restarts",
    "double_well",
    "easom",
    "eigenvalues_2x2",
    "exponential_decay",
    "goldstein_price",
    "grad",
    "gradient_descent",
    "graph",
    "heavy_ball_parameters",
    "hessian",
    "himmelblau",
    "inverse_sqrt",
    "inverse_time_decay",
    "iterations_needed",
    "join",
    "jvp",
    "matyas",
    "mccormick",
    "minimize",
    "monkey_saddle",
    "multistep",
    "noam",
    "numerical_gradient",
    "numerical_hessian",
    "one_cycle",
    "optimal_lr",
    "polynomial_decay",
    "quadratic",
    "quartic",
    "rastrigin",
    "rosenbrock",
    "rotated_bowl",
    "saddle",
    "six_hump_camel",
    "stability_limit",
    "step_decay",
    "styblinski_tang",
    "three_hump_camel",
    "value_and_grad",
    "warmup",
]
