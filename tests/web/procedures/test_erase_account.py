"""An account of somebody who left goes: by its clock, or because they ask; no total moves, and no hash."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from commonweal.errors import NotAllowed, NotNow
from commonweal.record.chain import faults
from commonweal.web.rights import Actors
from tests.web.pages.signed import client, person
from tests.web.procedures import rounds
from tests.web.procedures.test_apply_retention import tidied
from tests.web.procedures.test_restore_backup import everything

SECRETARY = Actors("board secretary")
AT = rounds.hour(48)


def erase(seat: str, at: datetime = AT, actors: Actors = SECRETARY) -> tuple[Any, ...]:
    from commonweal.web.procedures.erase_account import erase_account

    return erase_account(seat, at=at, actors=actors)


def left(role: str = "auditor", *, at: datetime = AT) -> str:
    """Let somebody take a role, sign in with a second step, and give it up."""
    from commonweal.web.procedures.end_role import end_role

    seat = person(role, at=rounds.hour(5))
    client(seat)
    end_role(seat, role, reason="resigned", at=at, actors=SECRETARY)
    return seat


def account(seat: str) -> Any:
    from commonweal.web.store import models

    return models.PersonRow.objects.get(seat=seat)


def second_steps(seat: str) -> int:
    from allauth.mfa.models import Authenticator

    found: int = Authenticator.objects.filter(user__seat=seat).count()
    return found


def kept() -> str:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator

    return repr((everything(), list(EmailAddress.objects.values()), list(Authenticator.objects.values())))


def test_an_account_goes_on_request_with_its_name_and_every_hash_stays(stored_place: Path) -> None:
    from commonweal.web.reads import stored
    from commonweal.web.reads.beside import mismatches

    rounds.whole_round()
    stays = person("council officer", at=rounds.hour(4))
    seat = left()
    told, counts = stored.entries(), [(one.digest, one.files) for one in stored.counts()]
    email = account(seat).email
    assert email in kept()
    assert f"'{seat}'" in kept()
    assert second_steps(seat) == 1
    gone = erase(seat)
    assert [(one.kind, one.payload["fields"]) for one in gone] == [("content_erased", ["name"])]
    assert stored.entries()[: len(told)] == told
    assert [(one.digest, one.files) for one in stored.counts()] == counts
    assert faults(stored.entries()) == ()
    assert mismatches() == ()
    row = account(seat)
    assert (row.name, row.email, row.is_active, row.has_usable_password()) == (
        "",
        f"{seat}@erased.invalid",
        False,
        False,
    )
    assert email not in kept()
    assert "Somebody 1" not in kept()
    assert second_steps(seat) == 0
    assert account(stays).name == "Somebody 0"
    with pytest.raises(NotNow):
        erase(seat)


def test_whoever_holds_a_role_still_is_not_erased(stored_place: Path) -> None:
    rounds.opened()
    seat = left()
    person("board member", seat=seat, at=AT)
    with pytest.raises(NotNow, match="a role is ended first"):
        erase(seat)
    with pytest.raises(NotNow):
        erase("p-nobody")
    with pytest.raises(NotAllowed):
        erase(seat, actors=Actors("auditor"))
    assert account(seat).is_active


def test_an_account_goes_by_its_clock_a_year_after_the_last_role(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    rounds.opened()
    stays = person("council officer", at=rounds.hour(1))
    seat = left()
    email, told = account(seat).email, stored.entries()
    tidied(AT + timedelta(days=364))
    assert account(seat).email == email
    assert tidied(AT + timedelta(days=365)) == {"accounts": 1}
    assert email not in kept()
    assert account(stays).is_active
    assert stored.entries() == told
    assert "Somebody 1" in repr(stored.personal())
    assert tidied(AT + timedelta(days=366)) == {}


def test_a_role_that_ran_out_by_its_last_day_counts_from_that_day(stored_place: Path) -> None:
    from commonweal.web.store import models

    rounds.opened()
    seat = person("auditor", at=rounds.hour(1))
    last = rounds.FIRST_DAY + timedelta(days=10)
    models.RoleRow.objects.update(until=last)
    with pytest.raises(NotNow):
        erase(seat, at=rounds.BEGUN + timedelta(days=10))
    assert tidied(rounds.BEGUN + timedelta(days=10 + 364)).get("accounts") is None
    assert tidied(rounds.BEGUN + timedelta(days=10 + 365)) == {"accounts": 1}
    assert account(seat).name == ""


def test_an_erased_account_signs_nobody_in_and_takes_no_invitation_with_its_address(stored_place: Path) -> None:
    from django.contrib.auth import authenticate

    from commonweal.web.procedures.invite_person import invite_person
    from commonweal.web.store import models, people

    rounds.opened()
    seat = left()
    email = account(seat).email
    browser = client_of(seat)
    invite_person(email, "S", people.Appointment("auditor"), token="t" * 40, at=AT, actors=Actors("steward"))
    erase(seat)
    assert not models.InvitationRow.objects.filter(email=email).exists()
    assert authenticate(None, email=email, password="a long and odd password") is None
    assert browser.get("/work/").status_code == 302


def client_of(seat: str) -> Any:
    from django.test import Client

    browser = Client()
    browser.force_login(account(seat))
    assert browser.get("/work/").status_code == 200
    return browser


def test_nothing_of_an_account_is_left_in_the_files_of_sqlite(place_on_sqlite: Path) -> None:
    rounds.opened()
    seat = left()
    email = account(seat).email.encode()

    def there() -> bool:
        files = (place_on_sqlite / ".commonweal").glob("place.sqlite3*")
        return any(email in file.read_bytes() for file in files)

    assert there()
    erase(seat)
    connections.close_all()
    assert not there()
