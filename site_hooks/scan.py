"""Cut Markdown into fences, blocks, headings and lines of prose, each with its line number."""

# Maintainers: this file knows how constructs are delimited, `parse` and `blocks` know what they mean.
# Superfences turns a mistyped fence into inline code without a word, so the source itself is read here.

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .problems import Problem

FENCE = re.compile(r"^(?P<prefix>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?)(?P<ticks>`{3,}|~{3,})(?P<info>[^`]*)$")
BLOCK = re.compile(r"^(?P<slashes>/{3,})[ \t]*(?P<name>[^\s|/]*)[ \t]*(?:\|[ \t]*(?P<argument>.*?))?[ \t]*$")
HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*$")
OPTION = re.compile(r"""(?P<key>[^\s=]+)(?P<equals>\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s]*))?""")
CELL_WORDS = ("run", "scratch", "exec", "starter", "tests", "solution", "stretch")
PYTHON = ("python", "py", "python3")


@dataclass(frozen=True)
class Fence:
    """A fenced code block."""

    line: int
    end: int
    info: str
    indent: str
    body: tuple[str, ...]

    @property
    def language(self) -> str:
        """The first word after the backticks."""
        return self.info.split()[0] if self.info.split() else ""

    @property
    def source(self) -> str:
        """The code, with a newline at its end unless it is empty."""
        return "".join(f"{line}\n" for line in self.body)

    @property
    def words(self) -> list[str]:
        """The words after the backticks in lower case, without what stands in quotes."""
        return re.findall(r"\w+", re.sub(r'"[^"]*"', "", self.info.lower()))

    @property
    def is_python(self) -> bool:
        """Whether the first word names Python, however it is spelt."""
        word = next(iter(self.words), "")
        return word in PYTHON or difflib.get_close_matches(word, PYTHON, n=1, cutoff=0.8) != []

    @property
    def is_cell_like(self) -> bool:
        """Whether the author seems to have wanted Python that is run."""
        return self.is_python and any(word in CELL_WORDS for word in self.words[1:])


@dataclass(frozen=True)
class Block:
    """A `/// name | argument` … `///` block and what stands in it."""

    line: int
    end: int
    name: str
    argument: str
    children: tuple[Node, ...]
    is_closed: bool = True


@dataclass(frozen=True)
class Heading:
    """A `#` heading."""

    line: int
    level: int
    title: str


@dataclass(frozen=True)
class Prose:
    """One line of anything else."""

    line: int
    text: str


Node = Fence | Block | Heading | Prose


