"""A round whose ideas and proposals come in here: what it is called, and where its pages and those of proposals lie."""

from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import quote

from commonweal.terms.money import Amount
from commonweal.terms.sentences import say
from commonweal.web.reads import stored
from commonweal.web.reads.naming import Names
from commonweal.web.reads.shown import Link, Proof
from commonweal.web.reads.site import names
from commonweal.web.reads.stored import StoredRound

DECIDE = Link(say("Decide"), "/decide/")
WORDS = frozenset(
    {"ballot", "board", "capital", "checkpoint", "cvs-worker", "entry", "proposal", "record", "revenue", "round"}
)


@dataclass(frozen=True, slots=True)
class RoundShown:
    """What every page of a round's ideas and proposals needs.

    Attributes:
        one: the round.
        called: what identifiers are called.
        acting: whether its pages lead to where people take part, and not to what is published.
    """

    one: StoredRound
    called: Names
    acting: bool

    @property
    def title(self) -> str:
        """What residents call it."""
        return str(self.one.rules.get("title") or self.one.id)

    @property
    def address(self) -> str:
        """Where its ideas and proposals are listed."""
        name = quote(self.one.id, safe="")
        return f"/ideas/{name}/" if self.acting else f"/decide/{name}/proposals/"

    def proposal(self, name: str) -> str:
        """Give the address of a proposal."""
        if self.acting:
            return f"/proposals/{quote(self.one.id, safe='')}/{quote(name, safe='')}/"
        return f"{self.address}{quote(name, safe='')}/"

    def trail(self) -> tuple[Link, ...]:
        """Give the pages above that of a proposal."""
        above = Link(self.title, f"/decide/{quote(self.one.id, safe='')}/")
        return (DECIDE, above, Link(say("Ideas and proposals"), self.address))

    def proof(self) -> Proof:
        """Say how its pages can be checked."""
        log = f"/decide/{quote(self.one.id, safe='')}/review-log.csv"
        return Proof(
            (
                say("Each idea, proposal, review and appeal is an entry of the public record."),
                say("Longer words are kept apart from the record, where they can be removed."),
            ),
            (Link(say("What was decided about each, as a table"), log),),
        )

    def money(self, pence: int) -> Amount:
        """Give a sum in the round's currency."""
        return Amount(Fraction(pence, 100), str(self.one.rules.get("currency", self.called.currency)))


def round_shown(round_id: str, *, acting: bool) -> RoundShown | None:
    """Give a round for its pages. None where there is none, or its ideas and votes do not come in here."""
    found = stored.round_of(round_id)
    if found is None or "opens" not in found.rules:
        return None
    return RoundShown(found, names(stored.place() or {}), acting)
