"""The fund as it is for one allocation of protected money: one stream, and what stands set aside for it."""

from dataclasses import dataclass
from datetime import date

from commonweal.funding.fund.constitution import Constitution, Money
from commonweal.funding.fund.ledger import Ledger, Pot
from commonweal.funding.streams.constitution import Fund, Stream
from commonweal.terms.money import Pence


@dataclass(frozen=True, slots=True)
class Aside:
    """Money that stands set aside for a protected stream: of one period, and of one kind.

    Attributes:
        stream: the stream's short name.
        period: whose money it is.
        money: the kind of money; capital and revenue are allocated apart, since they are never mixed.
    """

    stream: str
    period: str
    money: Money

    def held(self, ledger: Ledger) -> Pence:
        """Give what stands set aside now, in whole pence."""
        return ledger.balances().get(Pot("set aside", self.period, self.money, self.stream), Pence(0))


def for_allocation(
    made: Constitution, stream: str, held: Pence, *, name: str, constituted: date, entry: int
) -> Fund | None:
    """Give a fund as it is for one allocation: a round of protected money alone, in which nothing is voted on.

    Args:
        made: the constitution that stands.
        stream: the protected stream.
        held: what stands set aside for it.
        name: the allocation's own name.
        constituted: the day on which the fund was constituted as it stands.
        entry: number of the entry that says so.

    Returns:
        The same value that ``fund.toml`` states, or None where the fund has no such stream.
    """
    one = next((each for each in made.protected if each.id == stream), None)
    if one is None:
        return None
    only = Stream(one.id, one.name, one.for_whom, held, None, constituted, entry, one.figure, one.panel)
    return Fund(made.title, name, made.accountable_body, held, "GBP", None, (only,))
