"""The folder of one hand-over plan: every row and the bound worked out again, in fractions, from what was published.

Nothing the solver said is used. The input is bound to the plan by its hash, which ``plan.json`` and
``certificate.json`` both state; that it is the input that was adopted, and no other that fits, is for the record.
"""

import csv
import io
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from .findings import Finding
from .manifests import is_canonical
from .plans_blended import hold_blended
from .plans_bound import bound, price_faults
from .plans_data import ZERO, Data, exact, hold_short
from .plans_rows import faults, keep_objective
from .plans_stages import stage_faults
from .plans_tree import is_empty, parts, tree_faults
from .reading import Folder

INPUT, PLAN, CERTIFICATE, EXPLANATION = "input.json", "plan.json", "certificate.json", "explanation.json"
TIMETABLE = "timetable.csv"
MILLION = 10**6
_MEMBERS = {
    PLAN: "input_sha256 decisions ready capacity load overload social_action "
    "statutory_balance devolved_balance objective",
    CERTIFICATE: "input_sha256 plan_sha256 prices bound keep objective gap_objective gap_value solver solver_gap",
}
_PROOF = {"branches", "leaves"}
_OPTIONAL = {PLAN: {"stages", "fund_balances"}, CERTIFICATE: _PROOF}
_FORMULA = {"=", "+", "-", "@", "\t", "\r"}
_DECISIONS = {"pathways", "building", "spending", "loans"}


def check_plan(folder: Folder) -> list[Finding]:
    """Check a published plan against its own input and certificate.

    Returns:
        V301 where files are not the ones that others name by their hash, V302 where a row of the model is broken, V303
        where a figure is not what it works out to, V304 where prices or bound are not sound, V305 where the explanation
        or timetable is of another plan.

    Raises:
        Unreadable: where a file is missing or is not JSON.
    """
    findings = list(_links(folder))
    value = exact(folder.read_json(INPUT))
    data = Data(value)
    hold_blended(value, data.quarters)
    plan, certificate = exact(folder.read_json(PLAN)), exact(folder.read_json(CERTIFICATE))
    hold_short(plan, "plan")
    for prices in (certificate["prices"], *certificate.get("leaves", [])):
        hold_short(prices, "prices")
    findings.extend(_members(plan, certificate))
    for kind, what in faults(data, plan):
        findings.append(Finding("V302" if kind == "row" else "V303", PLAN, what))
    if not findings:
        findings.extend(Finding("V303", PLAN, what) for what in stage_faults(data, plan))
    findings.extend(_certificate(data, plan, certificate))
    findings.extend(_explanation(folder, data, plan))
    findings.extend(_timetable(folder, data, plan))
    return findings


def _links(folder: Folder) -> Iterator[Finding]:
    plan, certificate = folder.read_json(PLAN), folder.read_json(CERTIFICATE)
    told = folder.read_json(EXPLANATION)
    for name in (INPUT, PLAN, CERTIFICATE, EXPLANATION):
        if not is_canonical(folder.read_json(name), folder.read(name)):
            yield Finding("V301", name, "it is not written in the one canonical form")
    data_hash, plan_hash = (sha256(folder.read(name)).hexdigest() for name in (INPUT, PLAN))
    stated = (
        (PLAN, plan, "input_sha256", data_hash),
        (CERTIFICATE, certificate, "input_sha256", data_hash),
        (CERTIFICATE, certificate, "plan_sha256", plan_hash),
        (EXPLANATION, told, "input_sha256", data_hash),
        (EXPLANATION, told, "plan_sha256", plan_hash),
    )
    for name, value, member, true in stated:
        if value[member] != true:
            yield Finding("V301", name, f"{member} is not the hash of the file beside it")


def _members(plan: Any, certificate: Any) -> Iterator[Finding]:
    """Refuse members that nothing holds to anything."""
    for name, value in ((PLAN, plan), (CERTIFICATE, certificate)):
        if set(value) - _OPTIONAL[name] != set(_MEMBERS[name].split()):
            yield Finding("V303", name, "it has other members than it should")
    if any(certificate.get(name) == [] for name in _PROOF):
        yield Finding("V303", CERTIFICATE, "it has an empty member that is left out where there is nothing to say")
    ways = [way for way in plan["decisions"]["pathways"] if way is not None]
    if set(plan["decisions"]) - {"paid"} != _DECISIONS or any(set(way) != {"offer", "start"} for way in ways):
        yield Finding("V303", PLAN, "its decisions have other members than they should")


