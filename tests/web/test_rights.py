"""The table of rights is walked: every procedure, as every role, at every phase, does exactly what the table says."""

import ast
from pathlib import Path

import pytest

from commonweal.errors import NotAllowed, NotNow
from commonweal.record.kinds import ROLES
from commonweal.web.rights import EVERYONE, PHASES, RIGHTS, Actors, actors_of, check_right

ROOT = Path(__file__).resolve().parents[2]
PROCEDURES = ROOT / "src" / "commonweal" / "web" / "procedures"
SHARED = {
    *(
        "__init__",
        "acting",
        "counting",
        "frozen_rules",
        "phases",
        "plain",
        "take_backup",
        "take_in",
        "take_in_plans",
        "waiting",
    ),
    *("floors", "interests", "plan_beside", "proposing", "shortlisting", "stating", "stepping_in", "texts", "tickets"),
}
"""Files that do no act of their own: take_in only calls the others, and a backup changes nothing."""
ACTING = {
    "board secretary",
    "board member",
    "council officer",
    "returning officer",
    "count officer",
    "CVS worker",
    "organisation member",
    "auditor",
}

ALLOWED = {
    "publish_ballot": {"board secretary"},
    "count_round": {"returning officer"},
    "invite_person": {"board secretary", "council officer", "steward"},
    "invite_officer": {"board secretary"},
    "withdraw_invitation": {"board secretary", "council officer", "steward"},
    "accept_invitation": {"resident"},
    "end_role": {"board secretary", "council officer"},
    "erase_account": {"board secretary", "council officer"},
    "draft_round": {"board secretary"},
    "stop_round": {"board secretary", "returning officer"},
    "make_challenge": {"resident"},
    "answer_challenge": {"returning officer"},
    "set_aside_result": {"returning officer"},
    "open_place": {"board secretary"},
    "change_place": {"board secretary"},
    "publish_profile": {"board secretary", "council officer"},
    "publish_rules": {"board secretary"},
    "close_round": {"returning officer"},
    "confirm_result": {"returning officer"},
    "decide_awards": {"board secretary"},
    "adopt_plan": {"board secretary"},
    "withdraw_organisation": {"board secretary", "organisation member"},
    "erase_content": {"board secretary", "council officer"},
    "lodge_checkpoint": {"board secretary", "returning officer", "council officer", "auditor", "steward"},
    "submit_idea": {"resident", "proposer", "CVS worker", "board secretary", "council officer"},
    "publish_idea": {"board secretary", "CVS worker"},
    "decline_idea": {"board secretary", "CVS worker"},
    "divert_idea": {"board secretary", "CVS worker", "council officer"},
    "merge_ideas": {"board secretary", "CVS worker"},
    "split_idea": {"board secretary", "CVS worker"},
    "submit_proposal": {"proposer", "organisation member", "CVS worker", "board secretary"},
    "publish_proposal": {"board secretary", "CVS worker", "council officer"},
    "change_proposal": {"proposer", "organisation member", "CVS worker", "board secretary"},
    "review_proposal": {"council officer", "board secretary"},
    "appeal_review": {"proposer", "organisation member", "CVS worker", "board secretary"},
    "decide_appeal": {"board secretary", "board member", "council officer"},
    "add_statement": {"board secretary", "council officer", "CVS worker", "board member", "organisation member"},
    "offer_to_join": {"organisation member", "CVS worker", "board secretary"},
    "withdraw_proposal": {"proposer", "organisation member", "CVS worker", "board secretary"},
    "erase_private": {"proposer", "resident", "CVS worker", "board secretary", "council officer"},
    "raise_urgent": set(ROLES),
    "triage_urgent": {"CVS worker", "council officer"},
    "erase_urgent": {"CVS worker", "council officer"},
    "apply_retention": {"steward", "council officer"},
    "restore_backup": {"steward", "council officer"},
    "register_key": {"returning officer"},
    "take_register": {"returning officer", "council officer"},
    "erase_registered": {"returning officer", "council officer", "board secretary"},
    "issue_codes": {"returning officer", "count officer"},
    "issue_event_codes": {"returning officer", "count officer"},
    "cast_ballot": {"voter"},
    "check_in_paper": {"returning officer", "count officer"},
    "enter_paper": {"returning officer", "count officer"},
    "adjudicate_paper": {"returning officer"},
    "extend_voting": {"returning officer"},
    "close_voting": {"returning officer"},
    "draw_lot": {"returning officer"},
    "open_ballots": {"returning officer"},
    "destroy_secrets": {"returning officer", "council officer"},
    "publish_terms": {"board secretary"},
    "draft_meeting": {"board secretary"},
    "call_meeting": {"board secretary"},
    "publish_minutes": {"board secretary"},
    "take_decision": {"board secretary"},
    "declare_interest": ACTING,
    "end_interest": ACTING,
    "constitute_fund": {"board secretary"},
    "state_additionality": {"board secretary", "council officer"},
    "move_money": {"board secretary"},
    "allocate_stream": {"board secretary"},
    "open_award": {"board secretary", "council officer"},
    "decide_scored_award": {"board secretary", "council officer"},
    "agree_step_in": {"board secretary"},
    "trigger_step_in": {"council officer", "board secretary"},
    "begin_step_in": {"council officer", "board secretary"},
    "end_step_in": {"council officer", "board secretary"},
    "ask_hand_back": {"board secretary", "organisation member"},
    "withdraw_hand_back": {"board secretary", "organisation member"},
    "hold_learning_review": {"board secretary", "council officer"},
    "switch_floor_off": {"board secretary"},
    "switch_floor_on": {"board secretary"},
}
"""Who may begin each act, written down a second time: a slip in the table is seen here."""

