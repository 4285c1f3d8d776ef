"""The folder about readiness: what each body misses, and from when on it could begin, worked out again from inputs."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from commonweal.cycle.readiness import ReadinessTables, development
from commonweal.formats.readiness_folder import readiness_files
from commonweal.handover.condition_inputs import GainRow
from commonweal.proposals.criteria import CHECK_AREAS, CRITERIA, ESSENTIAL, RENEWAL
from commonweal.proposals.development import Action, Session, SupportHours
from commonweal.proposals.readiness import Consent, Statement
from commonweal.proposals.sustainability import Sustainability
from commonweal.terms.periods import Quarter
from commonweal.verifier import criteria
from tests.proposals.checked import AS_AT, consent, statements
from tests.verifier.mended import changed, codes, replaced, whats, without

NAMES = {"council": "Council", "cvs": "The CVS", "hall": "The Hall", "friends": "Friends", "quay": "Quay"}
TABLES = ReadinessTables(
    (*statements("hall", without=("money-two-sign", "people-safe")), *statements("friends")),
    (consent("hall"), consent("friends", shares=True)),
    (
        Action("h1", "hall", "money-two-sign", "Train", "cvs", Fraction(6), 2, Quarter(2027, 1), Fraction(5, 2)),
        Action("h2", "hall", ESSENTIAL[-1].id, "Ask", "cvs", Fraction(3), 1),
        Action("f1", "friends", "outcomes-told", "Tell", "cvs", Fraction(3), 1),
    ),
    tuple(SupportHours("cvs", Quarter(2026, 4) + k, Fraction(4)) for k in range(6)),
    (Session(date(2026, 9, 1), "hall", "h1", Fraction(1)),),
    (Sustainability("hall", date(2026, 3, 31), Fraction(-4500), Fraction(3000), Fraction(1, 2), 2, "A lean year."),),
)


def files(tables=TABLES, as_at=AS_AT, bodies=("hall", "friends", "council")):
    return readiness_files(tables, bodies, NAMES, as_at)


def test_the_verifier_asks_what_the_product_asks():
    assert tuple(CRITERIA) == criteria.ASKED
    assert tuple(one.id for one in ESSENTIAL) == criteria.ESSENTIAL
    assert dict(CHECK_AREAS) == criteria.AREAS
    assert all(one.id.split("-")[0] == one.area for one in CRITERIA.values())


def test_what_the_command_writes_is_accepted():
    assert whats(files()) == []


MUTATIONS = {
    "a state": ("V801", lambda told: told["organisations"][0].update(state="ready")),
    "what is missing": ("V801", lambda told: told["organisations"][0]["missing"].pop()),
    "an earlier date": ("V801", lambda told: told["organisations"][0].update(ready_from="2027-Q1")),
    "a date where there is none": ("V801", lambda told: told["organisations"][2].update(ready_from="2027-Q1")),
    "willingness": ("V801", lambda told: told["organisations"][2].update(willing=True)),
    "when it ends": ("V801", lambda told: told["organisations"][1].update(expires="2028-04-01")),
    "capacity": ("V801", lambda told: told["organisations"][1].update(capacity_units="9/1")),
    "what it rests on": ("V801", lambda told: told["organisations"][0].update(reserves_months="3/2")),
    "the first quarter": ("V801", lambda told: told.update(first_quarter="2026-Q4")),
    "a body left out": ("V801", lambda told: told["organisations"].pop(1)),
    "a body twice": ("V801", lambda told: told["organisations"].append(told["organisations"][0])),
    "another day": ("V801", lambda told: told.update(as_at="2026-11-16")),
    "another form": ("V801", lambda told: told.update(kind="plan")),
    "nonsense": ("V106", lambda told: told.update(as_at="soon")),
}


@pytest.mark.parametrize(("code", "change"), MUTATIONS.values(), ids=MUTATIONS)
def test_no_other_standing_is_accepted(code, change):
    assert code in codes(changed(files(), "standings.json", change))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("development_plan.csv", "2027-Q1,2027-Q", "2026-Q4,2027-Q"),
        ("support_hours.csv", "2027-Q1,4,", "2027-Q1,5,"),
        ("funder_report.csv", "friends,", "hall,"),
        ("funder_hours.csv", "friends,0", "friends,1"),
        (
            "input/readiness.csv",
            "hall,money-two-sign,not started,2026-03-01,,",
            "hall,money-two-sign,complete,2026-03-01,x,2026-04-01",
        ),
        ("input/infrastructure_hours.csv", "cvs,2027-Q1,4", "cvs,2027-Q1,1"),
        ("input/willingness.csv", "friends,2026-04-01,yes,yes", "friends,2026-04-01,no,no"),
    ],
)
def test_no_other_table_and_no_other_input_is_accepted(name, old, new):
    assert codes(replaced(files(), name, old, new)) & {"V801", "V802"}


def test_gains_of_capacity_are_those_that_the_plan_brings_once_a_body_can_begin():
    more = Action("f2", "friends", "outcomes-told", "More", "cvs", Fraction(2), 1, None, Fraction(2))
    tables = replace(TABLES, actions=(*TABLES.actions, more))
    (end,) = (slot.end for slot in development(tables, AS_AT).slots if slot.action.id == "f2")
    gain = GainRow("friends", end + 1, Fraction(2), "development plan")

    def told(*gains):
        return whats(readiness_files(tables, ("hall", "friends"), NAMES, AS_AT, gains))

    assert told() == told(gain) == told(replace(gain, quarter=end + 3)) == []
    for wrong in (replace(gain, units=Fraction(3)), replace(gain, quarter=end), replace(gain, organisation="hall")):
        assert [one[:4] for one in told(wrong)] == ["V802"]
    later = GainRow("friends", end + 3, Fraction(2), "development plan")
    assert [one[:4] for one in told(gain, later)] == ["V802"]


def test_a_file_that_is_gone_or_strange_and_a_manifest_of_another_day_are_named():
    assert codes(without(files(), "input/readiness.csv")) >= {"V107"}
    assert codes({**files(), "x.csv": b""}) == {"V103", "V108"}
    assert "V801" in codes({**files(), "manifest.json": files(as_at=AS_AT + timedelta(days=1))["manifest.json"]})


def drawn(chance: Random) -> tuple[ReadinessTables, date]:
    as_at = date(2026, 1, 1) + timedelta(days=chance.randrange(500))

    def day() -> date:
        return as_at + timedelta(days=chance.randrange(-old, ahead))

    well, seen_to = chance.choice((0.95, 1, 1)), chance.choice((0.95, 1, 1))
    old, ahead = chance.choice((200, 500)), chance.choice((1, 1, 60))
    said, seen = [], set()
    for body in ("hall", "friends", "quay"):
        asked = list(CRITERIA) if chance.random() < 0.3 else [one.id for one in ESSENTIAL]
        for criterion in asked if chance.random() < 0.8 else asked[:3]:
            for on in sorted({day() for _ in range(chance.choice((1, 1, 2)))}):
                state = "complete" if chance.random() < well else chance.choice(("in progress", "not started"))
                looked = (
                    on + timedelta(days=chance.choice((0, 0, 0, 90)) if seen_to < 1 else 0)
                    if chance.random() < seen_to
                    else None
                )
                if (body, criterion, on) not in seen:
                    seen.add((body, criterion, on))
                    complete = state == "complete"
                    said.append(
                        Statement(
                            body, criterion, state, on, "a file" if complete else "", looked if complete else None
                        )
                    )
    agreed = [
        Consent(body, on, chance.choice((True, True, None)), chance.choice((True, False)), "minutes")
        for body in ("hall", "friends", "cvs")
        for on in sorted({day(), day()})
    ]
    names = [*(one.id for one in ESSENTIAL), "outcomes-told", RENEWAL]
    names = [one for one in names if one in CRITERIA or one == RENEWAL]
    actions = [
        Action(
            f"a{k}",
            chance.choice(("hall", "friends")),
            chance.choice(names),
            "Do it",
            chance.choice(("cvs", "council")),
            Fraction(chance.randrange(0, 9), 2),
            chance.randrange(1, 4),
            Quarter(2026, 1) + chance.randrange(8) if chance.random() < 0.5 else None,
            Fraction(chance.randrange(3)),
            day() if chance.random() < 0.2 else None,
        )
        for k in range(chance.randrange(60))
    ]
    hours = [
        SupportHours(body, Quarter(2025, 4) + k, Fraction(chance.randrange(25)))
        for body in ("cvs", "council")
        for k in range(chance.randrange(14))
    ]
    sessions = [Session(day(), one.organisation, one.id, Fraction(1, 2)) for one in actions if chance.random() < 0.4]
    rests = [
        Sustainability("hall", on, Fraction(7), Fraction(chance.randrange(3)), Fraction(1, 3), 1, "So.")
        for on in sorted({day(), day()})
    ]
    tables = ReadinessTables(tuple(said), tuple(agreed), tuple(actions), tuple(hours), tuple(sessions), tuple(rests))
    return tables, as_at


@pytest.mark.parametrize("seed", range(60))
def test_both_programs_come_to_the_same_whatever_is_written_down(seed):
    tables, as_at = drawn(Random(seed))
    assert whats(files(tables, as_at, tuple(NAMES))) == []


def test_what_is_drawn_has_bodies_in_every_state_and_dates_of_every_sort():
    told = [json.loads(files(*drawn(Random(seed)), tuple(NAMES))["standings.json"]) for seed in range(60)]
    found = [one for value in told for one in value["organisations"]]
    assert {one["state"] for one in found} >= {
        *("not opened", "opened", "self-assessed", "expired", "not yet", "evidence checked", "ready with support"),
    }
    assert any(
        one["ready_from"] and one["ready_from"] != value["first_quarter"]
        for value in told
        for one in value["organisations"]
    )
    assert any(one["capacity_units"] != "0/1" for one in found)
