"""Promise 8: every published statistic of people comes through one gate, by its type and by what it depends on."""

import csv
import io
import json
import pickle
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from commonweal.evidence import service_counts
from commonweal.evidence.disclosure import Audit
from commonweal.evidence.inputs import Evidence, Need, Offer, Site
from commonweal.evidence.points import Point
from commonweal.evidence.profile import profile
from commonweal.evidence.publishing import Shown, ShownRate, shown, shown_rate
from commonweal.evidence.suppression import Safe
from commonweal.formats.profiles import profile_files
from commonweal.samples.places import sample_place
from commonweal.terms.services import Service
from tests.conventions.sources import product_files

OF_NOBODY = {
    r"areas\..*": "official statistics of areas, published by others before",
    r"figures\[(areas|people|most_deprived_tenth)\]\.value": "areas, and residents from the census",
    r"(.*\.)?rows": "how many rows of a file",
    r".*\.rows\.row": "which row of a file",
    r"services\.figures\[(capacity|standard)\]\.value": "units of a service, as its provider or the place states them",
    r"services\.conservation\[\w+\]\.\w+": "units of a service, given and received in all",
    r"services\.counts\.witnesses": "made by the auditor from what is published",
    r"maps\[(deprivation|libraries-\d+)\]\..*": "official statistics of areas; libraries for residents of the census",
    r"deciles\.(rows\.)?(decile|areas|people)": "areas, and residents from the census",
    r"deciles\[libraries-.*\]\..*": "libraries for residents of the census",
    r"services\.deciles\.rows\.(decile|areas|people)": "areas, and residents from the census",
    r"deciles\[.*\]\.rows\.(decile|areas|people)": "areas, and residents from the census",
    r"libraries\..*": "a public register of libraries, and residents from the census",
    r"disclosure\..*": "the numbers of a rule",
    r"near\.(distance_m|unplaced|within_reach)": "sites, and how far they are; of none that is sensitive",
    r"not_known\.what\.figures\[\w+\]": "in words: how many areas, sites and figures nobody knows",
    r"inequality\.figures\[(gini|theil.*|concentration_index:residents)\]\.\w+": "of rates as shown, and residents",
    r"inequality\.(curves|sentences)\..*": "made of rates as shown, and residents",
    r"(.*\.)?(method|unit|title|sentence)\.figures\[\w+\].*": "in words, told of the files below",
    r"headlines\.figures\[\w+\].*": "in words, which the files are held to say nothing more by",
}
"""Figures that are no counts, rates or shares of people in need, by where they stand, with the reason."""


def figures(value, path=""):
    """Every number anywhere in a value, with the path to it."""
    if isinstance(value, int | float | Fraction | np.ndarray) and not isinstance(value, bool):
        yield path, value
    for name, inner in inside(value, path):
        yield from figures(inner, name)


