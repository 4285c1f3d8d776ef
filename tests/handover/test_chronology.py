"""The chronology gate in words: what is missing, and the earliest feasible quarter."""

from dataclasses import replace
from fractions import Fraction

from commonweal.formats.prose import prose
from commonweal.handover.chronology import chronology
from commonweal.handover.inputs import ProviderRow
from tests.formats.test_handover_tables import BODIES, tables

NAMES = {body.id: body.name for body in BODIES}


def told(**changed):
    given = tables()
    first = given.funds[0].quarter
    sound = ProviderRow("friends", Fraction(1), first, willing=True, grant_dependence=Fraction(0))
    row = replace(sound, organisation="hall", **{key: value(first) for key, value in changed.items()})
    return [prose().text(sentence) for sentence in chronology(replace(given, providers=(row, sound)), NAMES)]


def test_who_is_ready_and_willing_needs_no_sentence():
    assert told() == []
    assert told(ready_from=lambda first: first + 1) == []


def test_who_is_not_ready_is_told_what_is_missing_and_when():
    assert told(ready_from=lambda first: first + 3, missing=lambda _: "a lease") == [
        "The Hall is not ready yet; still missing: a lease. The earliest it can begin is 1 October 2025."
    ]


def test_who_cannot_be_ready_in_time_is_told_so():
    assert told(ready_from=lambda first: first + 9) == [
        "The Hall cannot be ready within the plan; still missing: its readiness check does not say what."
    ]


def test_without_recorded_willingness_nothing_is_handed_over():
    assert told(willing=lambda _: False) == [
        "The Hall has not recorded that it is willing; nothing can be handed to it before it does."
    ]


def test_who_offers_nothing_is_left_in_peace():
    given = tables()
    row = replace(given.providers[0], willing=False)
    assert chronology(replace(given, providers=(row,), offers=()), NAMES) == ()
