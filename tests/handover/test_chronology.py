"""The chronology gate in words: what is missing, and the earliest feasible quarter."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.errors import TransferTooEarly
from commonweal.formats.prose import prose
from commonweal.handover.chronology import Wanted, chronology, gate
from commonweal.handover.inputs import ProviderRow
from commonweal.terms.sentences import say
from tests.formats.handover_folder import BODIES, tables

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


def gated(quarter, asked=None, **changed):
    given = tables()
    first = given.funds[0].quarter
    row = ProviderRow("hall", Fraction(1), first, willing=True, grant_dependence=Fraction(0))
    row = replace(row, **{key: value(first) for key, value in changed.items()})
    wanted = [Wanted("hall", "library", "Herring Hill", first + quarter, 2)]
    gate(replace(given, providers=(row,)), wanted, NAMES, asked or {})


def refused(quarter, asked=None, **changed):
    with pytest.raises(TransferTooEarly) as found:
        gated(quarter, asked, **changed)
    (fault,) = found.value.faults
    assert (fault.file, fault.line, fault.field) == ("wanted.csv", 2, "quarter")
    return prose().fault(fault)


def test_a_transfer_after_readiness_and_consent_is_let_through():
    gated(1)
    gated(3, ready_from=lambda first: first + 3)


def test_a_transfer_before_readiness_names_what_is_missing_and_the_earliest_date():
    assert refused(2, {"hall": say("a lease")}, ready_from=lambda first: first + 3) == (
        "The Hall cannot take over library in Herring Hill on 1 July 2025: still missing: a lease."
        " The earliest feasible date is 1 October 2025"
    )


def test_where_only_the_providers_table_speaks_its_words_are_told():
    told_ = refused(2, ready_from=lambda first: first + 3, missing=lambda _: "a lease")
    assert "still missing: a lease. The earliest feasible date is 1 October 2025" in told_
    assert "its readiness check does not say what" in refused(2, ready_from=lambda first: first + 3)


def test_a_transfer_before_consent_is_refused_however_ready_the_body_is():
    assert refused(2, willing=lambda _: False) == (
        "The Hall cannot take over library in Herring Hill on 1 July 2025: still missing: its recorded willingness."
        " The earliest feasible date is 1 April 2025, once it has said that it is willing"
    )
    both = refused(2, willing=lambda _: False, ready_from=lambda first: first + 3, missing=lambda _: "a lease")
    assert (
        "still missing: a lease; its recorded willingness. The earliest feasible date is 1 October 2025, once" in both
    )


def test_a_transfer_for_which_nobody_can_give_a_date_is_refused_with_what_is_missing():
    told_ = refused(2, ready_from=lambda first: first + 9, missing=lambda _: "a lease")
    assert told_.endswith("still missing: a lease. Nobody can give a date within the plan yet")


def test_what_a_check_says_stands_before_the_words_of_the_providers_table():
    given = tables()
    row = replace(given.providers[0], willing=True, ready_from=given.funds[0].quarter + 3, missing="papers")
    rows = replace(given, providers=(row,))
    (sentence,) = chronology(rows, NAMES, {row.organisation: say("a lease")})
    assert "still missing: a lease." in prose().text(sentence)
