"""Packages of a site: fetched by pip, from a folder of wheels made here, and looked into before anything runs."""

import hashlib
import shutil
import zipfile
from dataclasses import replace

import pytest
from packaging.tags import sys_tags

from site_hooks.cli import main
from site_hooks.config import load_config
from site_hooks.fetching import pin
from site_hooks.packages import SetupError
from site_hooks.pins import Pin
from site_hooks.problems import LessonError
from site_hooks.wheels import check_against, closure, fetch, modules_of

PYTHON = "3.14.2"
FILE = "pyproject.toml"
LIBRARY = {"songs/__init__.py": "def sing():\n    return 'la'\n"}


@pytest.fixture
def index(tmp_path, monkeypatch):
    """The only place where pip looks: a folder, and no network."""
    folder = tmp_path / "index"
    folder.mkdir()
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL", "PIP_CONSTRAINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def add(folder, name, files=LIBRARY, *, version="1.0", tag="py3-none-any", needs=()):
    """A wheel in a folder, and the pin of it."""
    file = folder / f"{name}-{version}-{tag}.whl"
    info = f"{name}-{version}.dist-info"
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    head += "".join(f"Requires-Dist: {need}\n" for need in needs)
    about = {"METADATA": head, "WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n", "RECORD": ""}
    with zipfile.ZipFile(file, "w") as archive:
        for path, text in (files | {f"{info}/{path}": text for path, text in about.items()}).items():
            archive.writestr(path, text)
    return Pin(name, version, hashlib.sha256(file.read_bytes()).hexdigest(), 7)


def get(tmp_path, *pins):
    return fetch(pins, tmp_path / "kept", PYTHON, FILE, lambda _: None)


def told(tmp_path, *pins):
    with pytest.raises(LessonError) as caught:
        get(tmp_path, *pins)
    assert {(problem.path, problem.line) for problem in caught.value.problems} == {(FILE, 7)}
    return [problem.message.splitlines()[0] for problem in caught.value.problems]


def test_a_wheel_is_fetched_once_and_then_needs_no_index(index, tmp_path):
    wanted = add(index, "songs", LIBRARY | {"tune.py": "", "data/x.txt": ""})
    [wheel] = get(tmp_path, wanted)
    assert (wheel.pin, wheel.modules) == (wanted, ("data", "songs", "tune"))
    shutil.rmtree(index)
    assert get(tmp_path, wanted) == (wheel,)


def test_a_kept_wheel_that_was_damaged_is_fetched_again(index, tmp_path):
    wanted = add(index, "songs")
    [wheel] = get(tmp_path, wanted)
    content = wheel.file.read_bytes()
    wheel.file.write_bytes(b"damaged")
    assert get(tmp_path, wanted) == (wheel,)
    assert wheel.file.read_bytes() == content


def test_another_wheel_than_the_pinned_one_is_refused(index, tmp_path):
    real = add(index, "songs")
    assert told(tmp_path, replace(real, sha256="0" * 64)) == [
        f"The wheel of songs 1.0 is not the one that is pinned: its SHA-256 is {real.sha256}, not {'0' * 64}. "
        "If you trust it, `.venv/bin/lesson pin songs==1.0` prints the line anew."
    ]


def test_a_version_that_there_is_not(index, tmp_path):
    real = add(index, "songs")
    assert told(tmp_path, replace(real, version="9.0")) == ["There is no songs 9.0: the newest one is 1.0."]
    assert told(tmp_path, replace(real, name="sonsg")) == ["There is no sonsg 1.0: pip knows no version of it at all."]


def test_a_wheel_for_one_platform(index, tmp_path):
    wanted = add(index, "fast", tag=str(next(sys_tags())))
    assert told(tmp_path, wanted) == [
        "There is no wheel of fast 1.0 in pure Python (`py3-none-any`). What is compiled for one platform does not "
        "run in a browser: choose another package."
    ]


def test_compiled_files_in_a_wheel_that_says_it_has_none(index, tmp_path):
    wanted = add(index, "songs", LIBRARY | {"songs/fast.so": ""})
    assert told(tmp_path, wanted) == [
        "The wheel of songs 1.0 holds the compiled file songs/fast.so, though its name says otherwise. "
        "It cannot run in a browser."
    ]


