"""``fund.toml``: the constitution of a fund for one round, with what is set aside before the vote."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from commonweal.errors import FundFaults, nearest
from commonweal.formats.tables import hundredths
from commonweal.formats.toml_tables import DAY, SHORT_NAME, WORDS, Key, Reading, one_of, positive, read_toml, text
from commonweal.funding.panels import FEWEST
from commonweal.funding.streams.constitution import CARRIED_OVER, FIGURES, Fund, Stream, exact_part
from commonweal.terms.money import Pence

FILE = "fund.toml"


def _sum(value: Any) -> Pence:
    return hundredths(str(value) if type(value) is int else text(value))


def _share(value: Any) -> Fraction:
    above, slash, below = text(value).partition("/")
    if not slash or not (above.isascii() and above.isdigit() and below.isascii() and below.isdigit()):
        raise ValueError
    share = Fraction(int(above), int(below))
    if not 0 < share <= 1:
        raise ValueError
    return share


def _currency(value: Any) -> str:
    code = text(value)
    if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        raise ValueError
    return code


def _roles(value: Any) -> tuple[str, ...]:
    roles = tuple(text(role).strip() for role in value)
    if isinstance(value, str) or len(set(roles)) != len(roles) or len(roles) < FEWEST or any(";" in r for r in roles):
        raise ValueError
    return roles


_SUM = (_sum, 'a sum above 0 with at most two decimals, such as "12500.50"')
_FUND = {
    "name": Key(*WORDS, needed=True),
    "round": Key(*SHORT_NAME, needed=True),
    "accountable_body": Key(*WORDS, needed=True),
    "total": Key(*_SUM, needed=True),
    "currency": Key(_currency, "a currency code such as GBP", default="GBP"),
    "voting_opens": Key(*DAY, needed=True),
}
_STREAM = {
    "id": Key(*SHORT_NAME, needed=True),
    "name": Key(*WORDS, needed=True),
    "for_whom": Key(*WORDS, needed=True),
    "amount": Key(*_SUM),
    "share": Key(_share, 'a fraction of the fund such as "1/5", above 0 and at most 1'),
    "constituted": Key(*DAY, needed=True),
    "entry": Key(positive, "the number of an entry of the record, 1 or more", needed=True),
    "figure": Key(one_of(*FIGURES), "low, middle or high", needed=True),
    "panel": Key(_roles, "a list of at least two different roles, without semicolons", needed=True),
    "left_over": Key(one_of(CARRIED_OVER), '"carried over": it never goes back into the vote', needed=True),
}
KEYS: Mapping[str, Mapping[str, Key]] = {"fund": _FUND, "streams": _STREAM}
"""The closed list: every table of fund.toml and its keys."""


def read_fund(folder: Path) -> tuple[Fund, Reading]:
    """Read ``fund.toml`` of a fund's folder, and give what finds the lines of its keys.

    Raises:
        FileMissing: where there is none.
        FundFaults: with every fault at once.
    """
    reading, found = read_toml(folder / FILE, FundFaults)
    for name in sorted(set(found) - set(KEYS)):
        reading.fault(name, "", "there is no table {name}{nearest}", name=name, nearest=nearest(name, KEYS))
    fund = reading.table("fund", found.get("fund", {}), _FUND)
    streams = reading.tables("streams", found.get("streams", []), _STREAM)
    if not streams:
        reading.fault("fund", "", "no [[streams]] is set aside")
    sums = [_set_aside(reading, nth, item, fund["total"]) for nth, item in enumerate(streams)]
    _check(reading, fund, streams, sums)
    if reading.faults:
        raise FundFaults(*reading.faults, file=FILE)
    told = ({key: value for key, value in item.items() if key != "amount"} for item in streams)
    made = tuple(Stream(**item, set_aside=sum_) for item, sum_ in zip(told, sums, strict=True) if sum_ is not None)
    return Fund(**fund, streams=made), reading


def _set_aside(reading: Reading, nth: int, item: Mapping[str, Any], total: Pence | None) -> Pence | None:
    """Give what a stream holds; a share that is no whole number of hundredths is refused, never rounded."""
    if (item["amount"] is None) == (item["share"] is None):
        reading.fault("streams", "", "state either an amount or a share, and not both", nth)
        return None
    amount_: Pence | None = item["amount"]
    if amount_ is not None or total is None:
        return amount_
    part = exact_part(item["share"], total)
    if part is None:
        exact = item["share"] * total
        what = "{share} of the fund is {sum}, which is not a whole number of hundredths: state the amount"
        reading.fault("streams", "share", what, nth, share=str(item["share"]), sum=str(Decimal(int(exact)) / 100))
    return part


def _check(
    reading: Reading, fund: Mapping[str, Any], streams: list[dict[str, Any]], sums: Iterable[Pence | None]
) -> None:
    seen: set[str] = set()
    for nth, item in enumerate(streams):
        if item["id"] in seen:
            reading.fault("streams", "id", "{id} is the name of an earlier stream", nth, id=item["id"])
        seen.add(item["id"])
        if item["constituted"] and fund["voting_opens"] and item["constituted"] >= fund["voting_opens"]:
            reading.fault("streams", "constituted", "a stream is set aside before the day on which voting opens", nth)
    if fund["total"] is not None and sum(sum_ or 0 for sum_ in sums) > fund["total"]:
        reading.fault("fund", "total", "the streams together set aside more than the fund holds")
