"""Readiness in words, for whoever plans, for the body itself, and for a funder where the body agreed."""

from dataclasses import replace
from fractions import Fraction

from commonweal.cycle.readiness import ReadinessTables, development, standings
from commonweal.cycle.readiness_told import criteria_told, figures_told, funder_rows, funder_told, slot_told, told
from commonweal.formats.prose import prose
from commonweal.proposals.criteria import CRITERIA
from commonweal.proposals.development import Session
from commonweal.proposals.readiness import checks
from tests.cycle.test_readiness import AS_AT, LOOKED_AT, SAID, action, readiness, said
from tests.proposals.checked import consent


def text(sentences):
    return [prose().text(one) for one in sentences]


def standing(found):
    return text(told(standings(found, ["hall"], AS_AT)["hall"], "The Hall"))


def test_who_is_ready_is_told_from_when_and_until_when():
    assert standing(readiness()) == [
        "The Hall: ready with support.",
        "The earliest feasible date is 1 January 2025.",
        "What was checked holds until 1 September 2025.",
    ]


def test_who_is_not_ready_is_told_what_is_missing_and_when_it_could_be():
    found = readiness(hall=("money-two-sign", "resources-insurance"), actions=[action()])
    assert standing(found)[:3] == [
        "The Hall: not yet.",
        "Still missing: a second person who can sign; public liability insurance.",
        "Nobody can give a date yet: for part of what is missing no action, or no hour, is planned.",
    ]
    found = readiness(hall=("money-two-sign",), actions=[action()], consents=[])
    assert standing(found)[1:3] == [
        "Still missing: a second person who can sign; its recorded willingness.",
        "The earliest feasible date is 1 July 2025, once it has said that it is willing.",
    ]


def test_who_has_no_check_is_told_so():
    assert standing(ReadinessTables(()))[0] == "The Hall: not opened."


def test_what_may_follow_is_named():
    all_asked = said("hall", asked=CRITERIA.values(), without=("outcomes-told",))
    found = ReadinessTables(tuple(all_asked), (consent("hall", on=LOOKED_AT),))
    assert standing(found)[-1] == "To follow, with support: telling people what was found out."


def test_a_body_reads_every_criterion_then_and_now():
    found = checks(said("hall", without=("money-two-sign",)), [], AS_AT)["hall"]
    lines = text(criteria_told(found))
    assert lines[:2] == [
        "Governance",
        (
            "  Our rules are written down, and say what we are for. At first, on 1 June 2024: complete."
            " Now: complete, by a file, looked at on 1 September 2024."
        ),
    ]
    sign = next(line for line in lines if "before money leaves" in line)
    assert sign.endswith("At first, on 1 June 2024: not started. Now: not started.")
    begun = [
        replace(one, state="in progress", on=SAID.replace(day=2), evidence="", checked=None) for one in said("hall")
    ]
    moved = checks([*begun, *(replace(one, on=LOOKED_AT) for one in said("hall"))], [], AS_AT)["hall"]
    assert "At first, on 2 June 2024: in progress. Now: complete" in text(criteria_told(moved))[1]
    waiting = checks(said("hall", checked=None), [], AS_AT)["hall"]
    assert text(criteria_told(waiting))[1].endswith("Now: complete, by a file, not looked at yet.")


def test_figures_nobody_wrote_down_are_not_told():
    assert figures_told(readiness(), "hall", AS_AT) == ()


def slots(*actions, hours=9):
    found = development(readiness(actions=actions, hours=hours), AS_AT)
    return [prose().text(slot_told(slot, "The Hall", "The CVS")) for slot in found.slots]


def test_an_action_is_told_with_its_dates_and_hours():
    assert slots(action()) == [
        "The Hall: Find a second person. With The CVS, from 1 January 2025 to 30 June 2025; hours still to give: 6."
    ]
    assert slots(action(hours=60)) == [
        "The Hall: Find a second person. The hours that The CVS has stated do not hold it; hours still to give: 60."
    ]
    due = readiness().hours[0].quarter
    assert slots(replace(action(), due=due))[0].endswith(
        "That is later than it is wanted, since the hours go first to what is due before."
    )


def test_a_funder_is_told_of_those_alone_that_agreed():
    held = (Session(LOOKED_AT, "hall", "hall-1", Fraction("2.5")),)
    first = [replace(one, state="in progress", on=SAID.replace(day=2), checked=None) for one in said("hall")][:1]
    agreed = [consent("hall", shares=True, on=LOOKED_AT), consent("friends", shares=False, on=LOOKED_AT)]
    tables = replace(readiness(consents=agreed, actions=[action()]), sessions=held)
    tables = replace(tables, statements=(*(replace(one, on=LOOKED_AT) for one in tables.statements), *first))
    rows = funder_rows(tables, checks(tables.statements, tables.consents, AS_AT), AS_AT)
    assert [(row.organisation, row.hours) for row in rows] == [("hall", Fraction("2.5"))]
    governance = rows[0].areas[0]
    assert (governance.area, governance.then, governance.now) == ("governance", (1, 1, 0), (2, 0, 0))
    assert text(funder_told(rows[0], "The Hall"))[:2] == [
        "The Hall: hours of support so far: 2.50.",
        "  Governance: of 2, 1 complete on 2 June 2024 and 2 now.",
    ]


def test_who_never_said_that_it_may_be_shared_is_not_shared():
    tables = readiness()
    assert funder_rows(tables, checks(tables.statements, tables.consents, AS_AT), AS_AT) == ()
