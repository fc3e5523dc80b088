"""The same numbers, to the last bit, in the reader's Python and in this one."""

from pathlib import Path

from site_hooks.config import load_config
from site_hooks.execute import cpython_host, execute, pyodide_host
from site_hooks.runtime import assemble

REPO = Path(__file__).resolve().parents[2]

# On Rosenbrock's function nothing but + - * / and square roots is asked for, and those are exact everywhere.
RUNS = """
import gdcore
R, start = gdcore.rosenbrock(), [-1.2, 1]
rules = [gdcore.Backtracking(), gdcore.StrongWolfe(), gdcore.GoldenSection(b=0.01), gdcore.BarzilaiBorwein(2)]
rules += [gdcore.Polyak(0), gdcore.Constant(0.001)]
optimizers = [gdcore.Adam(0.1), gdcore.AdamW(0.1), gdcore.Adamax(0.1), gdcore.NAdam(0.1), gdcore.RAdam(0.1)]
optimizers += [gdcore.RMSprop(0.01), gdcore.Adagrad(0.5), gdcore.Adadelta(), gdcore.Rprop(0.1), gdcore.Lion(0.01)]
optimizers += [gdcore.SGD(5e-4, 0.9), gdcore.HeavyBall(1, 1500), gdcore.Nesterov(1500)]
runs = [gdcore.minimize(R.f, start, R.grad, step_rule=rule, max_steps=100) for rule in rules]
runs += [gdcore.minimize(R.f, start, R.grad, optimizer=each, max_steps=100) for each in optimizers]
runs += [gdcore.newton(R.f, start, R.grad, R.hess, damped=damped) for damped in (True, False)]
runs += [gdcore.bfgs(R.f, start, R.grad), gdcore.lbfgs(R.f, start, R.grad)]
runs += [gdcore.nonlinear_cg(R.f, start, R.grad, beta=beta) for beta in ("FR", "PR+", "HS")]
runs += [gdcore.conjugate_gradient([[3, 1], [1, 2]], [1, -1], [2, 2])]
for r in runs:
    print(r.nit, r.reason, r.nfev, r.njev, r.x, r.fun)
"""


def test_every_method_takes_the_same_way_in_both_runtimes() -> None:
    runtime = assemble(load_config(REPO), lambda text: None)
    step = [{"do": "cell", "name": "runs", "source": RUNS}]
    (reader,), (builder,) = (execute(host(runtime), step, 60.0) for host in (pyodide_host, cpython_host))
    assert builder["text"].count("\n") == 27
    assert reader["text"] == builder["text"]
