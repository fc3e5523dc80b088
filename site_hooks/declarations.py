"""Controls as a cell declares them: an assignment with a comment that begins with `#@`."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator

from .control import DECLARATION, NUMBER, Control, Slider
from .control_grammar import DEFAULTS, KINDS, SHAPES, NoControlError, read_control, split_label
from .problems import nearest

Complain = Callable[[int, str], None]
CONTROL_LIKE = re.compile(
    rf"#+\s*(?:@\s*(?:{'|'.join(KINDS)})\b|(?:slider|point)\s+{NUMBER}\s+to\s|choice\s+[\"']|toggle\s*\|)",
    re.IGNORECASE,
)
_ORDINARY = "For an ordinary comment, write a space after `#`."


def read_controls(source: str, first_line: int, complain: Complain) -> tuple[Control, ...]:
    """The controls of a cell whose code begins in line `first_line` of its page; what is no control is a problem.

    Code that is no Python has none: running it will tell.
    """
    comments = list(_comments(source))
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ()
    head_end = _head_end(tree, {line for line, _, _ in comments})
    found: dict[str, Control] = {}
    for number, column, comment in comments:
        line = first_line + number - 1
        try:
            control = _control(source.split("\n")[number - 1], column, comment, line)
            _expect_room(control, found, number <= head_end)
        except NoControlError as wrong:
            complain(line, str(wrong))
        else:
            found[control.name] = control
    return tuple(found.values())


def complain_of_controls(source: str, first_line: int, complain: Complain) -> None:
    """Tell of what looks like a control in code that can have none."""
    for number, text in enumerate(source.split("\n")):
        if CONTROL_LIKE.search(text):
            complain(first_line + number, "Only a cell has controls: write ```python run above this code.")


def _comments(source: str) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of each comment that declares a control, or seems to be meant so."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and (token.string.startswith("#@") or CONTROL_LIKE.match(token.string)):
                yield *token.start, token.string
    except (tokenize.TokenError, SyntaxError):
        return


def _head_end(tree: ast.Module, lines: set[int]) -> int:
    """The last line of a cell's head: a docstring, imports, and what has a control's comment."""
    end = 0
    for place, statement in enumerate(tree.body):
        is_docstring = place == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        is_import = isinstance(statement, ast.Import | ast.ImportFrom)
        if not (is_docstring or is_import or statement.lineno in lines):
            break
        end = statement.end_lineno or statement.lineno
    return end


def _expect_room(control: Control, found: dict[str, Control], is_at_head: bool) -> None:
    """Whether a control fits in with those `found` before it."""
    if not is_at_head:
        where = "above all code but imports and other controls"
        raise NoControlError(f"The control `{control.name}` must stand at the head of its cell. Move it {where}.")
    if control.name in found:
        raise NoControlError(f"The name `{control.name}` has a control in line {found[control.name].line} already.")
    playing = [each.name for each in found.values() if isinstance(each, Slider) and each.play]
    if playing and isinstance(control, Slider) and control.play:
        raise NoControlError(f"Only one control can play, and `{playing[0]}` does already. Remove `play` here.")


def _control(text: str, column: int, comment: str, line: int) -> Control:
    """The control that a comment declares. Raises NoControlError."""
    if not comment.startswith("#@"):
        raise NoControlError(f"A control's comment begins with `#@`: write `#@ …`, got `{comment}`.")
    what, label = split_label(comment.removeprefix("#@").strip())
    kind, _, what = what.partition(" ")
    if kind not in KINDS:
        raise NoControlError(f"There is no control `{kind}`. {nearest(kind, KINDS)} {_ORDINARY}")
    if label is None:
        raise NoControlError(f"A quote is open in this control. Write {SHAPES[kind]}.")
    declared = DECLARATION.fullmatch(text)
    if declared is None or declared.end("value") > column:
        raise NoControlError(_no_declaration(text[:column].rstrip(), kind))
    if not label:
        told = "Write after `|` what readers call it, as in `| step size`."
        raise NoControlError(f"The control `{declared['name']}` has no label. {told}")
    return read_control(kind, (declared["name"], label, declared["value"], line), what.strip())


def _no_declaration(code: str, kind: str) -> str:
    try:
        statement = next(iter(ast.parse(code).body), None)
    except (SyntaxError, ValueError):
        statement = None
    if isinstance(statement, ast.Assign) and [type(each) for each in statement.targets] == [ast.Name]:
        name, value = ast.unparse(statement.targets[0]), ast.unparse(statement.value)
        wanted = f"written out, {DEFAULTS[kind]}: it is what is published"
        return f"The value of `{name}` must be {wanted}. Got `{value}`."
    where = "behind an assignment to one name, at the left margin and on one line"
    got = f"Got `{code.strip()}`." if code.strip() else "Here it stands alone."
    return f"A control stands {where}: `name = value  #@ {kind} …`. {got} {_ORDINARY}"
