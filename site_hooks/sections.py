"""The `##` sections of a lesson: where they are, and whether they are those of the site."""

from __future__ import annotations

from .lesson import Lesson, Section
from .problems import Problem, closest, nearest
from .scan import Heading, Node


def read_sections(nodes: list[Node], stop: int) -> tuple[Section, ...]:
    """The `##` sections among the nodes of a page whose last line is the one before `stop`."""
    heads = [node for node in nodes if isinstance(node, Heading) and node.level == 2]
    ends = [*(node.line - 1 for node in heads[1:]), stop - 1][: len(heads)]
    return tuple(Section(head.title, head.line, end) for head, end in zip(heads, ends, strict=True))


def check_sections(lesson: Lesson, wanted: tuple[str, ...]) -> list[Problem]:
    """What a lesson's sections lack, or have too many of, or in the wrong order."""
    problems = []
    titles = [section.title for section in lesson.sections]
    for section in lesson.sections:
        if section.title not in wanted:
            told = nearest(section.title, wanted)
            problems.append(Problem(lesson.path, section.line, f"A lesson has no section `{section.title}`. {told}"))
        elif titles.index(section.title) != lesson.sections.index(section):
            problems.append(Problem(lesson.path, section.line, f"The section `{section.title}` stands here again."))
    known = [section for section in lesson.sections if section.title in wanted]
    for before, after in zip(known, known[1:], strict=False):
        if wanted.index(after.title) < wanted.index(before.title):
            told = f"The section `{after.title}` belongs before `{before.title}` (line {before.line})."
            problems.append(Problem(lesson.path, after.line, told))
    # A title that is told to be misspelt is not missed as well.
    meant = {closest(title, wanted) for title in titles}
    for title in wanted:
        if title not in titles and title not in meant:
            problems.append(Problem(lesson.path, 1, f"The lesson lacks the section `## {title}`."))
    return problems
