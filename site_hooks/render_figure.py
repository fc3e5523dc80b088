"""A figure as HTML: its picture, its summary, its numbers."""

from __future__ import annotations

import html
import json
import struct
from typing import Any

Json = dict[str, Any]


def render_figure(rich: Json, controls: str = "") -> str:
    """A figure that is complete without JavaScript. `page/figure.ts` makes the same when a reader runs the cell."""
    figure = json.loads(rich["data"])
    # A summary that begins with the title is enough.
    titled = figure["title"] and not figure["summary"].startswith(figure["title"])
    title = f"<strong>{_text(figure['title'])}</strong> " if titled else ""
    made = f'<div class="lesson-picture">{rich["svg"]}</div>'
    made += _readouts(figure.get("readouts", [])) + controls
    made += f"<figcaption>{title}{_text(figure['summary'])}</figcaption>{_numbers(figure['table'])}"
    return f'<figure class="lesson-figure" data-figure="{fingerprint(rich["data"])}">{made}</figure>'


def _readouts(readouts: list[list[Any]]) -> str:
    """The numbers of the moment, beside the picture."""
    items = "".join(
        f"<div><dt>{_text(label)}</dt><dd>{_text(value) if isinstance(value, str) else _number(value)}</dd></div>"
        for label, value in readouts
    )
    return f'<dl class="lesson-readouts">{items}</dl>' if items else ""


def _numbers(table: Json) -> str:
    if not table["rows"]:
        return ""
    # The first row tells what a column holds.
    kinds = ["" if isinstance(value, str) else ' class="lesson-number"' for value in table["rows"][0]]
    head = "".join(f'<th scope="col"{kind}>{_text(n)}</th>' for n, kind in zip(table["columns"], kinds, strict=True))
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table["rows"])
    made = f'<table class="lesson-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    made = f'<summary>Numbers</summary><div class="lesson-scroll">{made}</div>'
    return f'<details class="lesson-figure-numbers">{made}</details>'


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return f"<td>{_text(value)}</td>"
    return f'<td class="lesson-number">{_number(value)}</td>'


def _number(value: float | None) -> str:
    """Six digits, with a true minus sign and powers as a book writes them; a dash where there is none.

    >>> _number(-1234.5), _number(1.5e-7), _number(None)
    ('−1234.5', '1.5·10⁻⁷', '–')
    """
    if value is None:
        return "\N{EN DASH}"
    digits, power = f"{value:.5e}".split("e")
    if -5 < int(power) < 6:
        return f"{value:.6g}".replace("-", "\N{MINUS SIGN}")
    shown = digits.rstrip("0").rstrip(".").replace("-", "\N{MINUS SIGN}")
    return f"{shown}·10{str(int(power)).translate(_RAISED)}"


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def fingerprint(text: str) -> str:
    """A short name for a text, the one that the page gives it: Bryc's cyrb53.

    >>> fingerprint("a")
    '1c2ba782c97901'
    """
    coded = text.encode("utf-16-le", "surrogatepass")
    a, b = 0xDEADBEEF, 0x41C6CE57
    for (code,) in struct.iter_unpack("<H", coded):
        a = (a ^ code) * 2654435761 & _WORD
        b = (b ^ code) * 1597334677 & _WORD
    a = (a ^ a >> 16) * 2246822507 & _WORD ^ (b ^ b >> 13) * 3266489909 & _WORD
    b = (b ^ b >> 16) * 2246822507 & _WORD ^ (a ^ a >> 13) * 3266489909 & _WORD
    return f"{(b & 0x1FFFFF) << 32 | a:x}"


_WORD = 0xFFFFFFFF
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
