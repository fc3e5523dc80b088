"""One change at a time to the real main lesson: nothing wrong gets through, and each is told where it was made."""

import dataclasses
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from site_hooks.checks import check_page
from site_hooks.lesson import Cell, Challenge, Code
from site_hooks.parse import parse
from site_hooks.plan import plan
from site_hooks.scan import Block, Fence, scan
from site_hooks.verify import verify
from tests.site_hooks import mutations
from tests.site_hooks.mutations import Mutation, broken, weakened, with_code, with_line

LESSON = Path(__file__).resolve().parents[2] / "content" / "gradient-descent.md"
LINES = tuple(LESSON.read_text("utf-8").split("\n"))
ORIGINAL = parse("\n".join(LINES))
NODES = scan("x.md", LINES[ORIGINAL.first_line - 1 :], ORIGINAL.first_line)[0]
[CHALLENGE] = [element for element in ORIGINAL.elements if isinstance(element, Challenge)]
EQUIVALENT = tomllib.loads((Path(__file__).parent / "equivalent_mutations.toml").read_text("utf-8"))


def fences(nodes):
    for node in nodes:
        if isinstance(node, Fence):
            yield node
        elif isinstance(node, Block):
            yield from fences(node.children)


FENCES = list(fences(NODES))


@pytest.fixture(scope="module", autouse=True)
def figures_are_tested_elsewhere():
    """Their frames are most of a page's steps, and no mutation here changes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("site_hooks.checks.check_figures", lambda done, frames: [])
        patch.setattr("site_hooks.verify.frames_of", lambda done: {})
        yield


@pytest.fixture(scope="module")
def told(main_page):
    """The problems of a lesson with other lines, whose code is that of the original or cannot be read."""
    steps = [task.step for task in plan(main_page.lesson)]

    def told(lines):
        lesson = parse("\n".join(lines))
        problems = list(lesson.problems)
        if [task.step for task in plan(lesson)] == steps:
            problems += check_page(dataclasses.replace(main_page, lesson=lesson))
        else:
            assert problems, "This changes the code, so it has to be run."
        return problems

    return told


@pytest.fixture(scope="module")
def prove(runtime, tmp_path_factory):
    """Pages that are really run, all of them at once; the report."""

    def prove(**texts):
        from site_hooks.config import Config

        root = tmp_path_factory.mktemp("mutations")
        (root / "content").mkdir()
        for name, text in texts.items():
            (root / "content" / f"{name}.md").write_text(text, "utf-8")
        return verify(
            Config(root=root, content=root / "content", time_limit=5.0), runtime, None, lambda _: None, keep=True
        )

    return prove


def assert_told(found, kind):
    """Every mutation was told, but for those that are listed as equivalent; and all those are still needed."""
    listed = EQUIVALENT.get(kind, {})
    missed = {mutation.name for mutation, problems in found if not any(mutation.is_told(p.line) for p in problems)}
    assert missed - set(listed) == set(), "These got through, or were told elsewhere."
    assert set(listed) - missed == set(), "These are told now: take them from the list."
    assert all(listed.values()), "Each has its reason."


def unique(made):
    """Mutations with names of their own: where two lines are alike, the second is counted."""
    seen = Counter()
    for mutation in made:
        seen[mutation.name] += 1
        again = seen[mutation.name]
        yield dataclasses.replace(mutation, name=f"{mutation.name} ({again})") if again > 1 else mutation


def test_the_lesson_itself_is_right(told):
    assert told(LINES) == []


TEXTUAL = {
    "outputs": (mutations.outputs, 200),
    "values": (mutations.values, 100),
    "quizzes": (mutations.quizzes, 100),
    "tours": (mutations.tours, 14),
    "sections": (mutations.sections, 27),
    "names": (mutations.names, 30),
    "hints": (mutations.hints, 4),
    "typos": (lambda lesson, lines: mutations.typos(NODES, lines, lesson.first_line), 200),
}


@pytest.mark.parametrize("kind", TEXTUAL)
def test_a_changed_text_is_told(kind, told):
    generate, least = TEXTUAL[kind]
    made = list(unique(generate(ORIGINAL, LINES)))
    assert len(made) >= least
    assert_told([(mutation, told(mutation.lines)) for mutation in made], kind)


@pytest.mark.parametrize("fence", FENCES, ids=lambda fence: f"line-{fence.line}")
def test_a_removed_closing_fence_is_told_where_the_fence_opens(fence):
    problems = parse("\n".join(with_line(LINES, fence.end))).problems
    assert fence.line in [problem.line for problem in problems]
    assert len(problems) < 6, "One mistake must not bury the author."


@pytest.mark.parametrize("fence", FENCES, ids=lambda fence: f"line-{fence.line}")
def test_a_removed_opening_fence_is_told(fence):
    assert parse("\n".join(with_line(LINES, fence.line))).problems


def test_an_expression_that_names_nothing_is_told_at_its_line(prove):
    """All of them in one run: values share no names with one another."""
    lines = list(LINES)
    for value in ORIGINAL.values:
        lines[value.line - 1] = lines[value.line - 1].replace(f"{{={value.expression}}}", "{=nothing_of_this_name}")
    # What the cells give does not matter here, so they need not run.
    cells = {
        number for each in ORIGINAL.elements if isinstance(each, Cell) for number in range(each.line, each.end + 1)
    }
    text = "\n".join("" if number in cells else line for number, line in enumerate(lines, 1))
    problems = prove(page=text).problems
    named = {problem.line for problem in problems if "nothing_of_this_name" in problem.message}
    assert named == {value.line for value in ORIGINAL.values}


# --- The challenge: its programs are really run, many challenges on one page.


def as_page(challenge, name, tests, solution=CHALLENGE.solution.source, mistakes=()):
    """A page's text with a challenge: the original's, or with other parts."""
    del challenge
    parts = [f"//// challenge | {name}", f"    id: {name}", ""]
    for role, source in (("starter", CHALLENGE.starter.source), ("tests", tests), ("solution", solution)):
        parts += [f"```python {role}", source.rstrip("\n"), "```", ""]
    parts += ["/// hint", "Think.", "///"]
    for mistake in mistakes:
        parts += ["/// mistake | No.", "```python", mistake.code.source.rstrip("\n"), "```", "///"]
    return "\n".join([*parts, "////", ""])


def pages_of(texts):
    """The challenges on two pages, one for each core of a small machine."""
    return {"one": "\n".join(texts[::2]), "two": "\n".join(texts[1::2])}


def test_a_broken_solution_is_told_at_the_solution(prove):
    edits = list(broken(CHALLENGE.solution))
    assert len(edits) >= 40
    texts = [as_page(CHALLENGE, f"c{n}", CHALLENGE.tests.source, edit.source) for n, edit in enumerate(edits)]
    report = prove(**pages_of(texts))
    wrong = {}
    for page in report.pages:
        for each in (element for element in page.lesson.elements if isinstance(element, Challenge)):
            last = each.solution.line + each.solution.source.count("\n")
            lines = range(each.solution.line - 1, last + 1)
            told = [p for p in report.problems if p.path == page.lesson.path and p.line in lines]
            wrong[each.name] = [problem for problem in told if problem.message.startswith("The solution ")]
    found = [(Mutation(edit.name, (), 1, 10**6), wrong[f"c{number}"]) for number, edit in enumerate(edits)]
    assert_told(found, "solution")


def only(test):
    """The tests with one test function alone."""
    pieces = re.split(r"(?m)^(?=def )", test[1])
    return "".join(
        piece for piece in pieces if not piece.startswith("def test_") or piece.startswith(f"def {test[0]}(")
    )


def test_a_weakened_test_is_told_within_its_challenge(prove, main_page):
    """Tests share nothing, so only the weakened one is run; the outcomes of the others are those of the original."""
    edits = list(weakened(CHALLENGE.tests))
    assert len(edits) >= 40
    texts = [
        as_page(CHALLENGE, f"c{number}", only((test, edit.source)), mistakes=CHALLENGE.mistakes)
        for number, (test, edit) in enumerate(edits)
    ]
    outcomes = {}
    for page in prove(**pages_of(texts)).pages:
        for task, first, second in zip(plan(page.lesson), page.pyodide, page.cpython, strict=True):
            outcomes[task.owner.name, task.step["source"]] = first, second

    found = []
    for number, (test, edit) in enumerate(edits):
        lesson = parse("\n".join(with_code(LINES, CHALLENGE.tests, edit.source)))
        both = [], []
        for task, *before in zip(plan(lesson), main_page.pyodide, main_page.cpython, strict=True):
            ran = outcomes.get((f"c{number}", task.step.get("source")), before)
            for results, was, now in zip(both, before, ran, strict=True):
                results.append(was if now is was or now["error"] else with_outcome(was, test, now["tests"]))
        page = dataclasses.replace(main_page, lesson=lesson, pyodide=tuple(both[0]), cpython=tuple(both[1]))
        [challenge] = [element for element in lesson.elements if isinstance(element, Challenge)]
        mutation = Mutation(edit.name, (), challenge.line, challenge.end)
        found.append((mutation, check_page(page)))
    assert_told(found, "tests")


def with_outcome(result, test, outcomes):
    [outcome] = outcomes
    return result | {"tests": [outcome if each["name"] == test else each for each in result["tests"]]}


def test_a_mistake_that_passes_is_told_at_its_line(prove):
    solution = [dataclasses.replace(each, code=Code(CHALLENGE.solution.source, 1)) for each in CHALLENGE.mistakes]
    report = prove(page=as_page(CHALLENGE, "c", CHALLENGE.tests.source, mistakes=solution))
    [challenge] = [element for page in report.pages for element in page.lesson.elements]
    told = [problem.line for problem in report.problems if problem.message.startswith("This mistake passes every test")]
    assert told == [mistake.line for mistake in challenge.mistakes]
    assert len(told) >= 15


def test_a_mistake_like_another_is_told_at_its_line(prove):
    first, *others = CHALLENGE.mistakes
    twice = [first, *(dataclasses.replace(each, code=first.code) for each in others)]
    report = prove(page=as_page(CHALLENGE, "c", CHALLENGE.tests.source, mistakes=twice))
    [challenge] = [element for page in report.pages for element in page.lesson.elements]
    told = {problem.line for problem in report.problems if "with the same result as the one in line" in problem.message}
    assert told == {mistake.line for mistake in challenge.mistakes[1:]}


def test_a_starter_that_solves_the_task_is_told_at_its_line(prove):
    text = as_page(CHALLENGE, "c", CHALLENGE.tests.source).replace(CHALLENGE.starter.source, CHALLENGE.solution.source)
    report = prove(page=text)
    assert [problem.line for problem in report.problems if problem.message.startswith("The starter passes")] == [4]


def test_every_list_of_equivalent_mutations_is_used():
    assert set(EQUIVALENT) <= {*TEXTUAL, "solution", "tests"}
