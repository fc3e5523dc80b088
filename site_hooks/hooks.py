"""MkDocs' side: what has to happen at each of its events, and what only it knows, for modules that do not know it."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import jinja2
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from site_hooks.commits import commit_of, committed_at
from site_hooks.config import Config, label, load_config
from site_hooks.course import Course, course_of
from site_hooks.course_page import SHOWS_COURSE, neighbours
from site_hooks.frames import files_of
from site_hooks.front_matter import package_names
from site_hooks.kept import KeptEnvironment, keep_entries, key_of
from site_hooks.made_from import KNOWN, extensions, lasting, plugins
from site_hooks.notebook import Origin, notebook, script
from site_hooks.overlay import Place
from site_hooks.packages import SetupError
from site_hooks.problems import LessonError
from site_hooks.publish import retire, seal
from site_hooks.runtime import Runtime, assemble, told_version
from site_hooks.server import attach
from site_hooks.serving import Serving, log, prepare, render_once
from site_hooks.verify import Page as Verified
from site_hooks.verify import verify
from site_hooks.vocabulary import Vocabulary, vocabulary_of

ASSETS, NOTICES = "assets/lesson", "THIRD_PARTY_NOTICES.md"
# One process serves one site. None when it builds instead.
serving: Serving | None = None


@dataclass
class Build:
    """One build, from its configuration on."""

    site: Config
    runtime: Runtime | None
    """None when a server could not assemble one yet."""
    verified: list[Verified] = field(default_factory=list, repr=False)
    """The pages that hold what they say."""
    frames: dict[str, bytes] = field(default_factory=dict, repr=False)
    """The files of figures' frames, by name."""
    course: Course = field(default_factory=lambda: Course({}), repr=False)
    """All pages of the site."""
    words: Vocabulary = field(default_factory=Vocabulary, repr=False)
    """What all pages define."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Under `mkdocs serve`, go on with problems and show them; everything else stops at them."""
    global serving
    serving = Serving() if command == "serve" else None
    if serving:
        serving.begin()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add this site's script and style, whose names change with their content."""
    site, runtime = _prepare(config)
    if runtime:
        config.extra_css.insert(0, f"{ASSETS}/{runtime.style}")
        module = ExtraScriptValue(f"{ASSETS}/{runtime.script}")
        module.type = "module"
        config.extra_javascript.insert(0, module)
    # MkDocs may have been started in another folder.
    _tell_extension(config, root=str(site.root), fingerprint=runtime.fingerprint if runtime else "", packages=[])
    config.extra["lesson"] = {
        "build": Build(site, runtime),
        "versions": list(runtime.versions) if runtime else [],
        "font": f"{ASSETS}/{runtime.font}" if runtime else "",
        "commit": commit_of(site.root),
        "notices": (site.root / NOTICES).exists(),
        "serving": bool(serving),
        "time_limit": f"{site.time_limit:g}",
    }
    # The sitemap carries a date: the content's, not the day of the build.
    os.environ.setdefault("SOURCE_DATE_EPOCH", committed_at(site.root))
    return config


