"""The reference in the site: every public name of gdcore once, read and not run, the same on every machine."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import gdcore

REPO = Path(__file__).resolve().parents[1]
PAGES = sorted((REPO / "content" / "reference").glob("*.md"))
DIRECTIVE = re.compile(r"^::: (?P<name>\S+)$(?:\n    options:(?P<options>(?:\n      .*)*))?", re.MULTILINE)
WITHIN = {name: set(getattr(gdcore, name).__all__) - set(gdcore.HOME) for name in gdcore.MODULES}

# The pages alone, by the site's own settings; whatever formats code is out of reach.
BUILD = """
import logging
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config

logging.basicConfig(level=logging.WARNING)
repo, pages, site, formatters = sys.argv[1:]
if formatters == "without":
    sys.modules |= {"ruff": None, "ruff.__main__": None, "black": None}
config = load_config(f"{repo}/mkdocs.yml", docs_dir=pages, site_dir=site, hooks=[], theme="material")
config.nav = config.not_in_nav = None
config.markdown_extensions.remove("site_hooks.markdown:LessonExtension")
build(config)
assert "gdcore" not in sys.modules, "The code was run."
"""


def directives():
    """The described names, and which members of each."""
    for page in PAGES:
        for match in DIRECTIVE.finditer(page.read_text("utf-8")):
            listed = re.search(r"members: \[(.*)\]", match["options"] or "")
            yield match["name"], listed[1].split(", ") if listed else []


def test_every_public_name_has_its_place_and_only_one():
    described = [name for name, _ in directives()]
    assert sorted(described) == sorted(f"gdcore.{name}" for name in gdcore.__all__)


@pytest.mark.parametrize("module", sorted(WITHIN))
def test_every_public_name_of_a_module_is_described_with_it(module):
    [members] = [members for name, members in directives() if name == f"gdcore.{module}"]
    assert sorted(members) == sorted(WITHIN[module])


def test_every_method_that_is_named_is_there():
    for name, members in directives():
        thing = getattr(gdcore, name.removeprefix("gdcore."))
        assert [member for member in members if not hasattr(thing, member)] == [], name


class Reader(HTMLParser):
    """What a page has: anchors, addresses, and text outside of code."""

    def __init__(self, page):
        super().__init__()
        self.ids, self.addresses, self.prose, self.code = [], [], [], 0
        self.feed(page.partition("<article")[2].partition("</article")[0])

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.addresses += [found[name] for name in ("href", "src") if name in found]
        self.code += tag in ("pre", "code")

    def handle_endtag(self, tag):
        self.code -= tag in ("pre", "code")

    def handle_data(self, data):
        if not self.code:
            self.prose.append(data)


def build(folder, formatters):
    run = subprocess.run(
        [sys.executable, "-c", BUILD, REPO, REPO / "content" / "reference", folder, formatters],
        cwd=REPO,
        capture_output=True,
        encoding="utf-8",
        env={"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600", "PATH": "", "PYTHONUTF8": "1"},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    # No name is missing, no reference leads nowhere.
    assert "WARNING" not in run.stderr and "ERROR" not in run.stderr, run.stderr
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build(tmp_path_factory.mktemp("reference") / "site", "with")


@pytest.fixture(scope="module")
def pages(site):
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("index.html")}


def test_each_name_can_be_linked_to(pages):
    ids = [name for page in pages.values() for name in Reader(page).ids]
    wanted = {f"gdcore.{name}" for name in gdcore.__all__}
    wanted |= {f"gdcore.{module}.{name}" for module, names in WITHIN.items() for name in names}
    assert {name: ids.count(name) for name in wanted} == dict.fromkeys(wanted, 1)


def test_search_finds_each_name(site):
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    titles = {entry["location"].partition("#")[2]: entry["title"] for entry in index["docs"]}
    assert {name for name in gdcore.__all__ if titles.get(f"gdcore.{name}") != name} == set()


def test_pages_lead_to_no_other_origin_and_name_no_machine(pages):
    for page in pages.values():
        assert [address for address in Reader(page).addresses if "://" in address] == []
        assert str(REPO) not in page


def test_nothing_of_the_docstrings_is_taken_for_markdown(pages):
    prose = "".join(text for page in pages.values() for text in Reader(page).prose)
    assert "f(x_k) - f* <= 2 L |x_0 - x*|^2 / (k + 1)^2" in prose
    assert "momentum or dampening is outside [0, 1)" in prose
    assert not re.search(r">>>|:::|`|&#|\]\[", prose)
    # Only what is meant to be.
    assert set(re.findall(r"<em>(.*?)</em>", "".join(pages.values()))) == {"point", "stochastic"}


def test_examples_and_equations_stand_as_they_were_written(pages):
    text = re.sub(r"<[^>]+>", "", pages["optimizers/index.html"]).replace("&lt;", "<").replace("&gt;", ">")
    assert "\nv <- momentum v + (1 - dampening) g         (at the first step v = g)\n" in text
    assert ">>> optimizer = SGD(lr=0.1, momentum=0.9)\n>>> x = optimizer.step([1.0, 1.0], [1.0, 10.0])\n" in text


def test_signatures_are_those_of_the_code(pages):
    text = re.sub(r"<[^>]+>", "", "".join(pages.values())).replace("&gt;", ">")
    assert "gdcore.optimal_lr(mu: float, L: float) -> float\n" in text
    assert "    gtol: float | None = 1e-8,\n" in text and "    diverge_at: float = 1e12,\n" in text
    assert "    lr: float | Schedule = 0.1,\n    step_rule: Rule | None = None,\n" in text
    assert "step(x: PointLike, g: PointLike) -> Point\n" in text


def test_pages_do_not_depend_on_what_else_is_installed(site, tmp_path):
    other = build(tmp_path / "site", "without")
    names = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file() and path.suffix != ".gz")
    assert len(names) > 12
    assert [name for name in names if (site / name).read_bytes() != (other / name).read_bytes()] == []
