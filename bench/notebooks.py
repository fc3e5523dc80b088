"""A peer, as a program: execute pages as notebooks, each in a Jupyter kernel of its own, through nbclient."""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

Json = dict[str, Any]


def execute(page: Json) -> None:
    """Run a page's cells in order. Raises AssertionError when one prints otherwise than it should."""
    notebook = nbformat.v4.new_notebook()
    for cell in page["cells"]:
        made = nbformat.v4.new_code_cell(cell["source"])
        made.metadata["tags"] = ["raises-exception"] if cell["raises"] else []
        notebook.cells.append(made)
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    for cell, made in zip(page["cells"], notebook.cells, strict=True):
        printed = "".join(output.text for output in made.outputs if output.output_type == "stream")
        assert printed == cell["prints"], f"{page['name']}: expected {cell['prints']!r}, got {printed!r}"


def main() -> None:
    """Execute the pages of a file that `generate.write_cells` wrote."""
    parser = argparse.ArgumentParser()
    parser.add_argument("cells", type=Path)
    parser.add_argument("--at-once", type=int, default=1)
    options = parser.parse_args()
    pages = json.loads(options.cells.read_text("utf-8"))
    if options.at_once == 1:
        for page in pages:
            execute(page)
        return
    with ThreadPoolExecutor(options.at_once) as pool:
        list(pool.map(execute, pages))


if __name__ == "__main__":
    main()
