"""The same numbers in the reader's Python and in this one: to the last bit, and as other libraries have them."""

import json
from pathlib import Path
from typing import Any

import pytest

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


# Every trajectory that torch took, as in `test_gdcore_optimizers` and `test_gdcore_adaptive`.
WALKS = """
import json
import gdcore
CLASSES = "SGD Adadelta Adagrad Adam Adamax AdamW NAdam RAdam RMSprop Rprop".split()
CLASSES = {name.lower(): getattr(gdcore, name) for name in CLASSES}
walks = []
for run in json.loads(RUNS):
    p = PROBLEMS[run["problem"]]
    grad = gdcore.quadratic(p["A"], p["b"]).grad if "A" in p else gdcore.rosenbrock().grad
    optimizer, x = CLASSES[run["method"].split("_")[0]](**run["hyper"]), run["iterates"]["0"]
    path = [x, *(x := optimizer.step(x, grad(x)) for k in range(100))]
    walks.append({k: path[int(k)] for k in run["iterates"]})
print(json.dumps(walks))
"""


def test_both_runtimes_walk_where_torch_walks() -> None:
    reference = json.loads((Path(__file__).parent / "reference.json").read_text())
    runs: list[Any] = reference["sgd"] + reference["adaptive"]
    assert len(runs) == 95
    source = f"RUNS = {json.dumps(runs)!r}\nPROBLEMS = {reference['problems']!r}\n{WALKS}"
    runtime = assemble(load_config(REPO), lambda text: None)
    step = [{"do": "cell", "name": "walks", "source": source}]
    for host in (pyodide_host, cpython_host):
        (result,) = execute(host(runtime), step, 60.0)
        for run, walk in zip(runs, json.loads(result["text"]), strict=True):
            for k, expected in run["iterates"].items():
                scale = 1e-12 * max(1.0, *map(abs, expected))
                assert walk[k] == pytest.approx(expected, rel=1e-12, abs=scale), (
                    host,
                    run["problem"],
                    run["method"],
                    k,
                )
