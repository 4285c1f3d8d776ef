"""Funds: every constitution as its entry names it, and every movement one that the money of the fund could make."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from math import floor
from typing import Any

from .chain import ENTRIES, Entry, read_entries
from .findings import Finding
from .forms import fault, is_text, is_whole, misshapen
from .kinds import KINDS
from .manifests import is_canonical
from .reading import Folder, Unreadable

MONEY = ("capital", "revenue")
_NAMED = ("fund", "title", "accountable_body", "from", "until", "periods", "notice_months", "uplift")
_NEEDED: Mapping[str, tuple[set[str], set[str]]] = {
    "received": (set(), set()),
    "set aside": ({"round"}, set()),
    "released": (set(), {"round", "organisation"}),
    "awarded": ({"organisation"}, {"round"}),
    "returned": ({"organisation"}, {"round"}),
    "paid": ({"organisation"}, {"round"}),
    "carried over": ({"to_period"}, set()),
}
"""What each movement must name, and what it may name besides."""
_DECIDES = ("awards_decided", "decision_taken", "stream_allocated", "scored_award_decided")
"""Kinds of entry from which an award may follow."""
_SUMS = {"awards_decided": "round", "stream_allocated": "stream", "scored_award_decided": "award"}
"""Those that say what each body has, with the field that names the round, stream or award that it comes from."""
Pot = tuple[str, ...]


@dataclass(slots=True)
class _Fund:
    """A fund as its newest constitution makes it, and its pots as movements leave them.

    Attributes:
        made: the constitution.
        held: pence in each pot.
        moved: the movements so far, by name.
        given: pence awarded to each body by each entry that decided so.
        scored: awards of its money that are decided by scores.
    """

    made: Mapping[str, Any]
    held: dict[Pot, int] = field(default_factory=dict)
    moved: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    given: dict[tuple[int, str], int] = field(default_factory=dict)
    scored: set[str] = field(default_factory=set)

    @property
    def periods(self) -> list[str]:
        """The names of its periods, in order."""
        return [one["period"] for one in self.made["periods"]]

    def whole(self, period: str) -> int:
        """Give what a period has of both kinds of money."""
        return sum(
            sum(one[f"{money}_pence"] for money in MONEY) for one in self.made["periods"] if one["period"] == period
        )


def fund_file(fund: str) -> str:
    """Give where the constitution of a fund stands in a bundle."""
    return f"funds/{fund}.json"


def check_funds(folder: Folder) -> list[Finding]:
    """Hold each fund against its entries: its constitution (V612), and every movement of its money (V613)."""
    entries = read_entries(folder.read(ENTRIES))[0] if ENTRIES in folder else []
    findings: list[Finding] = []
    newest: dict[str, Entry] = {}
    first: dict[str, int] = {}
    for entry in entries:
        if entry["kind"] != "fund_constituted":
            continue
        wrong = misshapen(entry, sorted(KINDS["fund_constituted"].needed))
        findings.extend(wrong)
        if not wrong:
            newest[entry["payload"]["fund"]] = entry
            first.setdefault(entry["payload"]["fund"], entry["number"])
    files = {name for name in folder.names if name.startswith("funds/")}
    findings.extend(
        Finding("V612", name, "no entry constitutes this fund") for name in sorted(files - {*map(fund_file, newest)})
    )
    funds = {}
    for name, entry in newest.items():
        made, wrong = _constitution(folder, entry)
        findings.extend(wrong)
        if made is not None:
            funds[name] = _begun(made)
    findings.extend(_movements(entries, funds, first))
    return findings


def _constitution(folder: Folder, entry: Entry) -> tuple[Mapping[str, Any] | None, list[Finding]]:
    said = entry["payload"]
    name = fund_file(said["fund"])
    try:
        data, made = folder.read(name), folder.read_json(name)
    except Unreadable as bad:
        return None, [Finding("V612", name, bad.what)]
    if sha256(data).hexdigest() != said["settings"] or not isinstance(made, dict) or not is_canonical(made, data):
        return None, [
            Finding("V612", name, f"this is not the constitution of which entry {entry['number']} has the hash")
        ]
    findings = [
        fault("V612", entry, f"its {field} is not that of {name}")
        for field in _NAMED
        if field in said and said[field] != made.get(field)
    ]
    if findings:
        return None, findings
    least = sum((_least(made, one["period"]) for one in made["periods"]), Fraction(0))
    if said.get("protected_pence", floor(least)) != floor(least):
        findings.append(fault("V612", entry, f"it protects {said['protected_pence']} pence, and {name} {floor(least)}"))
    if not Fraction(made["carry_over"]) <= 1 or not all(is_text(one.get("id")) for one in made["protected"]):
        findings.append(Finding("V612", name, "this is no constitution of a fund"))
        return None, findings
    return made, findings


def _least(made: Mapping[str, Any], period: str) -> Fraction:
    """Give the least that protected streams have in a period."""
    whole = sum(one["capital_pence"] + one["revenue_pence"] for one in made["periods"] if one["period"] == period)
    return sum(
        (Fraction(one["share"]) * whole if "share" in one else Fraction(one["pence"]) for one in made["protected"]),
        Fraction(0),
    )


def _begun(made: Mapping[str, Any]) -> _Fund:
    fund = _Fund(made)
    for period in made["periods"]:
        for money in MONEY:
            fund.held["to come", period["period"], money] = period[f"{money}_pence"]
    return fund


def _movements(entries: Sequence[Entry], funds: Mapping[str, _Fund], first: Mapping[str, int]) -> Iterator[Finding]:
    by_number = {entry["number"]: entry for entry in entries}
    for entry in entries:
        if entry["kind"] == "award_opened" and entry["payload"].get("fund") in funds:
            funds[entry["payload"]["fund"]].scored.add(str(entry["payload"].get("award")))
        if entry["kind"] != "money_moved":
            continue
        wrong = misshapen(entry, sorted(KINDS["money_moved"].needed))
        if wrong:
            yield from wrong
            continue
        name = entry["payload"]["fund"]
        if first.get(name, entry["number"]) >= entry["number"]:
            yield fault("V613", entry, f"the fund {name} was not constituted before it")
        elif name in funds:
            faults = [*_shape(funds[name], entry["payload"])]
            if not faults:
                faults = [*_follows(funds[name], entry, by_number), *_moved(funds[name], entry["payload"])]
            yield from (fault("V613", entry, what) for what in faults)


def _shape(fund: _Fund, said: Mapping[str, Any]) -> Iterator[str]:
    if said["movement"] in fund.moved:
        yield f"a movement {said['movement']} was recorded before"
    if said["how"] not in _NEEDED:
        yield "money does not move so"
        return
    needed, may = _NEEDED[said["how"]]
    named = {name for name in ("round", "organisation", "to_period") if name in said}
    if not needed <= named <= needed | may or (said["how"] == "released" and not named):
        yield f"it does not name what has to be named where money is {said['how']}"
    if said["period"] not in fund.periods:
        yield f"the fund has no period {said['period']}"
    if not any(_sum(said, money) for money in MONEY):
        yield "no money moves"


def _follows(fund: _Fund, entry: Entry, by_number: Mapping[int, Entry]) -> Iterator[str]:
    """Find an award of money that does not follow from the entry that it names."""
    said = entry["payload"]
    if said["how"] == "awarded":
        yield from _by_rule(fund, said, by_number.get(said.get("entry", 0), {}).get("kind"))
    if "entry" not in said:
        return
    decided = by_number.get(said["entry"]) if said["entry"] < entry["number"] else None
    if decided is None:
        yield "it follows from an entry that was not there before it"
    elif said["how"] == "awarded" and decided["kind"] not in _DECIDES:
        yield f"it awards money by entry {said['entry']}, which decides no awards"
    elif said["how"] == "awarded" and decided["kind"] in _SUMS:
        key = said["entry"], said["organisation"]
        fund.given[key] = fund.given.get(key, 0) + sum(_sum(said, money) for money in MONEY)
        if fund.given[key] > _decided(decided, said["organisation"]):
            yield f"it awards {said['organisation']} more than entry {said['entry']} decided"
        whose = decided["payload"].get(_SUMS[decided["kind"]])
        if said.get("round", whose) != whose:
            yield f"it awards money of another round than that of entry {said['entry']}"


def _by_rule(fund: _Fund, said: Mapping[str, Any], by: str | None) -> Iterator[str]:
    """Find money of a stream or of a scored award that is awarded by an entry of another kind than decides on it."""
    if said.get("round") in {one["id"] for one in fund.made["protected"]} and by != "stream_allocated":
        yield "it awards protected money otherwise than by need and a panel"
    if said.get("round") in fund.scored and by != "scored_award_decided":
        yield "it awards money of an award by scores otherwise than by them"


def _decided(entry: Entry, organisation: str) -> int:
    awards = entry["payload"].get("awards")
    rows = [one for one in awards if isinstance(one, dict)] if isinstance(awards, list) else []
    return sum(one["pence"] for one in rows if one.get("organisation") == organisation and is_whole(one.get("pence")))


def _moved(fund: _Fund, said: Mapping[str, Any]) -> Iterator[str]:
    for money in MONEY:
        source, target = _pots(said, money)
        there, wanted = fund.held.get(source, 0), _sum(said, money)
        if wanted > there:
            yield f"of {money} there are {there} pence and not {wanted}"
        fund.held[source] = there - wanted
        fund.held[target] = fund.held.get(target, 0) + wanted
    if said["how"] == "carried over":
        yield from _carried(fund, said)
    fund.moved[said["movement"]] = said
    if said["how"] == "set aside" or (said["how"] == "awarded" and "round" not in said):
        yield from _unprotected(fund, said)


def _pots(said: Mapping[str, Any], money: str) -> tuple[Pot, Pot]:
    """Give the pot that a movement takes money from, and the one that it puts it into."""
    period, round_, body = said["period"], said.get("round", ""), said.get("organisation", "")
    left: Pot = ("left", period, money)
    aside: Pot = ("set aside", period, money, round_) if round_ else left
    awarded: Pot = ("awarded", period, money, round_, body)
    paid: Pot = ("paid", period, money, round_, body)
    ways: Mapping[str, tuple[Pot, Pot]] = {
        "received": (("to come", period, money), left),
        "set aside": (left, aside),
        "released": (awarded, aside) if body else (aside, left),
        "awarded": (aside, awarded),
        "paid": (awarded, paid),
        "returned": (paid, left),
        "carried over": (left, ("left", said.get("to_period", ""), money)),
    }
    return ways[said["how"]]


def _carried(fund: _Fund, said: Mapping[str, Any]) -> Iterator[str]:
    place = fund.periods.index(said["period"]) + 1
    if fund.periods[place : place + 1] != [said["to_period"]]:
        yield "money is carried over into the period that follows, and nowhere else"
    share = Fraction(fund.made["carry_over"])
    if share == 1:
        return
    before = [one for one in fund.moved.values() if (one["how"], one["period"]) == ("carried over", said["period"])]
    [promised] = [one for one in fund.made["periods"] if one["period"] == said["period"]]
    for money in MONEY:
        if _sum(said, money) and sum(_sum(one, money) for one in (*before, said)) > share * promised[f"{money}_pence"]:
            yield f"more {money} is carried over than the constitution lets"


def _unprotected(fund: _Fund, said: Mapping[str, Any]) -> Iterator[str]:
    """Find where what is protected is put to the vote, in its own period or over the periods up to one."""
    streams = {one["id"] for one in fund.made["protected"]}
    if said.get("round") in streams:
        return
    used = {period: _used(fund, period, streams) for period in fund.periods}
    carried = sum(_whole(one) for one in fund.moved.values() if one.get("to_period") == said["period"])
    over = used[said["period"]] > fund.whole(said["period"]) + carried - _least(fund.made, said["period"])
    total, free = 0, Fraction(0)
    for period in fund.periods:
        total, free = total + used[period], free + fund.whole(period) - _least(fund.made, period)
        over = over or total > free
    if over:
        yield "money that is protected is used outside its streams"


def _used(fund: _Fund, period: str, streams: set[str]) -> int:
    used = 0
    for one in fund.moved.values():
        if one["period"] != period or one.get("round") in streams:
            continue
        if one["how"] == "set aside" or (one["how"] == "awarded" and "round" not in one):
            used += _whole(one)
        elif one["how"] == "returned" or (one["how"] == "released" and not {"round", "organisation"} <= set(one)):
            used -= _whole(one)
    return used


def _sum(said: Mapping[str, Any], money: str) -> int:
    return int(said.get(f"{money}_pence", 0))


def _whole(said: Mapping[str, Any]) -> int:
    return sum(_sum(said, money) for money in MONEY)