def test_a_network_that_is_not_there(tmp_path, monkeypatch, index):
    monkeypatch.delenv("PIP_NO_INDEX")
    # Nothing listens there.
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    assert told(tmp_path, Pin("songs", "1.0", "0" * 64, 7)) == [
        "songs 1.0 is not kept from an earlier build, and pip reached no index to fetch it from. "
        "Build once with a network; after that none is needed."
    ]


def test_what_a_package_needs_must_be_there_too(index, tmp_path):
    needs = ("notes>=2", 'colours; sys_platform == "win32"', 'extra-one; extra == "more"')
    songs = add(index, "songs", needs=needs)
    assert told(tmp_path, songs) == [
        "The package `songs` needs `notes>=2`, which is not among the packages. "
        "`.venv/bin/lesson pin notes` prints its line."
    ]
    old = add(index, "notes", {"notes.py": ""}, version="1.5")
    assert told(tmp_path, songs, old) == [
        "The package `songs` needs `notes>=2`, but 1.5 is pinned. Pin a version that fits both."
    ]
    new = add(index, "notes", {"notes.py": ""}, version="2.1")
    assert [wheel.pin for wheel in get(tmp_path, songs, new)] == [songs, new]


def test_names_that_are_taken(index, tmp_path):
    taken = add(index, "mine", {"json/__init__.py": ""})
    runner = add(index, "runner", {"cell_runner.py": ""})
    both = add(index, "songs"), add(index, "singing")
    assert told(tmp_path, taken, runner, *both) == [
        "The package `mine` has a module `json`, the name of Python's own. Choose another package.",
        "The package `runner` has a module `cell_runner`, the name of what runs the cells. Choose another package.",
        "The package `singing` has a module `songs`, the name of that of the package `songs`. Choose another package.",
    ]


def test_the_library_and_a_package_of_one_name(index, tmp_path):
    wheels = get(tmp_path, add(index, "songs"))
    check_against("other", {"other"}, wheels, FILE)
    with pytest.raises(LessonError, match=r"pyproject\.toml:7: The package `songs` has the module `songs`, as has the"):
        check_against("tunes", {"songs", "tunes"}, wheels, FILE)


def test_every_problem_is_told_at_once(index, tmp_path):
    wanted = add(index, "songs")
    assert len(told(tmp_path, replace(wanted, version="2"), replace(wanted, version="3"))) == 2


def test_a_pin_is_printed(index):
    wanted = add(index, "songs")
    assert str(pin("songs", PYTHON)) == str(wanted)
    with pytest.raises(SetupError, match="No wheel of nothing in pure Python"):
        pin("nothing", PYTHON)


def test_packages_come_with_what_they_need():
    needs = {"a": ["b"], "b": ["c"], "c": ["a"], "d": []}
    assert closure(["a"], needs) == ("a", "b", "c")
    assert closure(["d", "unknown"], needs) == ("d",)


def test_modules_are_read_from_a_wheel(index):
    add(index, "songs", LIBRARY | {"tune.py": "", "no-module.py": ""})
    assert modules_of(next(index.iterdir())) == ("songs", "tune")


def test_the_second_site_names_a_real_package(tiny, lesson):
    """On PyPI. Its wheel is kept from the site's build, so that nothing here needs a network."""
    config = load_config(tiny)
    assert [entry.name for entry in config.packages] == ["tabulate"]
    page = tiny / "content" / "tables.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("packages: [tabulate]\n", ""), "utf-8")
    done = lesson(tiny, "verify", "content/tables.md")
    assert done.returncode == 1
    assert (
        "content/tables.md:12: The cell `steps` raised ModuleNotFoundError: No module named 'tabulate'" in done.stderr
    )
    assert "write `packages: [tabulate]` into the page's front matter" in done.stderr
    page.write_text(text.replace("from tabulate import tabulate\nimport", "import numpy\nimport"), "utf-8")
    done = lesson(tiny, "verify", "content/tables.md")
    assert "If a package has it, pin that in pyproject.toml, [tool.lesson] `packages`" in done.stderr
    assert "On this page you can import Python's standard library and tabulate, tunekit." in done.stderr


def test_a_site_whose_package_cannot_be_had_says_where_it_stands(tiny, capsys, index):
    assert main(["--root", str(tiny), "runtime"]) == 0
    shutil.rmtree(tiny / ".lesson")
    assert main(["--root", str(tiny), "verify"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("pyproject.toml:7: There is no tabulate 0.10.0: pip knows no version of it at all.")
