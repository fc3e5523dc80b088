"""The meaning of `cards`: what something is used for in the world, each with its source."""

from __future__ import annotations

import re

from .blocks import Reader, text_of
from .lesson import Card, Cards, Text
from .scan import Block, Prose
from .terms import DEFINITION

LINK = re.compile(r"\]\(https?://[^\s)]+\)|<https?://[^\s>]+>")
YEAR = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)")
SOURCE = re.compile(r"^source[ \t]*:[ \t]*", re.IGNORECASE)
NEARLY_SOURCE = re.compile(r"^(sources?|references?|citations?)\b", re.IGNORECASE)


def read_cards(block: Block, reader: Reader) -> Cards:
    """`title` lines, each followed by `:   ` paragraphs of which the last begins with `Source:`."""
    _, children = reader.settings(block, ())
    cards: list[Card] = []
    head: Prose | None = None
    parts: list[list[Prose]] = []
    if block.argument:
        reader.complain(block.line, "`cards` takes no title: put a heading above it, or remove what stands after `|`.")
    for line in (*reader.prose(children, "`cards`"), None):
        if line is None or (line.text.strip() and not line.text[0].isspace() and not DEFINITION.match(line.text)):
            if head is not None:
                cards.append(_card(head, parts, reader))
            head, parts = line, []
        elif match := DEFINITION.match(line.text):
            if head is None and not parts:
                reader.complain(line.line, "This text belongs to no card. Write the card's title in the line above it.")
            parts.append([Prose(line.line, " " * 4 + match["text"])])
        elif parts:
            parts[-1].append(line)
        elif line.text.strip():
            reader.complain(line.line, "This line belongs to no card. Its text begins with `:   `.")
    for card in cards:
        first = next(each for each in cards if each.title == card.title)
        if first is not card:
            reader.complain(card.line, f"The card `{card.title}` stands in line {first.line} already. Join them.")
    if not cards and not reader.has_told(block):
        told = "`cards` is empty. Add a title and below it `:   text` and `:   Source: [Author](https://…), year`."
        reader.complain(block.line, told)
    return Cards(block.line, block.end, tuple(cards))


def _card(head: Prose, parts: list[list[Prose]], reader: Reader) -> Card:
    title = head.text.strip()
    texts = [text_of(part, 4) for part in parts]
    sources = [text for text in texts if SOURCE.match(text.source)]
    said = [text for text in texts if text not in sources]
    empty = Text((), head.line)
    for text in said:
        if NEARLY_SOURCE.match(text.source):
            reader.complain(text.line, "A source begins with `Source:`.")
    if not any(said):
        reader.complain(head.line, f"The card `{title}` says nothing. Add a line `:   …` below it.")
    if not sources:
        told = (
            "Add a line `:   Source: [Author](https://…), year` below its text: a claim without one is not published."
        )
        reader.complain(head.line, f"The card `{title}` has no source. {told}")
    for source in sources[1:]:
        reader.complain(source.line, f"The card `{title}` has two sources. Name both after one `Source:`.")
    for source in sources[:1]:
        if len(sources) == 1 and source is not texts[-1]:
            reader.complain(source.line, f"The source of the card `{title}` comes last. Move it below the text.")
        if not LINK.search(source.source):
            reader.complain(source.line, f"The source of the card `{title}` needs a link: `[Author](https://…), year`.")
        if not YEAR.search(LINK.sub("", source.source)):
            reader.complain(
                source.line, f"The source of the card `{title}` needs its year: `[Author](https://…), 2020`."
            )
    return Card(title, head.line, _joined(said) or empty, _unlabelled(sources[0]) if sources else empty)


def _unlabelled(text: Text) -> Text:
    return Text((SOURCE.sub("", text.lines[0]), *text.lines[1:]), text.line, text.column)


def _joined(texts: list[Text]) -> Text | None:
    """Paragraphs as they stand in the file, with as many lines between them."""
    if not texts:
        return None
    lines: list[str] = []
    for text in texts:
        lines += [""] * (text.line - texts[0].line - len(lines))
        lines += text.lines
    return Text(tuple(lines), texts[0].line, texts[0].column)
