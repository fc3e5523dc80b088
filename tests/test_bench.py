"""What the measurements rest on: true pages, fair pairs, a report that leaves nothing out. No test asserts a time."""

import re
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml

from bench.__main__ import BENCHMARKS, RESULTS, main, named
from bench.generate import REPO, lesson_markdown, plain_markdown, write_cells, write_lessons, write_plain
from bench.hosting import Link, hosting
from bench.machine import machine
from bench.measure import BenchError, Claim, Comparison, Pair, Spent, alternate, race, run, spend
from bench.pages import Cell, Page, compute, outputs, page, say
from bench.report import section, sections, written
from site_hooks.config import load_config
from site_hooks.runtime import assemble
from site_hooks.verify import verify


def quiet(text):
    """Progress is not what these tests look at."""


@pytest.fixture(scope="module")
def runtime():
    return assemble(load_config(REPO), quiet)


def problems(folder, runtime, wanted):
    write_lessons(folder, wanted)
    return list(verify(load_config(folder), runtime, say=quiet).problems)


# --- Pages


def test_generated_pages_hold_in_both_runtimes(tmp_path, runtime):
    assert problems(tmp_path, runtime, [page(1, 10), page(517, 10), compute(page(1000, 3), 4)[0]]) == []


def test_a_generated_page_that_lies_is_found(tmp_path, runtime, monkeypatch):
    monkeypatch.setattr("bench.generate.outputs", lambda page: ["something else\n" for _ in page.cells])
    assert len(problems(tmp_path, runtime, [page(2, 2)])) == 2


def test_no_two_pages_run_the_same():
    seen = [cell.source for number in range(1, 1001) for cell in page(number, 10).cells]
    assert len(set(seen)) == len(seen)


def test_the_same_numbers_give_the_same_bytes(tmp_path):
    for name in ("once", "again"):
        write_lessons(tmp_path / name, [page(3, 4)])
        write_plain(tmp_path / name / "plain", [page(3, 4)])
    files = [path.relative_to(tmp_path / "once") for path in (tmp_path / "once").rglob("*") if path.is_file()]
    assert len(files) == 7
    assert all((tmp_path / "once" / file).read_bytes() == (tmp_path / "again" / file).read_bytes() for file in files)


@pytest.mark.parametrize("cells", [0, 11])
def test_a_page_has_as_many_cells_as_there_are_kinds(cells):
    with pytest.raises(ValueError, match=f"1 to 10 cells, got {cells}"):
        page(1, cells)


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        (Cell("Broken", "1 / 0"), ZeroDivisionError),
        (Cell("Tame", "print(1)", "ZeroDivisionError"), AssertionError),
        (Cell("Other", "[][0]", "ZeroDivisionError"), AssertionError),
    ],
)
def test_a_cell_must_end_as_it_says(cell, error):
    with pytest.raises(error):
        outputs(Page(1, "", (cell,)))


def test_an_edited_sentence_changes_no_cell():
    edited, sign = say(page(5, 3), 8)
    assert edited.cells == page(5, 3).cells
    assert sign in lesson_markdown(edited) and sign not in lesson_markdown(page(5, 3))


def test_an_edited_cell_is_recognised_by_what_it_prints_not_by_its_code():
    edited, sign = compute(page(5, 3), 8)
    assert sign in outputs(edited)[0]
    assert not any(sign in cell.source for cell in edited.cells)
    assert edited.sentence == page(5, 3).sentence


# --- The other side gets the same


def test_the_plain_page_shows_the_same_code_and_output():
    def plainer(text):
        return re.sub(r'^(```python) run id="[^"]*"( title="[^"]*")(?: expect="[^"]*")?$', r"\1\2", text, flags=re.M)

    assert plainer(lesson_markdown(page(6, 10))) == plain_markdown(page(6, 10))


