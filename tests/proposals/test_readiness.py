"""Readiness checks: states, baseline beside now, expiry after twelve months, willingness apart, and no score."""

from datetime import date, timedelta

import pytest

from commonweal.formats.prose import prose
from commonweal.proposals.criteria import CRITERIA, ESSENTIAL, RENEWAL
from commonweal.proposals.readiness import (
    COMPLETE,
    EVIDENCE_CHECKED,
    EXPIRED,
    IN_PROGRESS,
    NOT_OPENED,
    NOT_YET,
    OPENED,
    READY,
    SELF_ASSESSED,
    WITH_SUPPORT,
    Check,
    Consent,
    Statement,
    checks,
    listed,
    months_after,
)
from commonweal.terms.sentences import say
from tests.proposals.checked import AS_AT, LOOKED_AT, SAID, consent, statements


def check(said, consents=(), as_at=AS_AT, body="hall"):
    return checks(said, consents, as_at)[body]


def words(found):
    return [prose().text(one.words) for one in found.missing()]


STATES = [
    (NOT_OPENED, [], [consent()]),
    (OPENED, statements()[1:], [consent()]),
    (SELF_ASSESSED, statements(checked=None), [consent()]),
    (EVIDENCE_CHECKED, statements(), []),
    (EVIDENCE_CHECKED, statements(), [consent(willing=False)]),
    (WITH_SUPPORT, statements(), [consent()]),
    (WITH_SUPPORT, statements(asked=CRITERIA.values(), without=("outcomes-told",)), [consent()]),
    (READY, statements(asked=CRITERIA.values()), [consent()]),
    (NOT_YET, statements(without=("people-safeguarding",)), [consent()]),
]


@pytest.mark.parametrize(("state", "said", "consents"), STATES, ids=[f"{k} {one[0]}" for k, one in enumerate(STATES)])
def test_the_state_follows_from_what_was_said(state, said, consents):
    found = check(said, consents)
    assert found.state == state
    assert found.passes == (state in {READY, WITH_SUPPORT})


def test_it_expires_twelve_months_after_the_oldest_look_at_the_evidence():
    said = [*statements(), Statement("hall", "money-budget", COMPLETE, date(2026, 6, 1), "budget", date(2026, 6, 2))]
    assert check(said).expires == date(2027, 4, 1)
    before = check(said, [consent()], date(2027, 3, 31))
    after = check(said, [consent()], date(2027, 4, 1))
    assert (before.state, after.state) == (WITH_SUPPORT, EXPIRED)
    assert words(after) == ["a new check, since the last one expired on 1 April 2027"]
    assert after.missing()[0].by == (RENEWAL,)


def test_a_new_look_at_everything_begins_twelve_months_anew():
    again = statements(checked=date(2027, 3, 20))
    renewed = [Statement(s.organisation, s.criterion, s.state, date(2027, 3, 10), "new", s.checked) for s in again]
    assert check([*statements(), *renewed], [consent()], date(2027, 6, 1)).state == WITH_SUPPORT


def test_the_baseline_is_kept_beside_now():
    said = [
        Statement("hall", "money-budget", "not started", SAID),
        Statement("hall", "money-budget", IN_PROGRESS, SAID + timedelta(30)),
        Statement("hall", "money-budget", COMPLETE, SAID + timedelta(60), "budget 2026"),
    ]
    found = check(list(reversed(said)))
    assert found.baseline["money-budget"] == said[0]
    assert found.now["money-budget"] == said[2]
    assert check(said, as_at=SAID + timedelta(31)).now["money-budget"] == said[1]


def test_what_was_said_or_looked_at_later_is_not_counted():
    found = check(statements(), as_at=LOOKED_AT - timedelta(1))
    assert found.state == SELF_ASSESSED
    assert checks(statements(), [], SAID - timedelta(1)) == {}


def test_what_is_missing_is_named_in_the_order_in_which_a_check_asks():
    found = check(statements(without=("resources-building", "money-two-sign"), checked=LOOKED_AT))
    assert words(found) == ["a second person who can sign", "a lease for the building"]
    waiting = check([*statements()[1:], Statement("hall", ESSENTIAL[0].id, COMPLETE, SAID, "rules 2026")])
    assert words(waiting) == ["a look at the evidence for written rules"]
    assert waiting.missing()[0].by == (ESSENTIAL[0].id, RENEWAL)
    assert words(check([], [consent()])) == ["a readiness check"]


def test_willingness_and_sharing_are_apart_and_the_last_word_counts():
    said = statements()
    found = check(said, [consent(), consent(willing=None, shares=True, on=date(2026, 5, 1))])
    assert (found.is_willing, found.may_be_shared) == (True, True)
    taken_back = check(said, [consent(shares=True), consent(willing=False, on=date(2026, 5, 1))])
    assert (taken_back.is_willing, taken_back.may_be_shared) == (False, True)
    assert taken_back.willing == Consent("hall", date(2026, 5, 1), willing=False, evidence="minutes 2026-04")
    not_yet = check(said, [consent(shares=True, on=date(2026, 11, 16))])
    assert (not_yet.is_willing, not_yet.may_be_shared) == (False, False)
    unsaid = check(said)
    assert (unsaid.is_willing, unsaid.may_be_shared, unsaid.willing) == (False, False, None)


def test_what_may_follow_is_what_it_has_spoken_of():
    said = statements(asked=CRITERIA.values(), without=("outcomes-told", "money-budget"))
    assert [one.id for one in check(said).to_follow()] == ["outcomes-told"]
    assert check(statements()).to_follow() == ()


def test_there_is_no_single_score_anywhere():
    """Nothing that a check says is a number, and nothing puts one body before another."""
    found = check(statements(), [consent()])
    shown = [
        getattr(found, name) for name in dir(Check) if not name.startswith("_") and not callable(getattr(found, name))
    ]
    assert not [one for one in shown if isinstance(one, int | float) and not isinstance(one, bool)]
    with pytest.raises(TypeError):
        sorted([found, found])


def test_months_after_the_last_of_a_month():
    assert months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)


def test_several_things_are_listed_in_one_sentence():
    assert prose().text(listed([say("a"), say("b"), say("c")])) == "a; b; c"
    with pytest.raises(ValueError, match="nothing to list"):
        listed([])
