from dataclasses import replace
from datetime import date

import pytest

from commonweal.evidence.bodies import Body
from commonweal.evidence.grants import GivenGrant
from commonweal.evidence.group_voices import named_groups, share_text
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.named_groups import HandTagged, Tag
from commonweal.evidence.patterns import LONGEST
from commonweal.formats.prose import ENGLISH, prose
from commonweal.samples.places import sample_place
from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown

PLACE = sample_place(1, areas=8, neighbourhoods=3, people=12_000)
UNSAID = Unknown("not stated")
SAMPLE = HandTagged(21, 1, 9, 4172)
INJECT = "people who inject drugs"
TAGS = (
    Tag("BE101", "Asylum seekers and refugees", r"\b(asylum|refugees?)\b", "", SAMPLE),
    Tag("HE201", "Addiction", r"\b(addict(ion|ed)|drug)\b", "", HandTagged(24, 1, 11, 4167), (INJECT,)),
)


def body(activities, number=1):
    return Body(f"GB-CHC-{number}", "A body", *(UNSAID,) * 7, activities=activities)


def evidence(*activities, **more):
    bodies = tuple(body(text, k) for k, text in enumerate(activities))
    made = Evidence(PLACE.name, date(2026, 10, 1), PLACE.areas, PLACE.offers, PLACE.needs, PLACE.sites)
    return replace(made, bodies=bodies, tags=TAGS, **more)


def grant(title):
    return GivenGrant("g", title, "", "f", "A funder", "r", "A body", Pence(1), date(2025, 1, 1), UNSAID, UNSAID)


def told(voice):
    return prose(ENGLISH).text(voice.sentence)


def test_a_place_without_tags_or_bodies_has_no_named_groups():
    assert named_groups(replace(evidence("Cats"), tags=None)) is None
    assert named_groups(replace(evidence("Cats"), bodies=None)) is None


def test_a_group_of_whom_nobody_speaks_is_met_with_silence_and_not_with_no_need():
    voices = named_groups(evidence(*["Keeps a hall"] * 200)).voices
    assert [voice.silent for voice in voices] == [True, True]
    assert "silence" in told(voices[0])
    assert "not the same as no need" in told(voices[0])
    assert voices[0].bodies.value == 0
    assert voices[0].bodies.high > 0
    assert voices[0].clipped


def test_a_body_a_grant_or_a_service_breaks_the_silence():
    spoken = named_groups(evidence("Helps refugees", "Keeps a hall")).voices[0]
    assert not spoken.silent
    granted = named_groups(evidence("Keeps a hall", grants=(grant("For refugees"),))).voices
    assert [(voice.silent, voice.grants) for voice in granted] == [(False, True), (True, False)]
    sites = (replace(PLACE.sites[0], groups=(INJECT,)),)
    served = named_groups(evidence("Keeps a hall", sites=sites)).voices[1]
    assert (served.silent, served.services) == (False, ("Libraries",))


def test_a_service_that_has_ended_breaks_no_silence():
    sites = (replace(PLACE.sites[0], groups=(INJECT,), delivered_to=date(2026, 9, 30)),)
    assert named_groups(evidence("Keeps a hall", sites=sites)).voices[1].silent


def test_bodies_that_say_nothing_or_too_much_are_counted_apart():
    found = named_groups(evidence("Keeps a hall", "", "x" * LONGEST))
    assert (found.read, found.unread) == (1, 2)
    assert "2 more say nothing" in prose(ENGLISH).text(found.caveat)


def test_where_no_body_says_anything_nothing_is_known_and_nothing_silent():
    found = named_groups(evidence("", ""))
    assert found.silent == ()
    assert isinstance(found.voices[0].bodies.value, Unknown)
    assert "is not known" in told(found.voices[0])


def test_words_are_counted_with_an_interval():
    voice = named_groups(evidence(*["Helps refugees"] * 30, *["Keeps a hall"] * 170)).voices[0]
    assert voice.bodies.low < voice.bodies.value < voice.bodies.high
    assert 25 <= voice.bodies.value <= 35
    assert voice.bodies.files == ("bodies.csv", "tags.csv")


@pytest.mark.parametrize(("share", "text"), [(SAMPLE.sensitivity, "95% (78% to 99%)"), (UNSAID, "not known")])
def test_a_share_is_written_with_its_interval(share, text):
    assert prose(ENGLISH).text(share_text(share)) == text
