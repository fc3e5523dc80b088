"""Rewrite reference.json's sections from the project's table of independent reference values.

    python tests/gdcore/extract_reference.py PATH/reference_trajectories.json

The table comes from make_reference.py beside it: torch, optax, sympy and 50-digit mpmath. Only
whole entries are copied, numbers unchanged; the sections that this script does not name stay.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "reference.json"
LION = "optax_lion_coupled_lr0.05_b1_0.9_b2_0.99_wd0"
WARMUP = "optax_warmup_cosine_decay(init=0,peak=0.1,warmup=5,decay_steps=30,end=0.01)"
SPARE = ("iterates_12", "grad_12", "x_12")  # for human eyes: the same numbers to 12 digits


def without_spares(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_spares(v) for k, v in value.items() if k not in SPARE}
    return [without_spares(v) for v in value] if isinstance(value, list) else value


def sections(table: dict[str, Any]) -> dict[str, Any]:
    runs = [r for r in table["torch_trajectories"].values() if not r["method"].startswith("sgd")]
    keep = ("problem", "method", "hyper", "iterates", "f")
    return {
        "adaptive": [{k: run[k] for k in keep} for run in runs],
        "lion": table[LION],
        "schedules": table["schedules_base_lr_0.1_steps_0_to_30"],
        "warmup_cosine": table[WARMUP],
        "noam": table["transformer_noam_schedule_d512_warmup4000"],
        "nesterov_fista_kappa10": table["nesterov_fista_kappa10"],
        "heavy_ball": table["heavy_ball_spectral_radius_check"],
        "analytic_rates": table["analytic_rates"],
        "gd_kappa10_opt_step": table["gd_kappa10_opt_step"],
        "test_functions": table["test_functions"],
        "rosenbrock_hessian_at_min": table["rosenbrock_hessian_at_min"],
        "autodiff": table["autodiff"],
        "anscombe": {k: v for k, v in table["regression"]["anscombe"].items() if k != "source"},
        "cars7": table["regression"]["google_mlcc_cars7"],
        "hours_pass": table["logistic_hours_pass"],
        "mlp_xor": table["mlp_xor_2_3_1_tanh_bce"],
        "line_search": table["line_search"],
        "step_rules": {
            "exact_boyd": table["exact_line_search_boyd_gamma10"]["iterates"],
            "exact_coupled": table["exact_line_search_coupled"],
            "bb1_coupled": table["barzilai_borwein_BB1_coupled_first_step_0.1"],
            "bb2_coupled": table["barzilai_borwein_BB2_coupled_first_step_0.1"],
            "polyak_kappa10": table["polyak_step_kappa10"],
        },
        "newton": {"rosenbrock": table["newton_rosenbrock"], "log_cosh": table["newton_log_cosh"]},
        "cg_coupled": table["linear_cg_coupled"],
    }


def text(value: Any) -> str:
    """JSON with a list of numbers on one line."""
    spread = json.dumps(value, indent=1, allow_nan=False)
    return re.sub(r"\[[^][{}]*\]", lambda m: re.sub(r"\s+", " ", m[0]), spread) + "\n"


if __name__ == "__main__":
    table = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    reference = json.loads(TARGET.read_text(encoding="utf-8"))
    reference["provenance"]["what"] = (
        "Iterates of torch.optim in float64, each equal to 50-digit arithmetic (mpmath) within "
        "1.5e-14, those that are not left out; of optax's Lion; torch's and optax's schedules; "
        "values, gradients and Hessians of test functions (sympy, 30 digits) and their stationary "
        "points; closed forms of convergence theory; gradients from torch.autograd; errors of "
        "finite differences of sin at 1; least squares by numpy, logistic regression by "
        "50-digit Newton steps, and a small network trained by torch; iterates of step rules, of "
        "Newton's method (50 digits) and of conjugate gradients, and scipy's line searches."
    )
    reference["provenance"]["made_with"] |= {"optax": "0.2.8"}
    reference["provenance"]["conventions"] |= table["meta"]["conventions"]
    reference["provenance"]["extracted"] = (
        "a subset of the project's reference_trajectories.json, by extract_reference.py; numbers unchanged"
    )
    TARGET.write_text(text(reference | without_spares(sections(table))), encoding="utf-8")
