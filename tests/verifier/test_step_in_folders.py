"""The folder of a step-in case: accepted as it is written, and refused where a day, a step or a sum is another."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commonweal.errors import CommonwealError
from commonweal.formats.step_ins import step_in_files
from tests.handover.step_in import cases
from tests.handover.step_in.cases import (
    ASK,
    CLOSED,
    FIRED,
    HAND_ON,
    HANDED_ON,
    MENDED,
    STEP_IN,
    STEPPED_IN,
    account,
    act,
    row,
)
from tests.verifier.mended import changed, codes, replaced, whats, without

ROWS = (row(FIRED, 0, "organisation"), row(STEPPED_IN, "7.5", line=3), row(date(2026, 3, 10), 0, "both", agreed=True))
ASKED = {"acts": (ASK, STEP_IN)}


def made(today, *rows, **more):
    """Write a case whose names are those that it has: a body that took over only where one did."""
    found = account(today, *rows, **more)
    end = found.standing.course.end
    taken = found.shown.successor if end and end.state == "hand-on" else ""
    return step_in_files(replace(found, shown=replace(found.shown, successor=taken)))


def files(today=date(2026, 3, 12), **more):
    return made(today, *ROWS, **more)


@pytest.mark.parametrize(
    ("today", "more"),
    [
        (date(2026, 3, 1), {}),
        (FIRED, {}),
        (date(2026, 3, 12), {}),
        (HANDED_ON, {}),
        (date(2026, 12, 1), {"acts": (STEP_IN, HAND_ON, act("review", date(2026, 6, 9), line=4))}),
        (date(2026, 3, 12), ASKED),
        (date(2026, 4, 30), {"reports": (CLOSED, MENDED), "acts": (STEP_IN, act("recover", date(2026, 4, 1)))}),
        (
            date(2026, 4, 30),
            {
                "reports": (CLOSED, MENDED),
                "acts": (
                    STEP_IN,
                    act("recover", date(2026, 4, 1)),
                    act("ask_hand_back", date(2026, 4, 9), "organisation"),
                ),
            },
        ),
    ],
)
def test_what_is_written_is_accepted(today, more):
    assert whats(files(today, **more)) == []


@settings(max_examples=150)
@given(cases.reports, cases.acts, st.integers(0, 90))
def test_whatever_makes_a_case_is_worked_out_the_same_by_both(reports, acts, after):
    try:
        told = made(date(2026, 3, 1) + timedelta(days=after), reports=reports, acts=acts)
    except CommonwealError:
        assume(False)
    assert whats(told) == []


def last(told):
    return told["cases"][-1]


MUTATIONS = {
    "a step before it was triggered": ("V811", lambda told: last(told)["moves"].pop(0)),
    "a step on another day": ("V811", lambda told: last(told)["moves"][1].update(day="2026-03-01")),
    "a state": ("V811", lambda told: told.update(state="recover")),
    "what fired": ("V811", lambda told: last(told)["fired"][0].update(threshold="2/1")),
    "agreed after it began": (
        "V811",
        lambda told: [one.update(agreed_on="2026-03-04") for one in (told["agreed"][0], last(told)["fired"][0])],
    ),
    "when an answer is due": ("V811", lambda told: last(told)["fired"][0].update(answer_by="2026-03-12")),
    "an answer before it fired": ("V811", lambda told: last(told)["fired"][0].update(answered="2026-03-05")),
    "what is due": ("V811", lambda told: told["due"].pop()),
    "its last day": ("V811", lambda told: told["due"][-1].update(day="2027-01-01")),
    "whose it is": ("V811", lambda told: told["due"][0].update(by="council")),
    "a notice": ("V811", lambda told: told.update(notice_ends="2026-06-06")),
    "a body that took over": ("V811", lambda told: told.update(successor="Friends of the Library")),
    "a longer step-in": ("V811", lambda told: told["terms"].update(longest_step_in_days=300)),
    "another form": ("V811", lambda told: told.update(kind="case")),
    "a day left out": ("V812", lambda told: told["cover"].pop(2)),
    "a day in another state": ("V812", lambda told: told["cover"][0].update(state="step-in")),
    "another runner": ("V812", lambda told: told["cover"][0].update(run_by="council")),
    "who was to run it": ("V812", lambda told: told["cover"][-1].update(run_by="both")),
    "other hours agreed": ("V812", lambda told: told["cover"][0].update(agreed_hours="6/1", floor_hours="3/1")),
    "no hours agreed where nobody told": (
        "V812",
        lambda told: told["cover"][-1].update(agreed_hours="0/1", floor_hours="0/1"),
    ),
    "a lower floor": ("V812", lambda told: told["cover"][0].update(floor_hours="0/1")),
    "a floor said to be kept": ("V812", lambda told: told["cover"][0].update(floor_kept=True)),
    "more hours than a day": ("V812", lambda told: told["cover"][3].update(open_hours="25/1")),
    "a lower share": ("V812", lambda told: told["terms"].update(floor_share="1/4")),
    "more held": ("V813", lambda told: told["reserve"].update(held_gbp="9000/1")),
    "cheaper cover": ("V813", lambda told: told["reserve"].update(cost_gbp_per_day="100/1")),
    "fewer days used": ("V813", lambda told: told["reserve"].update(used_days=1)),
    "paid for longer": ("V813", lambda told: told["reserve"].update(paid_until="2026-12-31")),
    "a wider range": ("V813", lambda told: told["reserve"].update(most_days=600)),
    "nonsense": ("V106", lambda told: told.update(terms=None)),
}


@pytest.mark.parametrize(("code", "change"), MUTATIONS.values(), ids=MUTATIONS)
def test_no_other_case_is_accepted(code, change):
    assert code in codes(changed(files(), "case.json", change))


def test_the_notice_ends_when_its_months_do():
    written = files(**ASKED)
    assert whats(written) == []
    for change in (
        lambda told: told.update(notice_ends="2026-06-07"),
        lambda told: told.update(notice_months=2),
        lambda told: last(told).update(asked=None),
    ):
        assert "V811" in codes(changed(written, "case.json", change))


def test_where_the_law_asks_at_once_the_decision_is_due_on_the_first_day():
    at_once = replace(cases.CASE, agreement=replace(cases.AGREEMENT, duty="care_act"))
    written = files(FIRED, case=at_once)
    assert whats(written) == []
    assert "V811" in codes(changed(written, "case.json", lambda told: told.update(duty="agreed")))
    assert "V811" in codes(changed(files(FIRED), "case.json", lambda told: told.update(duty="care_act")))


def test_a_body_that_took_over_is_another_one_and_only_where_it_was_handed_on():
    written = files(HANDED_ON)
    for change in (lambda told: told.update(successor=None), lambda told: told.update(successor=told["organisation"])):
        assert "V811" in codes(changed(written, "case.json", change))


def test_a_case_after_one_that_did_not_end_well_is_refused():
    reports, recovered = (CLOSED, MENDED), act("recover", date(2026, 4, 1))
    again = act("ask_hand_back", date(2026, 4, 9), "organisation")
    written = files(date(2026, 4, 30), reports=reports, acts=(STEP_IN, recovered, again))
    assert whats(written) == []
    for change in (
        lambda told: told["cases"][0]["moves"][-1].update(state="hand-back"),
        lambda told: told["cases"][0]["moves"].pop(),
        lambda told: told["cases"][1]["moves"][0].update(day="2026-03-30"),
    ):
        assert "V811" in codes(changed(written, "case.json", change))


def test_the_table_is_that_of_the_case_and_every_file_is_there():
    assert codes(replaced(files(), "cover.csv", "no,yes", "yes,yes")) == {"V812"}
    assert codes(replaced(files(), "cover.csv", "the council", "the organisation")) == {"V812"}
    assert codes(without(files(), "case.txt")) == {"V107"}
    assert codes({**files(), "who.txt": b""}) == {"V103", "V108"}
    assert codes({**files(), "cover.csv": b""}) == {"V104", "V812"}
