import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import FileMissing, TableFaults
from commonweal.formats import json_stream
from commonweal.formats.json_stream import Listing, items

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def file(tmp_path):
    def written(data):
        path = tmp_path / "list.json"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return written


def read(path, *names):
    listing = Listing()
    return [item.value for item in items(path, names, listing)], listing


@pytest.mark.parametrize("chunk", [1, 2, 7, 65_536])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_a_list_is_read_whatever_part_of_it_is_held(file, monkeypatch, chunk, start):
    monkeypatch.setattr(json_stream, "_CHUNK", chunk)
    rows = [{"a": 'x"}]\\é', "b": [1.5, 12345678901234567890, None, True]}, [], -1, "ü", {}, 1234567]
    data = start + json.dumps({"about": {"n": 1}, "rows": rows, "end": 2}, ensure_ascii=False, indent=1).encode()
    found, listing = read(file(data), "rows")
    assert found == rows
    assert listing.beside == {"about": {"n": 1}, "end": 2}
    assert listing.source.sha256 == sha256(data).hexdigest()


@given(st.lists(VALUES), st.booleans())
def test_every_list_is_read_as_json_reads_it(tmp_path_factory, rows, wide):
    path = tmp_path_factory.mktemp("j") / "list.json"
    path.write_text(json.dumps(rows, indent=2 if wide else None), encoding="utf-8")
    assert read(path)[0] == rows


def test_an_object_without_such_a_list_is_itself_the_item(file):
    found, listing = read(file('{"id": 1, "rows": {}}'), "rows")
    assert (found, listing.beside) == ([{"id": 1, "rows": {}}], {})


def test_each_item_has_its_line(file):
    assert [item.line for item in items(file('{\n"rows": [\n1,\n\n[\n2],\n3]}'), ("rows",))] == [3, 5, 7]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "missing here"),
        ("7", 1, "missing here"),
        ('{"rows": [1,]}', 1, "an item is missing"),
        ('{"rows": [1\n2]}', 2, "missing here"),
        ('{"rows": [1]', 1, "missing here"),
        ('{"rows": [1]} 2', 1, "something follows"),
        ('[{"a": 1,\n"b": nope}]', 2, "Expecting value"),
        ('[{"a": 1, "a": 2}]', 1, "a stands twice"),
        ("[NaN]", 1, "NaN"),
        ('["\n"]', 1, "control character"),
        (b'["\xe9"]', 1, "UTF-8"),
        ("[" * 100_000, 1, "JSON"),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(file, text, line, says):
    with pytest.raises(TableFaults, match=says) as refused:
        read(file(text), "rows")
    assert [fault.line for fault in refused.value.faults] == [line]


def test_a_broken_item_is_told_where_it_breaks_and_not_at_the_end_of_a_long_file(file, monkeypatch):
    monkeypatch.setattr(json_stream, "MOST_OF_ONE", 10_000)
    with pytest.raises(TableFaults, match="Expecting") as refused:
        read(file('[1,\n{"a": nope, "b": "' + "x" * 500_000 + '"}]'))
    assert refused.value.faults[0].line == 2


def test_an_item_that_is_too_long_to_hold_is_refused(file, monkeypatch):
    monkeypatch.setattr(json_stream, "MOST_OF_ONE", 10_000)
    with pytest.raises(TableFaults, match="longer than"):
        read(file('["' + "x" * 500_000 + '"]'))


def test_what_was_passed_is_forgotten(file, monkeypatch):
    monkeypatch.setattr(json_stream, "MOST_OF_ONE", 300_000)
    assert len(read(file(json.dumps(["x" * 1000] * 2000)))[0]) == 2000


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        list(items(tmp_path / "no.json", ("rows",)))
