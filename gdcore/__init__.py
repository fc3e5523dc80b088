"""Gradient descent in plain Python: code that reads like the equations.

>>> import gdcore
>>> r = gdcore.minimize(lambda x: (x - 3) * (x - 3), x0=0.0, lr=0.25)
>>> print(round(r.x, 6), r.reason)
3.0 gtol
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# The public names of each module. A module is loaded when one of them is first asked for: a browser's Python takes a
# quarter of a second to compile them all, and a page needs few.
PUBLIC = {
    "accelerated": "HeavyBall Nesterov",
    "adagrad": "Adadelta Adagrad RMSprop",
    "adam": "Adam AdamW Adamax",
    "adam_variants": "NAdam RAdam",
    "attraction": "basins",
    "autodiff": "grad graph hessian jvp value_and_grad",
    "carriers": "Dual Value",
    "checking": "GradientCheck check_gradient numerical_hessian",
    "clipping": "clip_by_global_norm clip_by_value",
    "conjugate_gradients": "conjugate_gradient nonlinear_cg",
    "cycles": "cosine_decay cosine_restarts join noam one_cycle warmup",
    "descent": "gradient_descent",
    "dimensions": "rastrigin rosenbrock styblinski_tang",
    "errors": "DimensionError InvalidInputError LineSearchError NonFiniteError",
    "functions": "TestFunction bowl himmelblau quadratic",
    "goldstein": "goldstein_price",
    "gradients": "numerical_gradient",
    "learning_rates": "Plan",
    "line_searches": "Backtracking GoldenSection StrongWolfe",
    "measured": "classify contraction_factor convergence_order eigenvalues_2x2",
    "minimization": "minimize",
    "models": "LinearRegression LogisticRegression MLP ols",
    "optimizers": "Optimizer SGD",
    "plots": "curves loss_curves phase_plane surface",
    "polynomials": "beale booth matyas six_hump_camel three_hump_camel",
    "quasi_newton": "bfgs lbfgs",
    "results": "Result",
    "samples": "StandardScaler minibatches train_test_split",
    "schedules": "constant exponential_decay inverse_sqrt inverse_time_decay multistep polynomial_decay step_decay",
    "second_order": "newton",
    "shapes": "abs1d double_well monkey_saddle quartic rotated_bowl saddle",
    "sign_methods": "Lion Rprop",
    "step_formulas": "BarzilaiBorwein ExactQuadratic Polyak",
    "step_rules": "Constant StepRule",
    "stopping": "StopReason",
    "theory": "contraction heavy_ball_parameters iterations_needed optimal_lr stability_limit",
    "trajectories": "Iterate Trajectory",
    "waves": "ackley boyd_exponential easom mccormick",
}
HOME = {name: module for module, names in PUBLIC.items() for name in names.split()}
MODULES = {"autodiff", "bounds", "datasets", "figures"}  # public as a whole: gdcore.bounds.gd

__all__ = sorted({*HOME, *MODULES})


def __getattr__(name: str) -> object:
    """Load the module that `name` stands in, and keep what was asked for."""
    if name in PUBLIC or name in MODULES:
        return import_module(f"gdcore.{name}")
    if name not in HOME:
        raise AttributeError(f"module 'gdcore' has no attribute {name!r}")
    value = getattr(import_module(f"gdcore.{HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return all public names, loaded or not."""
    return [*__all__, "__version__"]