def inside(value, path):
    """What a value is made of, each part with the path to it."""
    if is_dataclass(value):
        return [(f"{path}.{field.name}".strip("."), getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        return [(f"{path}[{key}]", inner) for key, inner in value.items()]
    if isinstance(value, tuple | list):
        named = path in {"maps", "deciles"}
        return [(f"{path}[{inner.id}]" if named else path, inner) for inner in value]
    return []


def leaks(found):
    """Give where a number stands that did not come through the gate and is not named as one of nobody."""
    return sorted(
        {
            path
            for path, value in figures(found)
            if not isinstance(value, Shown | ShownRate) and not any(re.fullmatch(one, path) for one in OF_NOBODY)
        }
    )


@pytest.fixture(scope="module")
def evidence():
    place = sample_place(1)
    return Evidence(place.name, date(2026, 10, 1), place.areas, place.offers, place.needs, place.sites)


@pytest.fixture(scope="module")
def found(evidence):
    return profile(evidence)


def test_8_every_number_of_a_profile_comes_through_the_gate_or_is_of_nobody(found):
    assert leaks(found) == [], leaks(found)
    assert sum(isinstance(value, Shown) for _, value in figures(found)) > 500


@pytest.mark.parametrize(
    "leak",
    [
        lambda one: replace(one, need=replace(one.need, value=133)),
        lambda one: replace(one, gap=replace(one.gap, low=21)),
        lambda one: replace(one, gap=replace(one.gap, high=one.gap.high + 0)),
    ],
)
def test_8_a_number_that_did_not_is_seen(found, leak):
    service = next(one for one in found.services if one.local and isinstance(one.local[0].gap.high, Shown))
    leaky = replace(service, local=(leak(service.local[0]), *service.local[1:]))
    assert leaks(replace(found, services=(leaky,))) != []


def test_8_a_new_field_with_a_number_in_it_is_seen_before_anybody_says_what_it_is(found):
    assert leaks({"waiting": {"library": 12}}) == ["[waiting][library]"]
    assert leaks(replace(found, figures={**found.figures, "waiting": replace(found.figures["areas"], value=12)})) != []


def test_8_only_the_gate_makes_what_it_makes():
    for kind in (Shown, ShownRate):
        with pytest.raises(TypeError, match="only the gate"):
            kind(10)
    assert type(shown(10) + 5) is int
    assert type(shown_rate(1.5, 20) * 2) is float
    assert [type(pickle.loads(pickle.dumps(one))) for one in (shown(10), shown_rate(1.5, 9))] == [Shown, ShownRate]
    elsewhere = [
        file.name
        for file in product_files()
        if "evidence.publishing" in file.text and re.search(r"\b_GATE\b|\bShown\(|\bShownRate\(|\b_again\b", file.text)
    ]
    assert elsewhere == ["src/commonweal/evidence/publishing.py"]


def open_gate(rule, counts):
    """Let every count through as it is."""
    nothing = np.zeros(len(counts.values), dtype=bool)
    return Safe(rule, counts.values, nothing, nothing, Audit(counts.values[None, :], np.zeros(0, dtype=np.int64)))


CLUB = Service("club", "Lunch club", "meals", Fraction(1), Fraction(1, 2))
RATES = re.compile(r"access|concentration")


def bytes_of(evidence, people):
    needs = tuple(replace(need, people=n, low=n, high=n) for need, n in zip(evidence.needs, people, strict=True))
    return profile_files(profile(replace(evidence, needs=needs)))


def without_rates(files):
    """What is published but for rates of access, which are to three figures and depend on everybody around a site."""
    told = {}
    for name, data in files.items():
        if name in {"manifest.json", "tables/inequality.csv", "tables/curves.csv"}:
            continue
        if name.endswith(".csv"):
            rows = list(csv.DictReader(io.StringIO(data.decode())))
            told[name] = [{k: v for k, v in row.items() if not k.startswith("access")} for row in rows]
            told[name] = [row for row in told[name] if not RATES.match(row.get("figure", ""))]
        else:
            told[name] = _bare(json.loads(data))
    return told


def _bare(value):
    if isinstance(value, dict):
        return {
            key: _bare(inner)
            for key, inner in value.items()
            if not re.match(r"access|concentration|conservation|sentence|inequality", key)
        }
    return [_bare(one) for one in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def small(evidence):
    """Four areas in two neighbourhoods and three tenths, a hall in the first, and whoever needs lunch there."""
    areas = [
        replace(area, neighbourhood=where, deprivation_decile=tenth, easting=x, northing=0.0)
        for area, where, tenth, x in zip(
            evidence.areas,
            ("Hill", "Hill", "Dale", "Dale"),
            (1, 1, 1, 9),
            (0.0, 9000.0, 18000.0, 27000.0),
            strict=False,
        )
    ]
    here = Point(0, 0)
    return Evidence(
        "Saltmarsh",
        date(2026, 1, 1),
        tuple(areas),
        (Offer(CLUB, Fraction(1)),),
        tuple(Need(area.code, "club", "old", 1, 1, 1, "count") for area in areas),
        (Site("s", "Hall", "club", "", here, here, Fraction(60)),),
    )


def test_8_two_truths_that_look_alike_through_the_gate_give_the_same_files(small):
    """Nothing published depends on what the gate holds back: not a table, not a share, not the proof."""
    one, other = (without_rates(bytes_of(small, people)) for people in ((200, 34, 61, 3), (201, 33, 61, 5)))
    assert one == other
    assert json.dumps(one).count('"*"') > 1


def test_8_with_the_gate_open_they_do_not(small, monkeypatch):
    monkeypatch.setattr(service_counts, "protect", open_gate)
    one, other = (without_rates(bytes_of(small, people)) for people in ((200, 34, 61, 3), (201, 33, 61, 5)))
    assert one != other


def test_8_what_the_gate_holds_back_is_in_no_word_either(small):
    files = bytes_of(small, (200, 34, 61, 3))
    assert service_counts.ENDS == ("", ":low", ":high")
    for name, data in files.items():
        if name not in {"manifest.json", "disclosure.json"}:  # witnesses are of any numbers
            assert not re.search(r"\b(234|298|34 people|61)\b", re.sub(r"[0-9a-f]{64}", "", data.decode())), name
