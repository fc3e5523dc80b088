"""Many pages: their order, memory, two builds at once, and the store."""

import threading
from concurrent.futures import Future
from queue import LifoQueue

from site_hooks import verify as module
from site_hooks.verify import prove, verify

CELL = "```python run\n{source}\n```\n\n```output\n{output}\n```\n"


def write(config, name, source="print(1)", output="1"):
    path = config.content / name
    path.write_text(CELL.format(source=source, output=output), "utf-8")
    return path


def entries(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_pages_and_problems_come_in_page_order_whatever_finishes_first(config, runtime, monkeypatch):
    paths = [write(config, f"{number}.md", f"print({number})", "no") for number in range(7)]
    asked = LifoQueue()

    def run(self, steps, limit, packages):
        future = Future()
        asked.put((future, steps[0]["source"].removeprefix("print(").removesuffix(")\n").rstrip(")")))
        return future

    def finish():
        """The newest first, always."""
        while (waiting := asked.get()) is not None:
            future, text = waiting
            printed = f"{text}\n"
            result = {"text": printed, "parts": [["stdout", printed]], "rich": None, "error": None, "truncated": False}
            future.set_result({"pyodide": [result], "cpython": [result]})

    monkeypatch.setattr(module.Workshop, "run", run)
    thread = threading.Thread(target=finish)
    said = []
    report = None
    try:
        thread.start()
        report = verify(config, runtime, paths, said.append)
    finally:
        asked.put(None)
        thread.join()
    assert [problem.path for problem in report.problems] == [f"content/{number}.md" for number in range(7)]
    assert said == [f"Running content/{number}.md …" for number in range(7)]


def test_only_a_few_pages_are_read_ahead(config, runtime, monkeypatch):
    for number in range(3 * module.AHEAD):
        (config.content / f"{number:03}.md").write_text("Nothing to run.\n", "utf-8")
    parsed = []
    real = module.read_lesson
    monkeypatch.setattr(
        module, "read_lesson", lambda config, path, course: parsed.append(path) or real(config, path, course)
    )
    pages = prove(config, runtime, sorted(config.content.iterdir()), lambda _: None)
    for seen, _ in enumerate(pages, 1):
        assert len(parsed) <= seen + module.AHEAD
    assert seen == 3 * module.AHEAD


def test_two_builds_at_once_keep_the_same(config, runtime):
    paths = [write(config, f"{number}.md", f"print({number})", str(number)) for number in range(3)]
    reports = [None, None]

    def build(place):
        reports[place] = verify(config, runtime, paths, lambda _: None)

    threads = [threading.Thread(target=build, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [report.problems for report in reports] == [(), ()]
    kept = entries(config.work / "store")
    assert len(kept) == 3
    assert all(name.endswith(".json") for name in kept)


def test_a_damaged_entry_is_made_again(config, runtime):
    path = write(config, "page.md")
    verify(config, runtime, [path], lambda _: None)
    [entry] = (config.work / "store").iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-7])
    [page] = prove(config, runtime, [path], lambda _: None)
    assert (page.was_kept, page.problems) == (False, [])
    assert entry.read_bytes() == whole


def test_pages_are_kept_only_where_they_are_asked_for(config, runtime):
    path = write(config, "page.md")
    report = verify(config, runtime, [path], lambda _: None)
    assert (report.count, report.pages) == (1, ())
    assert [page.was_kept for page in verify(config, runtime, [path], lambda _: None, keep=True).pages] == [True]
