"""The rules by which the parts may know one another, and what no file may hold."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[1]
# Each module may import those before it.
ORDER = (
    "problems",
    "pins",
    "config",
    "control",
    "element",
    "practice",
    "lesson",
    "match",
    "precision",
    "figure_data",
    "scan",
    "blocks",
    "terms",
    "cited",
    "course_block",
    "diagram",
    "names",
    "quiz",
    "predict",
    "mistake",
    "challenge",
    "front_matter",
    "sections",
    "outline",
    "values",
    "plain_words",
    "control_grammar",
    "declarations",
    "cells",
    "parse",
    "course",
    "prerequisites",
    "course_map",
    "vocabulary",
    "cell_runner",
    "cpython_host",
    "packages",
    "font",
    "fetching",
    "wheels",
    "wheelhouse",
    "runtime",
    "plan",
    "host",
    "execute",
    "store",
    "telling",
    "frames",
    "figure_checks",
    "exercise",
    "stretch",
    "answers",
    "checks",
    "verify",
    "audit",
    "update",
    "render_field",
    "render_controls",
    "render_figure",
    "render",
    "course_page",
    "cited_page",
    "cards",
    "glossary_page",
    "tour",
    "definitions",
    "questions",
    "policy",
    "offline",
    "publish",
    "plain_text",
    "notebook",
    "mathematics",
    "engines",
    "page_renderer",
    "markdown",
    "docstrings",
    "commits",
    "progress",
    "cli",
    "sources",
    "overlay",
    "kept",
    "made_from",
    "serving",
    "server",
    "hooks",
    "pytest_plugin",
)
MAY_IMPORT = {
    "griffe": {"docstrings"},
    "mkdocs": {"hooks"},
    "fontTools": {"font"},
    "markdown": {"engines", "markdown", "mathematics", "page_renderer"},
    "pytest": {"pytest_plugin"},
}
LONG = {
    "site_hooks/cell_runner.py": "one file, since its very bytes are shipped to the reader",
}


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPO, capture_output=True, check=True).stdout.decode()
    return [REPO / name for name in listed.split("\0") if name and (REPO / name).is_file()]


def imports(path, *, typing=False):
    """Every module that a file imports, as (dots, name); those for type checkers only when asked for."""
    found = set()

    def visit(node):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")) if not typing:
                for each in node.orelse:
                    visit(each)
            case ast.Import(names=names):
                found.update((0, alias.name) for alias in names)
            case ast.ImportFrom(level=level, module=None, names=names):
                found.update((level, alias.name) for alias in names)
            case ast.ImportFrom(level=level, module=module):
                found.add((level, module))
            case _:
                for child in ast.iter_child_nodes(node):
                    visit(child)

    visit(ast.parse(path.read_text("utf-8")))
    return found


def own(path):
    """The modules of `site_hooks` that one of them imports."""
    found = set()
    for level, name in imports(path):
        if level == 1:
            found.add(name.partition(".")[0])
        elif name.startswith("site_hooks."):
            found.add(name.split(".")[1])
    return found


def foreign(path):
    return {name.partition(".")[0] for level, name in imports(path, typing=True) if level == 0}


GDCORE = sorted((REPO / "gdcore").rglob("*.py"))
MODULES = sorted(path for path in (REPO / "site_hooks").glob("*.py") if path.stem != "__init__")
SCRIPTS = sorted((REPO / "frontend" / "src").rglob("*.ts"))


@pytest.mark.parametrize("path", GDCORE, ids=lambda path: path.stem)
def test_gdcore_needs_the_standard_library_only(path):
    assert foreign(path) <= sys.stdlib_module_names | {"gdcore"}


def test_every_module_has_its_place():
    assert sorted(ORDER) == [path.stem for path in MODULES]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_modules_import_only_those_before_them(path):
    assert own(path) <= set(ORDER[: ORDER.index(path.stem)])


@pytest.mark.parametrize("library", MAY_IMPORT)
def test_each_engine_is_known_to_its_adapter_only(library):
    assert {path.stem for path in MODULES if library in foreign(path)} <= MAY_IMPORT[library]


@pytest.mark.parametrize("name", ["cell_runner", "cpython_host"])
def test_what_runs_beside_cells_needs_the_standard_library_only(name):
    path = REPO / "site_hooks" / f"{name}.py"
    assert foreign(path) <= sys.stdlib_module_names
    assert own(path) == set()


def test_the_engine_knows_no_subject():
    subject = re.compile(r"gdcore|learning rate|gradient[ -]descent|\bdescent\b|himmelblau", re.IGNORECASE)
    sources = [path for folder in ("site_hooks", "frontend/src") for path in (REPO / folder).rglob("*")]
    files = [path for path in sources if path.is_file() and path.suffix not in (".pyc",)]
    assert len(files) > 40
    assert [path.name for path in files if subject.search(path.read_text("utf-8"))] == []


# --- The front end

IMPORT = re.compile(
    r"""^\s*(?:import|export)(?P<type>\s+type)?\b(?:[^;"']*?\bfrom)?\s*["'](?P<name>[^"']+)["']""", re.MULTILINE
)
DYNAMIC = re.compile(r"""\bimport\(\s*["'](?P<name>[^"']+)["']""")


