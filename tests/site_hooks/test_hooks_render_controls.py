import html
import json
import re

from site_hooks.declarations import read_controls
from site_hooks.render_controls import render_controls

CODE = """\
rate = -0.5  #@ slider -1 to 1 step 0.25 play jump 1 "<one>" | rate & more
w = (1.0, -2.5)  #@ point -5 to 5, -4 to 4 step 0.5 panel 2 | start
method = 'it"s'  #@ choice 'it"s', "<b>" | method
log = True  #@ toggle | logarithmic
"""


def rendered():
    controls = read_controls(CODE, 1, lambda *told: None)
    assert len(controls) == 4
    return render_controls("ball", controls, "frames-ball-1.json")


def test_every_control_has_a_label_and_its_value():
    made = rendered()
    assert '<label for="control-ball-rate">rate &amp; more</label>' in made
    assert 'min="-1" max="1" step="0.25" value="-0.5">' in made
    assert '<output for="control-ball-rate">\N{MINUS SIGN}0.50</output>' in made
    assert re.findall(r'data-axis="(.)" min="(.*?)" max="(.*?)" step="0.5" value="(.*?)"', made) == [
        ("x", "-5", "5", "1.0"),
        ("y", "-4", "4", "-2.5"),
    ]
    assert 'role="group" aria-labelledby="control-ball-w"' in made
    assert '<option selected>it"s</option><option>&lt;b&gt;</option>' in made
    assert 'id="control-ball-log" checked></template> logarithmic' in made
    assert 'data-jump="1.0">&lt;one&gt;</button>' in made
    assert [action for action in ("play", "step", "rewind") if f'data-action="{action}"' in made] == [
        "play",
        "step",
        "rewind",
    ]


def test_the_page_is_told_all_that_it_must_know():
    [data] = re.findall(r'data-controls="(.*?)"', rendered())
    slider, point, choice, toggle = json.loads(html.unescape(data))
    assert slider == {
        "kind": "slider",
        "name": "rate",
        "label": "rate & more",
        "default": "-0.5",
        "low": "-1",
        "high": "1",
        "step": "0.25",
        "whole": False,
        "play": True,
        "drag": False,
        "jumps": [["1.0", "<one>"]],
    }
    assert (point["panel"], point["x"]["low"], point["y"]["high"]) == (2, "-5", "4")
    assert (choice["options"], toggle["default"]) == (['it"s', "<b>"], "True")
