"""Definitions and questions as plain Markdown, for a notebook; answers are folded away."""

from __future__ import annotations

from typing import Any

from .lesson import Predict, Quiz, Text


def in_a_line(text: Text) -> str:
    """Markdown without its line breaks."""
    return " ".join(line.strip() for line in text.lines).strip()


def term_text(term: Any) -> str:
    """A term as an item of a list."""
    told = f"- **{term.name}**" + (f" ({term.symbol})" if term.symbol else "") + f": {in_a_line(term.definition)}"
    for label, text in (("Example", term.example), ("Not", term.wrong)):
        told += f" *{label}:* {in_a_line(text)}" if text else ""
    return told


def quiz_text(quiz: Quiz) -> str:
    """A question and, folded, what is said of its answers."""
    answers = "\n".join(
        f"- {in_a_line(option.text)} is **{'right' if option.right else 'wrong'}**. {in_a_line(option.feedback)}"
        for option in quiz.options
    )
    asked = f"**Question.** {in_a_line(quiz.question)}\n\n{quiz.body.source if quiz.body else ''}\n\n"
    if quiz.rest is None:
        asked += "\n".join(f"- {in_a_line(option.text)}" for option in quiz.options)
    else:
        answers += f"\n- Any other answer is **wrong**. {in_a_line(quiz.rest)}"
    return asked + folded("Answer and explanations", answers)


def predict_text(predict: Predict) -> str:
    """What readers predict before they run the cell."""
    options = "\n".join(f"- {in_a_line(option.text)}" for option in predict.options)
    return f"**Predict.** {in_a_line(predict.question)}\n\n{predict.body.source}\n\n{options}"


def compared_text(predict: Predict) -> str:
    """What there was to see, folded."""
    right = "".join(f"- It is **{in_a_line(option.text)}**.\n" for option in predict.options if option.right)
    return folded("Compare", f"{right}\n{predict.explanation.source}")


def folded(summary: str, text: str) -> str:
    """Markdown that opens at a click."""
    return f"\n\n<details><summary>{summary}</summary>\n\n{text}\n\n</details>"
