"""The join: what checks, development plans and willingness make of a hand-over's tables, and what is refused."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from commonweal.cycle.readiness import ReadinessTables, gated, joined, standings
from commonweal.errors import ReadinessContradicted, TransferTooEarly
from commonweal.formats.prose import prose
from commonweal.handover.chronology import Wanted
from commonweal.handover.inputs import ProviderRow
from commonweal.proposals.criteria import RENEWAL
from commonweal.proposals.development import Action, Session, SupportHours
from commonweal.proposals.readiness import READY, WITH_SUPPORT
from commonweal.proposals.sustainability import Sustainability
from tests.formats.handover_folder import BODIES, tables
from tests.proposals.checked import consent, statements

AS_AT = date(2024, 11, 15)
SAID, LOOKED_AT = date(2024, 6, 1), date(2024, 9, 1)
NAMES = {body.id: body.name for body in BODIES}
GIVEN = tables()
FIRST = GIVEN.funds[0].quarter
LAST = GIVEN.funds[-1].quarter


def said(body, **changed):
    return [replace(one, on=SAID, checked=LOOKED_AT if one.checked else None) for one in statements(body, **changed)]


def action(body="hall", *, criterion="money-two-sign", quarters=2, hours=6, capacity=0):
    what = "Find a second person"
    return Action(
        f"{body}-1", body, criterion, what, "council", Fraction(hours), quarters, capacity_units=Fraction(capacity)
    )


def readiness(*, hall=(), consents=None, actions=(), hours=9):
    return ReadinessTables(
        (*said("hall", without=hall), *said("friends")),
        tuple([consent("hall", on=LOOKED_AT), consent("friends", on=LOOKED_AT)] if consents is None else consents),
        tuple(actions),
        tuple(SupportHours("council", FIRST + k, Fraction(hours)) for k in range(6)),
    )


def handover(**hall):
    row = ProviderRow("hall", Fraction(10), FIRST, willing=True, grant_dependence=Fraction("0.5"))
    rows = (replace(row, **hall), replace(row, organisation="friends"))
    return replace(GIVEN, providers=rows)


def refusal(tables, found):
    with pytest.raises(ReadinessContradicted) as refused:
        joined(tables, found, AS_AT)
    return [(fault.field, prose().fault(fault)) for fault in refused.value.faults]


def test_who_is_ready_and_willing_keeps_its_row():
    found = joined(handover(), readiness(), AS_AT)
    assert found.tables == handover()
    assert found.missing == {}


def test_a_place_without_checks_is_planned_as_before():
    given = handover(ready_from=FIRST + 3, missing="a lease")
    assert gated(given, None, (), AS_AT, NAMES).tables is given


def test_a_provider_begins_when_both_its_row_and_its_check_allow():
    lacking = readiness(hall=("money-two-sign",), actions=[action()])
    found = joined(handover(ready_from=FIRST + 2), lacking, AS_AT)
    assert found.tables.providers[0].ready_from == FIRST + 2
    assert prose().text(found.missing["hall"]) == "a second person who can sign"
    assert joined(handover(ready_from=FIRST + 4), lacking, AS_AT).tables.providers[0].ready_from == FIRST + 4


def test_capacity_that_is_gained_before_it_can_begin_is_added_and_later_gains_are_not():
    before = readiness(hall=("money-two-sign",), actions=[action(capacity=3)])
    assert joined(handover(ready_from=FIRST + 2), before, AS_AT).tables.providers[0].capacity_units == 13
    later = readiness(actions=[action(criterion="learning-skills", capacity=3)])
    assert joined(handover(), later, AS_AT).tables.providers[0].capacity_units == 10


def test_ready_earlier_than_the_check_allows_is_refused_with_what_is_missing():
    told = refusal(handover(ready_from=FIRST + 1), readiness(hall=("money-two-sign",), actions=[action()]))
    assert told == [
        (
            "ready_from_quarter",
            (
                "hall is ready from 2025-Q2 by this table, and its check allows nothing before 2025-Q3;"
                " still missing: a second person who can sign"
            ),
        )
    ]


def test_ready_although_nobody_can_say_when_is_refused():
    told = refusal(handover(ready_from=FIRST + 4), readiness(hall=("money-two-sign",)))
    assert told[0][1].endswith(
        "nobody can say yet when its check allows it; still missing: a second person who can sign"
    )


def test_ready_before_the_first_quarter_that_can_be_planned_is_refused():
    told = refusal(handover(ready_from=FIRST + (-1)), readiness())
    assert told == [
        ("ready_from_quarter", "hall is ready from 2024-Q4 by this table, and 2025-Q1 is the first to be planned")
    ]


def test_who_cannot_be_ready_within_the_plan_is_no_contradiction():
    found = joined(handover(ready_from=LAST + 1), readiness(hall=("money-two-sign",)), AS_AT)
    assert found.tables.providers[0].ready_from == LAST + 1


def test_willingness_is_what_was_recorded_apart():
    unsaid = [consent("friends", on=LOOKED_AT)]
    assert [field for field, _ in refusal(handover(), readiness(consents=unsaid))] == ["willing"]
    both = [consent("hall", on=LOOKED_AT), *unsaid]
    assert "willingness.csv says that it is" in refusal(handover(willing=False), readiness(consents=both))[0][1]
    found = joined(handover(willing=False), readiness(consents=unsaid), AS_AT)
    assert [row.willing for row in found.tables.providers] == [False, True]
    assert prose().text(found.missing["hall"]) == "its recorded willingness"


def test_an_expired_check_blocks_the_gate_until_it_is_made_again():
    later = date(2025, 9, 2)
    with pytest.raises(ReadinessContradicted, match="nobody can say yet"):
        joined(handover(), readiness(), later)
    again = readiness(actions=[action(criterion=RENEWAL, quarters=1)])
    found = standings(again, ["hall"], later)["hall"]
    assert found.ready_from == FIRST + 4
    assert [prose().text(one) for one in found.missing] == [
        "a new check, since the last one expired on 1 September 2025"
    ]


def test_a_provider_without_a_check_is_refused_where_the_place_keeps_checks():
    only = ReadinessTables(tuple(said("friends")), (consent("friends", on=LOOKED_AT),))
    told = refusal(handover(), only)
    assert [field for field, _ in told] == ["willing", "ready_from_quarter"]
    assert "still missing: a readiness check; its recorded willingness" in told[1][1]


def test_every_contradiction_is_told_at_once():
    only = ReadinessTables(tuple(said("hall", without=("money-two-sign",))), (consent("hall", on=LOOKED_AT),))
    told = refusal(handover(), only)
    assert len(told) == 3
    assert {fault.split(" ", 1)[0] for _, fault in told} == {"hall", "friends"}


def test_the_gate_speaks_of_what_the_join_found():
    lacking = readiness(hall=("money-two-sign",), actions=[action()])
    wanted = [Wanted("hall", "library", "Herring Hill", FIRST + 1, 2)]
    with pytest.raises(TransferTooEarly) as refused:
        gated(handover(ready_from=FIRST + 2), lacking, wanted, AS_AT, NAMES)
    (fault,) = refused.value.faults
    assert prose().placed_fault(fault) == (
        "wanted.csv, line 2, quarter: The Hall cannot take over library in Herring Hill on 1 April 2025:"
        " still missing: a second person who can sign. The earliest feasible date is 1 July 2025"
    )
    later = [replace(wanted[0], quarter=FIRST + 2)]
    assert (
        gated(handover(ready_from=FIRST + 2), lacking, later, AS_AT, NAMES).tables.providers[0].ready_from == FIRST + 2
    )


def test_figures_of_sustainability_change_nothing_about_readiness():
    """Reserves, one funder, one volunteer: shown, and never a ground to refuse."""
    for figures in (
        Sustainability("hall", SAID, Fraction(-900), Fraction(3000), Fraction(1), 1, "A hard year."),
        Sustainability("hall", SAID, Fraction(900000), Fraction(10), Fraction(0), 40, "A good year."),
    ):
        found = standings(replace(readiness(), sustainability=(figures,)), ["hall"], AS_AT)["hall"]
        assert found == standings(readiness(), ["hall"], AS_AT)["hall"]
        assert found.check is not None
        assert found.check.state in {READY, WITH_SUPPORT}


def test_rows_that_speak_of_a_later_day_are_counted():
    found = replace(readiness(), sessions=(Session(date(2025, 1, 1), "hall", "hall-1", Fraction(1)),))
    assert found.later_than(AS_AT) == 1
    assert found.later_than(date(2025, 1, 1)) == 0
    assert found.later_than(date(2024, 8, 31)) == 3
