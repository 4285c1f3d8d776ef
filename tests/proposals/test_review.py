"""A review says enough, comes in turn, and leaves a way to answer it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import ReviewRefused
from commonweal.proposals.reasons import AGAINST, CHECKS, FINDINGS, REASONS, reasons_for
from commonweal.proposals.review import (
    MOVES,
    Course,
    Event,
    Found,
    Review,
    appeal_until,
    course,
    require_appeal,
    require_decision,
    require_other,
    require_review,
)
from commonweal.record.forms import ID
from commonweal.record.kinds import proposed as recorded

DAY = date(2027, 2, 1)
LATER = DAY + timedelta(days=14)


def submitted(entry=1):
    return Event("submitted", entry, DAY)


def reviewed(finding, entry=2, check="eligibility", code="", until=LATER):
    role = "council officer"
    review = Review(entry, check, finding, code, role, DAY, until if finding in AGAINST else None)
    return Event("reviewed", entry, DAY, review)


def appealed(entry=3, about=2):
    return Event("appealed", entry, DAY, about=about)


def decided(decision, entry=4, about=3):
    return Event("appeal decided", entry, DAY, about=about, decision=decision)


def test_the_lists_are_those_of_the_record():
    assert CHECKS == recorded.CHECKS
    assert {finding for of_check in FINDINGS.values() for finding in of_check} == set(recorded.FINDINGS)
    assert all(ID.holds(code) for code in REASONS)


@pytest.mark.parametrize("finding", [*AGAINST, "eligible", "feasible"])
def test_every_finding_has_reasons_and_those_against_it_always_need_words(finding):
    assert reasons_for(finding)
    if finding in AGAINST:
        assert all(reason.needs_words for reason in reasons_for(finding))


def test_the_states_are_those_of_the_glossary():
    said = [
        "draft",
        "submitted",
        "eligible",
        "returned",
        "ineligible",
        "feasible",
        "selected",
        "reserve",
        "agreement",
        "withdrawn",
    ]
    besides = {"not feasible", "on ballot", "not selected", "awarded", "round stopped"}
    assert set(said) | besides == set(MOVES)
    assert all(set(after) <= set(MOVES) for after in MOVES.values())


def test_withdrawing_is_open_from_every_state_but_the_last_ones():
    last = {"agreement", "withdrawn", "round stopped"}
    assert {state for state, after in MOVES.items() if "withdrawn" not in after} == last


ON_BALLOT = [
    submitted(),
    reviewed("eligible"),
    reviewed("feasible", 3, "feasibility"),
    Event("put on ballot", 4, DAY),
]
CLOSED, CONFIRMED = Event("voting closed", 5, DAY), Event("confirmed", 7, DAY)
AWARDED, STOPPED = Event("awarded", 8, DAY), Event("round stopped", 9, DAY)


def counted(*, selected):
    return Event("counted", 6, DAY, selected=selected, until=LATER)


@pytest.mark.parametrize(
    ("events", "state", "vote"),
    [
        ([], "on ballot", ""),
        ([CLOSED], "on ballot", "closed"),
        ([CLOSED, counted(selected=True)], "selected", "provisional"),
        ([CLOSED, counted(selected=False)], "not selected", "provisional"),
        ([counted(selected=True), CONFIRMED], "selected", "confirmed"),
        ([counted(selected=False), CONFIRMED], "not selected", "confirmed"),
        ([counted(selected=True), CONFIRMED, AWARDED], "awarded", "confirmed"),
        ([counted(selected=True), Event("set aside", 7, DAY)], "on ballot", "set aside"),
        ([counted(selected=True), Event("set aside", 7, DAY), counted(selected=False)], "not selected", "provisional"),
        ([CLOSED, STOPPED], "round stopped", "closed"),
        ([Event("withdrawn", 5, DAY), CLOSED, counted(selected=False), CONFIRMED], "withdrawn", ""),
        ([Event("withdrawn", 5, DAY), STOPPED], "withdrawn", ""),
    ],
)
def test_a_vote_carries_a_proposal_on_to_its_result_and_its_award(events, state, vote):
    told = course([*ON_BALLOT, *events])
    assert (told.state, told.vote) == (state, vote)


def test_a_stopped_round_leaves_nothing_waiting():
    for before in (
        [submitted()],
        [submitted(), reviewed("returned")],
        [submitted(), reviewed("ineligible"), appealed()],
    ):
        told = course([*before, STOPPED])
        assert told.state == "round stopped"
        assert not told.waits(DAY)
        assert not told.may_appeal(DAY)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], "draft"),
        ([submitted()], "submitted"),
        ([submitted(), reviewed("eligible")], "eligible"),
        ([submitted(), reviewed("eligible"), reviewed("feasible", 3, "feasibility")], "feasible"),
        ([submitted(), reviewed("returned"), submitted(3)], "submitted"),
        ([submitted(), reviewed("ineligible"), appealed(), decided("upheld")], "eligible"),
        ([submitted(), reviewed("ineligible"), appealed(), decided("refused")], "ineligible"),
        ([submitted(), reviewed("returned"), appealed(), decided("upheld")], "submitted"),
        ([submitted(), reviewed("ineligible"), Event("withdrawn", 3, DAY)], "withdrawn"),
    ],
)
def test_where_a_proposal_stands_follows_from_what_happened(events, state):
    assert course(events).state == state


def test_an_upheld_appeal_against_not_feasible_puts_it_among_the_feasible():
    against = reviewed("not feasible", 3, "feasibility")
    told = course([submitted(), reviewed("eligible"), against, appealed(4, 3), decided("upheld", 5, 4)])
    assert told.state == "feasible"
    assert told.appeals[0].decision == "upheld"


@pytest.mark.parametrize("last", [reviewed("feasible", 2, "feasibility"), Event("put on ballot", 2, DAY)])
def test_what_could_not_have_happened_is_refused(last):
    with pytest.raises(ReviewRefused, match="cannot take it from submitted"):
        course([submitted(), last])


def faults_of(call, *arguments):
    with pytest.raises(ReviewRefused) as refused:
        call("p1", *arguments)
    return {(fault.field, str(fault).partition(": ")[2] or str(fault)) for fault in refused.value.faults}


STANDS = course([submitted()])


@pytest.mark.parametrize("finding", ["ineligible", "returned"])
def test_a_finding_against_needs_a_code_and_words(finding):
    assert {field for field, _ in faults_of(require_review, STANDS, Found("eligibility", finding))} == {
        "code",
        "reason",
    }


def test_what_is_sent_back_says_what_to_mend():
    told = faults_of(require_review, STANDS, Found("eligibility", "returned", "cost-unclear", " "))
    assert told == {("reason", "what is sent back says what to mend")}


@given(st.sampled_from(sorted(REASONS)), st.sampled_from(CHECKS), st.data())
def test_a_code_stands_only_for_its_own_findings(code, check, data):
    finding = data.draw(st.sampled_from(FINDINGS[check]))
    told = course([submitted()] if check == "eligibility" else [submitted(), reviewed("eligible")])
    if finding in REASONS[code].findings:
        require_review("p1", told, Found(check, finding, code, "Because of this."))
    else:
        with pytest.raises(ReviewRefused, match="does not stand for"):
            require_review("p1", told, Found(check, finding, code, "Because of this."))


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        ((STANDS, Found("taste", "eligible", "", "")), {"check"}),
        ((STANDS, Found("eligibility", "feasible", "", "")), {"finding"}),
        ((STANDS, Found("feasibility", "feasible", "", "")), {"check"}),
        ((course([]), Found("eligibility", "eligible", "", "")), {"check"}),
        ((STANDS, Found("eligibility", "ineligible", "outside-plaec", "x")), {"code"}),
        ((STANDS, Found("eligibility", "eligible", "with-condition", "")), {"reason"}),
        ((STANDS, Found("eligibility", "eligible", "", "w" * 4_001)), {"reason"}),
    ],
)
def test_a_review_out_of_turn_or_of_no_known_kind_is_refused(arguments, fields):
    assert {field for field, _ in faults_of(require_review, *arguments)} == fields


def test_the_nearest_code_is_named():
    told = faults_of(require_review, STANDS, Found("eligibility", "ineligible", "outside-plaec", "x"))
    assert any("outside-place" in what for _, what in told)


AGAINST_IT = course([submitted(), reviewed("ineligible", code="outside-place")])


@given(st.integers(1, 60), st.integers(-5, 70))
def test_an_appeal_is_open_to_the_end_of_its_last_day_and_no_longer(days, after):
    until = appeal_until(DAY, days)
    told = course([submitted(), reviewed("ineligible", until=until)])
    today = DAY + timedelta(days=after)
    assert told.may_appeal(today) == (after <= days)
    if after <= days:
        assert require_appeal("p1", told, "It lies within the place.", today).entry == 2
    else:
        with pytest.raises(ReviewRefused, match=until.isoformat()):
            require_appeal("p1", told, "It lies within the place.", today)


@pytest.mark.parametrize(
    ("told", "grounds"),
    [
        (AGAINST_IT, " "),
        (course([submitted(), reviewed("eligible")]), "Why not."),
        (course([submitted(), reviewed("ineligible"), appealed()]), "Again."),
        (course([submitted(), reviewed("ineligible"), appealed(), decided("refused")]), "Again."),
        (AGAINST_IT, "w" * 4_001),
    ],
)
def test_an_appeal_without_grounds_or_a_finding_or_a_second_one_is_refused(told, grounds):
    with pytest.raises(ReviewRefused):
        require_appeal("p1", told, grounds, DAY)


def test_an_open_appeal_is_decided_with_a_reason_once():
    told = course([submitted(), reviewed("ineligible"), appealed()])
    assert require_decision("p1", told, "upheld", "It lies within.").entry == 3
    for decision, words in (("maybe", "Because."), ("upheld", "")):
        with pytest.raises(ReviewRefused):
            require_decision("p1", told, decision, words)
    with pytest.raises(ReviewRefused, match="no open appeal"):
        require_decision("p1", AGAINST_IT, "upheld", "Because.")


@pytest.mark.parametrize(
    ("deciders", "let"),
    [
        ([("board secretary", "p-2"), ("board member", "p-3")], True),
        ([("council officer", "p-4"), ("board member", "p-3")], True),
        ([("board secretary", "p-2"), ("board member", "p-1")], False),
        ([("board secretary", ""), ("board member", "")], True),
        ([("board secretary", ""), ("council officer", "")], False),
    ],
)
def test_an_appeal_is_never_decided_by_the_reviewer(deciders, let):
    if let:
        require_other("p1", ("council officer", "p-1"), deciders)
    else:
        with pytest.raises(ReviewRefused, match="other than the reviewer"):
            require_other("p1", ("council officer", "p-1"), deciders)


def test_a_withdrawn_or_mended_proposal_has_no_open_appeal():
    for last in (Event("withdrawn", 4, DAY), submitted(4)):
        told = course([submitted(), reviewed("returned"), appealed(), last])
        assert told.open_appeal() is None
        assert told.standing_review() is None


def test_what_is_sent_back_waits_until_its_last_day_even_where_its_appeal_was_refused():
    told = course([submitted(), reviewed("returned"), appealed(), decided("refused")])
    assert told.waits(LATER)
    assert not told.waits(LATER + timedelta(days=1))


def test_nothing_waits_for_a_proposal_that_nobody_put_forward():
    assert not Course().waits(DAY)