def _certificate(data: Data, plan: Any, certificate: Any) -> Iterator[Finding]:
    branches, leaves = certificate.get("branches", []), certificate.get("leaves", [])
    unsound = [what for prices in (certificate["prices"], *leaves) for what in price_faults(data, prices)]
    unsound += tree_faults(data, branches, len(leaves))
    if unsound:
        yield from (Finding("V304", CERTIFICATE, what) for what in unsound)
        return
    full = {k: part for k, part in parts(branches).items() if not is_empty(data, part)}
    bounds = [bound(data, leaves[k], part) for k, part in full.items()] or [bound(data, certificate["prices"])]
    least, keep = min(bounds), keep_objective(data)
    short = plan["objective"] - least
    stated = (
        ("bound", least),
        ("keep", keep),
        ("objective", plan["objective"]),
        ("gap_objective", _gap(short, plan["objective"])),
        ("gap_value", _gap(short, keep - least)),
    )
    for member, true in stated:
        if certificate[member] != true:
            what = f"{member} is stated as {float(certificate[member]):.9f} and works out to {float(true):.9f}"
            yield Finding("V304", CERTIFICATE, what)
    if short < 0:
        yield Finding("V304", CERTIFICATE, "the plan is better than its bound, which cannot be")


def _gap(short: Fraction, of: Fraction) -> Fraction:
    """Give a gap as a share, rounded up to the sixth decimal; 0 where there is nothing to be short of."""
    return Fraction(-(-(short / of) * MILLION // 1), MILLION) if of > 0 else ZERO


def _explanation(folder: Folder, data: Data, plan: Any) -> Iterator[Finding]:
    told = folder.read_json(EXPLANATION)["cells"]
    for c, (cell, way, said) in enumerate(zip(data.cells, plan["decisions"]["pathways"], told, strict=True)):
        body = _in_the_end(data, c, way, "id")
        place = data.places[cell["neighbourhood"]]["name"]
        true = (data.services[cell["service"]]["id"], place, body, way["start"] if way else None)
        if (said["service"], said["neighbourhood"], said["organisation"], said["start"]) != true:
            yield Finding("V305", EXPLANATION, f"what it says of {true[0]} in {place} is not what the plan does")


def _timetable(folder: Folder, data: Data, plan: Any) -> Iterator[Finding]:
    """Hold the table that most people open, row by row, against the plan."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    year, quarter = map(int, folder.read_json(INPUT)["first_quarter"].split("-Q"))
    begins = [divmod(year * 4 + quarter - 1 + t, 4) for t in range(data.quarters)]
    table.writerow(["service", "neighbourhood", "organisation", *(f"{y:04}-Q{q + 1}" for y, q in begins)])
    for c, (cell, way) in enumerate(zip(data.cells, plan["decisions"]["pathways"], strict=True)):
        body, runs = _in_the_end(data, c, way, "name"), data.runner(c)
        if way and runs:
            before = data.bodies[runs[0]["provider"]]["name"]
            body = f"handed back by {before}" if data.back(way) else f"handed on from {before} to {body}"
        names = (data.services[cell["service"]]["name"], data.places[cell["neighbourhood"]]["name"], body)
        stages = [_stage(data, c, way, t) for t in range(data.quarters)]
        table.writerow([*(f"'{name}" if name[:1] in _FORMULA and name else name for name in names), *stages])
    right, said = out.getvalue().split("\n"), folder.read(TIMETABLE).decode("utf-8", "replace").split("\n")
    for line, (one, other) in enumerate(zip_longest(right, said), start=1):
        if one != other:
            yield Finding("V305", f"{TIMETABLE} line {line}", "this is not what the plan does")


def _in_the_end(data: Data, c: int, way: Any, name: str) -> str:
    """Give the id or the name of the body that runs a cell in the end, "" where the council does."""
    runs = data.runner(c)
    offer = runs[0] if runs and way is None else None
    if way is not None and not data.back(way):
        offer = data.offers[way["offer"]]
    told: str = data.bodies[offer["provider"]][name] if offer else ""
    return told


def _stage(data: Data, c: int, way: Any, t: int) -> str:
    runs = data.runner(c)
    if way is not None and t >= way["start"]:
        if t < way["start"] + data.overlap:
            return "double running"
        return ("handed back" if data.back(way) else "handed on") if runs else "handed over"
    before = _before(data, runs[1], t) if runs else "statutory"
    told = way is not None and t == way["start"] - 1 and before in {"statutory", "run by a body"}
    return "preparing" if told else before


def _before(data: Data, start: int, t: int) -> str:
    """Say how a cell stands that a body began to run, or ran before the plan began."""
    if t >= start + data.overlap:
        return "run by a body"
    return "double running" if t >= start else "preparing" if t == start - 1 else "statutory"
