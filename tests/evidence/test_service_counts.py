"""A sensitive service: whoever knows its capacity and its standard knows how many it serves, and subtracts that."""

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from commonweal.evidence.disclosure import Published
from commonweal.evidence.disclosure_rules import RULES
from commonweal.evidence.measures import measure
from commonweal.evidence.profile import profile
from commonweal.evidence.service_counts import FEW_NEED_IT, service_counts
from commonweal.evidence.sums import listed
from commonweal.formats.folders import with_manifest
from commonweal.formats.profiles import profile_files
from commonweal.terms.canon import encode
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from tests.evidence.attack import reach
from tests.evidence.small_place import small_place
from tests.evidence.test_differencing import seen


def refuge(people, beds, rule=RULES["nhs-sub-national"]):
    """Make a place where so many need a bed in the refuge, in the first area, and so many beds are there."""
    place = small_place({"club": (0,) * 5, "advice": (0,) * 5, "refuge": (people, 0, 0, 0, 0)}, disclosure=rule)
    sites = tuple(replace(one, capacity=Fraction(beds)) if one.id == "door" else one for one in place.sites)
    needs = tuple(replace(one, low=one.people, high=one.people) for one in place.needs)
    return replace(place, sites=sites, needs=needs)


def counts_of(evidence):
    (measured,) = (one for one in measure(evidence) if one.offer.service.id == "refuge")
    return service_counts(measured, evidence).counts


def with_beds(told, names, beds):
    """Let the attacker know the beds: those who need one are those who lack it, and as many as there are beds."""
    sums, size = told.sums, told.sums.cells
    rows = [(int(sums.row(k)[-1]), sums.row(k)[:-1].tolist(), bool(sums.open[k])) for k in range(sums.rows)]
    low, high = told.low.tolist(), told.high.tolist()
    for end in ("", ":low", ":high"):
        if f"gap{end}" in names:
            need, gap = names[f"need{end}"], names[f"gap{end}"]
            rows.append((need, [gap, size], False))
            low.append(beds if told.low[gap] else 0)
            high.append(beds)
            size += 1
    spans = np.concatenate([told.spans, np.zeros(size - told.sums.cells, dtype=np.int64)])
    return Published(listed(size, rows), np.array(low), np.array(high), spans)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_who_subtracts_the_beds_can_tell_neither_how_many_need_one_nor_how_many_lack_one(rule):
    told_of = 0
    for beds in (2, 4):
        for people in (3, *range(6, 17)):
            files = profile_files(profile(refuge(people, beds, rule)))
            names, told = seen(files, "refuge", rule)
            told_of += "gap" in names
            attacker = with_beds(told, names, beds)
            for name, k in names.items():
                assert reach(attacker, k) >= told.spans[k], (people, beds, name)
    assert told_of > 10


def test_where_few_need_it_nothing_is_said_of_those_who_lack_it():
    counts = counts_of(refuge(3, 5))
    assert counts["gap"] == counts["gap:provider full"] == counts["gap:low"] == FEW_NEED_IT
    assert counts_of(refuge(8, 20))["gap"] == 0


def test_a_bed_and_a_half_for_each_is_no_whole_number_served():
    place = refuge(30, 7)
    offers = tuple(replace(one, standard=Fraction(3, 2)) for one in place.offers)
    counts = counts_of(replace(place, offers=offers))
    assert (counts["need"], counts["gap"]) == (30, 25)


def test_a_witness_that_forgets_the_beds_is_refused():
    files = profile_files(profile(refuge(30, 9)))
    proof = json.loads(files["disclosure.json"])
    (one,) = (one for one in proof["services"] if one["id"] == "refuge")
    at = one["names"].index("need")
    ends = [one["names"].index(f"need{end}") for end in ("", ":low", ":high")]
    for k in ends:
        one["witnesses"][0][k] += 1 if one["witnesses"][0][at] < 31 else -1
    bare = {name: data for name, data in files.items() if name != "manifest.json"}
    lied = with_manifest("profile", {**bare, "disclosure.json": encode(proof)})
    assert check_folder(Folder(files)) == []
    assert "V903" in {found.code for found in check_folder(Folder(lied))}
