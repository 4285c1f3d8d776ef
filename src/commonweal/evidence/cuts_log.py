"""What the profile says of the cuts log: cuts by date and service, and whether what is new replaces public money."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from commonweal.evidence.cuts import Cut, MoneyStanding, NewMoney, ServiceMoney, added, last_change, money_on
from commonweal.evidence.figures import Figure
from commonweal.evidence.inputs import Evidence, Offer
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

CUTS, NEW = "cuts.csv", "new_money.csv"
A_YEAR = say("pounds a year")
AS_DECIDED = say(
    "Sums are a year's, as they were decided: nothing is adjusted for rising prices. What is not in the log is not "
    "counted."
)


@dataclass(frozen=True, slots=True)
class CutsLog:
    """What was cut in a place and what came new, by service.

    Attributes:
        as_at: the day of which it speaks.
        cuts: the log, by date, then as it stands in the file.
        new: new money, likewise.
        whole: all services of the log together, on that day.
        services: each service that the log names, and each that may be handed over, in the order of ``services.csv``.
        figures: ``cut``, ``new``, ``before`` and ``after`` of the whole, and ``cut:SERVICE`` and so on of each service
            that the log names.
        sentence: what it comes to in the place.
        caveat: how it is counted.
    """

    as_at: date
    cuts: tuple[Cut, ...]
    new: tuple[NewMoney, ...]
    whole: MoneyStanding
    services: tuple[ServiceMoney, ...]
    figures: Mapping[str, Figure]
    sentence: Sentence
    caveat: Sentence = AS_DECIDED

    @property
    def replaced(self) -> tuple[ServiceMoney, ...]:
        """The services of which what is new, or what is handed over, replaces public money."""
        return tuple(one for one in self.services if one.now.verdict == "replaces public money")


def cuts_log(evidence: Evidence) -> CutsLog | None:
    """Say what the cuts log shows; None where the place keeps none.

    An empty log says that nothing is written down, which is not the same as no log.
    """
    if evidence.cuts is None and evidence.new_money is None:
        return None
    cuts = tuple(sorted(evidence.cuts or (), key=lambda cut: cut.starts))
    new = tuple(sorted(evidence.new_money or (), key=lambda one: one.starts))
    named = {cut.service for cut in cuts} | {one.service for one in new}
    services = tuple(
        _service(offer, cuts, new, evidence.as_at)
        for offer in evidence.offers
        if offer.up_for_transfer or offer.service.id in named
    )
    whole = added([one.now for one in services if one.service in named], evidence.as_at)
    files = tuple(file for file, table in ((CUTS, evidence.cuts), (NEW, evidence.new_money)) if table is not None)
    figures = _figures("", whole, files, len(cuts) + len(new)) if named else {}
    for one in services:
        rows = sum(cut.service == one.service for cut in cuts) + sum(row.service == one.service for row in new)
        figures |= _figures(f":{one.service}", one.now, files, rows) if rows else {}
    return CutsLog(evidence.as_at, cuts, new, whole, services, figures, _told(whole, cuts))


def _service(offer: Offer, cuts: tuple[Cut, ...], new: tuple[NewMoney, ...], as_at: date) -> ServiceMoney:
    id_, transfer = offer.service.id, offer.up_for_transfer
    ours = [cut for cut in cuts if cut.service == id_], [one for one in new if one.service == id_]
    last = last_change(*ours, as_at)
    places = () if offer.service.sensitive else sorted(_places(*ours))
    return ServiceMoney(
        id_,
        offer.service.name,
        transfer,
        money_on(as_at, *ours, transfer=transfer),
        money_on(last, *ours, transfer=transfer) if last else None,
        tuple((name, money_on(as_at, *ours, transfer=transfer, neighbourhood=name)) for name in places),
    )


def _places(cuts: Iterable[Cut], new: Iterable[NewMoney]) -> set[str]:
    return ({cut.neighbourhood for cut in cuts} | {one.neighbourhood for one in new}) - {""}


def _figures(of: str, one: MoneyStanding, files: tuple[str, ...], rows: int) -> dict[str, Figure]:
    decided = say("sum of what was decided, not adjusted for rising prices")
    sums: dict[str, Pence | Unknown] = {"before": one.before, "cut": one.cut, "new": one.new, "after": one.after}
    return {f"{name}{of}": Figure(_pounds(sum_), A_YEAR, files, rows, decided) for name, sum_ in sums.items()}


def _pounds(pence: Pence | Unknown) -> float | Unknown:
    """Give pence in pounds: a whole number where they are whole, otherwise with its pence (exact to two decimals)."""
    if isinstance(pence, Unknown):
        return pence
    return pence // 100 if pence % 100 == 0 else pence / 100


def _told(whole: MoneyStanding, cuts: tuple[Cut, ...]) -> Sentence:
    if not cuts:
        return say("No cut is written down in the log of this place.")
    if cuts[0].starts > whole.day:
        return say("No cut in the log has begun yet; the first begins on {day}.", day=cuts[0].starts)
    return say(
        "Between {first} and {last} {cut} a year was cut; {new} a year is new.",
        first=cuts[0].starts,
        last=whole.day,
        cut=Amount.of_pence(whole.cut),
        new=Amount.of_pence(whole.new),
    )
