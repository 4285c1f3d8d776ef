"""The folder of an answer of where sites should be: accepted as it is written, refused change by change."""

from functools import cache

import pytest

from commonweal.evidence.siting import Effort, site
from commonweal.evidence.siting_effects import effect
from commonweal.evidence.siting_told import told
from commonweal.formats.folders import with_manifest
from commonweal.formats.siting_folder import siting_files
from commonweal.terms.sources import Source
from tests.evidence.siting_cases import question
from tests.evidence.test_siting import KINDS, SEEDS
from tests.verifier.mended import changed, codes, replaced, whats, without

FILE = "siting.json"


@cache
def made(kind, seed, parts=60):
    siting = question(seed, areas=10, candidates=9, sites=4, **KINDS[kind])
    found = site(siting, Effort(parts=parts))
    effects = [effect(siting, one) for one in found.options]
    return tuple(siting_files(found, effects, told(found, effects), [Source("areas.csv", "0" * 64)], "<svg/>").items())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_written_is_accepted_however_far_the_proof_went(kind, seed):
    assert whats(dict(made(kind, seed))) == []
    assert whats(dict(made(kind, seed, 1))) == []
    assert whats(without(dict(made(kind, seed)), "siting.svg")) == []


@cache
def in_parts():
    """A folder whose proof is in parts."""
    for kind in ("distance", "with room"):
        for seed in range(40):
            files = made(kind, seed)
            if b'"branches":[]' not in dict(files)[FILE]:
                return files
    raise AssertionError


@cache
def sieved():
    """A folder whose proof leaves candidates out before anything else."""
    return next(files for seed in range(40) if b'"sieves":[]' not in dict(files := made("distance", seed))[FILE])


def option(told):
    return told["options"][0]


def worse_first(told):
    told["options"].reverse()


def another_site(told):
    taken = option(told)["sites"]
    other = next(one["id"] for one in told["candidates"] if one["id"] not in taken)
    taken[0] = other
    taken.sort()


def further_than_needed(told):
    own = option(told)
    used = [told["candidates"].index(next(c for c in told["candidates"] if c["id"] == one)) for one in own["sites"]]
    row = next(row for row in own["served"] if row)
    row[0][0] = next(j for j in used if j != row[0][0])


MUTATIONS = {
    "a cheaper choice": (lambda told: option(told).update(cost=option(told)["cost"] - 1), "V841"),
    "another site": (another_site, "V841"),
    "people sent elsewhere": (further_than_needed, "V841"),
    "fewer people": (lambda told: told["residents"][0].update(people=told["residents"][0]["people"] + 1), "V841"),
    "a candidate moved": (
        lambda told: [one.update(easting_mm=one["easting_mm"] + 5000) for one in told["candidates"]],
        "V841",
    ),
    "a nearer mean": (lambda told: option(told)["everybody"].update(mean_mm="1/1"), "V841"),
    "nobody too far": (lambda told: option(told)["deciles"][0].update(beyond=10**6), "V841"),
    "a fairer index": (lambda told: option(told).update(concentration="1/7"), "V841"),
    "a site used more": (lambda told: option(told)["used"].reverse(), "V841"),
    "a stay forgotten": (lambda told: told["candidates"][0].update(kept="no"), "V841"),
    "a higher bound": (lambda told: told["proof"].update(bound=told["proof"]["bound"] + 1), "V842"),
    "a smaller gap": (lambda told: told.update(gap="-1/9"), "V842"),
    "other prices": (lambda told: told["proof"]["leaves"][0].__setitem__(0, -(10**12)), "V842"),
    "the best last": (worse_first, "V842"),
    "another form": (lambda told: told.update(kind="sites"), "V841"),
    "another unit": (lambda told: told.update(scale=1), "V841"),
}


@pytest.mark.parametrize("change", MUTATIONS, ids=MUTATIONS)
def test_no_other_answer_is_accepted(change):
    how, code = MUTATIONS[change]
    files = dict(made("distance", 1))
    assert code in codes(changed(files, FILE, how))


TREES = {
    "a part left out": lambda told: told["proof"]["leaves"].pop(),
    "both answers to one part": lambda told: told["proof"]["branches"][0].update(
        yes=told["proof"]["branches"][0]["no"]
    ),
    "a question of itself": lambda told: told["proof"]["branches"][0].update(yes=0),
    "another question": lambda told: told["proof"]["branches"][0].update(candidate=-1),
    "no questions at all": lambda told: told["proof"].update(branches=[]),
}


@pytest.mark.parametrize("change", TREES, ids=TREES)
def test_a_proof_in_parts_covers_every_choice(change):
    files = dict(in_parts())
    assert whats(files) == []
    assert {"V842", "V106"} & set(codes(changed(files, FILE, TREES[change])))


def let_through(told):
    told["proof"]["sieves"].pop()
    told["proof"]["bound"] += 1


SIEVES = {
    "one left out twice": lambda told: told["proof"]["sieves"].append(told["proof"]["sieves"][0]),
    "no candidate": lambda told: told["proof"]["sieves"][0]["candidates"].append(99),
    "a higher bound": let_through,
    "lower prices": lambda told: told["proof"]["sieves"][0]["prices"].__setitem__(0, -(10**12)),
}


@pytest.mark.parametrize("change", SIEVES, ids=SIEVES)
def test_nothing_is_left_out_that_a_better_choice_could_have(change):
    files = dict(sieved())
    assert whats(files) == []
    assert "V842" in codes(changed(files, FILE, SIEVES[change]))


def test_no_site_serves_more_than_it_has_room_for():
    def change(told):
        for one in told["candidates"]:
            one["people_at_most"] = 1

    assert "V841" in codes(changed(dict(made("with room", 1)), FILE, change))


def test_every_file_is_there_and_every_table_is_that_of_the_figures():
    files = dict(made("distance", 2))
    for name in ("sites.csv", "deciles.csv"):
        line = files[name].decode().splitlines()[1]
        assert codes(replaced(files, name, line, line + "9")) == {"V841"}
        assert codes(without(files, name)) >= {"V107"}
    assert codes({**files, "x": b""}) == {"V103", "V108"}


def test_an_answer_that_a_profile_holds_is_checked_as_one_that_stands_by_itself():
    def held(files):
        return with_manifest("profile", {f"siting/{name}": data for name, data in files.items()})

    files = dict(made("distance", 1))
    line = files["sites.csv"].decode().splitlines()[1]
    altered = replaced(files, "sites.csv", line, line + "9")
    assert codes(held(files)) == set()
    assert codes(held(altered)) == {"V841"}
    assert whats(held(altered)) == ["V841 siting/sites.csv: line 2 is not what siting.json tells"]
    assert codes(held(without(files, "deciles.csv"))) >= {"V107"}
