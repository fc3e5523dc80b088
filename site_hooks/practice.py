"""The nouns of what readers do themselves: questions, predictions, challenges."""

from __future__ import annotations

from dataclasses import dataclass

from .element import Code, Element, Text


@dataclass(frozen=True)
class Option:
    """A possible answer with the feedback that a reader gets on choosing it."""

    text: Text
    right: bool
    feedback: Text
    line: int


@dataclass(frozen=True)
class Quiz(Element):
    """A question. What is right is computed, if it can be: by `answer`, an expression, or by what `code` prints."""

    name: str
    question: Text
    body: Text
    answer: Code | None
    code: Code | None
    tolerance: str
    """How far from the answer a number may be that readers type; empty where they type none."""
    options: tuple[Option, ...]
    """All answers that are known; readers see them only where they choose among them."""
    rest: Text | None
    """What is said of any other answer. A question that has it is answered by typing."""


@dataclass(frozen=True)
class Predict(Element):
    """A question about what a cell will show, put before the reader has seen it."""

    name: str
    question: Text
    body: Text
    cell: str
    """The name of that cell, which stands below."""
    answer: Code | None
    tolerance: str
    """As that of a quiz; empty, too, where what readers type is compared by eye."""
    options: tuple[Option, ...]
    explanation: Text
    """What is told once prediction and output stand side by side."""


@dataclass(frozen=True)
class Mistake:
    """A typical wrong answer and what the learner who gives it is told."""

    message: Text
    code: Code
    line: int


@dataclass(frozen=True)
class Challenge(Element):
    """An exercise with tests."""

    name: str
    title: str
    prose: Text
    starter: Code
    tests: Code
    solution: Code
    hints: tuple[Text, ...]
    mistakes: tuple[Mistake, ...]
    stretch: Code | None = None
    """Further tests, for whoever has passed the others."""
    stretch_solution: Code | None = None
    """What passes them, where the solution does not."""
