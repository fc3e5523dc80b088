"""MkDocs' side: verify before the build, publish the runtime, say where the script and style are. No logic."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from site_hooks.config import load_config
from site_hooks.problems import LessonError
from site_hooks.runtime import SetupError, assemble
from site_hooks.verify import verify

ASSETS = "assets/lesson"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add this site's script and style, whose names change with their content."""
    try:
        site = load_config(_root(config))
        runtime = assemble(site)
    except (SetupError, LessonError) as error:
        raise PluginError(str(error)) from error
    config.extra_css.insert(0, f"{ASSETS}/{runtime.style}")
    script = ExtraScriptValue(f"{ASSETS}/{runtime.script}")
    script.type = "module"
    config.extra_javascript.insert(0, script)
    for name in config.markdown_extensions:
        if name in ("lesson", "site_hooks.markdown:LessonExtension"):
            # MkDocs may have been started in another folder.
            config.mdx_configs.setdefault(name, {})["root"] = str(site.root)
    config.extra["lesson"] = {"versions": runtime.versions, "notices": _notices(site.root).exists()}
    # The sitemap carries a date: the content's, not the day of the build.
    os.environ.setdefault("SOURCE_DATE_EPOCH", _committed(site.root))
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop the build when any page says what its code does not."""
    site = load_config(_root(config))
    report = verify(site, assemble(site))
    if report.problems:
        raise PluginError("\n".join(["The lessons have problems:", *map(str, report.problems)]))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the runtime beside the pages, and whose work it is."""
    site = load_config(_root(config))
    if _notices(site.root).exists():
        files.append(File.generated(config, "third-party-notices.md", abs_src_path=str(_notices(site.root))))
    for path in sorted(assemble(site).assets.iterdir()):
        if path.name != "manifest.json":
            files.append(File.generated(config, f"{ASSETS}/{path.name}", abs_src_path=str(path)))
    return files


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _notices(root: Path) -> Path:
    return root / "THIRD_PARTY_NOTICES.md"


def _committed(root: Path) -> str:
    """Seconds since 1970 of the last commit; outside a repository, the first second of 2026."""
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True)
    return asked.stdout.strip() or "1767225600"