_BEFORE_VOTING = {"ideas open", "review"}
STANDING = {
    "publish_ballot": {"review"},
    "count_round": {"counting"},
    "draft_round": {"not yet begun", "drafted"},
    "stop_round": {"rules published", "ideas open", "review", "voting", "counting"},
    "make_challenge": {"result provisional"},
    "answer_challenge": {"result provisional"},
    "set_aside_result": {"result provisional"},
    "submit_idea": {"ideas open"},
    **dict.fromkeys(("publish_idea", "decline_idea", "merge_ideas", "split_idea"), _BEFORE_VOTING),
    **dict.fromkeys(("submit_proposal", "change_proposal", "review_proposal", "appeal_review"), _BEFORE_VOTING),
    "publish_proposal": _BEFORE_VOTING,
    **dict.fromkeys(("decide_appeal", "add_statement", "offer_to_join"), _BEFORE_VOTING),
    "withdraw_proposal": {"ideas open", "review", "voting"},
    "publish_rules": {"not yet begun", "drafted"},
    "close_round": {"rules published"},
    "confirm_result": {"result provisional"},
    "decide_awards": {"result confirmed"},
    "register_key": {"rules published", "ideas open", "review"},
    "take_register": {"rules published", "ideas open", "review", "voting"},
    "issue_codes": {"review", "voting"},
    "issue_event_codes": {"review", "voting"},
    "cast_ballot": {"voting"},
    "check_in_paper": {"voting", "counting"},
    "enter_paper": {"counting"},
    "adjudicate_paper": {"counting"},
    "extend_voting": {"voting", "counting"},
    "close_voting": {"counting"},
    "draw_lot": {"counting"},
    "open_ballots": {"counting"},
    "destroy_secrets": {"result confirmed", "delivering", "stopped"},
}
PAIRED = {
    *("publish_rules", "close_round", "confirm_result", "decide_awards", "adopt_plan", "register_key"),
    *("adjudicate_paper", "extend_voting", "close_voting", "draw_lot", "open_ballots"),
    *("stop_round", "answer_challenge", "set_aside_result", "decide_appeal"),
    *("publish_ballot", "count_round", "issue_event_codes", "invite_officer"),
    *("constitute_fund", "move_money", "allocate_stream", "open_award", "decide_scored_award"),
    *("switch_floor_off", "switch_floor_on"),
    *("agree_step_in", "trigger_step_in", "begin_step_in", "end_step_in"),
}


def outcome(procedure: str, actors: Actors, phase: str) -> str:
    try:
        check_right(procedure, actors, phase=phase, subject="r1")
    except NotAllowed:
        return "not allowed"
    except NotNow:
        return "not now"
    return "done"


@pytest.mark.parametrize("procedure", sorted(RIGHTS))
def test_every_role_at_every_phase_gets_what_the_table_says(procedure: str) -> None:
    for role in EVERYONE:
        for phase in PHASES:
            due = phase in STANDING.get(procedure, {phase})
            second = next((one for one in RIGHTS[procedure].seconds if one != role), "")
            expected = "not allowed" if role not in ALLOWED[procedure] else "done" if due else "not now"
            assert outcome(procedure, Actors(role, second), phase) == expected, (role, phase)


@pytest.mark.parametrize("procedure", sorted(PAIRED))
def test_what_takes_two_people_is_refused_to_one_and_to_one_twice(procedure: str) -> None:
    first, phase = actors_of(procedure).role, min(STANDING.get(procedure, {""}))
    for second in ("", first, "steward", "visitor", "voter"):
        assert outcome(procedure, Actors(first, second), phase) == "not allowed", second


def test_one_person_is_not_two_whatever_roles_they_hold() -> None:
    pair = actors_of("adopt_plan")
    check_right("adopt_plan", Actors(pair.role, pair.second, "p-1", "p-2"))
    with pytest.raises(NotAllowed):
        check_right("adopt_plan", Actors(pair.role, pair.second, "p-1", "p-1"))


def test_nothing_else_takes_two_people() -> None:
    assert {name for name, right in RIGHTS.items() if right.seconds} == PAIRED


def test_every_procedure_has_a_right_and_asks_for_it() -> None:
    asked = {}
    for file in PROCEDURES.glob("*.py"):
        calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
        asks = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "check_right"]
        asked[file.stem] = {call.args[0].value for call in asks if isinstance(call.args[0], ast.Constant)}
    assert set(asked) - SHARED == set(RIGHTS)
    assert all(asked[name] == {name} for name in RIGHTS)
    assert not any(asked[name] for name in SHARED)


def test_the_steward_takes_part_in_no_decision() -> None:
    acts = {name for name, right in RIGHTS.items() if "steward" in (*right.roles, *right.seconds)}
    assert acts == {
        *("lodge_checkpoint", "restore_backup", "invite_person", "withdraw_invitation", "raise_urgent"),
        "apply_retention",
    }


def test_a_visitor_does_nothing_and_every_other_role_is_one_of_the_record() -> None:
    for right in RIGHTS.values():
        assert set(right.roles) | set(right.seconds) <= set(ROLES)
        assert set(right.phases) <= set(PHASES)
