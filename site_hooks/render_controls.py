"""The controls of a figure as HTML. They do nothing without a script: the style sheet hides them then."""

from __future__ import annotations

import html
import json
from decimal import Decimal
from typing import Any

from .control import Choice, Control, Jump, Point, Range, Slider, Toggle, coordinates
from .render_field import field

Json = dict[str, Any]
PLAYING = (("play", "Play"), ("step", "Step"), ("rewind", "Rewind"))


def render_controls(cell: str, controls: tuple[Control, ...], frames: str) -> str:
    """The controls of the cell called `cell`, whose frames are in the file `frames`."""
    data = json.dumps([control.data() for control in controls], ensure_ascii=False)
    made = "".join(_control(f"control-{cell}-{control.name}", control) for control in controls)
    attributes = f'data-frames="{html.escape(frames)}" data-controls="{html.escape(data)}"'
    save = '<button type="button" data-action="save">Download SVG</button>'
    return f'<div class="lesson-controls" {attributes}>{made}<div class="lesson-control">{save}</div></div>'


def _control(name: str, control: Control) -> str:
    match control:
        case Slider(range=span):
            # Nothing that a browser fills in.
            made = f'<label for="{name}">{_text(control.label)}</label>'
            made += f'<input type="range" id="{name}" {_limits(span)} value="{_plain(control.default)}">'
            made += f'<output for="{name}">{shown(control.default, span)}</output>'
            if control.play:
                buttons = (_button(f'data-action="{action}"', word) for action, word in PLAYING)
                made += f'<span class="lesson-playing">{"".join(buttons)}</span>'
            made += _jumps(control.jumps)
        case Point():
            fields = "".join(
                f"<label>{axis} "
                + field(
                    f'<input type="number" inputmode="decimal" data-axis="{axis}" {_limits(span)} value="{value:f}">'
                )
                + "</label>"
                for axis, span, value in zip("xy", (control.x, control.y), coordinates(control.default), strict=True)
            )
            label = f'<span id="{name}">{_text(control.label)}</span>'
            made = f'{label}<span class="lesson-pair" role="group" aria-labelledby="{name}">{fields}</span>'
            made += _jumps(control.jumps)
        case Choice(options=options):
            items = "".join(f"<option{_chosen(control, each)}>{_text(each)}</option>" for each in options)
            made = f'<label for="{name}">{_text(control.label)}</label>'
            made += field(f'<select id="{name}">{items}</select>')
        case Toggle():
            ticked = " checked" if control.default == "True" else ""
            tick = field(f'<input type="checkbox" id="{name}"{ticked}>')
            made = f'<label class="lesson-tick">{tick} {_text(control.label)}</label>'
        case _:
            raise TypeError(f"There is no way to render {type(control).__name__}.")
    return f'<div class="lesson-control" data-kind="{control.kind}" data-name="{control.name}">{made}</div>'


def shown(literal: str, span: Range) -> str:
    """A number with as many digits as any of its range has, so that nothing jumps when it changes.

    >>> shown("0.1", Range(Decimal(0), Decimal(1), Decimal("0.05"), False))
    '0.10'
    """
    digits = max(0, *(-int(each.as_tuple().exponent) for each in (span.low, span.step)))
    return f"{Decimal(literal):.{digits}f}".replace("-", "\N{MINUS SIGN}")


def _limits(span: Range) -> str:
    return f'min="{span.low:f}" max="{span.high:f}" step="{span.step:f}"'


def _plain(literal: str) -> str:
    return f"{Decimal(literal):f}"


def _chosen(control: Control, option: str) -> str:
    return " selected" if control.default[1:-1] == option else ""


def _jumps(jumps: tuple[Jump, ...]) -> str:
    buttons = (_button(f'data-jump="{html.escape(jump.literal)}"', _text(jump.label)) for jump in jumps)
    return f'<span class="lesson-jumps">{"".join(buttons)}</span>' if jumps else ""


def _button(attributes: str, label: str) -> str:
    return f'<button type="button" {attributes}>{label}</button>'


def _text(text: str) -> str:
    return html.escape(text, quote=False)
