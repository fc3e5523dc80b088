"""The meaning of `course`: the place where a page shows the lessons of its site."""

from __future__ import annotations

from .blocks import Reader
from .lesson import CourseMap
from .scan import Block, Prose

CAPTION = "The lessons, and what each builds on"


def read_course_map(block: Block, reader: Reader) -> CourseMap:
    """A block without content; what stands after `|` is the caption of the graph."""
    settings, children = reader.settings(block, ())
    del settings
    for node in children:
        if not isinstance(node, Prose) or node.text.strip():
            told = "`course` shows the lessons of the site by itself: it holds no text. Move this out of it."
            reader.complain(node.line, told)
            break
    return CourseMap(block.line, block.end, block.argument or CAPTION)
