"""Step-in and hand-back: nobody steps in for what was not agreed before, and nothing ends that did not begin."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from .chain import Entry
from .days import BRITISH, days_of, zones
from .findings import Finding
from .forms import fault, misshapen
from .kinds import KINDS

_FIGURES = ("days_closed", "hours_open_share", "reserves_months")
_STEPS = ("step_in_triggered", "step_in_begun", "step_in_ended", "hand_back_asked", "hand_back_withdrawn")
STEPPED = ("step_in_agreed", *_STEPS, "learning_review_held")


@dataclass(slots=True)
class _Agreement:
    """What is known of an agreement at one entry.

    Attributes:
        said: what its entry says.
        recorded: the first day on which that entry can have been made.
        runs: whether the body still runs the service under it.
        open: whether a case goes on.
        stepped_in: whether the council stepped in, in the case that goes on.
        asked: whether the body asked to hand the service back.
        happened: what was agreed and has happened in the case that goes on.
        last: the day of the last step.
        owed: the days on which cases ended without a learning review so far.
    """

    said: dict[str, Any]
    recorded: str
    runs: bool = True
    open: bool = False
    stepped_in: bool = False
    asked: bool = False
    happened: set[str] = field(default_factory=set)
    last: str = ""
    owed: list[str] = field(default_factory=list)


def check_stepped(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Find steps of a step-in case that were not agreed beforehand, or that come out of their turn (V615)."""
    kept = zones(entries)
    agreements: dict[str, _Agreement] = {}
    for entry in entries:
        if entry["kind"] not in STEPPED:
            continue
        wrong = misshapen(entry, sorted(KINDS[entry["kind"]].needed))
        if wrong:
            yield from wrong
            continue
        first, last = days_of(entry, kept.get(entry["number"], BRITISH))
        said = entry["payload"]
        if said["on"] > last:
            yield fault("V615", entry, "it tells of a day that had not come")
        known = agreements.get(said["agreement"])
        if entry["kind"] == "step_in_agreed":
            yield from _agreed(entry, known)
            agreements[said["agreement"]] = _Agreement(said, first, last=said["on"])
        elif known is None:
            yield fault("V615", entry, f"no agreement {said['agreement']} was recorded before it")
        else:
            yield from (fault("V615", entry, what) for what in _faults(entry["kind"], said, known))
            _move(entry["kind"], said, known)


def _agreed(entry: Entry, known: _Agreement | None) -> Iterator[Finding]:
    if known is not None:
        yield fault("V615", entry, "an agreement of this name was recorded before, and is never changed")
    measures = [one["measure"] for one in entry["payload"]["watched"]]
    if len(measures) != len(set(measures)):
        yield fault("V615", entry, "it names something twice that may be stepped in for")
    for one in entry["payload"]["watched"]:
        if ("threshold" in one) is not (one["measure"] in _FIGURES):
            yield fault(
                "V615", entry, f"of {one['measure']} it gives a figure that it has not, or lacks the one that it has"
            )


def _faults(kind: str, said: dict[str, Any], known: _Agreement) -> Iterator[str]:
    if kind == "learning_review_held":
        if not known.owed:
            yield "no case had ended of which no learning review was held"
        elif said["on"] < known.owed[0]:
            yield "the learning review is dated before the end of its case"
        return
    if not known.runs:
        yield "the body no longer ran the service under this agreement"
        return
    if said["on"] < known.last:
        yield f"it is dated before {known.last}, the day of what it follows"
    yield from _PARTS[kind](said, known)


def _asked(_: dict[str, Any], known: _Agreement) -> Iterator[str]:
    if known.asked:
        yield "the body had asked already"


def _withdrawn(_: dict[str, Any], known: _Agreement) -> Iterator[str]:
    if not known.asked:
        yield "the body had not asked to hand it back"


def _triggered(said: dict[str, Any], known: _Agreement) -> Iterator[str]:
    if said["measure"] not in [one["measure"] for one in known.said["watched"]]:
        yield f"stepping in for {said['measure']} was not agreed"
    if said["measure"] in known.happened:
        yield f"of this case {said['measure']} stands in the record already"
    if said["began"] > said["on"]:
        yield "what it tells of began after it had happened"
    if said["began"] <= known.recorded:
        yield f"the agreement stood in the record only from {known.recorded} on, not before what it judges began"


def _begun(_: dict[str, Any], known: _Agreement) -> Iterator[str]:
    if not known.open:
        yield "nothing had happened that stepping in was agreed for"
    elif known.stepped_in:
        yield "the council had stepped in already"


def _ended(said: dict[str, Any], known: _Agreement) -> Iterator[str]:
    if not known.open:
        yield "no case went on that could end"
    elif said["end"] == "recover":
        if known.asked:
            yield "the body had asked to hand the service back, and did not take that back"
    elif not known.stepped_in:
        yield "the council had not stepped in"
    if "successor" in said and (said["end"] != "hand-on" or said["successor"] == known.said.get("organisation")):
        yield "it names a body that took the service on, where no other one did"


_PARTS: dict[str, Callable[[dict[str, Any], _Agreement], Iterator[str]]] = {
    "step_in_triggered": _triggered,
    "step_in_begun": _begun,
    "step_in_ended": _ended,
    "hand_back_asked": _asked,
    "hand_back_withdrawn": _withdrawn,
}


def _move(kind: str, said: dict[str, Any], known: _Agreement) -> None:
    if kind == "learning_review_held":
        del known.owed[:1]
        return
    known.last = max(known.last, said["on"])
    if kind == "step_in_triggered":
        known.open = True
        known.happened.add(said["measure"])
    elif kind == "step_in_begun":
        known.stepped_in = True
    elif kind == "hand_back_asked":
        known.open = known.asked = True
    elif kind == "hand_back_withdrawn":
        known.asked = False
    else:
        known.runs = said["end"] == "recover"
        known.owed.append(said["on"])
        known.open = known.stepped_in = known.asked = False
        known.happened = set()
