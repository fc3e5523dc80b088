"""What `terms` and `glossary` mean: words with what they mean, and the place for those of all pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .blocks import Reader, text_of
from .lesson import Glossary, Term, Terms, Text
from .problems import closest
from .scan import Block, Prose

DEFINITION = re.compile(r"^(?P<mark>:[ \t]+)(?P<text>.*)$")
LABELS = ("Example", "Not", "Also")
LABEL = re.compile(r"^(?P<word>[A-Za-z]+):")
# Words of one line, as a text has them.
FORM = re.compile(r"[^\W_](?:[\w '\N{RIGHT SINGLE QUOTATION MARK}-]*\w)?")


def read_terms(block: Block, reader: Reader) -> Terms:
    """`name | symbol` lines, each followed by `:   ` paragraphs."""
    settings, children = reader.settings(block, ("id",))
    terms: list[Term] = []
    head: Prose | None = None
    parts: list[list[Prose]] = []
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
            terms += _read_term(head, parts, reader)
            head, parts = line, []
    terms += _read_term(head, parts, reader)
    if not terms and not reader.has_told(block):
        reader.complain(block.line, "`terms` is empty. Add a line `name | symbol` and below it `:   definition`.")
    reader.lists += 1
    settings.setdefault("id", "terms" if reader.lists == 1 else f"terms-{reader.lists}")
    return Terms(block.line, block.end, reader.name(block, settings, ""), tuple(terms))


def _read_term(head: Prose | None, parts: Iterable[list[Prose]], reader: Reader) -> list[Term]:
    if head is None:
        return []
    name, _, symbol = (piece.strip() for piece in head.text.partition("|"))
    kinds: dict[str, Text] = {}
    for part in parts:
        text = text_of(part, 4)
        match = LABEL.match(text.source)
        kind = (closest(match["word"], LABELS) or "") if match else ""
        if match and kind and kind != match["word"]:
            reader.complain(text.line, f"A term has no paragraph `{match[0]}`. Did you mean `{kind}:`?")
        if kind in kinds:
            reader.complain(text.line, f"The term `{name}` has two paragraphs of the same kind. Join them.")
        kinds[kind] = _without(text, match[0]) if match and kind else text
    if "" not in kinds or not kinds[""]:
        reader.complain(head.line, f"The term `{name}` has no definition. Add a line `:   …` below it.")
    forms = [form for form in map(str.strip, name.split(",")) if FORM.fullmatch(form)]
    forms += _read_forms(kinds["Also"], name, forms, reader) if "Also" in kinds else []
    definition = kinds.get("", Text((), head.line))
    return [Term(name, symbol, head.line, definition, kinds.get("Example"), kinds.get("Not"), tuple(forms))]


def _read_forms(also: Text, name: str, known: list[str], reader: Reader) -> list[str]:
    forms: list[str] = []
    for form in (" ".join(part.split()) for part in also.source.split(",")):
        if not FORM.fullmatch(form):
            told = f"`Also:` lists other words for `{name}`, as plain text, with commas between them; got `{form}`."
            reader.complain(also.line, told)
        elif alike(form) in map(alike, (*known, *forms)):
            reader.complain(also.line, f"`{form}` stands for `{name}` already. Remove it from `Also:`.")
        else:
            forms.append(form)
    return forms


def _without(text: Text, label: str) -> Text:
    return Text((text.lines[0].removeprefix(label).lstrip(), *text.lines[1:]), text.line, text.column)


def is_fixed(form: str) -> bool:
    """Whether a form is taken to the letter, as `SGD`; the others may begin a sentence."""
    first = form.split()[0] if form.split() else ""
    return first[1:] != first[1:].lower()


def alike(form: str) -> str:
    """One spelling for the forms that are the same to a reader.

    >>> alike("Step size"), alike("SGD")
    ('step size', 'SGD')
    """
    return form if is_fixed(form) else form[:1].lower() + form[1:]


def read_glossary(block: Block, reader: Reader) -> Glossary:
    """`/// glossary` and its end: what stands there is made from all pages."""
    _, children = reader.settings(block, ())
    if block.argument:
        reader.complain(block.line, f"`glossary` takes no title: write `/// glossary`, got `| {block.argument}`.")
    line = next((child.line for child in children if not isinstance(child, Prose) or child.text.strip()), None)
    if line is not None and not reader.has_told(block):
        told = "Nothing stands in `glossary`: it shows the terms of all pages. Close it with `///` in the next line."
        reader.complain(line, told)
    return Glossary(block.line, block.end)


def check_terms(elements: Iterable[object], reader: Reader) -> None:
    """Complain of terms and words that a page explains twice."""
    names: dict[str, Term] = {}
    words: dict[str, Term] = {}
    glossaries = [element for element in elements if isinstance(element, Glossary)]
    for element in glossaries[1:]:
        reader.complain(
            element.line, f"The page has a glossary already, in line {glossaries[0].line}. Remove this one."
        )
    for term in (term for element in elements if isinstance(element, Terms) for term in element.terms):
        other = names.setdefault(term.slug, term)
        if other is not term:
            reader.complain(term.line, f"The term `{term.name}` is defined twice, first in line {other.line}.")
            continue
        for form in term.forms:
            owner = words.setdefault(alike(form), term)
            if owner is not term:
                told = (
                    f"`{form}` stands for the term `{owner.name}` in line {owner.line} already. It can mean only one."
                )
                reader.complain(term.line, told)
