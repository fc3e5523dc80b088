"""What is right; `tests/golden/bad/control-*` has what is wrong."""

from site_hooks.control import Choice, Jump, Point, Slider, Toggle
from site_hooks.declarations import read_controls
from site_hooks.parse import parse

CELL = '''\
```python run id="ball"
"""What it is about."""
import math
from os import (
    path,
)

lr = 0.1        #@ slider 0.01 to 1.2 step 0.01 jump 0.5 "at once" drag | learning rate η
steps = 12      #@slider 0 to 40 step 1 play|steps
method = "a#|b" #@ choice "a#|b", 'c' | method
log = False     #@ toggle | logarithmic axis
# An ordinary comment; and one that @ mentions.
w = (4.0, -3.0) #@ point -5 to 5, -5 to 5 step 0.1 panel 2 jump (3, 2) "valley" jump (0, 0) "middle" | start
text = "#@ slider 0 to 1"
```
'''


def test_each_kind_of_control_is_read():
    lesson = parse(CELL)
    assert lesson.problems == ()
    lr, steps, method, log, w = lesson.elements[0].controls
    assert isinstance(lr, Slider)
    assert (lr.name, lr.label, lr.default, lr.line) == ("lr", "learning rate η", "0.1", 8)
    assert (lr.drag, lr.play, lr.jumps) == (True, False, (Jump("0.5", "at once"),))
    assert isinstance(steps, Slider)
    assert (steps.play, steps.range.is_whole, steps.range.count) == (True, True, 41)
    assert isinstance(method, Choice)
    assert method.options == ("a#|b", "c")
    assert isinstance(log, Toggle)
    assert isinstance(w, Point)
    assert (w.panel, w.jumps) == (2, (Jump("(3.0, 2.0)", "valley"), Jump("(0.0, 0.0)", "middle")))


def test_lines_are_those_of_the_file():
    front = "---\ntitle: A page\n---\n\n"
    [cell] = parse(front + CELL).elements
    assert [control.line for control in cell.controls] == [12, 13, 14, 15, 17]


def test_code_that_is_no_python_is_left_to_its_run():
    told = []
    assert read_controls("lr = 0.1 #@ slider 0 to 1 step 0.1 | rate\nif", 1, lambda *each: told.append(each)) == ()
    assert read_controls("lr = 0.1 #@ slider 0 to 1 step 0.1 | rate\nx = '''", 1, lambda *each: told.append(each)) == ()
    assert told == []


def test_ordinary_comments_may_speak_of_anything():
    for comment in ("# @property", "# a slider", "# slider", "# choice of words", "# toggle it", "# see @point"):
        lesson = parse(f"```python run\nx = 1  {comment}\n```\n")
        assert lesson.problems == ()
        assert lesson.elements[0].controls == ()


def test_all_mistakes_come_at_once():
    text = "```python run\na = 1 #@ slide 0 to 1 | a\nb = 2 #@ toggle | b\nc = 1 #@ slider 0 to 3 step 1 | c\n```\n"
    lesson = parse(text)
    assert [problem.line for problem in lesson.problems] == [2, 3]
    assert [control.name for control in lesson.elements[0].controls] == ["c"]
