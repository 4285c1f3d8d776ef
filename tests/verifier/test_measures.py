"""The verifier on measures: they are of their form, and of this count."""

import json

import pytest

from commonweal.formats.counts import count_files
from commonweal.formats.folders import with_manifest
from commonweal.funding.measures import measures
from commonweal.samples.polls import sample_poll
from commonweal.terms.canon import encode
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.funding.polls import counted

POLL = sample_poll(2, 8, 60)
RESULT = counted(POLL, "greedy")
SOUND = count_files(POLL, RESULT, made=measures(POLL, RESULT, draws=5, recounts=20))


def codes(data):
    files = {**{name: each for name, each in SOUND.items() if name != "manifest.json"}, "measures.json": data}
    return [finding.code for finding in check_published(Folder(with_manifest("count", files)))]


@pytest.mark.parametrize(
    "change",
    [
        {"poll": "0" * 64},
        {"kind": "count result"},
        {"format": "commonweal/2"},
        {"rule": {"name": "greedy", "version": 1, "spec": {}}},
    ],
)
def test_measures_of_another_count_are_found(change):
    told = json.loads(SOUND["measures.json"])
    assert codes(encode(told)) == []
    assert codes(encode({**told, **change})) == ["V209"]


def test_another_form_is_found():
    assert codes(json.dumps(json.loads(SOUND["measures.json"]), indent=1).encode()) == ["V209"]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"1.5", b"\xff", b'{"format":"commonweal/1","kind":"count measures"}']
)
def test_what_is_no_measures_is_a_finding_and_no_crash(data):
    assert codes(data)
