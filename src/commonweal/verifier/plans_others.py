"""The plans set beside a proposed one: every row of each, and what is said of them, worked out again in fractions."""

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from .findings import Finding
from .manifests import is_canonical
from .plans_data import ZERO, Data, added, exact, hold_short
from .plans_rows import faults
from .reading import Folder

FILE, TEXT = "alternatives.json", "alternatives.txt"
_MEMBERS = {"kind", "input_sha256", "plan_sha256", "worse", "summary", "helps", "near", "ideas"}
_OTHER = {"name", "same", "plan", "figures", "sentences"}
_NEAR = ["fewest organisations", "fewest moves", "most local"]
_IDEAS = ["do nothing", "fastest", "action first", "delivery first"]
_WORSE = Fraction(1, 50)


def check_others(folder: Folder) -> list[Finding]:
    """Check the plans that a published one is compared with, where there are any.

    Returns:
        V301 where the file is of another plan, V306 where a plan in it breaks a row, is not as good as is promised, or
        is not what its figures say.

    Raises:
        Unreadable: where the file is not JSON.
    """
    if FILE not in folder.names:
        return [Finding("V306", TEXT, f"it stands without {FILE}")] if TEXT in folder.names else []
    said = folder.read_json(FILE)
    data, plan = Data(exact(folder.read_json("input.json"))), folder.read_json("plan.json")
    certificate = folder.read_json("certificate.json")
    findings = []
    if not is_canonical(said, folder.read(FILE)):
        findings.append(Finding("V301", FILE, "it is not written in the one canonical form"))
    findings.extend(
        Finding("V301", FILE, f"{member} is not the hash of the file beside it")
        for member in ("input_sha256", "plan_sha256")
        if said[member] != certificate[member]
    )
    if set(said) != _MEMBERS or said["kind"] != "plan alternatives" or exact(said["worse"]) != _WORSE:
        findings.append(Finding("V306", FILE, "it has other members than it should"))
    for member in ("input_sha256", "stages"):
        plan.pop(member, None)
    return [*findings, *(Finding("V306", FILE, what) for what in _all(data, plan, said))]


def _all(data: Data, plan: Any, said: Any) -> Iterator[str]:
    most = exact(plan["objective"]) * (1 + _WORSE)
    for group, names in (("near", _NEAR), ("ideas", _IDEAS)):
        found = [other["name"] for other in said[group]]
        if [name for name in names if name in found] != found:
            yield f"{group} are not the plans that it should hold"
        for other in said[group]:
            if set(other) != _OTHER or (other["plan"] is None) != (other["figures"] is None):
                yield f"{other['name']}: it has other members than it should"
            elif other["plan"] is not None:
                if other["same"] != (json.dumps(other["plan"], sort_keys=True) == json.dumps(plan, sort_keys=True)):
                    yield f"{other['name']}: whether it is the plan itself is not said rightly"
                yield from _other(data, other["name"], exact(other["plan"]), exact(other["figures"]))
                if group == "near" and exact(other["plan"]["objective"]) > most:
                    yield f"{other['name']}: it is not nearly as good as the plan"


def _other(data: Data, name: str, plan: Any, stated: Any) -> Iterator[str]:
    hold_short(plan, name)
    broken = [f"{name}: {what}" for _, what in faults(data, plan)]
    yield from broken
    if broken:
        return
    true = _figures(data, plan)
    for member in sorted(set(true) | set(stated)):
        if stated.get(member) != true.get(member):
            yield f"{name}: {member} is not what it works out to"
    ways = [way for way in plan["decisions"]["pathways"] if way]
    starts = [way["start"] for way in ways if not data.back(way)]
    past = [{"offer": one[0], "start": one[1]} for one in data.past["starts"] if one] if data.past else []
    begun = [way["start"] for way in past if not data.back(way)]
    third = data.until + -(-(data.quarters - data.until) // 3)
    kept = [one and {"offer": one[0], "start": one[1]} for one in data.past["starts"]] if data.past else []
    still = [begun_way or data.keeping(c) for c, begun_way in enumerate(kept or [None] * len(data.cells))]
    if name == "do nothing" and plan["decisions"]["pathways"] != still:
        yield f"{name}: it hands something over"
    if name == "action first" and sum(1 for start in starts if start < third) > len(begun):
        yield f"{name}: it hands something over too soon"
    if name == "delivery first" and any(start >= third for start in starts):
        yield f"{name}: it hands something over too late"


def _figures(data: Data, plan: Any) -> dict[str, Any]:
    ways = [way for way in plan["decisions"]["pathways"] if way]
    pathways = plan["decisions"]["pathways"]
    met = [[data.met(c, way, t) for t in range(data.quarters)] for c, way in enumerate(pathways)]
    taken = [way for way in ways if not data.back(way)]
    carried, local = [], []
    for way in taken:
        offer = data.offers[way["offer"]]
        run = (offer, way["start"], data.quarters)
        carried.append(added(data.load(run, t) for t in range(data.quarters)))
        if data.bodies[offer["provider"]]["home"] == data.cells[offer["cell"]]["neighbourhood"]:
            local.append(carried[-1])
    funds, cells, quarters = data.funds, range(len(data.cells)), range(data.quarters)
    held = added([funds["statutory_start"], funds["devolved_start"], *funds["statutory"], *funds["devolved"]])
    return {
        "objective": plan["objective"],
        "unmet": _unmet(data, met, cells, quarters),
        "unmet_last": _unmet(data, met, cells, [data.quarters - 1]),
        "unmet_poorest": _unmet(data, met, data.fifths()[0], quarters),
        "money": held - plan["statutory_balance"][-1] - plan["devolved_balance"][-1],
        "organisations": len({data.offers[way["offer"]]["provider"] for way in taken}),
        "moves": len(ways),
        "local": added(local) / added(carried) if carried else ZERO,
    }


def _unmet(data: Data, met: Sequence[Sequence[Fraction]], cells: Sequence[int], quarters: Sequence[int]) -> Fraction:
    need = added(data.cells[c]["demand"][t] for c in cells for t in quarters)
    lacking = added(data.cells[c]["demand"][t] * (1 - met[c][t]) for c in cells for t in quarters)
    return lacking / need if need else ZERO
