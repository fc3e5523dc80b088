from site_hooks.parse import parse
from site_hooks.plan import plan

PAGE = """\
Before: `0`{=len(dir())}.

```python run title="First"
x = 1
```

Between: `1`{=x}.

```python exec="1"
print(x)
```

/// quiz | What is $x$?
= x
- [x] 1
    > Yes, `1`{=x}.
- [ ] 2
    > No.
///

/// diagram | A picture
```dot
digraph { a }
```
1. `a` Here.
///

//// challenge | Write it
```python starter
y = 0
```
```python tests
def test_y(): assert y
```
```python solution
y = 1
```
/// hint
Count.
///
/// mistake | No.
```python
y = []
```
///
////
"""


def test_tasks_stand_in_page_order():
    tasks = plan(parse(PAGE))
    assert [(task.role, task.line) for task in tasks] == [
        ("value", 1),
        ("cell", 3),
        ("value", 7),
        ("exec", 9),
        ("answer", 14),
        ("value", 16),
        ("graph", 21),
        ("solution", 28),
        ("starter", 28),
        ("nothing", 28),
        ("mistake", 28),
    ]


def test_steps_say_all_that_a_host_needs():
    steps = {task.role: task.step for task in plan(parse(PAGE))}
    assert steps["cell"] == {"do": "cell", "name": "first", "source": "x = 1\n"}
    assert steps["answer"] == {"do": "value", "name": "value", "expression": "x"}
    assert steps["graph"]["dot"] == "digraph { a }\n"
    assert steps["mistake"] == {
        "do": "program",
        "name": "write-it",
        "source": "y = []\n",
        "tests": "def test_y(): assert y\n",
    }
    assert (steps["exec"]["do"], steps["exec"]["source"]) == ("exec", "print(x)\n")


def test_prose_does_not_change_the_steps():
    changed = PAGE.replace("Between", "In between").replace("> No.", "> No, no.").replace("Count.", "Count on.")
    assert [task.step for task in plan(parse("\n" + changed))] == [task.step for task in plan(parse(PAGE))]


def test_frames_come_before_their_cell_since_they_see_what_it_sees():
    text = (
        "`1`{=1}\n\n```python run\nx = 1  #@ slider 0 to 2 step 1 | x\nlog = True #@ toggle | log\nx\n```\n\n`1`{=x}\n"
    )
    tasks = plan(parse(text))
    assert [(task.role, task.line, task.value) for task in tasks] == [
        ("value", 1, ""),
        ("frame", 3, ""),
        ("frame", 4, "0"),
        ("frame", 4, "2"),
        ("frame", 5, "False"),
        ("cell", 3, ""),
        ("value", 9, ""),
    ]
    source = "x = 2  #@ slider 0 to 2 step 1 | x\nlog = True #@ toggle | log\nx\n"
    assert tasks[3].step == {"do": "frame", "name": "cell-1", "source": source}
