"""Proposals that were put forward or changed, and that nobody has read yet: kept beside the record, never in it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from commonweal.errors import UnknownName
from commonweal.proposals.consortium import Share
from commonweal.proposals.submission import Submission
from commonweal.record.entries import Entry
from commonweal.terms.money import Pence
from commonweal.web.store import keep, models, read


@dataclass(frozen=True, slots=True)
class Unread:
    """A proposal that waits to be read.

    Attributes:
        name: its identifier: one of its own while nothing of it is in the record, and then the proposal's.
        round: the round it was put forward for.
        told: the whole of it, answers and partners too.
        role: the role of whoever sent it.
        at: when it was sent.
        times: how many times it was sent since anything of it was read last.
        declined: the entry that declined it, or None while it waits.
    """

    name: str
    round: str
    told: Submission
    role: str
    at: str
    times: int
    declined: Entry | None


def unread(round_id: str) -> tuple[Unread, ...]:
    """Give what waits to be read in a round, the oldest first; without what was declined."""
    rows = models.WaitingProposalRow.objects.filter(proposal__round=round_id, declined=None)
    return tuple(_unread(row) for row in rows.select_related("proposal").order_by("at", "id"))


def declined(round_id: str) -> tuple[Unread, ...]:
    """Give what was declined in a round, and neither sent anew nor published since."""
    rows = models.WaitingProposalRow.objects.filter(proposal__round=round_id).exclude(declined=None)
    return tuple(_unread(row) for row in rows.select_related("proposal").order_by("at", "id"))


def unread_of(name: str) -> Unread | None:
    """Give what was sent of a proposal and not published, waiting or declined; None where there is nothing."""
    row = models.WaitingProposalRow.objects.select_related("proposal").filter(proposal__name=name).first()
    return _unread(row) if row else None


def to_read(round_id: str, name: str) -> Unread:
    """Give what of a proposal can be published or, where it waits, declined.

    Raises:
        UnknownName: where nothing of that name was sent for the round, or it was published.
    """
    found = unread_of(name)
    if found is None or found.round != round_id:
        raise UnknownName(kind="proposal that waits to be read", name=name, nearest="")
    return found


def keep_unread(name: str, told: Submission, *, role: str, at: str) -> None:
    """Keep what was sent of a proposal, in place of what waited."""
    proposal = models.ProposalRow.objects.get(name=name)
    row = models.WaitingProposalRow.objects.filter(proposal=proposal).first()
    canonical = keep.text({**asdict(told), "answers": dict(told.answers)})
    if row is None:
        models.WaitingProposalRow.objects.create(proposal=proposal, canonical=canonical, role=role, at=at, times=1)
        return
    row.canonical, row.role, row.at, row.times, row.declined_id = canonical, role, at, row.times + 1, None
    row.save()


def drop_unread(name: str) -> None:
    """Let go what waited of a proposal."""
    models.WaitingProposalRow.objects.filter(proposal__name=name).delete()


def unread_was_declined(name: str, entry: Entry) -> None:
    """Tie what was declined to its entry."""
    models.WaitingProposalRow.objects.filter(proposal__name=name).update(declined_id=entry.number)


def name_in_record(name: str, known: str) -> None:
    """Give a proposal the name that the record knows it by."""
    models.ProposalRow.objects.filter(name=name).update(name=known)


def _unread(row: models.WaitingProposalRow) -> Unread:
    declined = read.entry(row.declined_id) if row.declined_id else None
    told = _submission(json.loads(row.canonical))
    return Unread(row.proposal.name, row.proposal.round, told, row.role, row.at, row.times, declined)


def _submission(kept: Mapping[str, Any]) -> Submission:
    shares = tuple(Share(**{**share, "pence": Pence(share["pence"])}) for share in kept["partners"])
    given = {**kept, "pence": Pence(kept["pence"]), "marks": tuple(kept["marks"]), "partners": shares}
    return Submission(**{**given, "answers": MappingProxyType(dict(kept["answers"]))})
