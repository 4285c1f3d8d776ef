"""What identifiers are called, for every sentence that tells of an entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

Payload = Mapping[str, Any]
KINDS_OF_MONEY: Mapping[str, Sentence] = MappingProxyType({"capital": say("capital"), "revenue": say("revenue")})
"""What each kind of money is called."""


@dataclass(frozen=True, slots=True)
class Names:
    """What identifiers are called.

    Attributes:
        rounds: title of each round.
        organisations: name of each organisation.
        currency: ISO 4217 code of the place.
        funds: title of each fund.
        items: title of each idea and proposal.
        agreements: of each agreement on step-in its service, and where that is if it is told.
    """

    rounds: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    currency: str = "GBP"
    funds: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    agreements: Mapping[str, str] = field(default_factory=dict)

    def round(self, payload: Payload) -> str:
        """Give a round's title, or its identifier where nobody gave one."""
        return self.rounds.get(payload["round"], payload["round"])

    def organisation(self, name: str) -> str:
        """Give an organisation's name, or its identifier where nobody gave one."""
        return self.organisations.get(name, name)

    def fund(self, payload: Payload) -> str:
        """Give a fund's title, or its identifier where nobody gave one."""
        return self.funds.get(payload["fund"], payload["fund"])

    def agreement(self, payload: Payload) -> str:
        """Give the service of an agreement, or the agreement's own name where nobody gave one."""
        return self.agreements.get(payload["agreement"], payload["agreement"])

    def item(self, name: str) -> str:
        """Give the title of an idea or proposal, or its identifier where nobody gave one."""
        return self.items.get(name, name)

    def money(self, exact: int | str) -> Amount:
        """Give a sum as the record holds it (whole, or "n/d") in the place's currency."""
        return Amount(Fraction(exact), self.currency)
