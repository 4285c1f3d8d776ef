"""What was kept long enough is destroyed, and nothing else: no total moves, no hash, no entry."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import NotAllowed
from commonweal.record.chain import faults
from commonweal.web.rights import Actors, actors_of
from tests.web.procedures import rounds, voting
from tests.web.procedures.test_restore_backup import everything

STEWARD = Actors("steward")
CONFIRMED = datetime(2027, 3, 30, 12, tzinfo=UTC)


def tidied(at: datetime) -> dict[str, int]:
    from commonweal.web.procedures.apply_retention import apply_retention

    return dict(apply_retention(at=at, actors=STEWARD))


def ended(kind: str = "result_confirmed", at: datetime = CONFIRMED) -> None:
    """Record the end of the round."""
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    payload: dict[str, Any] = {"round": voting.ROUND, "reason": "unlawful"}
    if kind == "result_confirmed":
        payload = {"round": voting.ROUND, "folder": "counts/r1", "manifest": "a" * 64}
    with one_act():
        keep.keep_entry(draft(kind, at, actors_of("confirm_result"), payload))


def counted_round() -> None:
    """Take a round from its codes to its provisional result."""
    from commonweal.funding.spec import read_spec
    from commonweal.web.procedures.acting import one_act
    from commonweal.web.procedures.counting import counted, publish_count

    codes = voting.voting(3)
    for code, chosen in zip(codes, ("a", "b", "b"), strict=True):
        voting.cast(code, chosen, nonce=code.encode().ljust(32, b"0")[:32])
    voting.close()
    voting.open_up()
    count = counted(voting.ROUND, rounds.small_poll(), read_spec("greedy"))
    with one_act():
        publish_count(count, challenge_until=date(2027, 3, 29), at=voting.CLOSED, actors=actors_of("count_round"))


def idea(name: str, *, published: bool) -> None:
    from commonweal.web.store import models

    entry = models.EntryRow.objects.order_by("number").first() if published else None
    models.IdeaRow.objects.create(
        name=name,
        round=voting.ROUND,
        title="t",
        words="" if published else "Benches by my house",
        channel="web",
        led_by="residents",
        helper="",
        neighbourhood="",
        contact="resident@example.org",
        token="t",
        at="2027-01-11T00:00:00Z",
        entry=entry,
    )
    models.ProposalRow.objects.create(name=f"p-{name}", round=voting.ROUND, contact="07700 900000", token="t")


def gone(*tables: str) -> bool:
    kept = everything()
    return not any(kept[table] for table in tables)


def test_what_could_tell_who_voted_goes_when_the_result_stands_and_not_before(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    counted_round()
    before = everything()
    assert tidied(CONFIRMED + timedelta(days=100)) == {}
    assert everything() == before
    ended()
    totals = (voting.opened(), [(count.digest, count.files) for count in stored.counts()], stored.entries())
    assert tidied(CONFIRMED) == {"registers": 1, "secrets": 1}
    assert gone("RoundSecretRow", "CastRow", "CredentialRow", "RegisterRow")
    told = stored.entries()
    assert totals == (voting.opened(), [(count.digest, count.files) for count in stored.counts()], told[:-1])
    assert (told[-1].kind, told[-1].role, told[-1].payload["round"]) == ("secrets_destroyed", "steward", voting.ROUND)
    assert everything()["ReceiptListRow"] == before["ReceiptListRow"]
    assert faults(stored.entries()) == ()
    assert tidied(CONFIRMED) == {}
    assert stored.entries() == told


def test_a_stopped_round_keeps_nothing_that_tells_who_voted(stored_place: Path) -> None:
    codes = voting.voting(2)
    voting.cast(codes[0], "a")
    ended("round_stopped")
    assert tidied(CONFIRMED) == {"registers": 1, "secrets": 1}
    assert gone("RoundSecretRow", "CastRow", "CredentialRow", "RegisterRow", "SealedRow")


def test_an_abandoned_round_loses_its_register_after_a_year(stored_place: Path) -> None:
    voting.voting(2)
    last = datetime(2027, 3, 14, 12, tzinfo=UTC)
    assert tidied(last + timedelta(days=364)) == {}
    assert tidied(last + timedelta(days=365)) == {"registers": 1}
    assert gone("RegisterRow")
    assert not gone("RoundSecretRow")


def test_contacts_go_ninety_days_after_the_round_and_published_ideas_stay(stored_place: Path) -> None:
    voting.voting(1)
    idea("published", published=True)
    idea("unpublished", published=False)
    ended()
    tidied(CONFIRMED)
    assert "resident@example.org" in repr(everything())
    assert tidied(CONFIRMED + timedelta(days=89)) == {}
    assert tidied(CONFIRMED + timedelta(days=90)) == {"contacts": 1}
    kept = repr(everything())
    assert "resident@example.org" not in kept
    assert "07700 900000" not in kept
    assert "by my house" not in kept
    assert "'published'" in kept
    assert tidied(CONFIRMED + timedelta(days=91)) == {}


def test_answers_and_what_partners_do_go_a_year_after_the_round_and_sums_stay(stored_place: Path) -> None:
    from commonweal.web.store import models

    voting.voting(1)
    idea("one", published=True)
    row = models.ProposalRow.objects.get()
    models.AnswerRow.objects.create(proposal=row, organisation="o-a", question="safety", text="Two of us stay.")
    models.ShareRow.objects.create(proposal=row, organisation="o-b", title="Hub", does="Cooks for all", pence=500)
    ended()
    tidied(CONFIRMED + timedelta(days=364))
    assert "Two of us stay." in repr(everything())
    assert tidied(CONFIRMED + timedelta(days=365)) == {"answers": 1}
    assert not any(words in repr(everything()) for words in ("Two of us stay.", "Cooks for all"))
    assert models.ShareRow.objects.get().pence == 500
    assert tidied(CONFIRMED + timedelta(days=366)) == {}


def test_concerns_invitations_waiting_acts_and_sessions_have_their_days(stored_place: Path) -> None:
    from django.contrib.sessions.models import Session

    from commonweal.web.procedures.invite_person import invite_person
    from commonweal.web.store import models, urgent
    from commonweal.web.store.people import Appointment

    rounds.opened()
    at = rounds.hour(1)
    told = urgent.StoredConcern("u1", "2026-11-01T10:00:00Z", "words", "", "", "closed", "CWS", "2026-11-01T10:00:00Z")
    urgent.keep_concern(told)
    urgent.keep_concern(urgent.StoredConcern("u2", told.at, "open", "", "", "raised", "", ""))
    invite_person("s@example.org", "Somebody", Appointment("auditor"), token="t" * 32, at=at, actors=STEWARD)
    somebody = models.PersonRow.objects.create(email="a@example.org", name="A", seat="p-1", password="x")
    models.WaitingActRow.objects.create(
        act="x", form="{}", role="auditor", person=somebody, made=at, expires=at + timedelta(days=3)
    )
    Session.objects.create(session_key="k", session_data="d", expire_date=at + timedelta(hours=8))
    assert tidied(at + timedelta(hours=1)) == {"sessions": 1} or Session.objects.exists()
    assert tidied(at + timedelta(days=13)).keys() <= {"sessions"}
    assert tidied(at + timedelta(days=14)) == {"invitations": 1}
    assert tidied(at + timedelta(days=32)) == {}
    assert tidied(at + timedelta(days=33)) == {"waiting acts": 1}
    assert tidied(at + timedelta(days=89)) == {}
    assert tidied(at + timedelta(days=90)) == {"concerns": 1}
    assert [row.name for row in models.UrgentRow.objects.all()] == ["u2"]
    assert models.PersonRow.objects.count() == 1


def test_nobody_else_may_apply_the_clocks(place_on_sqlite: Path) -> None:
    from commonweal.web.procedures.apply_retention import apply_retention

    rounds.opened()
    with pytest.raises(NotAllowed):
        apply_retention(at=CONFIRMED, actors=Actors("auditor"))


def test_what_was_destroyed_is_not_left_in_the_files_of_sqlite(place_on_sqlite: Path) -> None:
    voting.voting(2)
    ended("round_stopped")
    tidied(CONFIRMED)
    files = b"".join(file.read_bytes() for file in (place_on_sqlite / ".commonweal").glob("place.sqlite3*"))
    assert b"High Street" not in files
