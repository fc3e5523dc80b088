"""What is wrong with what lessons require and lead to."""

from __future__ import annotations

import posixpath
import re

from .course import Course, Entry, Head
from .problems import Problem, closest

# What was probably meant to be `momentum.md`.
NEARLY_PAGE = re.compile(r"(?P<page>[^\s()\[\]]+\.(?:md|markdown|ipynb|html))(?P<rest>[#?)].*)?$", re.IGNORECASE)


def check_course(course: Course, path: str) -> list[Problem]:
    """What is wrong with what a page requires and what comes next."""
    head = course.pages[path]
    problems = []
    for key, entries in (("requires", head.requires), ("next", head.next)):
        seen: set[str] = set()
        for entry in entries:
            message = _wrong(course, head, key, entry, seen)
            seen.add(entry.page or entry.text)
            if message:
                problems.append(Problem(head.file, entry.line, message))
    return problems


def _wrong(course: Course, head: Head, key: str, entry: Entry, seen: set[str]) -> str:
    page = entry.page
    if (page or entry.text) in seen:
        return f"`{key}` names `{entry.text}` twice. Remove one of them."
    if page is None:
        return _wrong_text(course, head, key, entry.text)
    if page == head.path:
        return f"`{key}` names this page itself. Remove it."
    if page not in course.pages:
        near = closest(page, course.pages)
        told = f"Did you mean `{_from(head, near)}`?" if near else "Write the page's path as a link would, or its name."
        return f"`{key}` names `{entry.text}`, but there is no such page. {told}"
    if key == "requires" and (way := course.leads_to(page, head.path)):
        circle = " → ".join([head.path, *way])
        return f"`requires` leads round in a circle: {circle} (each requires the next). Remove one of the steps."
    if key == "next" and (way := course.leads_to(head.path, page)):
        told = f"which has to come before: {' → '.join(way)} (each requires the next)"
        return f"`next` names `{entry.text}`, {told}. Remove one of the two."
    return ""


def _wrong_text(course: Course, head: Head, key: str, text: str) -> str:
    """A near miss of a page."""
    nearly = NEARLY_PAGE.search(text)
    if nearly:
        page = re.sub(r"(?i)\.\w+$", ".md", nearly["page"])
        return f"`{key}` has `{text}`. A page of the site is named by its path alone: write `{page}`."
    same = [each for each in course.pages.values() if each.title.casefold() == text.strip().casefold()]
    if same and same[0] is not head:
        return f"`{key}` has the title of {same[0].file}. Write `{_from(head, same[0].path)}`, and it becomes a link."
    return ""


def _from(head: Head, path: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(head.path) or ".")
