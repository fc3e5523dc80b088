"""What must hold of the build itself: `mkdocs build` of a second site, in a process of its own."""

import hashlib
import html
import json
import re
from urllib.parse import unquote

import pytest

from site_hooks import hooks

LESSON = "content/twelve-steps.md"


def line_of(folder, text):
    lines = (folder / LESSON).read_text("utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def change(folder, old, new):
    path = folder / LESSON
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_a_site_about_another_subject_builds(built_tiny):
    page = (built_tiny / "site" / "twelve-steps" / "index.html").read_text("utf-8")
    assert (
        '<pre class="lesson-text">A4 0 440.0\nC5 3 523.2511306011972\nE5 7 659.2551138257398\nFraction(3, 2)\n</pre>'
        in page
    )
    assert '<data class="lesson-value" value="659.26">659.26</data>' in page
    assert "ValueError: &#x27;H4&#x27; is no pitch" in page
    assert re.search(r"<td[^>]*>7</td>\s*<td[^>]*>3/2</td>", page)
    for tag in ("cell", "tour", "quiz", "challenge", "done"):
        assert f"<lesson-{tag} " in page
    home = (built_tiny / "site" / "index.html").read_text("utf-8")
    assert '<data class="lesson-value" value="12">12</data>' in home


def test_what_values_show_of_themselves_is_there_without_a_script(built_tiny):
    home = (built_tiny / "site" / "index.html").read_text("utf-8")
    [image] = re.findall(r'<div class="lesson-rich"><img src="data:image/svg\+xml,([^"]+)" alt="([^"]+)">', home)
    assert unquote(html.unescape(image[0])).startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 20"')
    assert image[1] == "A string stopped in its middle"
    assert '<pre class="lesson-text">the octave\n</pre><div class="lesson-rich">' in home
    [frame] = re.findall(r'<iframe sandbox srcdoc="([^"]+)" title="Output of Ratios"></iframe>', home)
    document = html.unescape(frame)
    assert "<tr><th>7</th><td>3/2</td></tr>" in document
    assert "default-src 'none'" in document
    assert '<pre class="lesson-text">fifth' not in home
    figure, _ = re.findall(r'<div class="lesson-rich"><figure class="lesson-figure"[^>]*>(.*?)</figure>', home)
    assert re.findall(r'<svg class="([^"]+)"', figure) == ["lesson-figure-wide", "lesson-figure-narrow"]
    assert "<figcaption><strong>Beats</strong> Two strings at 20 and 23 oscillations a second" in figure
    assert '<th scope="col" class="lesson-number">displacement</th>' in figure
    assert "Two strings at 20" not in "".join(re.findall(r'<pre class="lesson-text">[^<]*', home))


def test_the_frames_of_a_figure_are_published_and_kept(built_tiny):
    site = built_tiny / "site"
    home = (site / "index.html").read_text("utf-8")
    [name] = re.findall(r'data-frames="(frames-own-beats-[0-9a-f]{10}\.json)"', home)
    path = site / "assets" / "lesson" / name
    content = path.read_bytes()
    assert hashlib.sha256(content).hexdigest()[:10] in name
    frames = json.loads(content)["frames"]
    assert [value for value, _ in frames["second"]] == ["23", "20", "21", "22", *map(str, range(24, 31))]
    assert [value for value, _ in frames["slowly"]] == ["False", "True"]
    # Without a network, too.
    assert f'"assets/lesson/{name}"' in (site / "service-worker.js").read_text("utf-8")


def test_controls_are_in_the_page_in_words(built_tiny):
    home = (built_tiny / "site" / "index.html").read_text("utf-8")
    controls = home.partition('<div class="lesson-controls"')[2].partition("<figcaption>")[0]
    assert '<label for="control-own-beats-second">second string</label>' in controls
    assert 'id="control-own-beats-second" min="20" max="30" step="1" value="23">' in controls
    assert '<button type="button" data-jump="20">in tune</button>' in controls
    assert '<template><input type="checkbox" id="control-own-beats-slowly"></template> half as fast' in controls
    assert "<dt>beats a second</dt><dd>3</dd>" in home
    assert '<details class="lesson-source"><summary>Code</summary>' in home


def test_a_lesson_can_be_taken_along(built_tiny):
    site = built_tiny / "site"
    page = (site / "twelve-steps" / "index.html").read_text("utf-8")
    for name in ("twelve-steps.ipynb", "twelve-steps.py"):
        assert f'<a href="../{name}" download>' in page
    made = json.loads((site / "twelve-steps.ipynb").read_text("utf-8"))
    assert any("C5 3 523.2511306011972" in str(cell.get("outputs")) for cell in made["cells"])
    assert "tunekit.pure(7)" in (site / "twelve-steps.py").read_text("utf-8")
    assert not (site / "index.ipynb").exists()


def test_a_page_says_what_it_was_verified_with(built_tiny):
    page = (built_tiny / "site" / "twelve-steps" / "index.html").read_text("utf-8")
    said = re.sub(r"\s+", " ", page.partition('class="lesson-provenance">')[2].partition("</p>")[0]).replace(
        "&nbsp;", " "
    )
    assert re.search(r"with Python 3\.\d+\.\d+, Pyodide \d+\.\d+\.\d+ and tunekit 1\.0\.0 \(sha256 \w{12}\):", said)


def test_its_library_and_script_are_published(built_tiny):
    assets = built_tiny / "site" / "assets" / "lesson"
    names = [path.name for path in assets.iterdir()]
    assert any(re.fullmatch(r"tunekit-1\.0\.0-py3-none-any\.whl-\w+\.zst", name) for name in names)
    assert not any("gdcore" in name for name in names)
    [script] = re.findall(
        r'<script src="\.\./assets/lesson/(lesson-\w+\.js)" type="module">',
        (built_tiny / "site" / "twelve-steps" / "index.html").read_text("utf-8"),
    )
    assert script in names


def test_its_pages_ask_no_other_origin(built_tiny):
    for page in (built_tiny / "site").rglob("*.html"):
        assert not re.findall(r'(?:src|<link[^>]*rel="stylesheet"[^>]*href)="https?:', page.read_text("utf-8"))


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("C5 3 523.251\n", "C5 3 523.252\n", "C5 3 523.252"),
        ("`659.26`", "`659.27`", "`659.27`"),
        ("- [x] 7\n", "- [ ] 7\n", "- [ ] 7"),
        ("- [ ] 5\n", "- [x] 5\n", "- [x] 5"),
        ("tunekit.pure(7)\n```\n", "tunekit.pure(7)\n", "```python run id"),
        ("Fraction(3, 2)\n```\n", "Fraction(3, 2)\n", "```output"),
        ("== 7\n", "== 8\n", "```python solution"),
        ("2. `step`", "2. `steps`", "2. `steps`"),
    ],
    ids=["output", "value", "right-marked-wrong", "wrong-marked-right", "cell-open", "output-open", "test", "tour"],
)
def test_what_the_code_contradicts_stops_the_build_at_its_line(tiny, build, old, new, at):
    change(tiny, old, new)
    built = build(tiny)
    assert built.returncode != 0
    assert f"{LESSON}:{line_of(tiny, at)}: " in built.stdout + built.stderr
    assert "Traceback (most recent call last)" not in built.stderr
    assert not (tiny / "site" / "twelve-steps" / "index.html").exists()


