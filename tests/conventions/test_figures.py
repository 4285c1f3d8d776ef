"""Promises 3 and 8: every published figure opens to its source, and every count of people in need passed one gate."""

import csv
import io
import json
import re

import pytest

from commonweal.cli.sample_folder import sample_files
from commonweal.evidence import publishing, service_counts
from commonweal.evidence.profile import profile
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from commonweal.formats.profiles import profile_files
from tests.conventions.test_gate import open_gate


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "place"
    write_folder(folder, sample_files(2))
    return folder


@pytest.fixture(scope="module")
def published(place):
    return profile_files(profile(read_place(place).evidence))


def figures(value, name=""):
    """Every figure anywhere in the profile, with the path to it."""
    if isinstance(value, dict):
        if "value" in value and "unit" in value:
            yield name, value
        for key, inner in value.items():
            yield from figures(inner, f"{name}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from figures(inner, f"{name}/{number}")


def test_3_every_figure_names_a_file_its_hash_and_its_rows(place, published):
    from hashlib import sha256

    found = list(figures(json.loads(published["profile.json"])))
    assert len(found) > 30
    assert [name for name, figure in found if not figure["sources"] or figure["rows"] < 1] == []
    for source in {(one["file"], one["sha256"]) for _, figure in found for one in figure["sources"]}:
        assert sha256((place / source[0]).read_bytes()).hexdigest() == source[1]


def test_3_a_figure_that_nobody_has_says_why(published):
    unknown = [figure for _, figure in figures(json.loads(published["profile.json"])) if figure["value"] is None]
    assert unknown
    assert all(figure["unknown_because"] for figure in unknown)


def of_people_in_need(published):
    """Every count of people in need in the JSON and in the tables, as text."""
    for name, figure in figures(json.loads(published["profile.json"])):
        if figure["unit"] == "people in need":
            yield from ((name, str(figure[key])) for key in ("value", "low", "high") if figure.get(key) is not None)
    for row in csv.DictReader(io.StringIO(published["tables/gaps.csv"].decode("utf-8"))):
        for column in ("need", "need_low", "need_high", "gap", "gap_low", "gap_high"):
            if row[column]:
                yield f"gaps.csv {row['service']} {row['neighbourhood']} {column}", row[column]


def passed(text):
    return text in {"0", "*"} or (text.isdigit() and int(text) >= 10 and int(text) % 5 == 0)


def test_8_no_count_of_people_in_need_is_published_as_it_was_counted(published):
    counts = list(of_people_in_need(published))
    assert len(counts) > 100
    assert [(name, text) for name, text in counts if not passed(text)] == []


def test_8_the_gate_is_what_holds_it(place, monkeypatch):
    """With the gate open, the test above would see it."""
    monkeypatch.setattr(service_counts, "protect", open_gate)
    leaky = profile_files(profile(read_place(place).evidence))
    assert not all(passed(text) for _, text in of_people_in_need(leaky))
    assert publishing.FEW == 7


def test_8_no_sentence_says_a_small_count(published):
    told = [service["sentence"] for service in json.loads(published["profile.json"])["services"]]
    counts = [text.replace(",", "") for line in told for text in re.findall(r"[\d,]*\d(?= people| and|\))", line)]
    assert counts
    assert [text for text in counts if not passed(text)] == []
