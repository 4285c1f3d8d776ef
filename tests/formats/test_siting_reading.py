"""An answer of where sites should be is read back as it was written; what is none, or is out of date, is told."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.evidence.siting import Effort, site
from commonweal.evidence.siting_effects import effect
from commonweal.evidence.siting_faults import asked, centres, residents
from commonweal.evidence.siting_told import told
from commonweal.formats.siting_folder import siting_files
from commonweal.formats.siting_reading import FILE, FOLDER, kept_siting, siting_of
from commonweal.terms.places import Area
from commonweal.terms.sources import Source

AREAS = tuple(
    Area(f"a{k}", f"Area {k}", "Hill" if k < 2 else "Dale", 100 + k, k + 1, k + 1, 40.0 - k, 1000.5 * k, 0.0)
    for k in range(4)
)


def answered():
    question = asked("Saltmarsh", residents(AREAS), centres(AREAS, 300), sites=2, reach_mm=900_000, aim="distance")
    return site(question, Effort(parts=20, others=2))


def files_of(found):
    effects = [effect(found.siting, one) for one in found.options]
    source = Source("areas.csv", "0" * 64)
    return siting_files(found, effects, told(found, effects), [source], None)


@pytest.fixture
def place(tmp_path):
    (tmp_path / FOLDER).mkdir()
    for name, data in files_of(answered()).items():
        (tmp_path / FOLDER / name).write_bytes(data)
    return tmp_path


def test_the_question_and_every_option_come_back():
    found = answered()
    assert siting_of(json.loads(files_of(found)[FILE])) == (found.siting, found.options)


def test_a_place_keeps_the_answer_as_it_was_written(place, tmp_path):
    files, faults = kept_siting(place, AREAS)
    assert (dict(files), faults) == (files_of(answered()), ())
    assert kept_siting(tmp_path / "other", AREAS) == ({}, ())


@pytest.mark.parametrize("data", [b"{", b"[]", b"{}", b'{"candidates": 3}'])
def test_what_is_no_answer_is_told(place, data):
    (place / FOLDER / FILE).write_bytes(data)
    files, (fault,) = kept_siting(place, AREAS)
    assert (files, fault.file) == ({}, "siting/siting.json")
    assert "no answer that commonweal siting wrote" in str(fault)


def test_an_answer_about_other_people_is_told(place):
    moved = (replace(AREAS[0], population=99), *AREAS[1:])
    assert Fraction(sum(one.people for one in residents(moved))) != 406
    files, (fault,) = kept_siting(place, moved)
    assert files == {}
    assert "run commonweal siting again" in str(fault)
