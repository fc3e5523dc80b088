"""How a site's packages are written in its settings, and what is said of each slip."""

import pytest

from site_hooks.config import load_config
from site_hooks.pins import Pin
from site_hooks.problems import LessonError

HASH = "0123456789abcdef" * 4


def load(folder, *entries):
    lines = "".join(f"  {entry},\n" for entry in entries)
    (folder / "pyproject.toml").write_text(f"[tool.lesson]\npackages = [\n{lines}]\n", "utf-8")
    return load_config(folder)


def test_a_package_is_one_wheel(tmp_path):
    config = load(tmp_path, f'"Foo_Bar.baz==1.0 --hash=sha256:{HASH}"', f'"other == 2.0a1  --hash=sha256:{HASH}"')
    assert config.packages == (Pin("foo-bar-baz", "1.0", HASH, 3), Pin("other", "2.0a1", HASH, 4))
    assert [str(pin) for pin in config.packages] == [
        f"foo-bar-baz==1.0 --hash=sha256:{HASH}",
        f"other==2.0a1 --hash=sha256:{HASH}",
    ]


FORM = "`NAME==VERSION --hash=sha256:…`"
# What stands in the settings, and what is said of it.
SLIPS = {
    '"tabulate"': (
        f"The package `tabulate` must be pinned to one version, {FORM}; got `tabulate`. "
        "`.venv/bin/lesson pin tabulate` prints the whole line."
    ),
    '"tabulate>=0.9"': (
        f"The package `tabulate` must be pinned to one version, {FORM}; got `tabulate>=0.9`. "
        "`.venv/bin/lesson pin tabulate` prints the whole line."
    ),
    '"tabulate==0.9.*"': (
        f"The package `tabulate` must be pinned to one version, {FORM}; got `tabulate==0.9.*`. "
        "`.venv/bin/lesson pin tabulate` prints the whole line."
    ),
    '"tabulate[widechars]==0.9.0"': (
        f"The package `tabulate` must be pinned to one version, {FORM}; got `tabulate[widechars]==0.9.0`. "
        "`.venv/bin/lesson pin tabulate` prints the whole line."
    ),
    '"tabulate @ https://example.org/x.whl"': (
        f"The package `tabulate` must be pinned to one version, {FORM}; got `tabulate @ https://example.org/x.whl`. "
        "`.venv/bin/lesson pin tabulate` prints the whole line."
    ),
    '"tabulate==nine"': (
        "`nine` is no version of the package `tabulate`. `.venv/bin/lesson pin tabulate` prints the whole line."
    ),
    '"tabulate==0.9.0"': (
        "The package `tabulate` has no hash of its wheel. `.venv/bin/lesson pin tabulate==0.9.0` prints the whole line."
    ),
    '"tabulate==0.9.0 --hash=sha256:abc"': (
        "The hash of `tabulate` must be `sha256:` and 64 digits from 0 to 9 and a to f, got `sha256:abc`. "
        "`.venv/bin/lesson pin tabulate==0.9.0` prints the whole line."
    ),
    '"tabulate==0.9.0 --hash=md5:abc"': (
        "The hash of `tabulate` must be `sha256:` and 64 digits from 0 to 9 and a to f, got `md5:abc`. "
        "`.venv/bin/lesson pin tabulate==0.9.0` prints the whole line."
    ),
    f'"tabulate==0.9.0 --hash=sha256:{HASH} --hash=sha256:{HASH}"': (
        "The package `tabulate` has 2 hashes; one wheel is shipped, so keep that of the wheel. "
        "`.venv/bin/lesson pin tabulate==0.9.0` prints the whole line."
    ),
    "3": f"A package is written as a text, {FORM}; got 3.",
    '"-i x"': f"A package is written {FORM}; got `-i x`.",
}


@pytest.mark.parametrize("entry", SLIPS)
def test_a_slip_is_told_at_its_line(tmp_path, entry):
    with pytest.raises(LessonError) as caught:
        load(tmp_path, f'"fine==1 --hash=sha256:{HASH}"', entry)
    [problem] = caught.value.problems
    assert (problem.path, problem.line, problem.message) == ("pyproject.toml", 4, SLIPS[entry])


def test_a_package_stands_once(tmp_path):
    entry = f"==1 --hash=sha256:{HASH}"
    with pytest.raises(LessonError) as caught:
        load(tmp_path, f'"a-b{entry}"', f'"A_b{entry}"')
    [problem] = caught.value.problems
    told = "The package `a-b` stands in line 3 already. Remove one of the two."
    assert (problem.line, problem.message) == (4, told)


def test_all_slips_are_told_at_once(tmp_path):
    with pytest.raises(LessonError) as caught:
        load(tmp_path, '"a"', '"b"')
    assert [problem.line for problem in caught.value.problems] == [3, 4]
