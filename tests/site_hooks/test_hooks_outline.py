"""What there is to do in a section, and which changes of it ask the reader again."""

import pytest

from site_hooks.outline import outline
from site_hooks.parse import parse

PAGE = """\
## Read

Some text,
in two lines.

## Do

Before.

```python run id="sum" title="A sum"
1 + 1
```

/// diagram | A picture
    id: way
```dot
digraph { a -> b }
```
1. `a` **First** comes a.
///

/// quiz | How much is it?
    id: much
Think.

- [x] 2
    > Right.
- [ ] 3
    > One too many.
///

//// challenge | Add
    id: add
Write `add`.

```python starter
x = 1
```

```python tests
def test_add():
    assert add(1, 1) == 2
```

```python solution
def add(a, b):
    return a + b
```

/// hint
It is short.
///
////
"""


def parts(text=PAGE):
    return outline(parse(text))


def test_what_there_is_to_do():
    read, do = parts()
    assert (read.id, read.kinds, [item.id for item in read.items]) == ("read", ("read",), ["read"])
    assert (do.id, do.kinds) == ("do", ("cells", "tour", "quiz", "challenge"))
    assert [item.id for item in do.items] == ["cell-sum", "diagram-way", "quiz-much", "challenge-add"]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Some text", "Any text", "read"),
        ("1 + 1\n", "1 + 2\n", "cell-sum"),
        ("a -> b", "b -> a", "diagram-way"),
        ("**First**", "**Last**", "diagram-way"),
        ("How much", "How little", "quiz-much"),
        ("Think.", "Guess.", "quiz-much"),
        ("- [ ] 3", "- [ ] 4", "quiz-much"),
        ("Write `add`.", "Write `add` anew.", "challenge-add"),
        ("add(1, 1) == 2", "add(1, 2) == 3", "challenge-add"),
    ],
)
def test_other_work_is_another_version(old, new, changed):
    assert PAGE.count(old) == 1
    pairs = zip(parts(), parts(PAGE.replace(old, new)), strict=True)
    different = [a.id for old, new in pairs for a, b in zip(old.items, new.items, strict=True) if a != b]
    assert different == [changed]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Before.", "Before it."),
        ("A sum", "The sum"),
        ("Some text,\nin two lines.", "Some text, in\ntwo lines."),
        ("> One too many.", "> That is one too many."),
        ("It is short.", "It is very short."),
        ("    return a + b", "    return b + a"),
        ("x = 1", "x = 2"),
        ("## Read", "Introduction.\n\n## Read"),
    ],
)
def test_the_same_work_is_the_same_version(old, new):
    assert PAGE.count(old) == 1
    assert parts(PAGE.replace(old, new)) == parts()
