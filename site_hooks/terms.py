"""What `terms` means: words with what they mean."""

from __future__ import annotations

import re

from .blocks import Reader, text_of
from .lesson import Term, Terms, Text
from .scan import Block, Prose

DEFINITION = re.compile(r"^(?P<mark>:[ \t]+)(?P<text>.*)$")


def read_terms(block: Block, reader: Reader) -> Terms:
    """`name | symbol` lines, each followed by `:   ` paragraphs."""
    _, children = reader.settings(block, ())
    terms: list[Term] = []
    head: Prose | None = None
    parts: list[list[Prose]] = []

    def finish() -> None:
        if head is None:
            return
        name, _, symbol = (piece.strip() for piece in head.text.partition("|"))
        kinds: dict[str, Text] = {}
        for part in parts:
            text = text_of(part, 4)
            kind = next((word for word in ("Example", "Not") if text.source.startswith(f"{word}:")), "")
            if kind in kinds:
                reader.complain(text.line, f"The term `{name}` has two paragraphs of the same kind. Join them.")
            kinds[kind] = _without(text, f"{kind}:") if kind else text
        if "" not in kinds or not kinds[""]:
            reader.complain(head.line, f"The term `{name}` has no definition. Add a line `:   …` below it.")
        empty = Text((), head.line)
        terms.append(Term(name, symbol, head.line, kinds.get("", empty), kinds.get("Example"), kinds.get("Not")))

    for line in reader.prose(children, "`terms`"):
        if match := DEFINITION.match(line.text):
            if head is None:
                reader.complain(line.line, "This definition has no term. Write the term in the line above it.")
                continue
            parts.append([Prose(line.line, " " * 4 + match["text"])])
        elif not line.text.strip() or line.text[0].isspace():
            if parts:
                parts[-1].append(line)
            elif line.text.strip():
                reader.complain(line.line, "This line belongs to no definition. A definition begins with `:   `.")
        else:
            finish()
            head, parts = line, []
    finish()
    for name in {term.name for term in terms if sum(other.name == term.name for other in terms) > 1}:
        again = [term.line for term in terms if term.name == name][1]
        reader.complain(again, f"The term `{name}` is defined twice.")
    if not terms and not reader.has_told(block):
        reader.complain(block.line, "`terms` is empty. Add a line `name | symbol` and below it `:   definition`.")
    return Terms(block.line, block.end, tuple(terms))


def _without(text: Text, label: str) -> Text:
    return Text((text.lines[0].removeprefix(label).lstrip(), *text.lines[1:]), text.line, text.column)
