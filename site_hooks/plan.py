"""What has to be computed for a page, in page order: the steps that both runtimes carry out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .control import Control, with_value
from .lesson import Cell, Challenge, CourseMap, Diagram, Exec, Lesson, Mistake, Predict, Quiz, Value

Json = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """One step, the part of the page that it proves, and that part's line."""

    role: str
    """cell, frame, exec, value, answer, printed, graph, map, solution, starter, nothing or mistake, or one of those of
    a challenge's further tests, which begin with `stretch`."""
    owner: Cell | Exec | Value | Quiz | Predict | Diagram | Challenge | CourseMap
    step: Json
    line: int
    mistake: Mistake | None = None
    control: Control | None = None
    """Of a frame: what is set, to `value`; None where nothing is."""
    value: str = ""

    @property
    def place(self) -> int:
        """The line that settles when it is carried out."""
        # A figure's frames see the names that its cell sees.
        return self.owner.line if isinstance(self.owner, Cell) else self.line


def plan(lesson: Lesson) -> list[Task]:
    """The tasks of a page. Their order is that of the page, since its cells share their names."""
    tasks = [Task("value", value, _value(value.expression), value.line) for value in lesson.values]
    for element in lesson.elements:
        match element:
            case Cell():
                tasks += _frames(element)
                # The reader's own cell runs on a copy of the names: no later one can come to need what it does.
                do = "exec" if element.scratch else "cell"
                step = {"do": do, "name": element.name, "source": element.code.source}
                tasks.append(Task("cell", element, step, element.line))
            case Exec():
                step = {"do": "exec", "name": f"block-{len(tasks)}", "source": element.code.source}
                tasks.append(Task("exec", element, step, element.line))
            case Quiz(answer=answer, code=code):
                if answer is not None:
                    tasks.append(Task("answer", element, _value(answer.source), answer.line))
                if code is not None:
                    # On a copy of the names, as readers do not run it.
                    step = {"do": "exec", "name": element.name, "source": code.source}
                    tasks.append(Task("printed", element, step, code.line))
            case Predict(answer=answer) if answer is not None:
                tasks.append(Task("answer", element, _value(answer.source), answer.line))
            case Diagram():
                tasks.append(
                    Task(
                        "graph", element, {"do": "graph", "name": element.name, "dot": element.dot.source}, element.line
                    )
                )
            case CourseMap():
                tasks.append(Task("map", element, {"do": "graph", "name": "course", "dot": element.dot}, element.line))
            case Challenge():
                tasks += _challenge(element)
            case _:
                pass
    return sorted(tasks, key=lambda task: _moment(lesson, task.place))


def _moment(lesson: Lesson, line: int) -> int:
    """The line up to which the page has run when this one counts: a prediction is about a cell below it."""
    for predict in (element for element in lesson.elements if isinstance(element, Predict)):
        if predict.line <= line <= predict.end:
            cell = (each.end for each in lesson.elements if isinstance(each, Cell) and each.name == predict.cell)
            return next(cell, line)
    return line


def _value(expression: str) -> Json:
    return {"do": "value", "name": "value", "expression": expression}


def _frames(cell: Cell) -> Iterator[Task]:
    """The figure as published, and for each value of each control, the others as published."""
    if cell.controls:
        yield Task("frame", cell, {"do": "frame", "name": cell.name, "source": cell.code.source}, cell.line)
    for control in cell.controls:
        for value in control.sweep():
            source = with_value(cell.code.source, control.name, value)
            step = {"do": "frame", "name": cell.name, "source": source}
            yield Task("frame", cell, step, control.line, control=control, value=value)


def _challenge(challenge: Challenge) -> list[Task]:
    def program(source: str) -> Json:
        return {"do": "program", "name": challenge.name, "source": source, "tests": challenge.tests.source}

    tasks = [
        Task("solution", challenge, program(challenge.solution.source), challenge.line),
        Task("starter", challenge, program(challenge.starter.source), challenge.line),
        # A test that passes on an empty file asserts nothing.
        Task("nothing", challenge, program(""), challenge.line),
    ]
    for mistake in challenge.mistakes:
        tasks.append(Task("mistake", challenge, program(mistake.code.source), challenge.line, mistake))
    return tasks + _stretch(challenge)


def _stretch(challenge: Challenge) -> list[Task]:
    """The further tests on what passes them, and on what must not; they may use what the first ones define."""
    if challenge.stretch is None:
        return []
    tests = {"tests": challenge.stretch.source, "helpers": challenge.tests.source}
    best = challenge.stretch_solution or challenge.solution

    def task(role: str, source: str, mistake: Mistake | None = None) -> Task:
        step = {"do": "program", "name": challenge.name, "source": source, **tests}
        return Task(role, challenge, step, challenge.line, mistake)

    tasks = [
        task("stretch", best.source),
        task("stretch of nothing", ""),
        task("stretch of the starter", challenge.starter.source),
    ]
    if challenge.stretch_solution is not None:
        plain = {"do": "program", "name": challenge.name, "source": best.source, "tests": challenge.tests.source}
        tasks.append(Task("stretch-solution", challenge, plain, challenge.line))
        tasks.append(task("stretch of the solution", challenge.solution.source))
    else:
        tasks += [task("stretch of a mistake", each.code.source, each) for each in challenge.mistakes]
    return tasks
