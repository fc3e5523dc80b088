"""The command as an author meets it: what it says, where, and how it ends."""

import os
import pty
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from site_hooks.cli import shard

PAGE = "```python run\nprint(1)\n```\n\n```output\n2\n```\n\nIt is `3`{=4}.\n"


def test_all_is_well(tiny, lesson):
    done = lesson(tiny, "verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "3 pages, 0 problems."


def test_every_problem_is_a_line_with_its_place(tiny, lesson):
    (tiny / "content" / "page.md").write_text(PAGE, "utf-8")
    done = lesson(tiny, "verify")
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if not line.startswith("    ")] == [
        "content/page.md:6: The output of the cell `cell-1` is not what its code prints.",
        "content/page.md:9: The text says `3`, but `4` gives 4 (Pyodide).",
    ]
    assert done.stdout.splitlines()[-1] == "4 pages, 2 problems."


def test_pages_may_be_named(tiny, lesson):
    (tiny / "content" / "page.md").write_text(PAGE, "utf-8")
    assert lesson(tiny, "verify", "content/index.md").returncode == 0
    done = lesson(tiny, "verify", "content/page.md", "content")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "4 pages, 2 problems."


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


# --- Parts of a site


def store(folder):
    return {path.name: path.read_bytes() for path in (folder / ".lesson" / "store").iterdir()}


def test_the_parts_together_are_the_whole_to_the_byte(tiny, tmp_path, lesson):
    for number in range(5):
        (tiny / "content" / f"{number}.md").write_text(f"It is `{number}`{{={number}}}.\n", "utf-8")
    shutil.rmtree(tiny / ".lesson" / "store")
    merged = {}
    counts = []
    for part in range(1, 5):
        copy = tmp_path / f"part-{part}"
        shutil.copytree(tiny, copy)
        done = lesson(copy, "verify", "--shard", f"{part}/4")
        assert (done.returncode, done.stderr) == (0, "")
        counts.append(int(done.stdout.splitlines()[-1].split()[0]))
        assert not merged.keys() & store(copy).keys()
        merged |= store(copy)
    assert counts == [2, 2, 2, 2]
    assert lesson(tiny, "verify").returncode == 0
    assert store(tiny) == merged
    assert "Running" not in lesson(tiny, "verify").stdout


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "1/0", "a/b", "-1/4", "1/4/2", ""])
def test_a_part_that_is_none_is_told(text, capsys):
    import argparse

    with pytest.raises(argparse.ArgumentTypeError, match="is no part of the pages"):
        shard(text)


# --- Being stopped

ENDLESS = "```python run\nwhile True: pass\n```\n"


def hosts(folder):
    """The command lines of all processes that work for the site in a folder, or in temporary folders of its hosts."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            text = (process / "environ").read_bytes() if process.name.isdigit() else b""
        except OSError:
            # It ended while we looked, or is not ours.
            continue
        if f"TMPDIR={folder}".encode() in text:
            found.append((process / "cmdline").read_bytes())
    return found


@pytest.fixture
def endless(tiny, tmp_path):
    """A verification that is at an endless loop in both runtimes; its hosts keep their folders in `tmp_path/hosts`."""
    (tiny / "content" / "page.md").write_text(ENDLESS, "utf-8")
    (tiny / "pyproject.toml").write_text(
        (tiny / "pyproject.toml").read_text("utf-8").replace("time-limit = 2", "time-limit = 600"), "utf-8"
    )
    folder = tmp_path / "hosts"
    folder.mkdir()
    environment = os.environ | {"TMPDIR": str(folder), "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    process = subprocess.Popen(
        [sys.executable, "-m", "site_hooks.cli", "verify"],
        cwd=tiny,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # What a shell runs in the background ignores Ctrl-C, and so would all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    process.folder = folder
    while "Running content/page.md" not in process.stdout.readline():
        assert process.poll() is None, process.stderr.read()
    while not any(b"cpython_host" in line for line in hosts(folder)):
        assert process.poll() is None, process.stderr.read()
    yield process
    process.kill()
    process.communicate()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_what_is_stopped_says_so_and_leaves_no_process(endless, number, status):
    endless.send_signal(number)
    told = endless.communicate()[1]
    assert endless.returncode == status
    assert told == f"Stopped by {number.name}. What was verified so far is kept.\n"
    assert hosts(endless.folder) == []
    assert list(endless.folder.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_what_is_killed_leaves_no_process_either(endless):
    endless.kill()
    endless.wait()
    # The hosts notice when their standard input ends: as soon as they are given the processor.
    while hosts(endless.folder):
        os.sched_yield()


# --- Progress


def on_terminal(folder, *arguments, **more):
    """The command with a terminal as its standard error: what it prints to standard output, and to the terminal."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "TERM": "xterm"} | more
    environment.pop("NO_COLOR", None) if "NO_COLOR" not in more else None
    command = [sys.executable, "-m", "site_hooks.cli", *arguments]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while more_shown := os.read(ours, 1 << 16):
            shown += more_shown
    except OSError:
        # Linux reports the end of a terminal as an error.
        pass
    os.close(ours)
    printed = process.communicate()[0].decode()
    return printed, shown.decode()


def test_a_terminal_gets_a_bar_and_standard_output_stays_clean(tiny):
    printed, shown = on_terminal(tiny, "verify", "--fresh")
    assert printed == "3 pages, 0 problems.\n"
    assert "3/3" in shown
    assert "\x1b[" in shown


def test_a_dumb_terminal_gets_lines(tiny):
    printed, shown = on_terminal(tiny, "verify", "--fresh", TERM="dumb")
    assert printed.splitlines() == [
        "Running content/index.md …",
        "Running content/tables.md …",
        "Running content/twelve-steps.md …",
        "3 pages, 0 problems.",
    ]
    assert shown == ""


def test_colour_is_left_out_where_nobody_wants_it(tiny):
    _, shown = on_terminal(tiny, "verify", "--fresh", NO_COLOR="1")
    assert "3/3" in shown
    assert "\x1b[3" not in shown
