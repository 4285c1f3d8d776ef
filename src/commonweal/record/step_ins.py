"""Step-in agreements as the record tells them: where each stands, and what may be recorded of it next.

The record is stricter than an agreement: nothing counts as agreed beforehand unless it stood in the record on an
earlier day than what it judges began.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from commonweal.errors import Fault
from commonweal.record.kinds import stepped
from commonweal.terms.sentences import key

Payload = Mapping[str, Any]
State = Literal["watch", "triggered", "step-in", "ended"]
KINDS = tuple(kind.name for kind in stepped.KINDS)
_WITH_FIGURE = frozenset({"days_closed", "hours_open_share", "reserves_months"})


@dataclass(frozen=True, slots=True)
class RecordedStepIn:
    """Where an agreement stands.

    Attributes:
        agreed: what its entry says.
        recorded: the day on which that entry was made.
        state: "watch" while the body runs the service and nothing has happened, again after it recovered; "ended" once
            another body or the council runs it for good.
        fired: what was agreed and has happened in the case that goes on.
        asked: the day on which the body asked to hand the service back, or None; taken back is None again.
        since: the day of the last step of the case that goes on: what follows is of no earlier day.
        unreviewed: the day on which each case ended that no learning review was held of, the oldest first.
    """

    agreed: Payload
    recorded: date
    state: State = "watch"
    fired: frozenset[str] = frozenset()
    asked: date | None = None
    since: date | None = None
    unreviewed: tuple[date, ...] = ()


Standing = Mapping[str, RecordedStepIn]


def standing(entries: Iterable[tuple[str, Payload, date]]) -> Standing:
    """Give where every agreement stands, by its reference, in the order in which they were recorded.

    Args:
        entries: kind, payload and day of every entry of :data:`KINDS`, oldest first, each allowed when it was made.
    """
    found: dict[str, RecordedStepIn] = {}
    for kind, payload, day in entries:
        name = payload["agreement"]
        if kind == "step_in_agreed":
            found[name] = RecordedStepIn(payload, day)
        else:
            found[name] = _moved(found[name], kind, payload)
    return found


def agreement_faults(payload: Payload, today: date) -> tuple[Fault, ...]:
    """Give what is wrong with an agreement that is to be recorded.

    Args:
        payload: of an entry ``step_in_agreed``.
        today: the day on which it is made.
    """
    faults = []
    measures = [one["measure"] for one in payload["watched"]]
    if len(set(measures)) < len(measures):
        faults.append(Fault("something is agreed twice; say each thing once"))
    faults.extend(
        Fault("{measure}: closed days, hours and money have a figure, the rest has none", {"measure": one["measure"]})
        for one in payload["watched"]
        if (one["measure"] in _WITH_FIGURE) != ("threshold" in one)
    )
    if payload["on"] > today.isoformat():
        faults.append(Fault("it is dated after today"))
    return tuple(faults)


def step_faults(found: RecordedStepIn, kind: str, payload: Payload, today: date) -> tuple[Fault, ...]:
    """Give each reason why a step may not be recorded of an agreement now; none where it may.

    Args:
        found: where the agreement stands.
        kind: one of :data:`KINDS` but the first.
        payload: of the entry that is to be made.
        today: the day on which it is made.
    """
    faults = []
    if payload["on"] > today.isoformat():
        faults.append(Fault("it is dated after today"))
    after = found.unreviewed[0] if kind == "learning_review_held" and found.unreviewed else _after(found)
    if payload["on"] < after.isoformat():
        faults.append(Fault("it is dated before {day}, which it follows", {"day": after}))
    if not may_follow(found, kind):
        faults.append(Fault(_TURN[kind]))
    if kind in _MORE:
        faults.extend(_MORE[kind](found, payload))
    return tuple(faults)


def may_follow(found: RecordedStepIn, kind: str) -> bool:
    """Say whether a step can be recorded at all as the agreement stands, whatever it says."""
    if kind == "learning_review_held":
        return bool(found.unreviewed)
    if kind == "hand_back_withdrawn":
        return found.asked is not None and found.state != "ended"
    if kind == "hand_back_asked" and found.asked is not None:
        return False
    return found.state in _WHEN[kind]


def _after(found: RecordedStepIn) -> date:
    return found.since or date.fromisoformat(found.agreed["on"])


def _moved(found: RecordedStepIn, kind: str, payload: Payload) -> RecordedStepIn:
    on = date.fromisoformat(payload["on"])
    if kind == "learning_review_held":
        return replace(found, unreviewed=found.unreviewed[1:])
    if kind == "step_in_triggered":
        fired = found.fired | {payload["measure"]}
        return replace(found, state=_begun(found), fired=fired, since=on)
    if kind == "hand_back_asked":
        return replace(found, state=_begun(found), asked=on, since=on)
    if kind == "hand_back_withdrawn":
        return replace(found, asked=None, since=on)
    if kind == "step_in_begun":
        return replace(found, state="step-in", since=on)
    state: State = "watch" if payload["end"] == "recover" else "ended"
    owed = (*found.unreviewed, on)
    return replace(found, state=state, fired=frozenset(), asked=None, since=on, unreviewed=owed)


def _begun(found: RecordedStepIn) -> State:
    return "triggered" if found.state == "watch" else found.state


def _triggered(found: RecordedStepIn, payload: Payload) -> Iterator[Fault]:
    if payload["measure"] not in {one["measure"] for one in found.agreed["watched"]}:
        yield Fault("stepping in was not agreed for that")
    if payload["measure"] in found.fired:
        yield Fault("that stands in the record already, of the case that goes on")
    if payload["began"] > payload["on"]:
        yield Fault("it began after the day on which it had happened")
    if payload["began"] <= found.recorded.isoformat():
        what = key(
            "the agreement was recorded on {day}, not before what it would judge began; agree anew for what comes"
        )
        yield Fault(what, {"day": found.recorded})


def _ended(found: RecordedStepIn, payload: Payload) -> Iterator[Fault]:
    if payload["end"] != "recover" and found.state == "triggered":
        yield Fault("another body or the council takes the service on only after the council stepped in")
    if payload["end"] == "recover" and found.asked is not None:
        yield Fault("the body asked to hand the service back; only it can take that back, before it goes on")
    if "successor" in payload and payload["end"] != "hand-on":
        yield Fault("only where another body takes the service on is one named")
    if "successor" in payload and payload["successor"] == found.agreed.get("organisation"):
        yield Fault("the body that takes the service on is another one")


_RUNS: frozenset[State] = frozenset({"watch", "triggered", "step-in"})
_WHEN: Mapping[str, frozenset[State]] = MappingProxyType(
    {
        "step_in_triggered": _RUNS,
        "step_in_begun": frozenset({"triggered"}),
        "step_in_ended": frozenset({"triggered", "step-in"}),
        "hand_back_asked": _RUNS,
    }
)
_TURN: Mapping[str, str] = MappingProxyType(
    {
        "step_in_triggered": key("the body no longer runs the service under this agreement"),
        "step_in_begun": key("nothing stands in the record that stepping in was agreed for, or it was done already"),
        "step_in_ended": key("no case goes on under this agreement"),
        "hand_back_asked": key("the body has asked already, or no longer runs the service under this agreement"),
        "hand_back_withdrawn": key("the body has not asked to hand the service back"),
        "learning_review_held": key("no case has ended of which no learning review was held"),
    }
)
_MORE: Mapping[str, Callable[[RecordedStepIn, Payload], Iterator[Fault]]] = MappingProxyType(
    {"step_in_triggered": _triggered, "step_in_ended": _ended}
)
