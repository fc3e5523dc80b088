"""Python without the standard library's archive, which arrives later: what is imported by then is there already.

Loaded before the snapshot is taken, and used where Python starts from that.
"""

import importlib
import os
import re
import sys

ARCHIVE = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip"
# Parsing would find neither more nor less that matters: a name in a comment costs a wait, one overlooked a second run.
IMPORT = re.compile(
    r"\bfrom\s+([\w.]+)\s+import\b|\bimport\s+([\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+(?:\s+as\s+\w+)?)*)"
)
missed = []


class Watch:
    """Notes each module of the standard library that is looked for in vain."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if is_standard(name) and name not in sys.builtin_module_names:
            missed.append(name)
        return None


def begin():
    # A file that is missing is what Python's own machinery copes with; an empty one is not.
    os.remove(ARCHIVE)
    importlib.invalidate_caches()
    # Behind the finders: it is asked when they have found nothing.
    sys.meta_path.append(Watch)


def end():
    sys.meta_path.remove(Watch)
    importlib.invalidate_caches()


def wants(*sources):
    """Whether any of these programs names a module that has not been imported."""
    return any(not names(source) <= sys.modules.keys() for source in sources)


def names(source):
    """The modules of the standard library that a program's import statements name."""
    found = (
        origin or each.split()[0] for origin, listed in IMPORT.findall(source) for each in (listed or origin).split(",")
    )
    return set(filter(is_standard, found))


def is_standard(name):
    return name.partition(".")[0] in sys.stdlib_module_names


def take_missed():
    """Whether something was missed since this was asked last."""
    found = bool(missed)
    missed.clear()
    return found