BAD = """\
# Bad

```python run id="one" tilte="One"
x = 1
```

```python run id="one"
1 / 0
```

```python run
while True: pass
```

```python run
print("x" * 10_000_000)
```

It is `2`{=x}.
"""


def test_all_problems_of_all_pages_are_told_at_once(tiny, build):
    (tiny / "content" / "bad.md").write_text(BAD, "utf-8")
    (tiny / "content" / "worse.md").write_bytes(b"caf\xe9")
    change(tiny, "`659.26`", "`659.27`")
    built = build(tiny)
    assert built.returncode != 0
    told = re.findall(r"^\s*(content/[\w-]+\.md:\d+): (.*)$", built.stderr, re.MULTILINE)
    assert [where for where, _ in told] == [
        "content/bad.md:3",
        "content/bad.md:7",
        "content/bad.md:8",
        "content/bad.md:11",
        "content/bad.md:15",
        "content/bad.md:19",
        f"{LESSON}:{line_of(tiny, '`659.27`')}",
        "content/worse.md:1",
    ]
    for (_, message), words in zip(
        told,
        [
            "`tilte`",
            "`one` is taken",
            "ZeroDivisionError",
            "within 2 seconds",
            "10,000 lines",
            "`2`",
            "659.27",
            "UTF-8",
        ],
        strict=True,
    ):
        assert words in message
    assert len(built.stderr) < 20_000


