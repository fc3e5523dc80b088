"""Where a site keeps its lessons and its library: the `[tool.lesson]` table of its `pyproject.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .pins import Pin, read_pins
from .problems import LessonError, Problem, nearest

SECTIONS = (
    "Why this matters",
    "Define terms",
    "Visual model",
    "Code example",
    "Interactive experiment",
    "Quick quiz",
    "Coding challenge",
    "Real-world usage",
    "Connections",
)


@dataclass(frozen=True)
class Config:
    """The settings of one site; every path is absolute."""

    root: Path
    content: Path
    library: Path | None = None
    """The project folder of the library that cells import; built into a wheel and shipped."""
    sections: tuple[str, ...] = SECTIONS
    """The `##` headings that a lesson has, in order."""
    time_limit: float = 10.0
    """Seconds that one cell, value or challenge may take in either runtime."""
    offline: bool = True
    """Whether browsers may keep the whole site after a reader's first run."""
    packages: tuple[Pin, ...] = ()
    """What lessons may import beside the library, if their front matter names it."""

    @property
    def work(self) -> Path:
        """Everything that is made and can be made again: store, runtime assets, wheels."""
        return self.root / ".lesson"


def load_config(root: Path | str = ".") -> Config:
    """Read the `[tool.lesson]` table; a missing table means the defaults.

    Raises LessonError naming the file when it is not TOML, an option is unknown or has the wrong type, or a package is
    not pinned.
    """
    root = Path(root).resolve()
    file = root / "pyproject.toml"
    text = file.read_text("utf-8") if file.exists() else ""
    try:
        table = tomllib.loads(text).get("tool", {}).get("lesson", {})
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise LessonError([Problem(file.name, int(line[1]) if line else 1, f"This is not TOML: {error}.")]) from error
    wanted: dict[str, tuple[type, ...]] = {
        "content": (str,),
        "library": (str,),
        "sections": (list,),
        "time-limit": (int, float),
        "offline": (bool,),
        "packages": (list,),
    }
    problems = []
    for name, value in table.items():
        if name not in wanted:
            problems.append(Problem(file.name, 1, f"[tool.lesson] has no option `{name}`. {nearest(name, wanted)}"))
        # Python takes `true` for a number.
        elif not isinstance(value, wanted[name]) or (isinstance(value, bool) and bool not in wanted[name]):
            kind = " or ".join(each.__name__ for each in wanted[name])
            problems.append(Problem(file.name, 1, f"[tool.lesson] `{name}` must be {kind}, got {value!r}."))
        elif isinstance(value, int | float) and name == "time-limit" and not value > 0:
            problems.append(Problem(file.name, 1, f"[tool.lesson] `{name}` must be above 0, got {value!r}."))
    packages = table.get("packages", [])
    pins, unpinned = read_pins(file.name, packages if isinstance(packages, list) else [], text)
    if problems + unpinned:
        raise LessonError(problems + unpinned)
    library = table.get("library")
    return Config(
        root=root,
        content=root / table.get("content", "content"),
        library=root / library if library else None,
        sections=tuple(table.get("sections", SECTIONS)),
        time_limit=float(table.get("time-limit", 10.0)),
        offline=table.get("offline", True),
        packages=pins,
    )


def lesson_paths(config: Config) -> list[Path]:
    """Every Markdown file of the site, in a stable order."""
    return sorted(config.content.rglob("*.md"))


def label(config: Config, path: Path) -> str:
    """A path as messages show it: relative to the site's root, with forward slashes."""
    path = path.resolve()
    return (path.relative_to(config.root) if path.is_relative_to(config.root) else path).as_posix()
