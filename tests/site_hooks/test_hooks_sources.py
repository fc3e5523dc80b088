"""Edited Python files: judged without being run."""

from site_hooks.sources import digest, syntax_problems


def test_a_file_that_is_no_python_is_named_with_its_line(config):
    folder = config.root / "library"
    folder.mkdir()
    (folder / "right.py").write_text("raise SystemExit\n", "utf-8")
    (folder / "wrong.py").write_text("x = 1\ny = (2\n", "utf-8")
    (folder / "bytes.py").write_bytes(b"x = 'caf\xe9'\n")
    (folder / "tabs.py").write_text("if True:\n    x = 1\n\ty = 2\n", "utf-8")
    found = syntax_problems(config, [folder])
    assert [(problem.path, problem.line) for problem in found] == [
        ("library/bytes.py", 1),
        ("library/tabs.py", 3),
        ("library/wrong.py", 2),
    ]
    assert "'(' was never closed" in found[2].message


def test_a_digest_changes_with_names_and_contents_alone(tmp_path):
    seen = {digest(tmp_path)}
    (tmp_path / "a.py").write_text("1", "utf-8")
    seen.add(digest(tmp_path))
    (tmp_path / "a.py").write_text("2", "utf-8")
    seen.add(digest(tmp_path))
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    last = digest(tmp_path)
    assert len(seen | {last}) == 4
    (tmp_path / "b.pyc").write_text("1", "utf-8")
    (tmp_path / "b.py").touch()
    assert digest(tmp_path) == last