def test_the_plain_site_differs_in_our_parts_alone(tmp_path):
    write_lessons(tmp_path / "ours", [page(1, 1)])
    write_plain(tmp_path / "plain", [page(1, 1)])
    ours, plain = (yaml.safe_load((tmp_path / name / "mkdocs.yml").read_text("utf-8")) for name in ("ours", "plain"))
    assert Path(ours["hooks"][0]) == REPO / "site_hooks" / "hooks.py"
    del ours["hooks"], ours["watch"], ours["theme"]["custom_dir"]
    ours["markdown_extensions"].remove("site_hooks.markdown:LessonExtension")
    assert ours == plain


def test_what_runs_in_process_must_print_what_is_promised(tmp_path):
    cells = tmp_path / "cells.json"
    write_cells(cells, [page(1, 10)])
    convert = [sys.executable, "-m", "bench.in_process", cells]
    run(convert, REPO)
    cells.write_text(cells.read_text("utf-8").replace('"prints": "Page 1:', '"prints": "Page 2:'), "utf-8")
    with pytest.raises(BenchError, match="page-0001"):
        run(convert, REPO)


# --- Pairs


def test_both_sides_are_measured_in_turn():
    calls = []

    def side(name, number):
        return lambda: calls.append(name) or number

    pairs = alternate(side("ours", 1.0), side("theirs", 2.0), 3)
    assert calls == ["ours", "theirs"] * 3
    assert pairs == (Pair(1.0, 2.0),) * 3


def test_commands_are_run_in_turn_and_told_by_clock_and_by_cpu():
    calls = []

    def side(name, spent):
        return name, lambda: calls.append(name) or spent

    clock, cpu = race("it", (side("ours", Spent(1, 3)), side("theirs", Spent(2, 2))), 2, Claim(0.5))
    assert calls == ["ours", "theirs"] * 2
    assert (clock.ratio, clock.claim, cpu.ratio, cpu.claim) == (0.5, Claim(0.5), 1.5, None)


def test_the_result_is_the_median_of_the_ratios():
    # Of the ratios, not the ratio of medians: that would be 1.
    row = Comparison("", "", "", "s", (Pair(1, 4), Pair(2, 2), Pair(6, 1), Pair(2, 3), Pair(3, 2)))
    assert row.ratio == 1.0
    assert Comparison("", "", "", "s", (Pair(1, 10), Pair(10, 20), Pair(30, 40))).ratio == 0.5


@pytest.mark.parametrize(
    ("claim", "holds"),
    [(None, True), (Claim(0.5), True), (Claim(0.49), False), (Claim(10, "ours"), True), (Claim(9.9, "ours"), False)],
)
def test_a_claim_is_about_the_median(claim, holds):
    assert Comparison("", "", "", "s", (Pair(1, 10), Pair(10, 20), Pair(30, 40)), claim).holds == holds


def test_a_command_that_fails_gives_no_number(tmp_path):
    with pytest.raises(BenchError, match=r"exit status 3:\nout of luck"):
        spend([sys.executable, "-c", "print('out of luck'); raise SystemExit(3)"], tmp_path)


def test_both_sides_get_the_same_surroundings(tmp_path, monkeypatch):
    monkeypatch.setenv("SITE_URL", "http://127.0.0.1/elsewhere/")
    asked = [sys.executable, "-c", "import os; print(os.environ.get('SITE_URL'), os.environ['PYTHONUTF8'])"]
    assert run(asked, tmp_path).split() == ["None", "1"]


# --- The report

ROW = Comparison("50 pages", "ours", "theirs", "s", (Pair(1, 4), Pair(2, 4), Pair(6, 4)), Claim(0.4))


def test_a_row_says_median_spread_and_verdict():
    text = section("speed", "About.", [ROW], "2026-01-31", "a machine")
    told = "| ours: 2 s (most 6) | theirs: 4 s | **0.5** (0.25 – 1.5) | 3 | at most ratio 0.4: **does not hold** |"
    assert f"| 50 pages {told}" in text.splitlines()
    assert "Measured 2026-01-31 on a machine." in text


