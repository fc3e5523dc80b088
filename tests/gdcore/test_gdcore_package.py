"""The package as a whole: what is public, what it imports, and what its texts promise."""

import ast
import contextlib
import doctest
import importlib
import inspect
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

import gdcore

FOLDER = Path(inspect.getfile(gdcore)).parent
MODULES = sorted(path.stem for path in FOLDER.glob("*.py"))


def module_name(stem: str) -> str:
    return "gdcore" if stem == "__init__" else f"gdcore.{stem}"


def imports_of(stem: str) -> set[str]:
    """Names of the modules that a file of the package imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((FOLDER / f"{stem}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package in full"
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("stem", MODULES)
def test_examples_in_docstrings(stem: str) -> None:
    module = importlib.import_module(module_name(stem))
    assert doctest.testmod(module).failed == 0


LANDSCAPES = {n for n in gdcore.__all__ if isinstance(getattr(gdcore, n), gdcore.TestFunction)}


@pytest.mark.parametrize("name", [n for n in gdcore.__all__ if n not in LANDSCAPES])
def test_each_public_name_is_documented(name: str) -> None:
    assert inspect.getdoc(getattr(gdcore, name))


SELF_EXPLAINED = {"DimensionError", "InvalidInputError", "Iterate", "NonFiniteError", "Optimizer"}
SELF_EXPLAINED |= {"LineSearchError", "StepRule"}
SELF_EXPLAINED |= {"basins", "curves", "datasets", "figures", "loss_curves", "phase_plane", "surface"}
SELF_EXPLAINED |= {"GradientCheck", "Plan", "Result", "StopReason", "TestFunction", "Trajectory"}
SELF_EXPLAINED |= {"autodiff", "bounds"} | LANDSCAPES


@pytest.mark.parametrize("name", [n for n in gdcore.__all__ if n not in SELF_EXPLAINED])
def test_each_public_method_has_an_example_its_errors_and_a_source(name: str) -> None:
    text = inspect.getdoc(getattr(gdcore, name)) or ""
    assert ">>>" in text and "Raises:" in text and re.search(r"Sources?: .*\(\d{4}\)", text, re.S)


def test_all_is_sorted_and_each_name_stands_where_the_table_says() -> None:
    assert gdcore.__all__ == sorted(gdcore.__all__) == sorted({*gdcore.HOME, *gdcore.MODULES})
    assert set(gdcore.__all__) < set(dir(gdcore))
    for name, home in gdcore.HOME.items():
        value = getattr(gdcore, name)
        assert value is vars(importlib.import_module(f"gdcore.{home}"))[name]
        if inspect.isclass(value) or inspect.isfunction(value):
            assert value.__module__ == f"gdcore.{home}"


def test_type_checkers_are_told_the_same_names() -> None:
    tree = ast.parse((FOLDER / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {}
    for node in block.body:
        assert isinstance(node, ast.ImportFrom) and node.module and all(a.asname == a.name for a in node.names)
        told |= {alias.name: node.module for alias in node.names}
    assert told == dict.fromkeys(gdcore.MODULES, "gdcore") | {n: f"gdcore.{m}" for n, m in gdcore.HOME.items()}


def fresh(code: str) -> str:
    """What `code` prints in a Python that has imported nothing yet."""
    run = subprocess.run([sys.executable, "-c", code], cwd=FOLDER.parent, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_a_module_is_loaded_when_a_name_of_it_is_asked_for() -> None:
    loaded = "print(sorted(m for m in sys.modules if m.startswith('gdcore')))"
    assert fresh(f"import sys, gdcore; {loaded}") == "['gdcore']"
    assert fresh(f"import sys, gdcore; gdcore.InvalidInputError; {loaded}") == "['gdcore', 'gdcore.errors']"
    assert fresh("from gdcore import *; print(SGD(lr=0.5).step(1.0, 2.0), bounds.gd(1, 1, 1))") == "0.0 0.5"
    assert fresh("import gdcore; print(gdcore.theory.optimal_lr(1, 9), 'SGD' in dir(gdcore))") == "0.2 True"


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match=r"module 'gdcore' has no attribute 'minimise'"):
        gdcore.minimise  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("stem", MODULES)
def test_nothing_but_the_standard_library_and_gdcore_is_imported(stem: str) -> None:
    for name in imports_of(stem):
        assert name.split(".")[0] in {*sys.stdlib_module_names, "gdcore"}, name


def test_imports_go_one_way() -> None:
    waiting = {
        stem: {name.removeprefix("gdcore.") for name in imports_of(stem) if "gdcore" in name} for stem in MODULES
    }
    while waiting:
        free = {stem for stem, needs in waiting.items() if not needs & set(waiting)}
        assert free, f"these import each other: {sorted(waiting)}"
        waiting = {stem: needs for stem, needs in waiting.items() if stem not in free}


@pytest.mark.parametrize("stem", MODULES)
def test_no_file_is_longer_than_200_lines(stem: str) -> None:
    assert len((FOLDER / f"{stem}.py").read_text(encoding="utf-8").splitlines()) <= 200


def test_the_readme_prints_what_it_says() -> None:
    code = re.search(r"```python\n(.*?)```", (FOLDER / "README.md").read_text("utf-8"), re.S)
    assert code
    expected = re.findall(r"print\(.*\)  # (.*)", code[1])
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code[1], "README.md", "exec"), {})
    assert printed.getvalue().splitlines() == expected
    assert len(expected) == 4
