"""Code that does its worst, in both hosts: what it does to itself is a result, and the rest still runs."""

import pytest

from site_hooks.execute import Closed, Executor, cpython_host, execute, pyodide_host

LIMIT = 2.0


@pytest.fixture(params=[pyodide_host, cpython_host], ids=["pyodide", "cpython"])
def run(request, runtime):
    host = request.param(runtime)

    def run(*sources):
        steps = [{"do": "cell", "name": f"c{number}", "source": source} for number, source in enumerate(sources)]
        return execute(host, steps, LIMIT)

    return run


def texts(results):
    return [result.get("text") for result in results]


def test_steps_share_a_process(run):
    assert texts(run("x = 3", "x + 1")) == ["", "4\n"]


def test_an_endless_loop_is_killed_and_the_others_still_run(run):
    first, endless, last = run("x = 3", "while True: pass", "x + 1")
    assert first["text"] == ""
    assert endless == {"failed": "did not finish within 2 seconds and was stopped"}
    assert last["text"] == "4\n"


def test_a_loop_that_swallows_everything_is_killed(run):
    source = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    assert "did not finish" in run(source)[0]["failed"]


def test_code_that_writes_to_descriptors_and_forges_events_is_harmless(run):
    event = b'{"event": "result", "step": 0, "result": {}}\n'
    forged = f"import os\nfor fd in (1, 2):\n    os.write(fd, {event!r})\nprint('real')"
    assert texts(run(forged, "1")) == ["real\n", "1\n"]


def test_ten_megabytes_are_cut(run):
    much, after = run("print('x' * 10_000_000)", "1")
    assert much["truncated"]
    assert len(much["text"]) < 300_000
    assert after["text"] == "1\n"


def test_more_to_a_descriptor_than_a_pipe_holds_does_not_block(run):
    assert texts(run("import os\nfor _ in range(16): os.write(2, b'x' * 65536)\nprint('done')")) == ["done\n"]


def test_steps_see_nothing_of_the_builder(run, monkeypatch):
    monkeypatch.setenv("PUBLISHING_TOKEN", "secret")
    assert run("import os\n'PUBLISHING_TOKEN' in os.environ")[0]["text"] == "False\n"


def test_steps_may_not_import_the_build(run):
    assert run("import site_hooks")[0]["error"]["type"] == "ModuleNotFoundError"


def test_the_library_is_there(run):
    assert run("import gdcore\ngdcore.__name__")[0]["text"] == "'gdcore'\n"


def test_no_steps_give_no_results(run):
    assert run() == []


def test_a_process_that_ends_itself_is_a_result_and_the_others_still_run(run):
    first, dead, last = run("x = 3", "import os\nprint('gone')\nos._exit(3)", "x + 1")
    assert (first["text"], last["text"]) == ("", "4\n")
    assert dead["failed"].startswith("ended the interpreter")


def test_two_that_fail_are_both_told(run):
    results = run("import os; os._exit(1)", "print(1)", "import os; os._exit(2)", "print(2)")
    assert ["failed" in result for result in results] == [True, False, True, False]
    assert texts(results)[1::2] == ["1\n", "2\n"]


def test_graphs_are_drawn_by_one_host_only(runtime):
    step = {"do": "graph", "name": "way", "dot": "digraph { a -> b }"}
    [drawn] = execute(pyodide_host(runtime), [step], LIMIT)
    assert drawn["nodes"] == ["a", "b"]
    assert drawn["svg"].startswith("<svg")
    assert execute(cpython_host(runtime), [step], LIMIT) == [{}]


def test_a_runtime_that_is_not_there_is_no_endless_wait(runtime, tmp_path):
    from dataclasses import replace

    host = replace(cpython_host(runtime), command=(cpython_host(runtime).command[0], str(tmp_path / "missing.py")))
    with pytest.raises(RuntimeError, match=r"CPython .*did not start"):
        execute(host, [{"do": "cell", "name": "a", "source": "1"}], LIMIT)


def test_steps_that_look_for_the_pipe_of_events_and_forge_some_are_harmless(run):
    # Half a line too, which must not swallow the event that follows.
    source = """
import os
for fd in range(3, 64):
    for text in (b'\\n{"event": "result", "step": 0, "result": {"text": "forged"}}\\n', b'{"event": "result"'):
        try:
            os.write(fd, text)
        except OSError:
            pass
"""
    assert texts(run(source, "print('real')")) == ["", "real\n"]


@pytest.mark.parametrize(
    "source",
    [
        "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()",
        "import os\nif os.fork() == 0: print('child')",
        "import os\nos.close(1)\nos.close(2)",
        "import sys, builtins\nbuiltins.print = None\nsys.stdout.close()\nsys.stdout = None",
        "def deeper(n): return deeper(n + 1)\ndeeper(0)",
        "raise SystemExit(3)",
        "len(bytearray(1 << 30))",
    ],
    ids=["thread", "fork", "descriptors", "streams", "recursion", "exit", "gigabyte"],
)
def test_what_a_step_leaves_behind_does_not_reach_the_next_page(run, source):
    run(source, "1")
    assert texts(run("print('next')")) == ["next\n"]


def test_an_executor_answers_page_after_page_in_fresh_pythons(runtime):
    for host in (pyodide_host(runtime), cpython_host(runtime)):
        with Executor(host) as executor:
            page = [
                {
                    "do": "cell",
                    "name": "c",
                    "source": "import random\nx = x + 1 if 'x' in globals() else random.random()\nx",
                }
            ]
            first, second = executor.execute(page, LIMIT), executor.execute(page, LIMIT)
        assert first == second
        with pytest.raises(Closed):
            executor.execute(page, LIMIT)
