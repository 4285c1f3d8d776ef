"""Rounds whose ideas and votes come in at the place itself, from their rules to their awards, as the record tells them.

A round whose rules name no first day of voting is counted from a file that came from elsewhere; it has no such past.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .chain import ENTRIES, Entry, read_entries
from .days import BRITISH, Days, days_of, zones
from .findings import Finding
from .forms import fault, is_text, misshapen
from .kinds import KINDS
from .reading import Folder

_HERE_ONLY = (
    "idea_published idea_declined ideas_merged idea_split proposal_submitted proposal_reviewed appeal_made "
    "appeal_decided statement_added proposal_withdrawn ballot_published codes_issued voting_extended lot_drawn "
    "ballots_opened secrets_destroyed"
)
HERE_ONLY = frozenset(_HERE_ONLY.split())
"""Kinds that only a round has whose ideas and votes come in here."""
OF_ROUND = frozenset(name for name, kind in KINDS.items() if "round" in kind.needed)
"""Kinds that tell of a round."""
_RULES = "closes budget_pence currency ballot fewest ideas_from ideas_until opens appeal_days challenge_days due"
RULES = tuple(_RULES.split())
"""What the rules of such a round must say."""
_MORE = {
    "round_closed": ("ballots", "sealed", "paper", "issued"),
    "ballots_opened": ("paper", "spoilt", "left_empty"),
    "result_provisional": ("challenge_until",),
}
"""What entries of such a round must hold, besides what every entry of their kind does."""


@dataclass(slots=True)
class Round:
    """A round that is held here.

    Attributes:
        id: the round.
        rules: the entry that published its rules.
        told: every entry of it that came after, in order, each of its form.
        zones: the time that the place kept at each entry.
    """

    id: str
    rules: Entry
    told: list[Entry] = field(default_factory=list)
    zones: dict[int, str] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Entry]:
        """Give its entries of some kinds, in order."""
        return [entry for entry in self.told if entry["kind"] in kinds]

    def first(self, kind: str) -> Entry | None:
        """Give its first entry of a kind."""
        return next((entry for entry in self.told if entry["kind"] == kind), None)

    def days(self, entry: Entry) -> Days:
        """Give the day on which an entry was made."""
        return days_of(entry, self.zones.get(entry["number"], BRITISH))

    def withdrawn(self, before: Entry) -> set[str]:
        """Give what was withdrawn before an entry."""
        return {one["payload"]["proposal"] for one in self.of("proposal_withdrawn") if one["number"] < before["number"]}


def held_rounds(folder: Folder) -> tuple[list[Round], list[Finding]]:
    """Give the rounds that are held here, and what stands in the way of reading them."""
    entries = read_entries(folder.read(ENTRIES))[0] if ENTRIES in folder else []
    rounds: dict[str, Round] = {}
    elsewhere = set()
    findings: list[Finding] = []
    kept = zones(entries)
    here = _named_here(entries)
    for entry in entries:
        name = entry["payload"].get("round")
        if entry["kind"] not in OF_ROUND or not is_text(name):
            continue
        if entry["kind"] == "rules_published" and "opens" not in entry["payload"]:
            elsewhere.add(name)
        if name in elsewhere:
            findings.extend(_not_here(entry))
        elif name in here:
            findings.extend(_add(rounds, entry, kept))
    return list(rounds.values()), findings


def _named_here(entries: Sequence[Entry]) -> set[str]:
    """Give the rounds of which anything is told that only a round that is held here has."""
    return {
        entry["payload"]["round"]
        for entry in entries
        if is_text(entry["payload"].get("round"))
        and (entry["kind"] in HERE_ONLY or (entry["kind"] == "rules_published" and "opens" in entry["payload"]))
    }


def _not_here(entry: Entry) -> Iterator[Finding]:
    if entry["kind"] in HERE_ONLY:
        yield fault("V601", entry, "the rules of its round name no first day of voting: nothing comes in here for it")


def _add(rounds: dict[str, Round], entry: Entry, kept: dict[int, str]) -> Iterable[Finding]:
    name, kind = entry["payload"]["round"], entry["kind"]
    needed = RULES if kind == "rules_published" else (*KINDS[kind].needed, *_MORE.get(kind, ()))
    wrong = misshapen(entry, needed)
    if wrong:
        return wrong
    if kind != "rules_published" and name not in rounds:
        return [fault("V601", entry, "the rules of its round were not published before it")]
    if kind != "rules_published":
        rounds[name].told.append(entry)
    elif name in rounds:
        return [fault("V601", entry, "the rules of this round were published before, and are never changed")]
    else:
        rounds[name] = Round(name, entry, zones=kept)
    return []
