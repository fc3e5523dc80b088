"""A peer, as a program: execute pages with markdown-exec, in the process that converts them."""

from __future__ import annotations

import html
import json
import logging
import sys
from pathlib import Path

from markdown import Markdown
from markdown_exec import formatter, validator

# It warns of each cell that raises; those are meant to.
logging.disable()


def main() -> None:
    """Convert the pages of a file that `generate.write_cells` wrote; what they print must be in the HTML."""
    fence = {"name": "python", "class": "python", "validator": validator, "format": formatter}
    settings = {"pymdownx.superfences": {"custom_fences": [fence]}}
    for page in json.loads(Path(sys.argv[1]).read_text("utf-8")):
        markdown = Markdown(extensions=["pymdownx.superfences"], extension_configs=settings)
        made = html.unescape(markdown.convert(page["markdown"]))
        for cell in page["cells"]:
            # Of a cell that raises it shows the traceback alone.
            wanted = cell["raises"] or cell["prints"].strip()
            assert wanted in made, f"{page['name']}: {wanted!r} is missing"


if __name__ == "__main__":
    main()
