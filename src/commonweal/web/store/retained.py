"""What is kept for a time: which rows each clock of :mod:`commonweal.web.retention` runs for, and their destruction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session

from commonweal.record.entries import Entry
from commonweal.web.retention import ABANDONED_DAYS
from commonweal.web.store import accounts, balloting, models, proposed, read

SHREDDED = (
    "store_roundsecretrow",
    "store_castrow",
    "store_credentialrow",
    "store_registerrow",
    "store_sealedrow",
    "store_paperrow",
    "store_idearow",
    "store_proposalrow",
    "store_waitingproposalrow",
    "store_answerrow",
    "store_sharerow",
    "store_urgentrow",
    "store_invitationrow",
    "store_waitingactrow",
    *(table for table in accounts.SHREDDED if table != "store_invitationrow"),
)
"""Tables from whose files the destroyed rows are rid."""


@dataclass(frozen=True, slots=True)
class Held:
    """Something that a clock runs for.

    Attributes:
        clock: the name of the clock.
        subject: the round or the key of the row; never a person.
        since: the day from which the clock counts.
    """

    clock: str
    subject: str
    since: date


def held(local_day: Callable[[datetime], date], today: date) -> tuple[Held, ...]:
    """Give everything that a clock runs for now.

    Args:
        local_day: gives the day that a moment falls on in this place.
        today: the day on which it is asked.
    """
    left = (Held("accounts", str(one.id), one.since) for one in accounts.former(local_day, today))
    return (*_of_rounds(local_day), *_of_people(local_day), *left)


def destroy(things: Sequence[Held]) -> None:
    """Destroy these; what was counted stays, and so does every entry."""
    for thing in things:
        _DESTROY[thing.clock](thing.subject)


def ended(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """Give the entry that ended each round that is over: that confirmed its result, or stopped it."""
    return {entry.payload["round"]: entry for entry in entries if entry.kind in {"result_confirmed", "round_stopped"}}


def _of_rounds(local_day: Callable[[datetime], date]) -> Iterator[Held]:
    told = ended(read.entries_of("result_confirmed", "round_stopped"))
    confirmed = {name: local_day(datetime.fromisoformat(entry.at)) for name, entry in told.items()}
    over = confirmed | _abandoned(set(confirmed))
    secret = _rounds(models.RoundSecretRow.objects, models.CastRow.objects, models.CredentialRow.objects)
    secret |= _rounds(models.SealedRow.objects, models.PaperBatchRow.objects)
    yield from (Held("secrets", name, confirmed[name]) for name in sorted(secret & set(confirmed)))
    registers = _rounds(models.RegisterRow.objects)
    yield from (Held("registers", name, over[name]) for name in sorted(registers & set(over)))
    reachable = _rounds(models.IdeaRow.objects.exclude(contact=""), models.IdeaRow.objects.filter(entry=None))
    reachable |= _rounds(
        models.ProposalRow.objects.exclude(contact=""), models.ProposalRow.objects.exclude(waiting=None)
    )
    yield from (Held("contacts", name, over[name]) for name in sorted(reachable & set(over)))
    answered = {*models.AnswerRow.objects.values_list("proposal__round", flat=True)}
    answered |= {*models.ShareRow.objects.exclude(does="").values_list("proposal__round", flat=True)}
    yield from (Held("answers", name, over[name]) for name in sorted(answered & set(over)))


def _abandoned(known: set[str]) -> dict[str, date]:
    """Give the day on which each round without a result counts as over."""
    found = {}
    for name in models.PollRow.objects.values_list("round", flat=True):
        closes = None if name in known else read.standing(name).closes
        if closes is not None:
            found[name] = closes + timedelta(days=ABANDONED_DAYS)
    return found


def _rounds(*tables: Any) -> set[str]:
    return {name for rows in tables for name in rows.values_list("round", flat=True).distinct()}


def _of_people(local_day: Callable[[datetime], date]) -> Iterator[Held]:
    for name, closed in models.UrgentRow.objects.exclude(ended="").values_list("name", "ended"):
        yield Held("concerns", name, local_day(datetime.fromisoformat(closed)))
    for key, expires in models.InvitationRow.objects.values_list("pk", "expires"):
        yield Held("invitations", str(key), local_day(expires))
    for key, expires in models.WaitingActRow.objects.values_list("pk", "expires"):
        yield Held("waiting acts", str(key), local_day(expires))
    for session, expires in Session.objects.values_list("session_key", "expire_date"):
        yield Held("sessions", session, local_day(expires))


def _secrets(round_id: str) -> None:
    balloting.destroy_ballots(round_id)
    balloting.destroy_credentials(round_id)


def _register(round_id: str) -> None:
    models.RegisterRow.objects.filter(round=round_id).delete()


def _contacts(round_id: str) -> None:
    models.IdeaRow.objects.filter(round=round_id, entry=None).delete()
    models.IdeaRow.objects.filter(round=round_id).update(contact="")
    known = proposed.names_of(round_id)
    models.ProposalRow.objects.filter(round=round_id).exclude(waiting=None).exclude(name__in=known).delete()
    models.WaitingProposalRow.objects.filter(proposal__round=round_id).delete()
    models.ProposalRow.objects.filter(round=round_id).update(contact="")


def _answers(round_id: str) -> None:
    models.AnswerRow.objects.filter(proposal__round=round_id).delete()
    models.ShareRow.objects.filter(proposal__round=round_id).update(does="")


def _account(key: str) -> None:
    accounts.erase(int(key))


def _concern(name: str) -> None:
    models.UrgentRow.objects.filter(name=name).delete()


def _invitation(key: str) -> None:
    models.InvitationRow.objects.filter(pk=int(key)).delete()


def _waiting_act(key: str) -> None:
    models.WaitingActRow.objects.filter(pk=int(key)).delete()


def _session(key: str) -> None:
    Session.objects.filter(session_key=key).delete()


_DESTROY: Mapping[str, Callable[[str], None]] = {
    "secrets": _secrets,
    "registers": _register,
    "contacts": _contacts,
    "answers": _answers,
    "accounts": _account,
    "concerns": _concern,
    "invitations": _invitation,
    "waiting acts": _waiting_act,
    "sessions": _session,
}
