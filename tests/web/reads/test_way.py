"""Where a place stands, and what comes next, read from its record."""

from datetime import date

import pytest

from commonweal.formats.prose import prose
from commonweal.record.entries import Draft, append
from commonweal.web.reads.way import coming, objection, steps

PLACE = {"board": "the Test End board", "accountable_body": "Test End Council"}
ROUND = {"round": "r1", "manifest": "0" * 64, "folder": "counts/r1"}
PAYLOADS = {
    "place_opened": {"place": "Test End", "board": "the board", "accountable_body": "the council"},
    "profile_published": {"folder": "profile", "manifest": "0" * 64},
    "rules_published": {"round": "r1", "rule": "greedy", "version": 1, "spec": {}, "closes": "2027-03-09"},
    "result_provisional": {**ROUND, "challenge_until": "2027-04-01"},
    "result_confirmed": ROUND,
    "awards_decided": {"round": "r1", "awards": []},
    "plan_adopted": {"folder": "plans/p1", "manifest": "0" * 64},
}


def record(*kinds):
    """A record of these kinds, a day apart; "kind:r2" is of another round."""
    entries = []
    for k, told in enumerate(kinds):
        kind, _, other = told.partition(":")
        payload = {**PAYLOADS[kind], **({"round": other} if other else {})}
        draft = Draft(kind, f"2027-03-{k + 1:02}T00:00:00Z", "board secretary", payload)
        entries.append(append(entries[-1] if entries else None, draft, {})[0])
    return entries


def text(said):
    return said if isinstance(said, str) else prose().text(said)


def test_each_stage_that_was_reached_bears_its_day_and_the_next_is_now():
    shown = steps(record("place_opened", "profile_published", "rules_published"))
    assert [step.state for step in shown] == ["done", "done", "now", "later", "later", "later", "later"]
    assert [text(step.when) for step in shown][:3] == ["2 March 2027", "3 March 2027", "comes next"]
    assert [step.href for step in shown] == ["/needs/", "/decide/", "", "", "", "", ""]


def test_a_stage_that_was_skipped_is_not_where_we_are():
    shown = steps(record("place_opened", "rules_published"))
    assert [step.state for step in shown][:3] == ["later", "done", "now"]


def test_a_new_round_begins_the_way_again_and_the_first_plan_keeps_its_day():
    shown = steps(record(*PAYLOADS, "rules_published:r2", "plan_adopted"))
    assert [step.state for step in shown] == ["done", "done", "now", "later", "later", "done", "later"]
    assert [text(step.when) for step in shown] == [
        "2 March 2027",
        "8 March 2027",
        "comes next",
        "",
        "",
        "7 March 2027",
        "",
    ]
    assert [step.state for step in steps(record(*list(PAYLOADS)[:6], "rules_published:r2"))][:4] == [
        "done",
        "done",
        "now",
        "later",
    ]


def test_when_every_stage_is_reached_the_work_is_now():
    assert [step.state for step in steps(record(*PAYLOADS))][-2:] == ["done", "now"]


@pytest.mark.parametrize(
    ("reached", "what", "when", "who"),
    [
        (["place_opened"], "is published", "No day has been set yet.", "the Test End board"),
        (["place_opened", "profile_published"], "rules of a round", "No day", "the Test End board"),
        (["place_opened", "rules_published"], "Voting closes", "By 9 March 2027.", "Test End Council"),
        (
            ["place_opened", "rules_published", "result_provisional"],
            "challenge",
            "By 1 April 2027.",
            "Test End Council",
        ),
        (list(PAYLOADS)[:5], "awards the money", "No day", "the Test End board"),
        (list(PAYLOADS)[:6], "A plan is made", "No day", "the Test End board"),
    ],
)
def test_what_comes_next_by_when_and_who_decides(reached, what, when, who):
    ahead = coming(PLACE, record(*reached), [])
    assert what in text(ahead.what)
    assert text(ahead.when).startswith(when)
    assert text(ahead.who) == who
    assert "the Test End board" in text(ahead.objection)


def test_after_the_plan_the_first_promise_that_is_not_kept_comes_next():
    promises = [
        {"id": "a", "due": "2027-06-30", "state": "given"},
        {"id": "b", "due": "2027-05-31", "state": "kept"},
    ]
    ahead = coming(PLACE, record(*PAYLOADS), promises)
    assert text(ahead.when) == f"The first promise is due on {prose().text(_day(date(2027, 6, 30)))}."


def _day(day):
    from commonweal.terms.sentences import say

    return say("{day}", day=day)


def test_one_can_object_before_anybody_is_named():
    assert text(objection("")).startswith("Write to the board.")
