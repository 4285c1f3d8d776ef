"""The order and the days of a round: everything in its turn, and on a day on which its rules let it be done."""

from collections.abc import Iterator, Mapping

from .chain import Entry
from .days import between, later
from .findings import Finding
from .forms import fault
from .held import Round

_DONE_ONCE = "ballot_published round_closed lot_drawn ballots_opened result_confirmed awards_decided round_stopped"
_ONCE = frozenset(_DONE_ONCE.split())
_AFTER: Mapping[str, tuple[str, ...]] = {
    "voting_extended": ("ballot_published",),
    "round_closed": ("ballot_published",),
    "lot_drawn": ("round_closed",),
    "ballots_opened": ("round_closed",),
    "result_provisional": ("ballots_opened", "lot_drawn"),
    "result_set_aside": ("result_provisional",),
    "challenge_made": ("result_provisional",),
    "challenge_answered": ("result_provisional",),
    "result_confirmed": ("result_provisional",),
    "awards_decided": ("result_confirmed",),
}
"""What must have happened before."""
_NOT_AFTER: Mapping[str, str] = {
    **dict.fromkeys(("proposal_submitted", "proposal_reviewed", "appeal_made", "appeal_decided"), "ballot_published"),
    **dict.fromkeys(("proposal_withdrawn", "codes_issued", "voting_extended"), "round_closed"),
    "lot_drawn": "ballots_opened",
    "round_stopped": "result_confirmed",
}
"""What must not have happened yet: a lot that is drawn when the ballots are known could be chosen."""
_OVER = {"result_confirmed", "round_stopped"}
_ANY_DAY = ("round_stopped", "secrets_destroyed")
_BESIDE = ("idea_published", "ideas_merged", "idea_split", "statement_added")
"""What is read beside a ballot, and is told before voting opens."""


def check_timetable(round_: Round) -> Iterator[Finding]:
    """Find what of a round was done out of its turn (V601), or on a day that its rules do not give (V603)."""
    yield from _rules(round_)
    done: dict[str, Entry] = {}
    for entry in round_.told:
        yield from _turn(entry, done)
        done[entry["kind"]] = entry
    yield from _days(round_)


def last_day(round_: Round, before: Entry) -> str:
    """Give the last day of voting as it stood before an entry."""
    days = [round_.rules["payload"]["closes"]]
    told = round_.of("ballot_published", "voting_extended")
    days.extend(entry["payload"]["closes"] for entry in told if entry["number"] < before["number"])
    return str(days[-1])


def _turn(entry: Entry, done: Mapping[str, Entry]) -> Iterator[Finding]:
    kind = entry["kind"]
    if kind == "secrets_destroyed":
        if not _OVER & set(done):
            yield fault("V601", entry, "it comes before the result was confirmed or the round was stopped")
        return
    if "round_stopped" in done:
        yield fault("V601", entry, "its round had been stopped")
    if kind in _ONCE and kind in done:
        yield fault("V601", entry, f"entry {done[kind]['number']} did the same before; it is done once")
    for needed in _AFTER.get(kind, ()):
        if needed not in done:
            yield fault("V601", entry, f"it comes before any entry {needed} of its round")
    over = _NOT_AFTER.get(kind, "")
    if over in done:
        yield fault("V601", entry, f"it comes after entry {done[over]['number']} ({over}), when it was too late for it")


def _rules(round_: Round) -> Iterator[Finding]:
    entry, said = round_.rules, round_.rules["payload"]
    if round_.days(entry).first > said["ideas_from"]:
        yield fault("V603", entry, "the rules were published after ideas were to be taken")
    if said["ideas_until"] < said["ideas_from"] or said["closes"] < said["opens"]:
        yield fault("V603", entry, "something closes before it opens")
    if said["opens"] <= later(said["ideas_until"], said["appeal_days"]):
        yield fault("V603", entry, "voting opens before a review on the last day of ideas could be appealed against")
    if said["due"] <= later(said["closes"], said["challenge_days"]):
        yield fault("V603", entry, "work is due before the result can be confirmed")
    if said["spec"].get("seed"):
        yield fault("V603", entry, "the seed of the lot was known before voting; it is drawn after the close")


def _days(round_: Round) -> Iterator[Finding]:
    rules = round_.rules["payload"]
    ballot = round_.first("ballot_published")
    for entry in round_.told:
        made, kind = round_.days(entry), entry["kind"]
        if made.last < rules["ideas_from"] and kind not in _ANY_DAY:
            yield fault("V603", entry, "it is dated before the first day of ideas")
        voted_on = ballot is not None and ballot["number"] < entry["number"]
        if ballot and voted_on and kind in _BESIDE and made.first >= ballot["payload"]["opens"]:
            yield fault("V603", entry, "it is told when voting had opened, and people may have voted without it")
        yield from _sent(entry, made.last)
        if kind in {"proposal_withdrawn", "codes_issued"} and made.first > last_day(round_, entry):
            yield fault("V603", entry, "it is dated after the last day of voting")
        if kind == "ballot_published":
            yield from _ballot(round_, entry)
        elif kind == "voting_extended":
            yield from _extended(round_, entry)
        elif kind == "round_closed" and made.last <= last_day(round_, entry):
            yield fault("V603", entry, f"voting was closed on a day on which it was open: {last_day(round_, entry)}")


def _sent(entry: Entry, day: str) -> Iterator[Finding]:
    if entry["kind"] == "proposal_submitted" and entry["payload"].get("sent", "") > day:
        yield fault("V603", entry, "it was read before the day on which it was sent")


def _ballot(round_: Round, entry: Entry) -> Iterator[Finding]:
    rules, said, made = round_.rules["payload"], entry["payload"], round_.days(entry)
    if made.last <= rules["ideas_until"]:
        yield fault("V603", entry, "the ballot was published while ideas were taken")
    if said["opens"] < max(rules["opens"], made.first):
        yield fault("V603", entry, "voting opens before the day of the rules, or before the ballot was published")
    if said["closes"] < later(rules["closes"], between(rules["opens"], said["opens"])):
        yield fault("V603", entry, "voting lasts less long than the rules give it")
    if not 1 < said.get("needed", 2) <= said.get("shares", 3):
        yield fault("V603", entry, "one person alone could open the ballots")


def _extended(round_: Round, entry: Entry) -> Iterator[Finding]:
    if entry["payload"]["closes"] <= last_day(round_, entry):
        yield fault("V603", entry, "voting is not extended to a later day")
    if entry["payload"]["closes"] < round_.days(entry).first:
        yield fault("V603", entry, "voting is extended to a day that was over")
