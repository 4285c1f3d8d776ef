"""Adopting a hand-over plan."""

from collections.abc import Mapping
from datetime import datetime

from commonweal.errors import DetrimentUnanswered, Fault
from commonweal.evidence.equality import Impact, breaches, not_looked_at
from commonweal.formats.equality_table import FILE as ASSESSMENT
from commonweal.formats.equality_table import equality_of
from commonweal.record.entries import Entry
from commonweal.terms.periods import Quarter
from commonweal.web.procedures.acting import draft, one_act, published, require_accepted
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, read


def adopt_plan(
    name: str, files: Mapping[str, bytes], *, first_quarter: Quarter, quarters: int, at: datetime, actors: Actors
) -> Entry:
    """Adopt a plan that the verifier accepts; it replaces the one that was adopted before it, which stays to be read.

    Args:
        name: the plan's identifier; each plan has one of its own.
        files: the folder of the plan, with its manifest.
        first_quarter: the quarter in which nothing has moved yet.
        quarters: how many quarters are planned.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``plan_adopted``.

    Raises:
        NotAllowed: where the roles may not.
        DetrimentUnanswered: where its equality assessment leaves people worse off and nobody answers for that, or
            leaves a characteristic out.
        TableFaults: where its equality assessment cannot be read.
        NotAccepted: where the verifier finds a fault.
        NotNow: where a plan of this name was adopted before.
    """
    check_right("adopt_plan", actors)
    impacts = _assessed(name, files)
    require_accepted("plan", name, files)
    with one_act():
        adopted = [plan.name for plan in read.plans()]
        if name in adopted:
            raise not_now("adopt_plan", name, Fault("a plan of this name was adopted before"))
        payload: dict[str, object] = {
            **published(f"plans/{name}", files),
            "plan": name,
            "first_quarter": str(first_quarter),
            "quarters": quarters,
        }
        if adopted:
            payload["replaces"] = f"plans/{adopted[-1]}"
        if overridden := [one.characteristic for one in impacts if one.overridden]:
            payload["overridden"] = overridden
        entry = keep.keep_entry(draft("plan_adopted", at, actors, payload))
        keep.keep_plan(entry, name, files)
        return entry


def _assessed(name: str, files: Mapping[str, bytes]) -> tuple[Impact, ...]:
    """Give the equality assessment of a plan, once it keeps the floor of no detriment or says who answers for a breach.

    A plan without one has nothing to keep here; its page says that nobody has looked.
    """
    if ASSESSMENT not in files:
        return ()
    impacts = equality_of(files[ASSESSMENT])
    faults = [
        Fault(
            "people would be left worse off by {name}, and nobody answers for it",
            {"name": one.characteristic},
            ASSESSMENT,
        )
        for one in breaches(impacts)
    ]
    faults += [Fault("nobody has looked at {name}", {"name": left}, ASSESSMENT) for left in not_looked_at(impacts)]
    if faults:
        raise DetrimentUnanswered(*faults, plan=name)
    return impacts
