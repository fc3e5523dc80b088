"""The lessons of a site as a graph, where a page shows them."""

from __future__ import annotations

from dataclasses import replace

from .course import Course
from .lesson import CourseMap, Lesson
from .problems import Problem


def fill_maps(lesson: Lesson, course: Course) -> Lesson:
    """A page whose maps show the lessons of the site."""
    dot = graph(course)
    maps = [each for each in lesson.elements if isinstance(each, CourseMap)]
    told = "There is no lesson on this site to show. A page with `subject` and `minutes` in its front matter is one."
    problems = [Problem(lesson.path, each.line, told) for each in maps if not course.lessons]
    elements = tuple(replace(each, dot=dot) if isinstance(each, CourseMap) else each for each in lesson.elements)
    return replace(lesson, elements=elements, problems=tuple(sorted((*lesson.problems, *problems))))


def graph(course: Course) -> str:
    """The lessons in the DOT language, an arrow from each to those that build on it; by the shortest ways only."""
    lines = ["digraph {", "  rankdir=TB; nodesep=0.35; ranksep=0.45;", "  node [shape=box, width=2.5, height=0.7];"]
    for head in course.lessons:
        name = "\\n".join(map(_quoted, _wrapped(head.title)))
        lines.append(f'  "{_quoted(head.path)}" [label="{name}\\n{head.minutes} minutes"];')
    for head in course.lessons:
        direct = course.required(head.path)
        for before in direct:
            if not any(other != before and course.leads_to(other, before) for other in direct):
                lines.append(f'  "{_quoted(before)}" -> "{_quoted(head.path)}";')
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _wrapped(title: str, most: int = 24) -> list[str]:
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
