"""A diagram as HTML: the picture, and below it the whole tour through it."""

# Maintainers: `frontend/src/page/tour.ts` walks through it, one step at a time.

from __future__ import annotations

import re

from markupsafe import Markup

from .lesson import Diagram, Text
from .render import Convert, Json, bar, escape, frame, inline

# A picture in pixels that is no wider, and not flat, leaves room beside it for the steps of its tour.
NARROW = 400
UNKNOWN = "–"


def render_diagram(diagram: Diagram, section: str, result: Json, convert: Convert) -> str:
    """A picture and, as a numbered list, the tour through it."""
    caption = inline(convert, Text((diagram.caption,), diagram.line))
    nodes = ", ".join(dict.fromkeys(step.node for step in diagram.steps))
    body = "<figure>" + bar(caption, [("start", "Start tour")], "figcaption")
    label = escape(f"{diagram.caption}. Its parts: {nodes}. The list below explains each.")
    body += f'<div class="lesson-walk"{" data-narrow" if _is_narrow(result["svg"]) else ""}>'
    body += f'<div class="lesson-diagram" role="img" aria-label="{label}">{result["svg"]}</div>'
    body += f'<ol class="lesson-steps">{_steps(diagram, convert)}</ol></div></figure>'
    return frame("lesson-tour", "diagram", diagram.name, section, body)


def _is_narrow(svg: str) -> bool:
    width, height = (float(re.search(rf'{side}="([\d.]+)"', svg)[1]) for side in ("width", "height"))  # type: ignore[index]
    return width <= min(NARROW, 2 * height)


def _steps(diagram: Diagram, convert: Convert) -> str:
    names = [inline(convert, name) for name in diagram.numbers]
    made, before = "", [UNKNOWN] * len(names)
    for step in diagram.steps:
        values = [inline(convert, number) if number else UNKNOWN for number in step.numbers]
        numbers = "".join(map(_number, names, values, before))
        told = f'<div class="lesson-told">{convert(step.text)}</div>'
        told += f'<dl class="lesson-numbers">{numbers}</dl>' if numbers else ""
        made += f'<li data-node="{escape(step.node)}">{told}</li>'
        before = values
    return made


def _number(name: str, value: str, before: str) -> str:
    """One number of a step, marked when it is another than in the step before, or not known yet."""
    is_new = Markup(value).striptags() != Markup(before).striptags()
    kind = " data-unknown" if value == UNKNOWN else " data-new" if is_new else ""
    return f"<div{kind}><dt>{name}</dt><dd>{value}</dd></div>"