def test_a_section_is_replaced_and_the_others_stay():
    first, second = (section(name, name, [ROW], "2026-01-31", "a machine") for name in ("first", "second"))
    report = written({"second": second, "first": first}, ["first", "second"])
    again = section("first", "Anew.", [ROW], "2026-02-01", "a machine")
    replaced = written(sections(report) | {"first": again}, ["first", "second"])
    assert list(sections(replaced)) == ["first", "second"]
    assert "Anew." in replaced and sections(replaced)["second"].strip() == second.strip()
    assert written(sections(replaced), ["first", "second"]) == replaced


def test_what_was_not_measured_is_named():
    report = written({"second": section("second", "second", [ROW], "2026-01-31", "a machine")}, ["first", "second"])
    assert list(sections(report)) == ["first", "second"]
    assert sections(report)["first"].split("\n\n")[1].strip() == "Not measured yet: `make bench ONLY=first`."


def test_the_machine_is_described_without_its_name():
    assert re.match(
        r"\d+ cores of .+; \w+ 3\.\d+\.\d+, Node \d+\.\d+\.\d+, Pyodide [\d.]+; load before: [\d.]+$", machine()
    )


def test_every_benchmark_says_what_it_compares():
    assert len(BENCHMARKS) >= 5
    assert all(len(about) > 200 for about, _ in BENCHMARKS.values())


def test_the_results_name_every_benchmark():
    found = sections(RESULTS.read_text("utf-8"))
    assert list(found) == list(BENCHMARKS)
    for text in found.values():
        if "\nNot measured yet: `make bench ONLY=" in text:
            continue
        assert re.search(r"^Measured \d{4}-\d\d-\d\d on \d+ cores of ", text, re.MULTILINE)
        assert re.search(r"^\| [^|-].* \| \*\*[\d.]+\*\* \(", text, re.MULTILINE)


def test_a_group_is_measured_by_its_name():
    assert named("page") == ["page-chromium", "page-firefox", "page-webkit"]
    assert named("page-firefox") == ["page-firefox"]
    assert named("pag") == []


def test_a_slow_host_takes_the_time_of_its_bytes(tmp_path):
    (tmp_path / "x.bin").write_bytes(bytes(125_000))
    (tmp_path / "x.wasm").write_bytes(bytes(125_000))
    link = Link()
    with hosting(tmp_path, link) as address:
        with link.slow():
            begun = time.monotonic()
            assert len(urlopen(f"{address}/x.bin").read()) == 125_000
            # A tenth of a second at 10 Mbit/s, and a round trip: never less.
            assert time.monotonic() - begun >= 0.14
        with urlopen(f"{address}/x.wasm") as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert answer.headers["Content-Type"] == "application/wasm"


def test_an_unknown_benchmark_is_told(capsys):
    with pytest.raises(SystemExit):
        main(["sped"])
    assert "There is no benchmark sped. There are: verification," in capsys.readouterr().err


def test_a_benchmark_that_fails_is_told_and_writes_nothing(monkeypatch, capsys, tmp_path):
    def fails(scale, work):
        raise BenchError("mkdocs serve did not start")
        yield

    results = tmp_path / "RESULTS.md"
    monkeypatch.setattr("bench.__main__.RESULTS", results)
    monkeypatch.setitem(BENCHMARKS, "rebuild", ("About.", fails))
    assert main(["rebuild"]) == 2
    assert "did not start" in capsys.readouterr().err
    assert not results.exists()


@pytest.mark.parametrize(("most", "status"), [(0.6, 0), (0.4, 1)])
def test_the_exit_status_says_whether_claims_hold(monkeypatch, tmp_path, most, status):
    row = Comparison("a", "ours", "theirs", "s", (Pair(1, 2),), Claim(most))
    monkeypatch.setattr("bench.__main__.RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setitem(BENCHMARKS, "rebuild", ("About.", lambda scale, work: iter([row])))
    assert main(["rebuild", "--date", "2026-01-31"]) == status
    assert "Measured 2026-01-31" in (tmp_path / "RESULTS.md").read_text("utf-8")
