"""Profiles that the web publishes one after another, each subtracted from the other, give nobody away."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from commonweal.evidence.disclosure_rules import NHS, RULES, Rule
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.profile import profile
from commonweal.formats.place_folder import PlaceFolder, read_place
from commonweal.formats.profiles import profile_files
from commonweal.terms.sources import Source
from tests.evidence import small_place as saltmarsh
from tests.evidence.attack import reach
from tests.evidence.test_differencing import beside
from tests.web.places import small_place

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PEOPLE = {"club": (9, 12, 20, 0, 10), "advice": (1, 0, 8, 11, 9), "refuge": (1, 0, 2, 0, 1)}


def first(rule: Rule = NHS) -> Evidence:
    evidence: Evidence = saltmarsh.small_place(PEOPLE, disclosure=rule)
    return evidence


def with_other_sites(evidence: Evidence) -> Evidence:
    """The same people need the same; the sites offer more or less than before, so that others lack it."""
    sizes = (Fraction(10), Fraction(5), Fraction(8), Fraction(2))
    sites = tuple(replace(site, capacity=size) for site, size in zip(evidence.sites, sizes, strict=True))
    return replace(evidence, sites=sites, sources={**evidence.sources, "sites.csv": Source("sites.csv", "other")})


@pytest.fixture
def folder(tmp_path: Path) -> PlaceFolder:
    """A place folder without a plan and without rounds."""
    found = read_place(small_place(tmp_path / "files", rounds=False))
    return replace(found, handover=None, boundaries={}, settings=replace(found.settings, handover=None))


def taken(folder: PlaceFolder, evidence: Evidence) -> int:
    from commonweal.web.procedures.take_in import take_in

    return len(take_in(replace(folder, evidence=evidence), at=NOW, salts=Random(1).randbytes).done)


def narrow(later, earlier, service, rule):
    """Names of counts of people in need that somebody who has both profiles can tell too closely."""
    names, told = beside(later, earlier, service, rule)
    return [name for name, k in names.items() if name.startswith("need") and reach(told, k) < told.spans[k]]


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_sites_change_and_each_profile_less_the_other_tells_nobody_apart(stored_place, folder, name):
    from commonweal.verifier.main import check_folder
    from commonweal.verifier.reading import Folder
    from commonweal.web.store import read

    rule = RULES[name]
    later = with_other_sites(first(rule))
    assert taken(folder, first(rule))
    assert taken(folder, later)
    one, two = (stored.files for stored in read.profiles())
    alone = profile_files(profile(later))
    told = [narrow(alone, one, service, rule) for service in ("club", "advice")]
    assert any(told)  # it would be told, were the later one published as if nothing had been before
    for service in ("club", "advice"):
        assert narrow(two, one, service, rule) == []
    assert check_folder(Folder(two)) == []


def test_what_is_published_is_made_again_from_the_same_folder_and_adds_nothing(place_on_sqlite, folder):
    from commonweal.web.store import read

    taken(folder, first())
    assert taken(folder, first()) == 0
    taken(folder, with_other_sites(first()))
    assert taken(folder, with_other_sites(first())) == 0
    assert len(read.profiles()) == 2
    assert [taken(folder, first()) for _ in range(2)] == [1, 0]
    assert len(read.profiles()) == 3


def test_every_profile_before_is_looked_at_and_not_the_last_alone(place_on_sqlite, folder):
    from commonweal.web.store import read

    changed = with_other_sites(first())
    more = {service: tuple(count * 3 for count in counts) for service, counts in PEOPLE.items()}
    for evidence in (first(), saltmarsh.small_place(more, "grown"), changed):
        taken(folder, evidence)
    one, _, three = (stored.files for stored in read.profiles())
    for service in ("club", "advice"):
        assert narrow(three, one, service, NHS) == []


def test_the_plan_counts_people_as_the_profile_beside_those_before_it_does(place_on_sqlite, folder, monkeypatch):
    """A plan's demand is published too: it is made from the same counts, whether its profile is new or stands."""
    from commonweal.web.procedures import take_in

    beside_of = []

    def seen(place, salts, told):
        beside_of.append(len(place.evidence.earlier))
        return plans(place, salts, told)

    plans = take_in.Plans
    monkeypatch.setattr(take_in, "Plans", seen)
    for evidence in (first(), first(), with_other_sites(first()), with_other_sites(first())):
        taken(folder, evidence)
    assert beside_of == [0, 0, 1, 1]
