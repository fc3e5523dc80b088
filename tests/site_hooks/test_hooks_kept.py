"""What a server keeps must be what it would make: a site built with memory equals one built without."""

import shutil

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

SERVED = "http://127.0.0.1:8000/tunes/"


@pytest.fixture
def serve(tiny, monkeypatch):
    """Build `tiny` as its server does; `anew` as one that has just started."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    settings = tiny / "mkdocs.yml"
    text = settings.read_text("utf-8").replace(
        "plugins: []", "plugins: [search, mkdocstrings: {enable_inventory: false}, autorefs]"
    )
    warnings = "validation:\n  links:\n    anchors: warn\n"
    settings.write_text(
        text.replace("  - Twelve", "  - minor.md\n  - reference.md\n  - all.md\n  - Twelve") + warnings, "utf-8"
    )
    (tiny / "content" / "minor.md").write_text(
        "# Minor\n\nIt is sad, an octave lower. [Steps](twelve-steps.md#code), [Hertz][tunekit.frequency]\n", "utf-8"
    )
    (tiny / "content" / "reference.md").write_text("# Reference\n\n::: tunekit\n\n[Minor][minor]\n", "utf-8")
    (tiny / "content" / "all.md").write_text("# All\n\n/// course\n///\n\n/// glossary\n///\n", "utf-8")
    hooks = []

    def serve(folder, *, anew):
        config = load_config(str(settings), site_dir=str(folder))
        [hook] = config.hooks.values()
        hooks.append(hook)
        if anew:
            config.plugins.on_startup(command="serve", dirty=False)
        else:
            hook.serving.end()
            hook.serving.begin()
        config.site_url = SERVED
        build(config, serve_url=SERVED)
        hook.serving.end()
        return hook.serving

    yield serve
    hooks[0].on_startup("build", False)


def written(folder):
    """What a reader may get; an archive holds the second at which it was made."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".gz"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def edit(tiny, name, old, new):
    path = tiny / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


EDITS = {
    "nothing": lambda tiny: None,
    "a sentence": lambda tiny: edit(tiny, "content/minor.md", "sad", "melancholic"),
    "a title": lambda tiny: edit(tiny, "content/minor.md", "# Minor", "# The minor scale"),
    "a heading that another page links to": lambda tiny: edit(tiny, "content/twelve-steps.md", "## Code", "## Codes"),
    "front matter": lambda tiny: edit(tiny, "content/twelve-steps.md", "minutes: 5", "minutes: 7"),
    "what a lesson builds on": lambda tiny: edit(tiny, "content/twelve-steps.md", "  - Ratios\n", "  - Fractions\n"),
    "what there is to do in a lesson": lambda tiny: edit(tiny, "content/twelve-steps.md", "- [ ] 5", "- [ ] 6"),
    "a word of another page": lambda tiny: edit(tiny, "content/twelve-steps.md", "twice as fast", "half as fast"),
    "what stands for a word": lambda tiny: edit(
        tiny, "content/twelve-steps.md", ':   Not: "eight', ':   Also: sad\n:   Not: "eight'
    ),
    "a page that explains no more": lambda tiny: edit(
        tiny, "content/minor.md", "# Minor", "---\ndefinitions: false\n---\n# Minor"
    ),
    "the library": lambda tiny: edit(tiny, "tunekit/__init__.py", "440.0", "441.0"),
    "a docstring": lambda tiny: edit(tiny, "tunekit/__init__.py", "Oscillations a second", "Hertz"),
    "a name that is described": lambda tiny: edit(tiny, "tunekit/__init__.py", "def frequency", "def hertz"),
    "how code is described": lambda tiny: edit(
        tiny,
        "mkdocs.yml",
        "{enable_inventory",
        "{handlers: {python: {options: {show_source: false}}}, enable_inventory",
    ),
    "an inventory": lambda tiny: edit(tiny, "mkdocs.yml", "{enable_inventory: false}", "{}"),
    "the navigation": lambda tiny: edit(tiny, "mkdocs.yml", "  - minor.md\n", "  - Sad: minor.md\n"),
    "the sections": lambda tiny: edit(tiny, "pyproject.toml", '"Listen", ', ""),
    "a page removed": lambda tiny: (tiny / "content" / "minor.md").unlink(),
    "a page added": lambda tiny: shutil.copy(tiny / "content" / "minor.md", tiny / "content" / "major.md"),
}


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS)
def test_a_site_built_again_is_the_site_built_anew(serve, tiny, tmp_path, change):
    serve(tmp_path / "site", anew=True)
    change(tiny)
    troubles = serve(tmp_path / "site", anew=False).troubles
    again = written(tmp_path / "site")
    assert serve(tmp_path / "anew", anew=True).troubles == troubles
    assert again == written(tmp_path / "anew")
    assert len(again) > 10


def test_words_come_from_other_pages_with_their_values(serve, tiny, tmp_path):
    serve(tmp_path / "site", anew=True)
    minor, words = ((tmp_path / "site" / name / "index.html").read_text("utf-8") for name in ("minor", "all"))
    assert 'an <lesson-term data-term="octave"><a href="../all/#term-octave">octave</a></lesson-term> lower' in minor
    assert "oscillates twice as fast" in minor
    assert '<a href="../twelve-steps/#term-fifth">Twelve steps</a>' in words
    assert '<data class="lesson-value" value="7">7</data>' in words


def test_a_page_that_did_not_change_is_not_made_again(serve, tiny, tmp_path):
    shelf = serve(tmp_path / "site", anew=True).shelf
    before = dict(shelf.renderings), dict(shelf.outputs), dict(shelf.entries)
    EDITS["a sentence"](tiny)
    serve(tmp_path / "site", anew=False)
    for old, new in zip(before, (shelf.renderings, shelf.outputs, shelf.entries), strict=True):
        assert {path for path in new if new[path] is not old[path]} == {"minor.md"}


def test_a_problem_of_one_page_makes_no_other_again(serve, tiny, tmp_path):
    shelf = serve(tmp_path / "site", anew=True).shelf
    before = dict(shelf.outputs)
    edit(tiny, "content/twelve-steps.md", "C5 3 523.251", "C5 3 523.252")
    assert serve(tmp_path / "site", anew=False).troubles
    assert {path for path in before if shelf.outputs[path] is not before[path]} == {"twelve-steps.md"}


def test_what_cannot_be_rendered_stays_as_it_was(serve, tiny, tmp_path):
    serve(tmp_path / "site", anew=True)
    whole = written(tmp_path / "site")["twelve-steps/index.html"]
    edit(tiny, "content/twelve-steps.md", "Fraction(3, 2)\n```\n", "Fraction(3, 2)\n")
    assert serve(tmp_path / "site", anew=False).troubles
    assert written(tmp_path / "site")["twelve-steps/index.html"] == whole
    assert serve(tmp_path / "anew", anew=True).troubles
    [page] = [page for name, page in written(tmp_path / "anew").items() if name == "twelve-steps/index.html"]
    assert b"This page can be shown when its problems are mended." in page
    assert b"<h1>Twelve steps</h1>" in page
