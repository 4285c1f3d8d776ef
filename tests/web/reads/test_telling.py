"""Entries in plain words: a sentence for every kind, with names instead of identifiers."""

import tomllib

import pytest

from commonweal.cli.first_folder import first_files
from commonweal.formats.prose import prose
from commonweal.record.kinds import KINDS
from commonweal.web.reads.telling import UNNAMED, Names, name_of, told

NAMES = Names(
    {"r1": "Fund 2027"}, {"o1": "Harbour Hub"}, "GBP", {"f1": "Harbour Fund"}, {}, {"s1": "Library, Quayside"}
)
MOVED = {"capital_pence": 500, "revenue_pence": 7, "round": "r1", "organisation": "o1", "to_period": "p2"}


def text(kind, **payload):
    return prose().text(told(kind, payload, NAMES))


@pytest.mark.parametrize(
    ("kind", "payload", "said"),
    [
        (
            "place_opened",
            {"place": "Test End", "board": "The board"},
            "Test End began its public record. The board decides.",
        ),
        (
            "place_opened",
            {"place": "Test End", "board": f"The board {UNNAMED}"},
            "Test End began its public record. Its board had not been named yet.",
        ),
        ("rules_published", {"round": "r1"}, "The rules of Fund 2027 were fixed and published"),
        ("round_closed", {"round": "r2", "ballots": 6586}, "Voting in r2 closed with 6,586 ballots."),
        (
            "result_provisional",
            {"round": "r1", "selected": ["a", "b"], "spent": "201/2"},
            "Fund 2027 was counted: 2 projects would be funded for £100.50. The count may be challenged.",
        ),
        ("result_confirmed", {"round": "r1"}, "The result of Fund 2027 stands."),
        ("awards_decided", {"round": "r1", "awards": [{}]}, "The board awarded money to 1 project of Fund 2027."),
        (
            "undertaking_given",
            {"giver": "o1", "promise": "a café", "due": "2027-03-31", "award_pence": 150000},
            "Harbour Hub promised: a café, for £1,500, by 31 March 2027.",
        ),
        ("plan_adopted", {"replaces": "plans/a"}, "A new hand-over plan was adopted in place of the earlier one."),
        (
            "organisation_withdrew",
            {"organisation": "o1", "from_quarter": "2026-Q3", "reason": "lost its funder"},
            "takes on nothing more from 1 July 2026. Its reason: lost its funder.",
        ),
        (
            "terms_published",
            {"board": "The board", "version": 2},
            "The board published its terms of reference, version 2.",
        ),
        ("person_appointed", {"seat": "p-1", "appointed": "board member"}, "Seat p-1: somebody took the role of board"),
        ("person_left", {"seat": "p-1", "appointed": "board member"}, "somebody gave up the role of board member."),
        (
            "interest_declared",
            {"interest": "i1", "seat": "p-1", "in": "o1", "because": "membership"},
            "Seat p-1 declared an interest in Harbour Hub (they are a member of it) and takes no part",
        ),
        ("interest_ended", {"interest": "i1"}, "The declared interest i1 ended."),
        (
            "meeting_called",
            {"meeting": "m1", "on": "2027-03-31", "where": "The library"},
            "A meeting of the board was called for 31 March 2027: The library.",
        ),
        ("meeting_called", {"meeting": "m1", "on": "2027-03-31"}, "was called for 31 March 2027."),
        ("minutes_published", {"meeting": "m1", "present": 2, "members": 3}, "2 of 3 members were there."),
        ("minutes_published", {"meeting": "m1"}, "The minutes of the meeting m1 were published."),
        (
            "decision_taken",
            {"decision": "d1", "title": "Yes", "in_favour": 2, "against": 1},
            "The board decided: Yes. 2 in favour, 1 against, 0 abstained, 0 took no part.",
        ),
        ("decision_taken", {"decision": "d1", "title": "Yes"}, "The board decided: Yes."),
        (
            "fund_constituted",
            {"title": "Pride", "accountable_body": "The council", "from": "2026-04-01", "until": "2036-03-31"},
            "Pride was constituted from 1 April 2026 to 31 March 2036. The council answers for the money.",
        ),
        (
            "additionality_stated",
            {"fund": "f1", "before_pence": 300, "now_pence": 100, "new_pence": 200},
            "Harbour Fund: This replaces public money: £3 a year",
        ),
        *(
            ("money_moved", {"fund": "f1", "period": "p1", "how": how, **MOVED}, f"Harbour Fund, period p1: {said}")
            for how, said in (
                ("received", "£5 of capital and £0.07 of revenue was received."),
                ("set aside", "£5 of capital and £0.07 of revenue was set aside for Fund 2027."),
                ("released", "£5 of capital and £0.07 of revenue that was awarded to Harbour Hub will not be paid."),
                ("awarded", "£5 of capital and £0.07 of revenue was awarded to Harbour Hub."),
                ("returned", "Harbour Hub gave back £5 of capital and £0.07 of revenue."),
                ("paid", "£5 of capital and £0.07 of revenue was paid to Harbour Hub."),
                ("carried over", "£5 of capital and £0.07 of revenue was carried over into the period p2."),
            )
        ),
        (
            "money_moved",
            {"fund": "f2", "period": "p1", "how": "released", "capital_pence": 0, "revenue_pence": 500, "round": "r1"},
            "f2, period p1: £5 of revenue that was set aside for Fund 2027 was released.",
        ),
        (
            "stream_allocated",
            {"fund": "f1", "pence": 19_000_00, "set_aside_pence": 19_500_07},
            "Harbour Fund: £19,000 of £19,500.07 of protected money was allocated by need and by a panel.",
        ),
        (
            "award_opened",
            {"fund": "f1", "title": "The waterside", "pence": 90_000_00},
            "Harbour Fund: The waterside was opened for bids, with £90,000. Its criteria, weights and scales are",
        ),
        (
            "scored_award_decided",
            {"fund": "f1", "award": "ferry-2027", "awards": [{}], "pence": 80_000_00},
            "Harbour Fund: ferry-2027 was decided by scores. 1 bid is awarded, for £80,000.",
        ),
        (
            "floor_switched_off",
            {"floor": "appeal_window"},
            "switched off here: whoever put a proposal forward has 7 days",
        ),
        ("floor_switched_on", {"floor": "of another release"}, "A floor holds again: of another release."),
        (
            "step_in_agreed",
            {"agreement": "s1", "on": "2027-03-31", "organisation": "o1"},
            "Library, Quayside: what the council may step in for was agreed on 31 March 2027 with Harbour Hub,",
        ),
        (
            "step_in_agreed",
            {"agreement": "s2", "on": "2027-03-31"},
            "The body that runs it may hand it back at any time",
        ),
        *(
            (kind, {"agreement": "s1", "on": "2027-03-31", **more}, f"Library, Quayside: {said}")
            for kind, more, said in (
                ("step_in_triggered", {"measure": "days_closed"}, "on 31 March 2027 something had happened that"),
                (
                    "step_in_triggered",
                    {"measure": "notice"},
                    "on 31 March 2027 something had happened that stepping in",
                ),
                ("step_in_begun", {}, "the council stepped in on 31 March 2027 and runs it for a time."),
                ("step_in_ended", {"end": "recover"}, "since 31 March 2027 the body that ran it before runs it again."),
                ("step_in_ended", {"end": "hand-back"}, "since 31 March 2027 the council runs it for good."),
                ("step_in_ended", {"end": "hand-on"}, "since 31 March 2027 another body runs it."),
                ("step_in_ended", {"end": "hand-on", "successor": "o1"}, "Harbour Hub took it on, on 31 March 2027."),
                ("hand_back_asked", {}, "on 31 March 2027 the body that runs it asked to hand it back. It may at any"),
                ("hand_back_withdrawn", {}, "the body that runs it keeps it on after all, since 31 March 2027."),
                ("learning_review_held", {}, "what can be learnt from stepping in was looked at together on 31 March"),
            )
        ),
        ("content_erased", {"entry": 4}, "Personal words of entry 4 were removed; the proof is kept."),
    ],
)
def test_an_entry_is_told_with_its_names_and_figures(kind, payload, said):
    assert said in text(kind, **payload)


def test_a_kind_without_a_sentence_of_its_own_is_told_by_what_it_means():
    assert text("checkpoint_lodged", count=3) == KINDS["checkpoint_lodged"].what


def test_what_a_begun_folder_says_of_its_bodies_is_no_name():
    begun = tomllib.loads(first_files("Saltmarsh")["place.toml"].decode())["place"]
    assert UNNAMED in begun["board"]
    assert [name_of(begun, body) for body in ("board", "accountable_body")] == ["", ""]
    assert name_of({"board": "Saltmarsh Board"}, "board") == "Saltmarsh Board"
