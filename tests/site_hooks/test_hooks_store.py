import json

import pytest

from site_hooks.store import key_of, load, save

RESULTS = {"pyodide": [{"text": "é\ud800 1\n"}], "cpython": [{}]}
KEY = key_of([{"do": "cell"}], "fingerprint")


def test_what_is_kept_comes_back(tmp_path):
    save(tmp_path / "store", KEY, RESULTS)
    assert load(tmp_path / "store", KEY) == RESULTS
    assert [path.name for path in (tmp_path / "store").iterdir()] == [f"{KEY}.json"]


def test_nothing_kept_is_nothing(tmp_path):
    assert load(tmp_path / "store", KEY) is None


def test_later_results_replace_earlier_ones(tmp_path):
    save(tmp_path, KEY, {"pyodide": [], "cpython": []})
    save(tmp_path, KEY, RESULTS)
    assert load(tmp_path, KEY) == RESULTS


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b"{}", b'{"results": 3}'])
def test_a_damaged_entry_is_passed_over(tmp_path, content):
    (tmp_path / f"{KEY}.json").write_bytes(content)
    assert load(tmp_path, KEY) is None


def test_a_half_written_entry_is_passed_over_wherever_it_ends(tmp_path):
    save(tmp_path, KEY, RESULTS)
    file = tmp_path / f"{KEY}.json"
    whole = file.read_bytes()
    for end in range(len(whole)):
        file.write_bytes(whole[:end])
        assert load(tmp_path, KEY) is None


def test_a_changed_result_is_passed_over(tmp_path):
    save(tmp_path, KEY, RESULTS)
    file = tmp_path / f"{KEY}.json"
    file.write_text(file.read_text("utf-8").replace(" 1", " 2"), "utf-8")
    assert load(tmp_path, KEY) is None


def test_the_entry_of_another_page_is_passed_over(tmp_path):
    other = key_of([], "fingerprint")
    save(tmp_path, other, RESULTS)
    (tmp_path / f"{other}.json").rename(tmp_path / f"{KEY}.json")
    assert load(tmp_path, KEY) is None


def test_an_entry_without_its_digest_is_passed_over(tmp_path):
    (tmp_path / f"{KEY}.json").write_text(json.dumps({"key": KEY, "results": RESULTS}), "utf-8")
    assert load(tmp_path, KEY) is None


def test_the_key_depends_on_steps_their_order_and_the_runtime():
    steps = [{"do": "cell", "source": "a"}, {"do": "cell", "source": "b"}]
    keys = {key_of(steps, "x"), key_of(steps[::-1], "x"), key_of(steps[:1], "x"), key_of(steps, "y")}
    assert len(keys) == 4
    assert key_of([{"source": "a", "do": "cell"}, steps[1]], "x") == key_of(steps, "x")
    assert key_of([{"source": "\ud800"}], "x") == key_of([{"source": "\ud800"}], "x")
