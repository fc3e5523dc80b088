"""What Python does in the page until its standard library has come."""

import ast
import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

FILE = Path(__file__).resolve().parents[1] / "frontend" / "src" / "interpreter" / "late_library.py"


def load():
    spec = importlib.util.spec_from_file_location("late_library", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


late = load()
modules = st.sampled_from(["math", "os.path", "xml.dom", "json", "gdcore", "collections.abc", "concurrent.futures"])
aliased = st.builds(lambda name, alias: name + alias, modules, st.sampled_from(["", " as other"]))
imports = st.lists(aliased, min_size=1, max_size=3).map(lambda names: "import " + ", ".join(names))
froms = st.builds(
    lambda name, things: f"from {name} import {things}", modules, st.sampled_from(["*", "a", "a as b, c", "(a,\n  b)"])
)
others = st.sampled_from(["x = 1", "def f():\n    import decimal", "if x: import fractions", "a = 1; import heapq"])
programs = st.lists(imports | froms | others, max_size=5).map("\n".join)


def imported(source):
    nodes = list(ast.walk(ast.parse(source)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name for name in names if name.partition(".")[0] in sys.stdlib_module_names}


@given(programs)
def test_every_module_that_a_program_names_is_found(source):
    assert late.names(source) == imported(source)


@pytest.mark.parametrize(
    "source", ["from . import math", "important = 1", "x = importlib", "from gdcore import minimize"]
)
def test_what_is_no_import_of_the_standard_library_is_left_alone(source):
    assert late.names(source) == set()


def test_a_program_that_is_not_python_has_names_all_the_same():
    assert late.names("import math\n(1 +") == {"math"}


def test_only_what_is_not_here_is_wanted():
    assert not late.wants("import sys, ast", "x = 1")
    assert late.wants("import sys", "import antigravity")


def test_what_is_looked_for_in_vain_is_remembered_once():
    assert late.Watch.find_spec("lzma") is None
    assert late.Watch.find_spec("nowhere") is None
    assert late.take_missed()
    assert not late.take_missed()
