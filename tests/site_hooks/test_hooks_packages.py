"""The front end's packages: installed once, by one build at a time, and never into another checkout."""

import threading

import pytest
from filelock import FileLock

from site_hooks import packages
from site_hooks.packages import SetupError, digest, find_node, install_packages, run


@pytest.fixture
def frontend(tmp_path):
    folder = tmp_path / "frontend"
    folder.mkdir()
    for name in ("package.json", "package-lock.json"):
        (folder / name).write_text("{}", "utf-8")
    return folder


@pytest.fixture
def installs(monkeypatch):
    """npm's part: what it was called for. It takes what it needs from a registry, which tests do not."""
    called = []

    def install(command, folder, node, what):
        called.append(what)
        (folder / "node_modules").mkdir(exist_ok=True)

    monkeypatch.setattr(packages, "run", install)
    return called


def test_packages_are_installed_once_for_each_lock(frontend, installs):
    node = find_node()
    install_packages(node, lambda _: None, frontend)
    install_packages(node, lambda _: None, frontend)
    assert installs == ["npm ci"]
    (frontend / "package-lock.json").write_text('{"name": "other"}', "utf-8")
    install_packages(node, lambda _: None, frontend)
    assert installs == ["npm ci"] * 2


def test_another_checkouts_packages_are_left_alone(frontend, installs, tmp_path):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "package.js").touch()
    (frontend / "node_modules").symlink_to(theirs, target_is_directory=True)
    with pytest.raises(SetupError, match="node_modules is a link to .*theirs.* Remove the link"):
        install_packages(find_node(), lambda _: None, frontend)
    assert installs == []
    assert (theirs / "package.js").exists()


def test_another_checkouts_packages_will_do_when_they_are_the_same(frontend, installs, tmp_path):
    install_packages(find_node(), lambda _: None, frontend)
    (frontend / "node_modules").rename(tmp_path / "theirs")
    (frontend / "node_modules").symlink_to(tmp_path / "theirs", target_is_directory=True)
    install_packages(find_node(), lambda _: None, frontend)
    assert installs == ["npm ci"]


def test_of_two_builds_at_once_the_second_waits_and_finds_it_done(frontend, installs):
    node, waits, said = find_node(), threading.Event(), []

    def say(text):
        said.append(text)
        waits.set()

    first = FileLock(frontend / ".install.lock")
    with first:
        second = threading.Thread(target=install_packages, args=(node, say, frontend))
        second.start()
        assert waits.wait(timeout=60)
        modules = frontend / "node_modules"
        modules.mkdir()
        wanted = digest([frontend / "package-lock.json", frontend / "package.json"])
        (modules / ".lesson-stamp").write_text(wanted, "utf-8")
    second.join(timeout=60)
    assert said == ["Waiting for another build, which installs the front end's packages …"]
    assert installs == []


def test_a_tool_that_fails_says_what_it_said(tmp_path):
    node = find_node()
    with pytest.raises(
        SetupError, match=r"(?s)the test failed \(exit status 3\):.*not today.*run the same command again"
    ):
        run([node, "-e", "console.error('not today'); process.exit(3)"], tmp_path, node, "the test")
