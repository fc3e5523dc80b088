"""The command as an author meets it: what it says, where, and how it ends."""

from pathlib import Path

PAGE = "```python run\nprint(1)\n```\n\n```output\n2\n```\n\nIt is `3`{=4}.\n"


def test_all_is_well(tiny, lesson):
    done = lesson(tiny, "verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "2 pages, 0 problems."


def test_every_problem_is_a_line_with_its_place(tiny, lesson):
    (tiny / "content" / "page.md").write_text(PAGE, "utf-8")
    done = lesson(tiny, "verify")
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if not line.startswith("    ")] == [
        "content/page.md:6: The output of the cell `cell-1` is not what its code prints.",
        "content/page.md:9: The text says `3`, but `4` gives 4 (Pyodide).",
    ]
    assert done.stdout.splitlines()[-1] == "3 pages, 2 problems."


def test_pages_may_be_named(tiny, lesson):
    (tiny / "content" / "page.md").write_text(PAGE, "utf-8")
    assert lesson(tiny, "verify", "content/index.md").returncode == 0
    done = lesson(tiny, "verify", "content/page.md", "content")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "3 pages, 2 problems."


def test_another_folder_may_be_named(tiny, lesson):
    (tiny / "content" / "page.md").write_text(PAGE, "utf-8")
    done = lesson(tiny.parent, "--root", str(tiny), "verify")
    assert done.returncode == 1
    assert done.stderr.startswith("content/page.md:6: ")


def test_update_mends_and_then_all_is_well(tiny, lesson):
    page = tiny / "content" / "page.md"
    page.write_text(PAGE, "utf-8")
    untouched = (tiny / "content" / "twelve-steps.md").read_bytes()
    done = lesson(tiny, "verify", "--update")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Updated content/page.md" in done.stdout.splitlines()
    assert page.read_text("utf-8") == PAGE.replace("\n2\n", "\n1\n").replace("`3`", "`4`")
    assert (tiny / "content" / "twelve-steps.md").read_bytes() == untouched


def test_update_does_not_hide_what_it_cannot_mend(tiny, lesson):
    page = tiny / "content" / "page.md"
    page.write_text("```python run\n1 / 0\n```\n", "utf-8")
    done = lesson(tiny, "verify", "--update")
    assert done.returncode == 1
    assert done.stderr.startswith("content/page.md:2: ")
    assert page.read_text("utf-8") == "```python run\n1 / 0\n```\n"


def test_a_page_that_is_not_there_is_a_mistake_of_the_call(tiny, lesson):
    done = lesson(tiny, "verify", "content/missing.md")
    assert done.returncode == 2
    assert done.stderr == f"{Path('content/missing.md')} does not exist. Name a Markdown file or a folder.\n"


def test_wrong_settings_are_a_mistake_of_the_set_up(tiny, lesson):
    (tiny / "pyproject.toml").write_text('[tool.lesson]\nlibary = "tunekit"\n', "utf-8")
    done = lesson(tiny, "verify")
    assert done.returncode == 2
    assert done.stderr == "pyproject.toml:1: [tool.lesson] has no option `libary`. Did you mean `library`?\n"


def test_settings_that_are_not_toml_are_told_in_a_sentence(tiny, lesson):
    (tiny / "pyproject.toml").write_text("[tool.lesson\n", "utf-8")
    done = lesson(tiny, "verify")
    assert done.returncode == 2
    assert done.stderr.startswith("pyproject.toml:1: ")


def test_a_library_that_cannot_be_built_is_told(tiny, lesson):
    (tiny / "tunekit" / "pyproject.toml").write_text(
        "[build-system]\nrequires = []\nbuild-backend = 'nothing'\n", "utf-8"
    )
    done = lesson(tiny, "verify")
    assert done.returncode == 2
    assert "building the wheel of tunekit failed" in done.stderr


def test_nothing_asked_is_explained(tiny, lesson):
    done = lesson(tiny)
    assert done.returncode == 2
    assert "usage: lesson" in done.stderr