def test_a_wrong_setting_stops_the_build(tiny, build):
    settings = tiny / "pyproject.toml"
    settings.write_text(settings.read_text("utf-8").replace("time-limit", "timelimit"), "utf-8")
    built = build(tiny)
    assert built.returncode != 0
    assert "[tool.lesson] has no option `timelimit`. Did you mean `time-limit`?" in built.stderr


def test_what_is_published_knows_nothing_of_an_authors_server(built_tiny):
    for page in (built_tiny / "site").rglob("*.html"):
        assert "lesson-problems" not in page.read_text("utf-8")
    assert not list((built_tiny / "site").rglob("overlay*"))


@pytest.mark.parametrize(("command", "lenient"), [("build", False), ("gh-deploy", False), ("serve", True)])
def test_only_a_server_goes_on_with_problems(monkeypatch, command, lenient):
    monkeypatch.setattr(hooks, "serving", None)
    hooks.on_startup(command, False)
    assert (hooks.serving is not None) == lenient
    if hooks.serving:
        hooks.serving.end()


def test_a_page_knows_its_time_limit(tiny, build):
    (tiny / "content" / "slow.md").write_text("---\ntimelimit: 30\n---\n\n# Slow\n\nIt takes a while.\n", "utf-8")
    built = build(tiny)
    assert built.returncode == 0, built.stderr
    for page, seconds in (("slow/index.html", "30"), ("index.html", "2"), ("404.html", "2")):
        assert f'<meta name="lesson-time-limit" content="{seconds}">' in (tiny / "site" / page).read_text("utf-8"), page


def test_lessons_lead_to_one_another(tiny, build):
    folder = tiny / "content" / "more"
    folder.mkdir()
    lesson = (tiny / LESSON).read_text("utf-8").replace("title: Twelve steps", "title: Tuning & temper")
    (folder / "tuning.md").write_text(lesson.replace("  - Ratios", "  - ../twelve-steps.md"), "utf-8")
    (folder / "all.md").write_text("# All\n\n/// course\n///\n", "utf-8")
    settings = tiny / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("nav:\n", "nav:\n  - more/tuning.md\n  - more/all.md\n"), "utf-8")
    built = build(tiny)
    assert built.returncode == 0, built.stdout + built.stderr
    page = (tiny / "site" / "more" / "tuning" / "index.html").read_text("utf-8")
    assert page.count('<a href="../../twelve-steps/">Twelve steps</a></lesson-standing>') == 2
    before = (tiny / "site" / "twelve-steps" / "index.html").read_text("utf-8")
    # It does not name the lesson that requires it.
    assert before.count('<a href="../more/tuning/">Tuning &amp; temper</a></lesson-standing>') == 1
    assert before.count("<li>Ratios</li>") == 2
    shown = (tiny / "site" / "more" / "all" / "index.html").read_text("utf-8")
    assert '<a xlink:href="../../twelve-steps/" data-node="twelve-steps.md"' in shown
    assert (
        '<a xlink:href="../tuning/" data-node="more/tuning.md" role="link" aria-label="Tuning &amp; temper, 5 minutes">'
        in shown
    )
    assert 'data-edge="twelve-steps.md-more/tuning.md"' in shown

    (folder / "tuning.md").write_text(lesson.replace("  - Ratios", "  - twelve-steps.md"), "utf-8")
    again = build(tiny)
    assert again.returncode != 0
    said = "content/more/tuning.md:7: `requires` names `twelve-steps.md`, but there is no such page. "
    assert f"{said}Did you mean `../twelve-steps.md`?" in again.stdout + again.stderr
