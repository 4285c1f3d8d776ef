"""An invitation is taken once, by one person, in its time, whoever else holds the link and however many at once."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import InvitationRefused
from commonweal.record.chain import faults
from commonweal.web.rights import Actors
from tests.web.procedures import rounds
from tests.web.procedures.test_at_once import AT_ONCE, together

TOKEN = "t" * 40
AT = rounds.hour(1)


def invited(email: str = "new@example.org", token: str = TOKEN) -> int:
    from commonweal.web.procedures.invite_person import invite_person
    from commonweal.web.reads.who import Appointment

    return invite_person(
        email, "Somebody new", Appointment("auditor"), token=token, at=AT, actors=Actors("board secretary")
    )


def take(token: str = TOKEN, *, seat: str = "", at: Any = AT) -> Any:
    from commonweal.web.procedures.accept_invitation import accept_invitation

    actors = Actors("resident", person=seat)
    return accept_invitation(
        token, name="Somebody new", password="a long and odd password", seat=seat, at=at, actors=actors
    )


def held() -> tuple[int, int, int]:
    """Count accounts, roles and appointments in the record."""
    from commonweal.web.reads import stored
    from commonweal.web.store import models

    appointed = [entry for entry in stored.entries() if entry.kind == "person_appointed"]
    return models.PersonRow.objects.count(), models.RoleRow.objects.count(), len(appointed)


def test_of_many_who_take_one_invitation_at_once_one_does(stored_place: Path) -> None:
    from commonweal.web.reads import stored
    from commonweal.web.store import models

    rounds.opened()
    invited()
    failed = together(lambda _: take())
    assert [type(bad) for bad in failed] == [InvitationRefused] * (AT_ONCE - 1)
    assert held() == (1, 1, 1)
    # Somebody who has an account already, and opens the link of a further role in as many windows.
    [seat] = models.PersonRow.objects.values_list("seat", flat=True)
    invited(token="f" * 40)
    failed = together(lambda _: take("f" * 40, seat=seat))
    assert [type(bad) for bad in failed] == [InvitationRefused] * (AT_ONCE - 1)
    assert held() == (1, 2, 2)
    assert faults(stored.entries()) == ()


def test_an_invitation_that_was_taken_withdrawn_or_expired_gives_nothing(stored_place: Path) -> None:
    from commonweal.web.procedures.withdraw_invitation import withdraw_invitation

    rounds.opened()
    invited()
    last = AT + timedelta(days=7)
    for late in (last + timedelta(seconds=1), last + timedelta(days=900)):
        with pytest.raises(InvitationRefused, match="expired"):
            take(at=late)
    withdraw_invitation(invited("other@example.org", "w" * 40), at=AT, actors=Actors("board secretary"))
    with pytest.raises(InvitationRefused, match="used or withdrawn"):
        take("w" * 40)
    assert held() == (0, 0, 0)
    _, seat = take(at=last)
    for again in ("", seat):
        with pytest.raises(InvitationRefused, match="used or withdrawn"):
            take(seat=again)
    assert held() == (1, 1, 1)


def test_an_invitation_is_for_the_person_it_went_to(stored_place: Path) -> None:
    rounds.opened()
    invited("somebody@example.org", "s" * 40)
    _, seat = take("s" * 40)
    invited("new@example.org")
    with pytest.raises(InvitationRefused, match="somebody else"):
        take(seat=seat)
    invited("SOMEBODY@example.org", "a" * 40)
    with pytest.raises(InvitationRefused, match="has an account"):
        take("a" * 40)
    for guessed in ("", TOKEN[:-1], TOKEN + "t", "%", "'--"):
        with pytest.raises(InvitationRefused, match="no such invitation"):
            take(guessed)
    assert held() == (1, 1, 1)
