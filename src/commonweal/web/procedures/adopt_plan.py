"""Adopting a hand-over plan."""

from collections.abc import Mapping
from datetime import datetime

from commonweal.errors import Fault
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
        NotAccepted: where the verifier finds a fault.
        NotNow: where a plan of this name was adopted before.
    """
    check_right("adopt_plan", actors)
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
        entry = keep.keep_entry(draft("plan_adopted", at, actors, payload))
        keep.keep_plan(entry, name, files)
        return entry