# The same for type checkers and editors, `as` for "this is public"; a test compares the two.
# fmt: off
# isort: off
if TYPE_CHECKING:
    from gdcore import autodiff as autodiff, bounds as bounds, datasets as datasets, figures as figures
    from gdcore.accelerated import HeavyBall as HeavyBall, Nesterov as Nesterov
    from gdcore.adagrad import Adadelta as Adadelta, Adagrad as Adagrad, RMSprop as RMSprop
    from gdcore.adam import Adam as Adam, AdamW as AdamW, Adamax as Adamax
    from gdcore.adam_variants import NAdam as NAdam, RAdam as RAdam
    from gdcore.attraction import basins as basins
    from gdcore.autodiff import (
        grad as grad, graph as graph, hessian as hessian, jvp as jvp, value_and_grad as value_and_grad,
    )
    from gdcore.carriers import Dual as Dual, Value as Value
    from gdcore.checking import (
        GradientCheck as GradientCheck, check_gradient as check_gradient, numerical_hessian as numerical_hessian,
    )
    from gdcore.clipping import clip_by_global_norm as clip_by_global_norm, clip_by_value as clip_by_value
    from gdcore.conjugate_gradients import conjugate_gradient as conjugate_gradient, nonlinear_cg as nonlinear_cg
    from gdcore.cycles import (
        cosine_decay as cosine_decay, cosine_restarts as cosine_restarts, join as join, noam as noam,
        one_cycle as one_cycle, warmup as warmup,
    )
    from gdcore.descent import gradient_descent as gradient_descent
    from gdcore.dimensions import rastrigin as rastrigin, rosenbrock as rosenbrock, styblinski_tang as styblinski_tang
    from gdcore.errors import (
        DimensionError as DimensionError, InvalidInputError as InvalidInputError, LineSearchError as LineSearchError,
        NonFiniteError as NonFiniteError,
    )
    from gdcore.functions import (
        TestFunction as TestFunction, bowl as bowl, himmelblau as himmelblau, quadratic as quadratic,
    )
    from gdcore.goldstein import goldstein_price as goldstein_price
    from gdcore.gradients import numerical_gradient as numerical_gradient
    from gdcore.learning_rates import Plan as Plan
    from gdcore.line_searches import (
        Backtracking as Backtracking, GoldenSection as GoldenSection, StrongWolfe as StrongWolfe,
    )
    from gdcore.measured import (
        classify as classify, contraction_factor as contraction_factor, convergence_order as convergence_order,
        eigenvalues_2x2 as eigenvalues_2x2,
    )
    from gdcore.minimization import minimize as minimize
    from gdcore.models import (
        LinearRegression as LinearRegression,
        LogisticRegression as LogisticRegression,
        MLP as MLP,
        ols as ols,
    )
    from gdcore.optimizers import Optimizer as Optimizer, SGD as SGD
    from gdcore.plots import (
        curves as curves, loss_curves as loss_curves, phase_plane as phase_plane, surface as surface,
    )
    from gdcore.polynomials import (
        beale as beale, booth as booth, matyas as matyas, six_hump_camel as six_hump_camel,
        three_hump_camel as three_hump_camel,
    )
    from gdcore.quasi_newton import bfgs as bfgs, lbfgs as lbfgs
    from gdcore.results import Result as Result
    from gdcore.samples import (
        StandardScaler as StandardScaler, minibatches as minibatches, train_test_split as train_test_split,
    )
    from gdcore.schedules import (
        constant as constant, exponential_decay as exponential_decay, inverse_sqrt as inverse_sqrt,
        inverse_time_decay as inverse_time_decay, multistep as multistep, polynomial_decay as polynomial_decay,
        step_decay as step_decay,
    )
    from gdcore.second_order import newton as newton
    from gdcore.shapes import (
        abs1d as abs1d, double_well as double_well, monkey_saddle as monkey_saddle, quartic as quartic,
        rotated_bowl as rotated_bowl, saddle as saddle,
    )
    from gdcore.sign_methods import Lion as Lion, Rprop as Rprop
    from gdcore.step_formulas import (
        BarzilaiBorwein as BarzilaiBorwein, ExactQuadratic as ExactQuadratic, Polyak as Polyak,
    )
    from gdcore.step_rules import Constant as Constant, StepRule as StepRule
    from gdcore.stopping import StopReason as StopReason
    from gdcore.theory import (
        contraction as contraction, heavy_ball_parameters as heavy_ball_parameters,
        iterations_needed as iterations_needed, optimal_lr as optimal_lr, stability_limit as stability_limit,
    )
    from gdcore.trajectories import Iterate as Iterate, Trajectory as Trajectory
    from gdcore.waves import (
        ackley as ackley, boyd_exponential as boyd_exponential, easom as easom, mccormick as mccormick,
    )
