"""What pages run on: made once, made again when its sources change or a part of it is lost."""

import pytest

from site_hooks.config import load_config
from site_hooks.packages import SetupError, find_node
from site_hooks.runtime import assemble, describe


@pytest.fixture
def site(tiny):
    return load_config(tiny)


def made(site):
    [folder] = (site.work / "runtime").iterdir()
    return folder


def test_what_is_whole_is_not_made_again(site):
    said = []
    first = assemble(site, said.append)
    assert (assemble(site, said.append), said) == (first, [])


@pytest.mark.parametrize(
    "lost", ["wheels/*.whl", "snapshot.bin", "assets/manifest.json", "site-packages/*/__init__.py"]
)
@pytest.mark.parametrize("how", ["deleted", "cut short"])
def test_what_was_lost_is_noticed(site, lost, how, monkeypatch):
    [path] = made(site).glob(lost)
    path.unlink() if how == "deleted" else path.write_bytes(path.read_bytes()[:-1])
    with monkeypatch.context() as patch:
        patch.setattr("site_hooks.runtime._make", lambda *_: (_ for _ in ()).throw(SetupError("made again")))
        with pytest.raises(SetupError, match="made again"):
            assemble(site, lambda _: None)


def test_a_lost_wheel_is_made_again_with_the_same_bytes(site):
    before = assemble(site, lambda _: None)
    [wheel] = before.wheels
    content = wheel.read_bytes()
    wheel.unlink()
    assert assemble(site, lambda _: None) == before
    assert wheel.read_bytes() == content


def test_the_library_is_compiled_for_this_python(site):
    runtime = assemble(site, lambda _: None)
    assert list(runtime.libraries.glob("*/__pycache__/__init__.*.pyc"))


def test_another_source_is_another_runtime(site):
    before = assemble(site, lambda _: None)
    with (site.library / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("\nLATER = 1\n")
    with pytest.raises(SetupError, match="Run `lesson runtime` first"):
        describe(site, find_node())
    after = assemble(site, lambda _: None)
    assert after.fingerprint != before.fingerprint
    assert before.snapshot.exists()
