"""A program: the command `lesson`, which then tells the most memory that its own process held, in bytes."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from site_hooks.cli import main

if __name__ == "__main__":
    status = main(sys.argv[2:])
    # Of this process since its start. `getrusage` would also know what it was forked from, and the processes it ran.
    held = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    if held is None:
        sys.exit("This needs /proc/self/status with VmHWM, as Linux has it.")
    Path(sys.argv[1]).write_text(str(int(held[1]) * 1024), "utf-8")
    sys.exit(status)
