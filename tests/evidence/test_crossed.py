"""Groups in neighbourhoods: told where groups are large, through the gate with all that they add up to, and checked."""

from dataclasses import replace

import pytest

from commonweal.evidence.disclosure_rules import RULES
from commonweal.evidence.inputs import Need
from commonweal.evidence.measures import measure
from commonweal.evidence.profile import profile
from commonweal.evidence.publishing import CROSSED, TOO_FEW, Shown
from commonweal.evidence.service_counts import service_counts
from commonweal.formats.profile_earlier import earlier_release
from commonweal.formats.profiles import profile_files
from commonweal.terms.sources import Unknown
from tests.evidence.small_place import AREAS, small_place

OLD, YOUNG = (80, 70, 60, 50, 45), (70, 20, 61, 40, 3)
PLACES = {"Hill": (0, 1), "Dale": (2, 3), "Quay": (4,)}


def place(old=OLD, young=YOUNG, service="club", **changes):
    needs = [
        Need(area.code, service, group, n, n, n, "count")
        for group, people in (("old", old), ("young", young))
        for area, n in zip(AREAS, people, strict=True)
    ]
    return replace(small_place(), needs=tuple(needs), **changes)


def club(evidence, service="club"):
    return next(one for one in profile(evidence).services if one.id == service)


def crossed(service):
    return {(here.name, one.name): one.need.value for here in service.local for one in here.groups}


def test_large_groups_are_told_in_each_neighbourhood_and_few_people_are_not():
    told = crossed(club(place()))
    assert list(told) == [(name, group) for name in PLACES for group in ("old", "young")]
    assert told["Quay", "young"] == TOO_FEW
    shown = {key: value for key, value in told.items() if value != TOO_FEW}
    assert shown
    for (name, group), value in shown.items():
        people = sum({"old": OLD, "young": YOUNG}[group][k] for k in PLACES[name])
        assert isinstance(value, Shown)
        assert abs(value - people) <= 2


def test_the_gap_of_each_group_in_each_neighbourhood_adds_up_to_that_of_the_neighbourhood():
    (found, *_) = measure(place())
    for here in found.local:
        parts = [found.crossed[here.name, group].gap.value for group in found.groups]
        assert sum(parts) == pytest.approx(here.gap.value)


def test_groups_that_are_not_large_are_told_of_the_whole_place_alone():
    enough = (CROSSED, CROSSED, CROSSED, 0, 0)
    assert crossed(club(place(young=enough)))
    assert crossed(club(place(young=(*enough[:2], CROSSED - 1, 0, 0)))) == {}
    assert club(place(young=(CROSSED - 1, *enough[1:]))).groups


def test_nothing_is_crossed_of_a_sensitive_service_or_of_names_that_could_be_taken_for_others():
    unsaid = tuple(replace(one, standard=Unknown("nobody has said")) for one in small_place().offers)
    assert [one.crossed for one in measure(place(service="refuge", offers=unsaid)) if one.offer.service.sensitive] == [
        {}
    ]
    assert crossed(club(place(service="refuge"), "refuge")) == {}
    odd = tuple(replace(area, neighbourhood=area.neighbourhood.replace("Quay", "Quay#old")) for area in AREAS)
    assert crossed(club(place(areas=odd))) == {}


def test_the_gate_sees_how_groups_in_neighbourhoods_add_up():
    """One few cell alone would follow from its row: another in its row and one in its column are hidden with it."""
    evidence = place(disclosure=RULES["below-10"])
    (found, *_) = measure(evidence)
    counts = service_counts(found, evidence).counts
    assert counts["need@Quay#young"] == TOO_FEW
    in_row = [counts[name] for name in ("need@Quay#old", "need@Quay")]
    in_column = [counts[name] for name in ("need@Hill#young", "need@Dale#young", "need#young")]
    assert TOO_FEW in in_row
    assert TOO_FEW in in_column


def test_an_earlier_profile_tells_what_it_showed_of_groups_in_neighbourhoods():
    told = earlier_release(profile_files(profile(place())), "before").services["club"]
    assert told["need@Quay#young"] is None
    assert {
        f"{what}@{name}#{group}" for what in ("need", "gap") for name in PLACES for group in ("old", "young")
    } <= set(told)
