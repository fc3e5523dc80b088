"""The wheel: what a plain Python gets of it, and how large it may be."""

import json
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import gdcore
from site_hooks.config import load_config
from site_hooks.runtime import Runtime, assemble

REPO = Path(__file__).resolve().parents[2]

# 80 kB are what a page may cost its reader for the library; what is left of them is for what is to come.
SHIPPED = 77_000
# pip's wheel compresses each file alone, which takes a third more.
INSTALLED = 113_000

PLAIN = """
import importlib.metadata, importlib.util, json, sys
before = set(sys.modules)
import gdcore
eager = set(sys.modules) - before
values = [getattr(gdcore, name) for name in gdcore.__all__]
foreign = {name.partition(".")[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names) - {"gdcore"}
r = gdcore.minimize(lambda x: x * x, 10.0, grad=lambda x: 2 * x, lr=0.1, gtol=1e-6)
distribution = importlib.metadata.distribution("gdcore")
print(json.dumps({
    "others": sorted(d.name for d in importlib.metadata.distributions() if d.name != "gdcore"),
    "foreign": sorted(foreign),
    "eager": sorted(name for name in eager if name.startswith("gdcore")),
    "names": len(values),
    "run": [r.nit, r.reason, f"{r.x:.3e}"],
    "requires": distribution.requires,
    "files": sorted(str(file) for file in distribution.files if file.suffix in (".py", ".typed")),
    "docs": gdcore.Adam.__doc__.count(">>> "),
}))
"""


@pytest.fixture(scope="module")
def runtime() -> Runtime:
    return assemble(load_config(REPO), lambda text: None)


@pytest.fixture(scope="module")
def wheel(runtime: Runtime, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `python -m build` makes it for pip: the published one, each file compressed."""
    [published] = runtime.wheels
    made = tmp_path_factory.mktemp("wheel") / published.name
    with zipfile.ZipFile(published) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
    return made


@pytest.fixture(scope="module")
def plain(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """What a Python says that has nothing installed but the wheel."""
    folder = tmp_path_factory.mktemp("plain")
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", "--quiet", str(wheel)]
    subprocess.run(pip, check=True)
    said = subprocess.run([python, "-I", "-c", PLAIN], capture_output=True, text=True, check=True, cwd=folder)
    yield json.loads(said.stdout)


def test_pip_installs_it_and_it_needs_nothing_else(plain: dict[str, object]) -> None:
    assert plain["others"] == [] and plain["requires"] is None
    assert plain["foreign"] == []
    assert plain["eager"] == ["gdcore"]
    assert plain["names"] == len(gdcore.__all__)
    assert plain["run"] == [76, "gtol", "4.314e-07"]


def test_it_holds_every_module_its_types_and_its_documentation(plain: dict[str, object]) -> None:
    sources = [f"gdcore/{path.name}" for path in (REPO / "gdcore").glob("*.py")]
    assert plain["files"] == sorted([*sources, "gdcore/py.typed"])
    assert plain["docs"] == (gdcore.Adam.__doc__ or "").count(">>> ") > 0


def test_what_readers_get_of_it_stays_small(runtime: Runtime) -> None:
    [shipped] = runtime.assets.glob("gdcore-*.whl-*.zst")
    assert shipped.stat().st_size <= SHIPPED


def test_what_pip_gets_stays_small(wheel: Path) -> None:
    assert wheel.stat().st_size <= INSTALLED