@dataclass
class Scanner:
    """A cursor over the lines of a page."""

    path: str
    lines: tuple[str, ...]
    first_line: int
    at: int = 0
    problems: list[Problem] = field(default_factory=list)
    unclosed: int = 0  # blocks whose end was missed: a stray one is theirs

    def complain(self, line: int, message: str) -> None:
        """Note a problem; scanning goes on."""
        self.problems.append(Problem(self.path, line, message))

    def nodes(self, stop: int) -> Iterator[Node]:
        """The nodes from the cursor up to (not including) index `stop`."""
        while self.at < stop:
            text = self.lines[self.at]
            if match := FENCE.match(text):
                yield self.fence(match, stop)
            elif match := BLOCK.match(text):
                yield from self.block(match, stop)
            elif match := HEADING.match(text):
                yield Heading(self.first_line + self.at, len(match["marks"]), match["title"])
                self.at += 1
            else:
                yield Prose(self.first_line + self.at, text)
                self.at += 1

    def fence(self, opener: re.Match[str], stop: int) -> Fence:
        """The fence that begins at the cursor."""
        start, ticks = self.at, opener["ticks"]
        wrong = f"The fence opened here is never closed. Add a line {ticks} after its code."
        self.at += 1
        while self.at < stop:
            match = FENCE.match(self.lines[self.at])
            if match and match["ticks"].startswith(ticks):
                if not match["info"].strip():
                    self.at += 1
                    return self._fence(opener, start, self.at - 1)
                wrong = (
                    f"The fence opened here is not closed before the next one begins in line "
                    f"{self.first_line + self.at}. Add a line {ticks} after its code (a fence that is to "
                    f"contain fences needs more backticks than they have)."
                )
                break
            self.at += 1
        self.complain(self.first_line + start, wrong)
        # Go on where the author will have meant it to end: at the next section, block or fence.
        ends = (index for index in range(start + 1, self.at) if _begins_anew(self.lines[index]))
        self.at = next(ends, self.at)
        return self._fence(opener, start, self.at)

    def _fence(self, opener: re.Match[str], start: int, end: int) -> Fence:
        indent = opener["prefix"]
        body = tuple(line.removeprefix(indent) for line in self.lines[start + 1 : end])
        last = self.first_line + min(end, len(self.lines) - 1)
        return Fence(self.first_line + start, last, opener["info"].strip(), indent, body)

    def block(self, opener: re.Match[str], stop: int) -> Iterator[Node]:
        """The block that begins at the cursor, with its children; nothing when it is only a stray end."""
        line, slashes, name = self.first_line + self.at, opener["slashes"], opener["name"]
        self.at += 1
        if not name and self.unclosed:
            self.unclosed -= 1
            return
        if not name:
            self.complain(line, f"`{slashes}` closes a block, but none is open. Remove it, or name the block it opens.")
            return
        close = self._closing(slashes, stop)
        if close is None:
            # Perhaps a fence in it was left open and took the block's end for code.
            close = self._closing(slashes, stop, heed_fences=False)
        if close is None:
            close = self._resume(slashes, stop)
            self.unclosed += 1
            self.complain(
                line,
                f"The block `{slashes} {name}` opened here is never closed. Add a line `{slashes}` after it "
                f"(a block that holds other blocks needs more slashes than they have).",
            )
            children = tuple(self.nodes(close))
            yield Block(line, self.first_line + close - 1, name, opener["argument"] or "", children, False)
            return
        children = tuple(self.nodes(close))
        self.at = close + 1
        yield Block(line, self.first_line + close, name, opener["argument"] or "", children)

    def _closing(self, slashes: str, stop: int, heed_fences: bool = True) -> int | None:
        """Index of the line that closes a block with these slashes; fences in between are passed over."""
        ticks = ""
        for index in range(self.at, stop):
            text = self.lines[index]
            if heed_fences and (match := FENCE.match(text)):
                if not ticks:
                    ticks = match["ticks"]
                elif match["ticks"].startswith(ticks):
                    # A named fence inside a fence means that the first was left open.
                    ticks = match["ticks"] if match["info"].strip() else ""
            elif not ticks and text.rstrip() == slashes:
                return index
            elif not ticks and (other := BLOCK.match(text)) and other["name"] and other["slashes"] == slashes:
                return None
        return None

    def _resume(self, slashes: str, stop: int) -> int:
        """Where to go on after a block that was never closed: at the next block like it, or heading."""
        ticks = ""
        for index in range(self.at, stop):
            text = self.lines[index]
            other, heading = BLOCK.match(text), HEADING.match(text)
            if match := FENCE.match(text):
                ticks = match["ticks"] if match["info"].strip() or not ticks else ""
            elif other and other["name"] and len(other["slashes"]) >= len(slashes):
                return index
            elif heading and (not ticks or heading["marks"] == "##"):
                # Within a fence, `# …` is a comment of its code; `## …` may be where an open one has to end.
                return index
        return stop


def _begins_anew(text: str) -> bool:
    block = BLOCK.match(text)
    return text.startswith("## ") or (block is not None and bool(block["name"]))


def scan(path: str, lines: tuple[str, ...], first_line: int) -> tuple[list[Node], list[Problem]]:
    """The nodes of a page in order, and what is wrong with how they are delimited."""
    scanner = Scanner(path, lines, first_line)
    return list(scanner.nodes(len(lines))), scanner.problems


def read_options(info: str) -> tuple[list[str], dict[str, str], list[str]]:
    """The flags and options after a fence's language, and what is wrong with how they are written."""
    flags: list[str] = []
    options: dict[str, str] = {}
    # The same slip is told once.
    wrong: dict[str, str] = {}
    rest = info.split(maxsplit=1)[1] if len(info.split(maxsplit=1)) > 1 else ""
    for match in OPTION.finditer(rest):
        key, value = match["key"], match["value"]
        if "," in key:
            wrong.setdefault(",", f"Options are separated by spaces, not by commas: got `{match[0]}`.")
        elif '"' in key or "'" in key:
            told = 'is not an option. Write options as key="value", with no quote inside a value.'
            wrong.setdefault('"', f"`{match[0]}` {told}")
        elif value is None:
            flags.append(key)
        elif match["equals"] != f"={value}":
            wrong.setdefault(match[0], f'Write `{key}="…"` without spaces around `=`.')
        elif not re.fullmatch(r'"[^"]*"', value):
            told = f'write `{key}="{value.strip(chr(39) + ",")}"`'
            wrong.setdefault(match[0], f"The value of `{key}` must stand in double quotes: {told}.")
        elif key in options:
            wrong.setdefault(match[0], f"The option `{key}` is given twice.")
        else:
            options[key] = value[1:-1]
    return flags, options, list(wrong.values())
