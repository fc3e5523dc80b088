"""The package as a whole: what is public, what it imports, and what its texts promise."""

import ast
import contextlib
import doctest
import importlib
import inspect
import io
import itertools
import operator
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


def attribute_docstrings(stem: str) -> dict[str, str]:
    """What stands below the constants of a module, where `help` and doctest do not look but the reference does."""
    body = ast.parse((FOLDER / f"{stem}.py").read_text(encoding="utf-8")).body
    return {
        node.targets[0].id: inspect.cleandoc(below.value.value)
        for node, below in itertools.pairwise(body)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
    }


@pytest.mark.parametrize("stem", MODULES)
def test_examples_in_docstrings(stem: str) -> None:
    module = importlib.import_module(module_name(stem))
    assert doctest.testmod(module).failed == 0
    for name, text in attribute_docstrings(stem).items():
        example = doctest.DocTestParser().get_doctest(text, dict(vars(module)), name, module.__file__, None)
        assert example.examples and doctest.DocTestRunner().run(example).failed == 0


CONSTANTS = {name: text for stem in MODULES for name, text in attribute_docstrings(stem).items()}
WITHIN = {f"{m}.{name}" for m in ("bounds", "datasets", "figures") for name in getattr(gdcore, m).__all__}
PUBLIC = sorted({*gdcore.HOME, *WITHIN})


def documentation(name: str) -> str:
    return CONSTANTS.get(name) or inspect.getdoc(operator.attrgetter(name)(gdcore)) or ""


def test_every_constant_says_what_it_is() -> None:
    assert {n for n in gdcore.HOME if isinstance(getattr(gdcore, n), gdcore.TestFunction)} == set(CONSTANTS)


@pytest.mark.parametrize("name", PUBLIC)
def test_each_public_name_says_what_it_means_and_has_an_example(name: str) -> None:
    text = documentation(name)
    assert re.match(r"\S.*?[.:]", text, re.S) and ">>> " in text
    # What a dataclass says of itself is its signature.
    assert not text.startswith(f"{name}(")


# They take no argument that could be wrong.
HARMLESS = {"Plan", "Result", "TestFunction", "Trajectory", "Iterate", "GradientCheck", "StopReason", "Optimizer"}
HARMLESS |= {"datasets.Data", "datasets.cars7", "datasets.hours_pass", "datasets.longley", "figures.Panel"} | set(
    CONSTANTS
)
HARMLESS |= {name for name in gdcore.HOME if name.endswith("Error")}


@pytest.mark.parametrize("name", sorted({*PUBLIC} - HARMLESS))
def test_each_public_name_says_what_it_raises(name: str) -> None:
    assert re.search(r"^(Shapes, )?Raises: .*", documentation(name), re.M)


# What is no mathematics of others: the frame of a run, figures, and points along curves.
OURS = {
    "Plan",
    "Result",
    "TestFunction",
    "Trajectory",
    "Iterate",
    "GradientCheck",
    "StopReason",
    "Optimizer",
    "StepRule",
}
OURS |= {"basins", "curves", "loss_curves", "phase_plane", "surface"}
OURS |= {name for name in PUBLIC if name.endswith("Error") or name.startswith("figures.")}
OURS |= {"datasets.Data", "datasets.blobs", "datasets.circles", "datasets.line", "datasets.moons"}


@pytest.mark.parametrize("name", sorted({*PUBLIC} - OURS))
def test_the_mathematics_has_a_source_with_its_year(name: str) -> None:
    assert re.search(r"^Sources?: .*\(\d{4}\)", documentation(name), re.S | re.M)


def test_all_is_sorted_and_each_name_stands_where_the_table_says() -> None:
    assert gdcore.__all__ == sorted(gdcore.__all__) == sorted({*gdcore.HOME, *gdcore.MODULES})
    assert set(dir(gdcore)) == {*gdcore.__all__, "__version__"}
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
