"""Doubt of what was kept, and how well the two runtimes agree."""

from dataclasses import replace

import pytest

from site_hooks.audit import Sample, agreement, doubt
from site_hooks.telling import CPYTHON
from site_hooks.verify import prove


@pytest.fixture
def pages(config, runtime):
    """The pages of a site, verified twice, so that their results come from the store."""

    def pages(*texts):
        for number, text in enumerate(texts):
            (config.content / f"{number}.md").write_text(text, "utf-8")
        paths = sorted(config.content.iterdir())
        list(prove(config, runtime, paths, lambda _: None))
        return list(prove(config, runtime, paths, lambda _: None))

    return pages


STEADY = "```python run\nprint(1)\n```\n\n```output\n1\n```\n"
CLOCK = "Words.\n\n```python run\nimport time\nprint(time.time_ns())\n```\n\n```output\n...\n```\n"


def test_a_page_that_depends_on_time_is_found_and_the_others_are_not(config, runtime, pages):
    kept = pages(STEADY, CLOCK)
    assert [page.was_kept for page in kept] == [True, True]
    found = doubt(config, runtime, kept)
    assert [(problem.path, problem.line) for problem in found] == [("content/1.md", 3)] * 2
    assert [problem.message.split(",")[0] for problem in found] == ["Run again in Pyodide", f"Run again in {CPYTHON}"]


def test_the_table_tells_which_steps_differ_in_their_last_digits(pages):
    # Pyodide's C library is musl's; its tanh differs from this machine's in one of a few values.
    differing = (
        "```python run\nimport math\n[math.tanh(k / 7) for k in range(1, 200)]\n```\n\n```output\n[0.14...\n```\n"
    )
    [page] = pages(differing + "\n`2`{=1 + 1}\n")
    head, rule, first, second = [*agreement(), *agreement(page)]
    assert head == f"| where | what | Pyodide and {CPYTHON} |"
    assert rule == "|---|---|---|"
    assert first == "| content/0.md:1 | cell `cell-1` | differ |"
    assert second.endswith("| value `1 + 1` | the same |")


def test_a_sample_takes_kept_pages_only_and_no_more_than_asked_for(pages):
    [page] = pages(STEADY)
    few, none = Sample(2), Sample(0)
    for number in range(50):
        each = replace(page, was_kept=number % 2 == 0)
        few.offer(each)
        none.offer(each)
    assert len(few.pages) == 2
    assert all(each.was_kept for each in few.pages)
    assert none.pages == []


def test_every_page_has_the_same_chance_to_be_in_a_sample(pages, monkeypatch):
    import random

    monkeypatch.setattr("site_hooks.audit.random", random.Random(1985))
    [page] = pages(STEADY)
    offered = [replace(page) for _ in range(5)]
    counts = [0] * 5
    for _ in range(2000):
        sample = Sample(2)
        for each in offered:
            sample.offer(each)
        for number, each in enumerate(offered):
            counts[number] += any(each is chosen for chosen in sample.pages)
    # 800 expected, with a standard deviation of 22.
    assert all(abs(count - 800) < 110 for count in counts)
