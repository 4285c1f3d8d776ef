"""Who may do what, and when: one table of procedure, role and phase. Everything that is not in it is refused.

Roles are those that entries of the record bear; "visitor" is anyone, and may only read. The steward runs the software
and takes no part in decisions: nothing here lets the steward count, confirm, award or adopt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from commonweal.errors import Fault, NotAllowed, NotNow
from commonweal.record.kinds import ROLES
from commonweal.terms.sentences import Sentence, say
from commonweal.web.codes import phase_called
from commonweal.web.roles import all_called, called

VISITOR = "visitor"
EVERYONE = (*ROLES, VISITOR)
"""Every role there is."""

UNKNOWN = "not yet begun"
DRAFTED = "drafted"
RULES = "rules published"
IDEAS = "ideas open"
REVIEW = "review"
VOTING = "voting"
COUNTING = "counting"
PROVISIONAL = "result provisional"
CONFIRMED = "result confirmed"
DELIVERING = "delivering"
STOPPED = "stopped"
PHASES = (UNKNOWN, DRAFTED, RULES, IDEAS, REVIEW, VOTING, COUNTING, PROVISIONAL, CONFIRMED, DELIVERING, STOPPED)
"""Where a round stands, in order of time."""


@dataclass(frozen=True, slots=True)
class Right:
    """Who may do one thing.

    Attributes:
        act: what is done, to follow "may not".
        roles: who may do it.
        seconds: who may be the second person, where the act needs two; empty where one is enough.
        phases: where the round must stand; empty where the act belongs to no round.
    """

    act: Sentence
    roles: tuple[str, ...]
    seconds: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()


_COUNT = "count officer"
_SECRETARY, _RETURNING, _COUNCIL = "board secretary", "returning officer", "council officer"
_PROPOSERS = ("proposer", "organisation member", "CVS worker", _SECRETARY)
"""Whoever put a proposal forward, a member of its body, and those who act for people who ask them to."""
_ACTING = ("board member", _COUNCIL, _RETURNING, "count officer", "CVS worker", "organisation member", "auditor")
"""Who besides the secretary takes part in acts that an interest may touch."""

RIGHTS: Mapping[str, Right] = MappingProxyType(
    {
        "open_place": Right(say("begin the record of a place"), (_SECRETARY,)),
        "change_place": Right(say("change what a place says about itself"), (_SECRETARY,)),
        "invite_person": Right(say("invite somebody to take a role"), (_SECRETARY, _COUNCIL, "steward")),
        "invite_officer": Right(say("invite an officer"), (_SECRETARY,), (_COUNCIL,)),
        "withdraw_invitation": Right(say("withdraw an invitation"), (_SECRETARY, _COUNCIL, "steward")),
        "accept_invitation": Right(say("take a role by an invitation"), ("resident",)),
        "end_role": Right(say("end somebody's role"), (_SECRETARY, _COUNCIL)),
        "erase_account": Right(say("erase the account of somebody who left"), (_SECRETARY, _COUNCIL)),
        "publish_profile": Right(say("publish the evidence of need"), (_SECRETARY, _COUNCIL)),
        "publish_rules": Right(say("publish the rules of a round"), (_SECRETARY,), (_COUNCIL,), (UNKNOWN, DRAFTED)),
        "draft_round": Right(say("draft the rules of a round"), (_SECRETARY,), (), (UNKNOWN, DRAFTED)),
        "stop_round": Right(
            say("end a round without a result"),
            (_SECRETARY, _RETURNING),
            (_COUNCIL,),
            (RULES, IDEAS, REVIEW, VOTING, COUNTING),
        ),
        "make_challenge": Right(say("challenge a result"), ("resident",), (), (PROVISIONAL,)),
        "answer_challenge": Right(say("answer a challenge"), (_RETURNING,), (_SECRETARY, _COUNCIL), (PROVISIONAL,)),
        "set_aside_result": Right(say("set a result aside"), (_RETURNING,), (_SECRETARY, _COUNCIL), (PROVISIONAL,)),
        "close_round": Right(say("count a round"), (_RETURNING,), ("count officer", _COUNCIL), (RULES,)),
        "confirm_result": Right(say("confirm a result"), (_RETURNING,), (_SECRETARY, _COUNCIL), (PROVISIONAL,)),
        "decide_awards": Right(say("turn a result into awards"), (_SECRETARY,), (_COUNCIL,), (CONFIRMED,)),
        "adopt_plan": Right(say("adopt a hand-over plan"), (_SECRETARY,), (_COUNCIL,)),
        "withdraw_organisation": Right(say("record that a body withdrew"), (_SECRETARY, "organisation member")),
        "erase_content": Right(say("erase a person's words"), (_SECRETARY, _COUNCIL)),
        "lodge_checkpoint": Right(
            say("lodge a checkpoint with another body"), (_SECRETARY, _RETURNING, _COUNCIL, "auditor", "steward")
        ),
        "register_key": Right(
            say("register the key of a round"),
            (_RETURNING,),
            (_COUNT, _COUNCIL, _SECRETARY),
            (RULES, IDEAS, REVIEW),
        ),
        "publish_ballot": Right(say("publish a ballot"), (_SECRETARY,), (_COUNCIL,), (REVIEW,)),
        "count_round": Right(say("count the opened ballots"), (_RETURNING,), (_COUNT, _COUNCIL), (COUNTING,)),
        "take_register": Right(
            say("take in the register of voters"), (_RETURNING, _COUNCIL), (), (RULES, IDEAS, REVIEW, VOTING)
        ),
        "erase_registered": Right(say("erase a person from the register"), (_RETURNING, _COUNCIL, _SECRETARY)),
        "issue_codes": Right(say("issue codes to vote with"), (_RETURNING, _COUNT), (), (REVIEW, VOTING)),
        "issue_event_codes": Right(
            say("make codes for an event"), (_RETURNING, _COUNT), (_COUNCIL, _COUNT, _RETURNING), (REVIEW, VOTING)
        ),
        "cast_ballot": Right(say("cast a ballot"), ("voter",), (), (VOTING,)),
        "check_in_paper": Right(say("check in a paper ballot"), (_RETURNING, _COUNT), (), (VOTING, COUNTING)),
        "enter_paper": Right(say("enter a paper ballot"), (_RETURNING, _COUNT), (), (COUNTING,)),
        "adjudicate_paper": Right(
            say("decide what a paper ballot says"), (_RETURNING,), (_COUNT, _COUNCIL), (COUNTING,)
        ),
        "extend_voting": Right(
            say("give voting more days"), (_RETURNING,), (_COUNT, _COUNCIL, _SECRETARY), (VOTING, COUNTING)
        ),
        "close_voting": Right(say("close voting"), (_RETURNING,), (_COUNT, _COUNCIL), (COUNTING,)),
        "draw_lot": Right(say("draw the lot"), (_RETURNING,), (_COUNT, _COUNCIL, _SECRETARY), (COUNTING,)),
        "open_ballots": Right(say("open the ballots"), (_RETURNING,), (_COUNT, _COUNCIL), (COUNTING,)),
        "destroy_secrets": Right(
            say("destroy the secrets of a round"), (_RETURNING, _COUNCIL), (), (CONFIRMED, DELIVERING, STOPPED)
        ),
        "submit_idea": Right(
            say("put an idea forward"), ("resident", "proposer", "CVS worker", _SECRETARY, _COUNCIL), (), (IDEAS,)
        ),
        "publish_idea": Right(say("publish an idea"), (_SECRETARY, "CVS worker"), (), (IDEAS, REVIEW)),
        "decline_idea": Right(say("decline an idea or a proposal"), (_SECRETARY, "CVS worker"), (), (IDEAS, REVIEW)),
        "divert_idea": Right(say("pass on what is urgent"), ("CVS worker", _SECRETARY, _COUNCIL)),
        "merge_ideas": Right(say("join ideas"), (_SECRETARY, "CVS worker"), (), (IDEAS, REVIEW)),
        "split_idea": Right(say("part an idea"), (_SECRETARY, "CVS worker"), (), (IDEAS, REVIEW)),
        "submit_proposal": Right(say("put a proposal forward"), _PROPOSERS, (), (IDEAS, REVIEW)),
        "publish_proposal": Right(say("publish a proposal"), (_SECRETARY, "CVS worker", _COUNCIL), (), (IDEAS, REVIEW)),
        "change_proposal": Right(say("change a proposal"), _PROPOSERS, (), (IDEAS, REVIEW)),
        "review_proposal": Right(say("review a proposal"), (_COUNCIL, _SECRETARY), (), (IDEAS, REVIEW)),
        "appeal_review": Right(say("appeal against a review"), _PROPOSERS, (), (IDEAS, REVIEW)),
        "decide_appeal": Right(
            say("decide an appeal"),
            (_SECRETARY, "board member", _COUNCIL),
            ("CVS worker", "board member", _COUNCIL, _SECRETARY),
            (IDEAS, REVIEW),
        ),
        "add_statement": Right(
            say("add a statement to a proposal"),
            (_SECRETARY, _COUNCIL, "CVS worker", "board member", "organisation member"),
            (),
            (IDEAS, REVIEW),
        ),
        "offer_to_join": Right(
            say("offer to join a proposal"), ("organisation member", "CVS worker", _SECRETARY), (), (IDEAS, REVIEW)
        ),
        "withdraw_proposal": Right(say("withdraw a proposal"), _PROPOSERS, (), (IDEAS, REVIEW, VOTING)),
        "erase_private": Right(
            say("erase what is a proposer's own"), ("proposer", "resident", "CVS worker", _SECRETARY, _COUNCIL)
        ),
        "raise_urgent": Right(say("raise an urgent concern"), ROLES),
        "triage_urgent": Right(say("take up an urgent concern"), ("CVS worker", _COUNCIL)),
        "erase_urgent": Right(say("erase old urgent concerns"), ("CVS worker", _COUNCIL)),
        "apply_retention": Right(say("destroy what has been kept long enough"), ("steward", _COUNCIL)),
        "restore_backup": Right(say("restore a backup"), ("steward", _COUNCIL)),
        "publish_terms": Right(say("publish the board's terms of reference"), (_SECRETARY,)),
        "draft_meeting": Right(say("prepare a meeting"), (_SECRETARY,)),
        "call_meeting": Right(say("call a meeting"), (_SECRETARY,)),
        "publish_minutes": Right(say("publish the minutes of a meeting"), (_SECRETARY,)),
        "take_decision": Right(say("record a decision of the board"), (_SECRETARY,)),
        "declare_interest": Right(say("declare an interest"), (_SECRETARY, *_ACTING)),
        "end_interest": Right(say("record that an interest ended"), (_SECRETARY, *_ACTING)),
        "constitute_fund": Right(say("constitute a fund"), (_SECRETARY,), (_COUNCIL,)),
        "state_additionality": Right(say("state what public money a fund stands beside"), (_COUNCIL, _SECRETARY)),
        "move_money": Right(say("move money of a fund"), (_SECRETARY,), (_COUNCIL,)),
        "allocate_stream": Right(say("allocate protected money"), (_SECRETARY,), (_COUNCIL,)),
        "open_award": Right(say("open an award by scores"), (_SECRETARY, _COUNCIL), (_COUNCIL, _SECRETARY)),
        "decide_scored_award": Right(say("decide an award by scores"), (_SECRETARY, _COUNCIL), (_COUNCIL, _SECRETARY)),
        "agree_step_in": Right(say("record an agreement on step-in"), (_SECRETARY,), (_COUNCIL,)),
        "trigger_step_in": Right(
            say("record that stepping in is called for"), (_COUNCIL, _SECRETARY), (_SECRETARY, _COUNCIL)
        ),
        "begin_step_in": Right(say("record a step-in"), (_COUNCIL, _SECRETARY), (_SECRETARY, _COUNCIL)),
        "end_step_in": Right(say("record the end of a step-in"), (_COUNCIL, _SECRETARY), (_SECRETARY, _COUNCIL)),
        "ask_hand_back": Right(say("ask to hand a service back"), (_SECRETARY, "organisation member")),
        "withdraw_hand_back": Right(say("keep a service on after all"), (_SECRETARY, "organisation member")),
        "hold_learning_review": Right(say("record a learning review"), (_SECRETARY, _COUNCIL)),
        "switch_floor_off": Right(say("switch off a floor that every place keeps"), (_SECRETARY,), (_COUNCIL,)),
        "switch_floor_on": Right(say("switch a floor on again"), (_SECRETARY,), (_COUNCIL,)),
    }
)
"""Every procedure, by the name of its function."""


@dataclass(frozen=True, slots=True)
class Actors:
    """The roles that act: one person, or two where the table asks for two.

    Attributes:
        role: who acts.
        second: the second person's role, or "".
        person: the seat of whoever acts, or "" where nobody signed in: a place folder tells of it, or a resident acts.
        second_person: the second person's seat, or "".
    """

    role: str
    second: str = ""
    person: str = ""
    second_person: str = ""


def check_right(procedure: str, actors: Actors, *, phase: str = "", subject: str = "") -> None:
    """Let an act through, or refuse it.

    Args:
        procedure: name of the procedure.
        actors: who acts.
        phase: where the round stands, for acts that belong to one.
        subject: what it is about, to say in a refusal.

    Raises:
        NotAllowed: where the role may not do it, or a second person is missing or of a role that may not second it.
        NotNow: where the round stands elsewhere.
    """
    right = RIGHTS[procedure]
    if actors.role not in right.roles:
        raise NotAllowed(role=called(actors.role), act=right.act, allowed=all_called(right.roles))
    if right.seconds and (actors.second not in right.seconds or actors.second == actors.role):
        fault = Fault("it takes two people, and the second must hold another role that may")
        raise NotAllowed(fault, role=called(actors.second or "-"), act=right.act, allowed=all_called(right.seconds))
    if right.seconds and actors.person and actors.person == actors.second_person:
        fault = Fault("it takes two people, and one person is not two, whatever roles they hold")
        raise NotAllowed(fault, role=called(actors.second), act=right.act, allowed=all_called(right.seconds))
    if right.phases and phase not in right.phases:
        raise wrong_phase(procedure, subject, phase)


def not_now(procedure: str, subject: str, *faults: Fault) -> NotNow:
    """Give the refusal of an act whose time has passed or has not come, and why."""
    return NotNow(*faults, act=RIGHTS[procedure].act, subject=subject)


def wrong_phase(procedure: str, subject: str, phase: str) -> NotNow:
    """Give the refusal of an act that belongs to another phase of its round."""
    return not_now(procedure, subject, Fault("it stands at: {phase}", {"phase": phase_called(phase)}))


def actors_of(procedure: str) -> Actors:
    """Give the roles whose act a procedure ordinarily is: the first that the table names."""
    right = RIGHTS[procedure]
    return Actors(right.roles[0], right.seconds[0] if right.seconds else "")
