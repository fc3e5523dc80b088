"""The lessons of a site as HTML: links that know what there is to do behind them, a map of them, and a list."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from .course import Course, Entry, Head
from .lesson import CourseMap
from .render import escape

Address = Callable[[str], str]
"""Where a page of the content folder is, as a link on the present page has it."""

SHOWS_COURSE = re.compile(r"^/{3,}[ \t]*course\b", re.MULTILINE)
"""A page's Markdown that may show the other pages."""
NODE = re.compile(r'<g class="node" data-node="(?P<path>[^"]*)">(?P<drawn>.*?)</g>', re.DOTALL)


def outlines(course: Course, path: str) -> str:
    """What there is to do in a lesson, as the page's script reads it."""
    return ";".join(map(str, course.outlines.get(path, ())))


def render_link(course: Course, path: str, address: Address) -> str:
    """A link to a page of the site."""
    return f'<a href="{escape(address(path))}">{escape(course.pages[path].title)}</a>'


def with_standing(course: Course, path: str, link: str) -> str:
    """A link to a lesson; with JavaScript, how far the reader is there stands beside it."""
    work = outlines(course, path)
    return f'<lesson-standing data-outlines="{escape(work)}">{link}</lesson-standing>' if work else link


def render_entry(course: Course, entry: Entry, address: Address, *, standing: bool) -> str:
    """What a lesson requires or leads to: a link, or what is only named. A page that is missing was told elsewhere."""
    if entry.page is None or entry.page not in course.pages:
        return escape(entry.text)
    link = render_link(course, entry.page, address)
    return with_standing(course, entry.page, link) if standing else link


def neighbours(course: Course, path: str, address: Address) -> dict[str, list[str]]:
    """What a lesson builds on and what comes after it, each as HTML; nothing for a page that is no lesson."""
    if path not in course.pages or not course.pages[path].is_lesson:
        return {}
    both = {"before": course.before(path), "after": course.after(path)}
    return {
        name: [render_entry(course, entry, address, standing=True) for entry in entries]
        for name, entries in both.items()
    }


def render_course(course_map: CourseMap, course: Course, svg: str, address: Address) -> str:
    """The lessons as a graph whose nodes are links, and the same in words as a list."""
    caption = escape(course_map.caption)
    items = "".join(f"<li>{_item(course, head, address)}</li>" for head in course.lessons)
    graph = f'<div class="lesson-diagram">{_linked(course, svg, caption, address)}</div>'
    bar = f'<div class="lesson-bar"><figcaption class="lesson-title">{caption}</figcaption></div>'
    return (
        f'<lesson-course class="lesson-course"><div class="lesson-course-state"></div>'
        f'<div class="lesson-frame"><figure>{bar}{graph}</figure></div>'
        f'<ol class="lesson-list">{items}</ol></lesson-course>'
    )


def _item(course: Course, head: Head, address: Address) -> str:
    link = with_standing(course, head.path, render_link(course, head.path, address))
    told = f'<p class="lesson-list-title">{link}</p>'
    told += f'<p class="lesson-kicker">{escape(head.subject)} · {head.minutes} minutes</p>'
    told += f"<p>{escape(head.description)}</p>"
    entries = ", ".join(render_entry(course, entry, address, standing=False) for entry in course.before(head.path))
    return told + (
        f'<p class="lesson-builds"><span class="lesson-label">Builds on</span> {entries}</p>' if entries else ""
    )


def _linked(course: Course, svg: str, caption: str, address: Address) -> str:
    def link(node: re.Match[str]) -> str:
        head = course.pages[html.unescape(node["path"])]
        name = escape(f"{head.title}, {head.minutes} minutes")
        # As SVG once had it: the theme's navigation takes whatever has a plain `href` for an HTML link, and fails.
        where = f'xlink:href="{escape(address(head.path))}" data-node="{node["path"]}"'
        return f'<a {where} role="link" aria-label="{name}">{node[0]}</a>'

    svg = NODE.sub(link, svg).replace('<g class="edge"', '<g aria-hidden="true" class="edge"')
    return svg.replace(' aria-hidden="true" focusable="false"', f' role="group" aria-label="{caption}"', 1)
