"""Consortia: several bodies that offer to do something together, each knowing what it answers for."""

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.errors import ConsortiumFaults, Fault
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Share:
    """What one partner does, and its part of the cost.

    Attributes:
        organisation: the partner's identifier.
        name: as it calls itself.
        does: what it does, in a line.
        pence: its part of the cost.
    """

    organisation: str
    name: str
    does: str
    pence: Pence


@dataclass(frozen=True, slots=True)
class Consortium:
    """Partners with a lead partner, which answers to the accountable body for the whole.

    Attributes:
        lead: identifier of the lead partner, one of the shares.
        shares: each partner's share, the largest first.
        cost: the whole, to the penny.
    """

    lead: str
    shares: tuple[Share, ...]
    cost: Pence

    def smallest(self) -> Share:
        """Give the least share of a partner other than the lead partner: of equal ones, the last in order."""
        return next(share for share in reversed(self.shares) if share.organisation != self.lead)


def consortium(lead: str, shares: Iterable[Share], cost: Pence) -> Consortium:
    """Put partners together.

    Args:
        lead: identifier of the lead partner.
        shares: each partner's share.
        cost: the full cost of what they propose.

    Raises:
        ConsortiumFaults: where there are fewer than two partners, one is named twice, does nothing or has no money, the
            lead partner is none of them, or the shares do not add up to the cost to the penny.
    """
    partners = tuple(sorted(shares, key=lambda share: (-share.pence, share.organisation)))
    names = [share.organisation for share in partners]
    faults = [
        Fault("the partner {name} stands twice", {"name": name}, field="partners")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if len(set(names)) < 2:
        faults.append(Fault("it takes two partners", field="partners"))
    if lead not in names:
        faults.append(Fault("the lead partner {lead} is none of the partners", {"lead": lead}, field="lead"))
    for share in partners:
        if share.pence <= 0:
            faults.append(Fault("the share of {name} is not more than nothing", {"name": share.name}, field="partners"))
        if not share.does.strip():
            faults.append(Fault("what {name} does is not said", {"name": share.name}, field="partners"))
    whole = sum(share.pence for share in partners)
    if whole != cost:
        figures = {"shares": Amount.of_pence(Pence(whole)), "cost": Amount.of_pence(cost)}
        faults.append(Fault("the shares add up to {shares}, and the cost is {cost}", figures, field="partners"))
    if faults:
        raise ConsortiumFaults(*faults)
    return Consortium(lead, partners, cost)


def liability(told: Consortium, organisation: str) -> Sentence:
    """Say in one sentence what a partner answers for, so that the smallest can see it before it agrees.

    Raises:
        ConsortiumFaults: where the body is none of the partners.
    """
    shares = {share.organisation: share for share in told.shares}
    if organisation not in shares:
        raise ConsortiumFaults(Fault("{name} is none of the partners", {"name": organisation}, field="partners"))
    share, lead = shares[organisation], shares[told.lead]
    whole, part = Amount.of_pence(told.cost), Amount.of_pence(share.pence)
    if organisation == told.lead:
        return say(
            "{name} answers to the accountable body for all {whole}, of which {part} is its own part.",
            name=share.name, whole=whole, part=part,
        )  # fmt: skip
    return say(
        "{name} answers to {lead} for its own part, {part} of {whole}, and for nothing that another partner does.",
        name=share.name, lead=lead.name, part=part, whole=whole,
    )  # fmt: skip
