"""A figure's data, drawn: in characters, or by matplotlib where that is installed."""

import importlib
import importlib.util
import io
import math
from typing import Any

WIDTH, HEIGHT = 56, 14
SHADES, SIGNS = " ░▒▓█", "●◆▲■○◇△□"
# Marks that are no series.
PLAIN = ("note", "rule", "bands")


def as_text(figure: dict[str, Any]) -> str:
    """The figure in characters, low places light and high ones dark; and its summary."""
    return "\n".join(filter(None, [figure["title"], *map(panel_text, figure["panels"]), figure["summary"]]))


def panel_text(panel: dict[str, Any]) -> str:
    """One panel in characters."""
    canvas = [[" "] * WIDTH for _ in range(HEIGHT)]
    legend: list[str] = []
    for mark in panel["marks"]:
        if mark["mark"] in PLAIN:
            lines(canvas, mark, panel)
            legend += filter(None, mark["labels"])
            continue
        if "values" in mark:
            shade(canvas, mark, panel)
            legend += [f"{i} {label}" for i, label in enumerate(mark["labels"])]
            continue
        sign = SIGNS[names(panel).index(mark["name"]) % len(SIGNS)]
        legend += [f"{sign} {mark['name']}"] * bool(mark["name"])
        for x, y in zip(mark["x"], mark["y"]):
            i, j = share(panel["x"], x), share(panel["y"], y)
            if 0 <= i <= 1 and 0 <= j <= 1:  # neither outside nor at a gap, which is nan
                canvas[round((1 - j) * (HEIGHT - 1))][round(i * (WIDTH - 1))] = sign
    (left, right), (low, high) = ([f"{v:g}" for v in panel[c]["domain"]] for c in "xy")
    margin = max(len(low), len(high))
    edges = [high, *[""] * (HEIGHT - 2), low]
    rows = [f"{edge:>{margin}} │{''.join(row)}".rstrip() for edge, row in zip(edges, canvas)]
    ends = f"{left}{panel['x']['label']:^{WIDTH - len(left + right)}}{right}"
    under = [f"{'':{margin}} └{'─' * WIDTH}", f"{'':{margin}}  {ends}", "   ".join(dict.fromkeys(legend))]
    return "\n".join(filter(None, [panel["title"], panel["y"]["label"], *rows, *under]))


def names(panel: dict[str, Any]) -> list[str]:
    """The names of the series, each once."""
    series = (mark for mark in panel["marks"] if "values" not in mark and mark["mark"] not in PLAIN)
    return list(dict.fromkeys(mark["name"] for mark in series))


def lines(canvas: list[list[str]], mark: dict[str, Any], panel: dict[str, Any]) -> None:
    """Draw rules, and the edges of bands; their words, and those of notes, stand below."""
    ends = [x + dx for x, dx in zip(mark["x"], mark.get("dx", ()), strict=False) if x is not None and dx is not None]
    for i in (share(panel["x"], x) for x in [*mark["x"], *ends] if mark["mark"] != "note"):
        for row in canvas if 0 <= i <= 1 else ():
            row[round(i * (WIDTH - 1))] = "┊"
    for j in (share(panel["y"], y) for y in mark["y"] if mark["mark"] == "rule"):
        if 0 <= j <= 1:
            canvas[round((1 - j) * (HEIGHT - 1))] = ["┄"] * WIDTH


def share(axis: dict[str, Any], value: float | None) -> float:
    """How far along the axis `value` is: from 0 to 1, or outside; nan at a gap."""
    if value is None:
        return math.nan
    scale = math.log if axis["scale"] == "log" else float
    low, high, here = map(scale, (*axis["domain"], value))
    return (here - low) / (high - low)


def shade(canvas: list[list[str]], mark: dict[str, Any], panel: dict[str, Any]) -> None:
    """Fill the canvas with the nearest values of a grid: darker with every level, or the region's number."""
    xs, ys = ([share(panel[c], v) for v in mark[c]] for c in "xy")
    levels = mark.get("levels") or [math.inf]
    for row, line in enumerate(canvas):
        heights = mark["values"][nearest(ys, 1 - row / (HEIGHT - 1))]
        for column in range(WIDTH):
            value = heights[nearest(xs, column / (WIDTH - 1))]
            if value is not None:
                part = sum(value > level for level in levels) / len(levels)
                dark = SHADES[math.ceil(part * (len(SHADES) - 1))]
                line[column] = f"{value:.0f}"[-1] if mark["mark"] == "regions" else dark


def nearest(shares: list[float], part: float) -> int:
    """Which one is nearest to `part`."""
    return min(range(len(shares)), key=lambda i: abs(shares[i] - part))


def as_svg(figure: dict[str, Any]) -> str | None:
    """The figure as a picture; None where matplotlib is not installed."""
    if importlib.util.find_spec("matplotlib") is None:
        return None
    panels = figure["panels"]
    picture = importlib.import_module("matplotlib.figure").Figure((6 * len(panels), 4.5), layout="constrained")
    picture.suptitle(figure["title"])
    for axes, panel in zip(picture.subplots(1, len(panels), squeeze=False)[0], panels):
        axes.set(xscale=panel["x"]["scale"], yscale=panel["y"]["scale"])  # first, as it forgets the ticks of bars
        for mark in panel["marks"]:
            draw(axes, mark, f"C{[*names(panel), mark['name']].index(mark['name'])}")
        axes.set(xlim=panel["x"]["domain"], ylim=panel["y"]["domain"], title=panel["title"])
        axes.set(xlabel=panel["x"]["label"], ylabel=panel["y"]["label"], aspect="equal" if panel["equal"] else "auto")
        if any(names(panel)):
            axes.legend()
    out = io.StringIO()
    picture.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def draw(axes: Any, mark: dict[str, Any], color: str) -> None:
    """One mark by matplotlib."""
    kind, x, y = mark["mark"], *([math.nan if v is None else v for v in mark[c]] for c in "xy")
    if kind == "contour":
        values = [[math.nan if v is None else v for v in row] for row in mark["values"]]
        axes.clabel(axes.contour(x, y, values, levels=mark["levels"] or None))
    elif kind == "regions":
        axes.pcolormesh(x, y, mark["values"])
    elif kind == "rule":
        for across, up in zip(mark["x"], mark["y"], strict=True):
            (axes.axvline(across) if up is None else axes.axhline(up)).set(color="0.3", linestyle="--")
    elif kind == "bands":
        for i, (left, step) in enumerate(zip(x, mark["dx"], strict=True)):
            axes.axvspan(left, left + (step or 0), color="0.5", alpha=0.3 - 0.15 * (i % 2), label="")
    elif kind == "arrows":
        axes.quiver(x, y, mark["dx"], mark["dy"], angles="xy", scale_units="xy", scale=1, color=color)
    elif kind == "bars":
        axes.bar(x, y, color=color, label=mark["name"], tick_label=mark["labels"] or None)
    else:
        style = {"path": ".-", "scatter": "o", "ghost": ".--", "note": ""}.get(kind, "-")
        axes.plot(x, y, style, color=color, label=mark["name"])
        for text, *place in zip(mark["labels"], x, y):
            axes.annotate(text, place)
