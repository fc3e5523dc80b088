"""What the numbers were measured with; nothing that tells one machine from another of its kind."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from pathlib import Path

from site_hooks.packages import FRONTEND, find_node


def machine() -> str:
    """Processor, system, the interpreters' versions, and how busy the machine is with other work, in one line."""
    node = subprocess.run([find_node(), "--version"], capture_output=True, encoding="utf-8", check=True).stdout.strip()
    pyodide = json.loads((FRONTEND / "node_modules" / "pyodide" / "package.json").read_text("utf-8"))["version"]
    return (
        f"{os.cpu_count()} cores of {processor()}, {platform.system()}; "
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"Node {node.removeprefix('v')}, Pyodide {pyodide}; load before: {os.getloadavg()[0]:.1f}"
    )


def processor() -> str:
    """The processor's name as the system knows it."""
    listed = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*: (.+)$", listed.read_text("utf-8"), re.MULTILINE) if listed.exists() else None
    return named[1].strip() if named else platform.processor() or platform.machine()
