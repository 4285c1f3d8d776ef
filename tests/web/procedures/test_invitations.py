"""Who brings whom into a role: the steward the first people only, and nobody an officer alone once there is one."""

from pathlib import Path
from secrets import token_hex

import pytest

from commonweal.errors import InvitationRefused, NotAllowed
from commonweal.web.rights import Actors
from tests.web.pages import signed
from tests.web.procedures import rounds

STEWARD, SECRETARY = Actors("steward"), Actors("board secretary", person="p-9")
TWO = Actors("board secretary", "council officer", "p-9", "p-8")


def invited(role: str, actors: Actors) -> str:
    """Invite somebody, and give the token."""
    from commonweal.web.procedures.invite_person import invite_person
    from commonweal.web.reads.who import Appointment

    token = token_hex(16)
    invite_person(f"{token}@example.org", "Invited", Appointment(role), token=token, at=rounds.hour(2), actors=actors)
    return token


def by_two(role: str, actors: Actors = TWO, token: str = "t" * 32) -> None:
    from commonweal.web.procedures.invite_officer import invite_officer
    from commonweal.web.reads.who import Appointment

    invite_officer("two@example.org", "Invited", Appointment(role), token=token, at=rounds.hour(2), actors=actors)


def taken(token: str) -> object:
    from commonweal.web.procedures.accept_invitation import accept_invitation

    who = Actors("resident")
    return accept_invitation(token, name="Invited", password="x" * 20, seat="", at=rounds.hour(2), actors=who)[0]


def test_the_steward_invites_only_while_nobody_holds_the_role(stored_place: Path) -> None:
    rounds.opened()
    taken(invited("board secretary", STEWARD))
    with pytest.raises(NotAllowed, match="somebody holds the role of board secretary"):
        invited("board secretary", STEWARD)
    assert invited("board secretary", SECRETARY)
    assert invited("auditor", STEWARD)


def test_of_two_that_the_steward_invited_to_a_role_one_takes_it(stored_place: Path) -> None:
    from commonweal.web.procedures.accept_invitation import invitation_fault

    rounds.opened()
    first, second = invited("returning officer", STEWARD), invited("returning officer", STEWARD)
    others = invited("board member", SECRETARY), invited("board member", SECRETARY)
    taken(first)
    assert invitation_fault(second, rounds.hour(2)) is not None
    with pytest.raises(InvitationRefused, match="somebody holds the role"):
        taken(second)
    for token in others:
        taken(token)


@pytest.mark.parametrize("role", ["council officer", "returning officer", "count officer"])
def test_once_there_is_a_council_officer_nobody_invites_an_officer_alone(stored_place: Path, role: str) -> None:
    rounds.opened()
    assert invited(role, SECRETARY)
    signed.person("council officer", at=rounds.hour(1))
    for alone in (SECRETARY, Actors("council officer", person="p-8"), STEWARD):
        with pytest.raises(NotAllowed, match=f"a {role} is invited by two people"):
            invited(role, alone)
    assert invited("auditor", SECRETARY)
    for wrong in (SECRETARY, Actors("board secretary", "board member"), Actors("steward", "council officer")):
        with pytest.raises(NotAllowed):
            by_two(role, wrong)
    with pytest.raises(NotAllowed, match="one person is not two"):
        by_two(role, Actors("board secretary", "council officer", "p-9", "p-9"))
    by_two(role)
    entry = taken("t" * 32)
    assert (getattr(entry, "role", ""), getattr(entry, "payload", {})["second"]) == (
        "board secretary",
        "council officer",
    )


def test_two_people_invite_officers_and_nobody_else(stored_place: Path) -> None:
    rounds.opened()
    with pytest.raises(InvitationRefused, match="no officer's role"):
        by_two("board member")


def test_a_council_officer_whose_role_ended_is_none(stored_place: Path) -> None:
    from commonweal.web.procedures.end_role import end_role

    rounds.opened()
    seat = signed.person("council officer", at=rounds.hour(1))
    end_role(seat, "council officer", reason="resigned", at=rounds.hour(1), actors=SECRETARY)
    assert invited("council officer", SECRETARY)
