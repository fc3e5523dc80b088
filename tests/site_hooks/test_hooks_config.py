import pytest

from site_hooks.config import SECTIONS, Config, label, lesson_paths, load_config
from site_hooks.problems import LessonError


def write(folder, table):
    (folder / "pyproject.toml").write_text(f"[tool.lesson]\n{table}", "utf-8")
    return folder


def test_without_a_file_the_defaults_hold(tmp_path):
    config = load_config(tmp_path)
    assert config == Config(root=tmp_path.resolve(), content=tmp_path.resolve() / "content")
    assert (config.library, config.sections, config.time_limit) == (None, SECTIONS, 10.0)


def test_every_option_is_read(tmp_path):
    table = 'content = "pages"\nlibrary = "lib"\nsections = ["One", "Two"]\ntime-limit = 3\noffline = false\n'
    config = load_config(write(tmp_path, table))
    root = tmp_path.resolve()
    assert config == Config(root, root / "pages", root / "lib", ("One", "Two"), 3.0, False)
    assert isinstance(config.time_limit, float)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('contents = "x"', "[tool.lesson] has no option `contents`. Did you mean `content`?"),
        ("time_limit = 1", "[tool.lesson] has no option `time_limit`. Did you mean `time-limit`?"),
        ("content = 3", "[tool.lesson] `content` must be str, got 3."),
        ("time-limit = true", "[tool.lesson] `time-limit` must be int or float, got True."),
        ("time-limit = 0", "[tool.lesson] `time-limit` must be above 0, got 0."),
        ("offline = 0", "[tool.lesson] `offline` must be bool, got 0."),
        ('offline = "no"', "[tool.lesson] `offline` must be bool, got 'no'."),
        ('sections = "One"', "[tool.lesson] `sections` must be list, got 'One'."),
    ],
)
def test_a_wrong_option_is_named(tmp_path, table, told):
    with pytest.raises(LessonError) as caught:
        load_config(write(tmp_path, table))
    [problem] = caught.value.problems
    assert (problem.path, problem.message) == ("pyproject.toml", told)


def test_all_wrong_options_are_told_at_once(tmp_path):
    with pytest.raises(LessonError) as caught:
        load_config(write(tmp_path, "content = 3\nlibary = 'x'\n"))
    assert len(caught.value.problems) == 2


def test_pages_come_in_one_order_wherever_they_are(config):
    for name in ("b.md", "a/z.md", "a/a.md", "c.txt"):
        (config.content / name).parent.mkdir(exist_ok=True)
        (config.content / name).touch()
    assert [label(config, path) for path in lesson_paths(config)] == [
        "content/a/a.md",
        "content/a/z.md",
        "content/b.md",
    ]


def test_a_file_elsewhere_is_named_in_full(config, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "x.md"
    assert label(config, elsewhere) == elsewhere.as_posix()
