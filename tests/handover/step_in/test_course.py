"""The course of a case: which acts its state allows, and every one that it does not, named with its line."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.handover.step_in.agreement import Report
from commonweal.handover.step_in.case import ARROWS, Act, Move, StepInCase
from commonweal.handover.step_in.course import history
from commonweal.handover.step_in.successors import unfit
from tests.handover.step_in.cases import (
    AGREEMENT,
    ASK,
    CASE,
    CLOSED,
    FIRED,
    HAND_ON,
    HANDED_ON,
    MENDED,
    STEP_IN,
    STEPPED_IN,
    TRIGGERS,
    act,
    acts,
    reports,
    trigger,
)


def states(reports, acts, case=CASE):
    found = history(case, reports, acts)
    assert found.faults == ()
    return [[move.state for move in course.moves] for course in found.courses]


def faults(reports, acts, case=CASE):
    return [(one.file, one.line, one.field, str(one)) for one in history(case, reports, acts).faults]


def refused(reports, acts, case=CASE):
    [fault] = faults(reports, acts, case)
    return fault


def test_step_in_hand_on_and_the_learning_review_follow_the_glossary():
    review = act("review", HANDED_ON + timedelta(days=30), line=4)
    assert states([CLOSED], [STEP_IN, HAND_ON, review]) == [["triggered", "step-in", "hand-on", "learning review"]]


def test_a_step_in_without_a_trigger_is_refused():
    assert refused([], [STEP_IN])[:3] == ("acts.csv", 2, "act")
    assert "nothing agreed beforehand has happened by 2026-03-09" in refused([], [STEP_IN])[3]


def test_a_step_in_before_the_trigger_fired_is_refused():
    early = act("step_in", FIRED - timedelta(days=1))
    assert "nothing agreed beforehand" in refused([CLOSED], [early])[3]


def test_a_figure_that_does_not_reach_what_was_agreed_triggers_nothing():
    assert states([replace(CLOSED, figure=Fraction(2))], []) == [[]]


@pytest.mark.parametrize("agreed_on", [date(2026, 3, 4), date(2026, 3, 5), date(2026, 4, 1)])
def test_a_trigger_agreed_after_the_event_began_is_refused(agreed_on):
    late = StepInCase(AGREEMENT, (trigger("closed", "days_closed", 3, agreed_on),))
    told = refused([CLOSED], [], late)
    assert told[:3] == ("reports.csv", 2, "trigger")
    assert "not before what it would judge began on 2026-03-04" in told[3]


def test_a_trigger_agreed_the_day_before_is_beforehand():
    in_time = StepInCase(AGREEMENT, (trigger("closed", "days_closed", 3, date(2026, 3, 3)),))
    assert states([CLOSED], [], in_time) == [["triggered"]]


def test_a_report_on_a_trigger_that_nobody_agreed_is_refused():
    assert refused([replace(CLOSED, trigger="mood")], [])[2:] == (
        "trigger",
        "reports.csv, line 2, trigger: mood is no trigger of this agreement; name one that was agreed",
    )


def test_a_figure_needs_one_and_a_notice_has_none():
    assert refused([replace(CLOSED, figure=None)], [])[2] == "figure"
    assert refused([Report("A1", "care", FIRED, Fraction(1), "council", 7)], [])[1:3] == (7, "figure")


def test_only_the_organisation_can_state_that_it_asks_for_help():
    asks = Report("A1", "help", FIRED, None, "organisation")
    assert states([asks], []) == [["triggered"]]
    assert refused([replace(asks, stated_by="council")], [])[2] == "stated_by"


@pytest.mark.parametrize("kind", ["hand_on", "hand_back"])
def test_no_hand_on_or_hand_back_before_the_council_stepped_in(kind):
    told = refused([CLOSED], [act(kind, STEPPED_IN, successor="friends" if kind == "hand_on" else "")])
    assert "comes after the council stepped in" in told[3]


@pytest.mark.parametrize(
    ("successor", "says"),
    [
        ("quay", "its readiness check ran out on 2026-02-28"),
        ("weir", "it has not recorded that it is willing"),
        ("mill", "its readiness check does not say that it is ready"),
        ("nobody-knows", "is not on the readiness list"),
        ("", "is not on the readiness list"),
    ],
)
def test_no_hand_on_to_who_is_not_ready_or_not_willing(successor, says):
    told = refused([CLOSED], [STEP_IN, replace(HAND_ON, successor=successor)])
    assert told[:3] == ("acts.csv", 3, "successor")
    assert says in told[3]


def test_no_hand_on_to_who_is_ready_for_another_service():
    other = replace(CASE, candidates=tuple(replace(one, service="youth") for one in CASE.candidates))
    assert "is not on the readiness list" in refused([CLOSED], [STEP_IN, HAND_ON], other)[3]


def test_who_hands_it_over_cannot_take_it_on():
    listed = replace(CASE, candidates=(replace(CASE.candidates[0], organisation="hall"),))
    told = refused([CLOSED], [STEP_IN, replace(HAND_ON, successor="hall")], listed)
    assert "the organisation that the service would be taken over from" in told[3]


def test_the_body_recovers_once_the_figure_is_mended():
    recover = act("recover", date(2026, 3, 21), line=3)
    assert "the last figure of closed is still beyond" in refused([CLOSED], [STEP_IN, recover])[3]
    assert states([CLOSED, MENDED], [STEP_IN, recover]) == [["triggered", "step-in", "recover"]]


def test_a_body_that_mends_it_before_anybody_stepped_in_recovers_without():
    assert states([CLOSED, MENDED], [act("recover", date(2026, 3, 20))]) == [["triggered", "recover"]]


@pytest.mark.parametrize("before", [[], [STEP_IN]])
def test_the_body_may_ask_to_hand_back_at_any_time_and_needs_no_trigger(before):
    reports = [CLOSED] if before else []
    asked = replace(ASK, day=date(2026, 3, 10))
    found = history(replace(CASE, triggers=TRIGGERS if before else ()), reports, [*before, asked])
    assert found.faults == ()
    assert found.courses[-1].asked == date(2026, 3, 10)


def test_a_hand_back_that_the_body_asked_for_goes_through_a_step_in():
    back = act("hand_back", date(2026, 6, 6), line=4)
    assert states([], [ASK, replace(STEP_IN, line=3), back]) == [["triggered", "step-in", "hand-back"]]


def test_after_recovering_it_may_ask_again_and_that_is_a_new_case():
    recover = act("recover", date(2026, 3, 21), line=3)
    asked = act("ask_hand_back", date(2026, 3, 25), "organisation", line=4)
    assert states([CLOSED, MENDED], [STEP_IN, recover, asked]) == [["triggered", "step-in", "recover"], ["triggered"]]


def test_the_review_of_an_earlier_case_is_held_while_a_later_one_goes_on():
    recover = act("recover", date(2026, 3, 21), line=3)
    again = replace(CLOSED, day=date(2026, 4, 10), line=4)
    review = act("review", date(2026, 4, 20), "board", line=4)
    assert states([CLOSED, MENDED, again], [STEP_IN, recover, review]) == [
        ["triggered", "step-in", "recover", "learning review"],
        ["triggered"],
    ]


def test_only_the_body_can_take_its_asking_back():
    recover = act("recover", date(2026, 3, 12), line=5)
    assert "only it can take that back" in refused([], [ASK, recover])[3]
    keep_on = act("keep_on", date(2026, 3, 11), "organisation")
    assert states([], [ASK, keep_on, recover]) == [["triggered", "recover"]]
    assert "has not asked" in refused([CLOSED], [keep_on])[3]
    assert "has asked already, on 2026-03-06" in refused([], [ASK, replace(ASK, line=3)])[3]


def test_what_happens_after_another_body_took_over_belongs_to_another_agreement():
    again = replace(CLOSED, day=date(2026, 7, 1), line=9)
    assert refused([CLOSED, again], [STEP_IN, HAND_ON])[:3] == ("reports.csv", 9, "day")
    asked = act("ask_hand_back", date(2026, 7, 1), "organisation", line=4)
    assert "the case has ended by then" in refused([CLOSED], [STEP_IN, HAND_ON, asked])[3]


@pytest.mark.parametrize(
    ("kind", "by"),
    [
        ("step_in", "organisation"),
        ("answer", "council"),
        ("ask_hand_back", "council"),
        ("hand_back", "organisation"),
        ("review", "organisation"),
    ],
)
def test_each_act_is_for_one_party_to_do(kind, by):
    told = refused([CLOSED], [act(kind, STEPPED_IN, by)])
    assert told[2] == "by"
    assert f"{kind} is no act of" in told[3]


def test_a_review_comes_after_the_end_and_once():
    review = act("review", date(2026, 6, 20), line=4)
    assert "after the end of the case, and once" in refused([CLOSED], [STEP_IN, review])[3]
    assert "after the end of the case, and once" in refused([CLOSED], [STEP_IN, HAND_ON, review, review])[3]


def test_a_second_step_in_is_out_of_turn():
    assert "not possible while the case stands at step-in" in refused([CLOSED], [STEP_IN, replace(STEP_IN, line=3)])[3]


def test_every_fault_is_named_at_once():
    found = faults([replace(CLOSED, trigger="mood", line=5)], [STEP_IN, HAND_ON, act("review", HANDED_ON, line=4)])
    assert [(file, line) for file, line, _, _ in found] == [
        ("reports.csv", 5),
        ("acts.csv", 2),
        ("acts.csv", 3),
        ("acts.csv", 4),
    ]


def test_reports_and_acts_are_taken_in_the_order_of_their_days():
    assert states([MENDED, CLOSED], [HAND_ON, STEP_IN]) == [["triggered", "step-in", "hand-on"]]


def test_an_answer_is_of_every_trigger_that_fired_by_then():
    books = Report("A1", "books", date(2026, 3, 10), None, "organisation")
    answer = act("answer", date(2026, 3, 8), "organisation")
    [course] = history(CASE, [CLOSED, books], [answer]).courses
    assert [(one.trigger.id, one.answered) for one in course.fired] == [("closed", date(2026, 3, 8)), ("books", None)]


def test_a_later_answer_leaves_the_day_of_the_first():
    answers = [act("answer", date(2026, 3, day), "organisation") for day in (8, 10)]
    [course] = history(CASE, [CLOSED], answers).courses
    assert [one.answered for one in course.fired] == [date(2026, 3, 8)]


def test_a_report_and_an_act_of_one_day_are_taken_in_this_order():
    assert states([CLOSED], [act("step_in", FIRED)]) == [["triggered", "step-in"]]


@given(reports, acts)
def test_states_move_along_the_arrows_and_time_only_forward(told, done):
    for course in history(CASE, told, done).courses:
        path = [Move(date.min, "watch"), *course.moves]
        for before, after in itertools.pairwise(path):
            assert after.state in ARROWS[before.state]
            assert before.day <= after.day


@given(st.sampled_from(["friends", "quay", "weir", "mill", "hall", ""]), st.integers(0, 400), reports, acts)
def test_nobody_takes_over_who_is_not_ready_or_not_willing(who, after, told, done):
    handed = Act("A1", "hand_on", STEPPED_IN + timedelta(days=after), "council", who)
    taken = 0
    for given_acts in ([STEP_IN, handed], [STEP_IN, handed, *done]):
        for course in history(CASE, [CLOSED, *told], given_acts).courses:
            for move in course.moves:
                if move.state == "hand-on":
                    taken += 1
                    [candidate] = [one for one in CASE.candidates if one.organisation == move.successor]
                    assert unfit(AGREEMENT, candidate, move.day) == ()
    assert taken or who != "friends" or handed.day > date(2026, 12, 31)


@given(reports, acts)
def test_what_is_refused_changes_nothing(told, done):
    numbered = (
        [replace(one, line=k) for k, one in enumerate(told, 2)],
        [replace(one, line=k) for k, one in enumerate(done, 2)],
    )
    whole = history(CASE, *numbered)
    bad = {(one.file, one.line) for one in whole.faults}
    kept = (
        [one for one in numbered[0] if ("reports.csv", one.line) not in bad],
        [one for one in numbered[1] if ("acts.csv", one.line) not in bad],
    )
    without = history(CASE, *kept)
    assert without.faults == ()
    assert without.courses == whole.courses


@given(reports)
def test_nobody_steps_in_while_nothing_agreed_beforehand_has_happened(told):
    quiet = [one for one in told if one.trigger == "closed" and one.figure is not None and one.figure < 3]
    step_in = act("step_in", date(2026, 5, 1))
    assert history(CASE, quiet, [step_in]).courses[-1].state == "watch"


def test_the_arrows_are_those_that_the_glossary_page_prints():
    page = (Path(__file__).parents[3] / "docs" / "step-in.md").read_text("utf-8")
    rows = {line.split("|")[1].strip(): line.split("|")[2].strip() for line in page.splitlines() if "| " in line[:2]}
    for state, following in ARROWS.items():
        assert rows[state] == (", ".join(sorted(following)) or "nothing"), state