def modules_of(path, *, types):
    text = path.read_text("utf-8")
    found = [match["name"] for match in IMPORT.finditer(text) if types or not match["type"]]
    return found + [match["name"] for match in DYNAMIC.finditer(text)]


def statically(path):
    return [match["name"] for match in IMPORT.finditer(path.read_text("utf-8")) if not match["type"]]


def rooms_of(path, *, types=False):
    """The folders of `frontend/src` that a script imports from."""
    source = REPO / "frontend" / "src"
    targets = [(path.parent / name).resolve() for name in modules_of(path, types=types) if name.startswith(".")]
    return {target.relative_to(source).parts[0] for target in targets if target.is_relative_to(source)}


def room(path):
    return path.relative_to(REPO / "frontend" / "src").parts[0]


def test_the_protocol_imports_nothing_else():
    protocol = [path for path in SCRIPTS if room(path) == "protocol"]
    assert protocol
    assert all(rooms_of(path, types=True) <= {"protocol"} for path in protocol)
    assert all(name.startswith("./") for path in protocol for name in modules_of(path, types=True))


def test_only_three_rooms_touch_pyodide():
    knowing = {room(path) for path in SCRIPTS if any("pyodide" in name for name in modules_of(path, types=True))}
    assert knowing <= {"interpreter", "sandbox", "host"}


@pytest.mark.parametrize("path", [path for path in SCRIPTS if room(path) == "page"], ids=lambda path: path.stem)
def test_the_page_never_imports_pyodide(path):
    allowed = {"page", "protocol", "figures"} | ({"sandbox"} if path.name == "interpreter.ts" else set())
    assert rooms_of(path) <= allowed
    assert all(name.endswith("sandbox/frame.ts") for name in modules_of(path, types=True) if "sandbox" in name)


def test_figures_come_when_one_is_near():
    waiting, seen = [REPO / "frontend" / "src" / "page" / "main.ts"], set()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            names = [name for name in statically(path) if name.startswith(".") and name.endswith(".ts")]
            waiting += [(path.parent / name).resolve() for name in names]
    assert len(seen) > 40
    assert [path.name for path in seen if room(path) == "figures"] == []


def test_what_the_page_takes_from_the_sandbox_is_the_frame_alone():
    frame = REPO / "frontend" / "src" / "sandbox" / "frame.ts"
    assert rooms_of(frame) <= {"protocol"}
    assert not [name for name in modules_of(frame, types=False) if "pyodide" in name]


def test_rooms_know_only_their_neighbours():
    neighbours = {
        "interpreter": {"protocol"},
        "sandbox": {"protocol", "interpreter"},
        "host": {"protocol", "interpreter", "figures"},
        "figures": {"protocol"},
        "page": {"protocol", "sandbox", "figures"},
        "offline": set(),
    }
    for path in SCRIPTS:
        assert rooms_of(path, types=True) <= neighbours.get(room(path), set()) | {room(path)}, path


def test_figures_touch_no_document():
    document = re.compile(r"\b(document|window|navigator|globalThis)\.\w|HTMLElement|SVGElement|[\"']node:")
    own = [path for path in SCRIPTS if room(path) == "figures"]
    assert len(own) > 10
    assert [path.name for path in own if document.search(path.read_text("utf-8"))] == []


# --- Every file


@pytest.mark.parametrize("folder", ["site_hooks", "gdcore", "frontend/src", "tools", "tests/sites", "bench"])
def test_files_are_short(folder):
    own = (path for path in (REPO / folder).rglob("*") if "node_modules" not in path.parts)
    sources = [path for path in own if path.suffix in (".py", ".ts", ".css", ".mjs")]
    long = {
        path.relative_to(REPO).as_posix(): count
        for path in sources
        if (count := path.read_text("utf-8").count("\n")) > 250
    }
    assert set(long) <= set(LONG), long


def test_long_files_are_listed_only_while_they_are_long():
    assert all((REPO / name).read_text("utf-8").count("\n") > 250 for name in LONG)


def test_nothing_names_a_machine_or_a_registry():
    # In pieces, so that this file does not name them itself.
    machine = [f"/{folder}/" for folder in ("wo" + "rk/main", "wo" + "rk/shared", "home/ru" + "nner", "Use" + "rs")]
    registry = ['"resolved"' + ': "http', "registry.npm" + "js.org", "files.python" + "hosted.org", "--index" + "-url"]
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        assert not [word for word in (*machine, *registry) if word in text], path


def test_nothing_that_is_built_is_tracked():
    built = re.compile(r"\.(whl|wasm|zip|pyc|tar|gz|bin)$")
    names = [path.relative_to(REPO).as_posix() for path in tracked()]
    assert [name for name in names if built.search(name) or name.startswith((".lesson/", "site/", ".venv/"))] == []


def test_every_text_file_ends_its_lines_alike():
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            assert b"\r" not in content, path
