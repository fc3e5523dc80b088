"""Python without the standard library's archive, which arrives later: what is imported by then is there already."""

import ast
import importlib
import os
import sys

ARCHIVE = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip"
missed = []


class Watch:
    """Notes each module of the standard library that is looked for in vain."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in sys.stdlib_module_names and name not in sys.builtin_module_names:
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
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name for name in found if name.partition(".")[0] in sys.stdlib_module_names}


def take_missed():
    """Whether something was missed since this was asked last."""
    found = bool(missed)
    missed.clear()
    return found