def _prepare(config: MkDocsConfig) -> tuple[Config, Runtime | None]:
    """The site and what it runs on; under a server, the last ones that were whole."""
    root = Path(config.config_file_path).parent
    try:
        if serving is None:
            site = load_config(root)
            return site, assemble(site)
        # A strict build ends at a warning. Here it is shown, and the server goes on.
        logger = logging.getLogger("mkdocs")
        for handler in [handler for handler in logger.handlers if isinstance(handler, CountHandler)]:
            logger.removeHandler(handler)
        return prepare(serving, root)
    except (SetupError, LessonError) as error:
        raise PluginError(str(error)) from error


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop the build when any page says what its code does not."""
    build = _build(config)
    if build.runtime is None:
        return
    say = log.info if serving else print
    report = verify(build.site, build.runtime, say=say, keep=True)
    if serving:
        serving.tell(report.problems)
    elif report.problems:
        raise PluginError("\n".join(["The lessons have problems:", *map(str, report.problems)]))
    build.verified = [page for page in report.pages if not page.problems]
    build.course = course_of(build.site, (page.lesson for page in report.pages))
    build.words = vocabulary_of(build.site, (page.lesson for page in report.pages))
    _tell_extension(config, course=build.course, vocabulary=build.words)
    build.frames = serving.frames if serving else {}
    for page in report.pages:
        build.frames |= files_of(page.lesson.path, page.frames, say)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the runtime beside the pages, each lesson to take along, and whose work it is."""
    build, runtime = _build(config), _build(config).runtime
    for page in (page for page in build.verified if page.lesson.is_lesson):
        source = Path(page.lesson.path).relative_to(build.site.content.relative_to(build.site.root)).as_posix()
        address = files.src_uris[source].url
        packages = runtime.chosen(package_names(page.lesson.meta)) if runtime else ()
        wanted = [f"{each.name}=={each.version}" for each in packages]
        home = urljoin(config.site_url, address) if config.site_url else ""
        origin = Origin(home, runtime.versions if runtime else (), wanted)
        for suffix, make in ((".ipynb", notebook), (".py", script)):
            name = str(Path(source).with_suffix(suffix).as_posix())
            files.append(File.generated(config, name, content=make(page.lesson, page.done, origin)))
    if (notices := build.site.root / NOTICES).exists():
        files.append(File.generated(config, "third-party-notices.md", abs_src_path=str(notices)))
    for name, content in sorted(build.frames.items()):
        files.append(File.generated(config, f"{ASSETS}/{name}", content=content))
    for path in sorted(runtime.assets.iterdir()) if runtime else ():
        if path.name != "manifest.json":
            files.append(File.generated(config, f"{ASSETS}/{path.name}", abs_src_path=str(path)))
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Under a server, a page that is no UTF-8 is shown as far as it can be read."""
    path = page.file.abs_src_path
    return Path(path).read_text("utf-8-sig", errors="replace") if serving and path else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the extension and the template which packages the page uses, and which lessons stand around it."""
    packages = runtime.chosen(package_names(page.meta)) if (runtime := _build(config).runtime) else ()
    _tell_extension(config, packages=[package.sha256 for package in packages])
    page.meta["lesson_packages"] = [(each.name, told_version(each.version, each.sha256)) for each in packages]
    addresses = {file.src_uri: file.url_relative_to(page.file) for file in files.documentation_pages()}
    found = neighbours(_build(config).course, page.file.src_uri, lambda path: addresses.get(path, ""))
    page.meta["lesson_neighbours"] = found
    return markdown


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Under a server, render a page once, and one that cannot be rendered as it was before."""
    # What was told of the page before.
    _tell_extension(config, packages=[])
    if serving:
        site = _build(config).site
        # Where links may lead. What is published beside a lesson comes and goes with its problems.
        targets = [(file.src_uri, file.url) for file in files if file.generated_by is None]
        same = key_of(extensions(config), plugins(config), site, targets, _build(config).words.digest)

        def settings(markdown: str) -> str:
            # Only a page that shows the others is made from them.
            return key_of(same, _build(config).course) if SHOWS_COURSE.search(markdown) else same

        render = render_once(serving, page, settings, config.plugins.get("autorefs"), lasting(config, site))
        page.render = render  # type: ignore[assignment, method-assign]
    return page


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment | KeptEnvironment:
    """Under a server, know what pages there are, and write only those that have changed."""
    if serving is None:
        return env
    site = _build(config).site
    base = urlsplit(config.site_url or "").path or "/"
    pages = [file.page for file in files.documentation_pages() if file.page and file.abs_src_path]
    serving.places = {
        path: Place(path, page.title or path, base + page.url)
        for page in pages
        if (path := label(site, Path(page.file.abs_src_path or "")))
    }
    if set(config.plugins) - set(config.hooks) - KNOWN or len(config.hooks) > 1:
        return env
    for name in KNOWN & set(config.plugins):
        index = getattr(config.plugins[name], "search_index", None)
        if hasattr(index, "entries"):
            keep_entries(serving.shelf, index)
    if describing := config.plugins.get("mkdocstrings"):
        # It writes the style of what it has described in this build, which may have been kept all of it.
        describing.get_handler(describing.config["default_handler"])
    apart = ("plugins", "hooks", "theme", "markdown_extensions", "mdx_configs")
    settings = {name: value for name, value in config.items() if name not in apart} | {"": extensions(config)}
    templates = sorted(Path(config.theme.custom_dir).rglob("*.html")) if config.theme.custom_dir else []
    shared = settings, dict(config.theme), plugins(config), [each.read_bytes() for each in templates]
    return KeptEnvironment(env, serving.shelf, key_of(shared))


def on_post_build(config: MkDocsConfig) -> None:
    """Give each page its policy and the site its service worker; neither is to be in the way of an author at work."""
    build = _build(config)
    if build.runtime is None:
        return
    folder, manifest = Path(config.site_dir), build.runtime.assets / "manifest.json"
    retire(folder, manifest) if serving else seal(folder, manifest, log.info, offline=build.site.offline)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Let the server show what is wrong."""
    if serving:
        attach(serving, server, Path(config.site_dir))
    return server


def _tell_extension(config: MkDocsConfig, **options: Any) -> None:
    for name in config.markdown_extensions:
        if name in ("lesson", "site_hooks.markdown:LessonExtension"):
            config.mdx_configs.setdefault(name, {}).update(options)


def _build(config: MkDocsConfig) -> Build:
    made: Build = config.extra["lesson"]["build"]
    return made
