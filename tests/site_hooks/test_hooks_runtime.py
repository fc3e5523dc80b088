"""What pages run on: made once, made again when its sources change or a part of it is lost."""

import gzip
import json
import zipfile

import pytest

from site_hooks import runtime as runtime_module
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
    "lost", ["wheels/*.whl", "packages/*.whl", "snapshot.bin", "assets/manifest.json", "site-packages/*/__init__.py"]
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
    after = assemble(site, lambda _: None, draft=True)
    assert after.fingerprint != before.fingerprint
    assert before.snapshot.exists()


def test_sources_edited_meanwhile_are_made_anew(site, monkeypatch):
    """What is kept under a digest is made from the sources with that digest."""
    source = site.library / "__init__.py"
    source.write_text(source.read_text("utf-8") + "\nFIRST = 1\n", "utf-8")
    built = runtime_module.run

    def edit_while_building(command, folder, node, what):
        built(command, folder, node, what)
        if what == "the front end's build" and "LATER" not in source.read_text("utf-8"):
            source.write_text(source.read_text("utf-8") + "\nLATER = 1\n", "utf-8")

    monkeypatch.setattr(runtime_module, "run", edit_while_building)
    made = assemble(site, lambda _: None, draft=True)
    assert "LATER" in (made.libraries / site.library.name / "__init__.py").read_text("utf-8")
    assert describe(site, find_node()) == made


def test_what_fails_leaves_nothing_behind(site, monkeypatch):
    before = sorted((site.work / "runtime").iterdir())
    with (site.library / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("\nLATER = 1\n")

    def fail(command, folder, node, what):
        raise SetupError(what)

    monkeypatch.setattr(runtime_module, "run", fail)
    with pytest.raises(SetupError, match="the front end's build"):
        assemble(site, lambda _: None)
    assert sorted((site.work / "runtime").iterdir()) == before


def test_a_server_makes_do_with_a_draft_and_a_build_does_not(site):
    with (site.library / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("\nLATER = 1\n")
    draft = assemble(site, lambda _: None, draft=True)
    assert describe(site, find_node()) == draft
    whole = assemble(site, lambda _: None)
    assert whole.assets != draft.assets
    assert whole.fingerprint == draft.fingerprint
    assert snapshot_bytes(whole) < 0.95 * snapshot_bytes(draft)
    # From now on it is the better one for both.
    assert assemble(site, lambda _: None, draft=True) == whole


def snapshot_bytes(runtime):
    [snapshot] = runtime.assets.glob("snapshot-*.zst")
    return snapshot.stat().st_size


MOST_TO_FIRST_OUTPUT = 6_500_000
MOST_FOR_THE_LIBRARY = 80_000


def test_the_way_to_the_first_output_is_short(runtime):
    """In bytes as a host sends them: it compresses scripts, and nothing that is compressed already."""
    manifest = json.loads((runtime.assets / "manifest.json").read_text("utf-8"))
    # The standard library comes after the first output.
    names = [name for name in manifest["python"] if not name.startswith("python_stdlib")]
    sent = {name: sent_bytes(runtime.assets / name) for name in names}
    assert len(sent) == 7
    assert sum(sent.values()) <= MOST_TO_FIRST_OUTPUT, sent
    assert sum(size for name, size in sent.items() if ".whl" in name) <= MOST_FOR_THE_LIBRARY, sent


def sent_bytes(file):
    content = file.read_bytes()
    return len(gzip.compress(content) if file.suffix in (".js", ".mjs", ".json") else content)


def test_a_wheel_is_compressed_as_a_whole(runtime):
    for wheel in runtime.wheels:
        with zipfile.ZipFile(wheel) as archive:
            assert archive.testzip() is None
            assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
