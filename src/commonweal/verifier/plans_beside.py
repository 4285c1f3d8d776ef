"""What stands beside a plan: a trial of this plan with right intervals, and the parameters that it was made with.

No scenario is drawn again: that takes the simulator. What is held to be right is what the figures say of one another.
"""

import csv
import io
from collections.abc import Iterator
from fractions import Fraction
from math import isqrt
from typing import Any

from .findings import Finding
from .manifests import is_canonical
from .options import FILE as OPTIONS
from .options import check_figures
from .plans_data import Data, added, exact
from .reading import Folder

TRIAL = "stress.json"
TABLE = "stress.csv"
PARAMETERS = "parameters.csv"
SETS = ((TRIAL, TABLE, "stress.txt"), (OPTIONS, "options.csv", "options.txt"))
"""Files that stand together or not at all."""
BESIDE = {*(name for names in SETS for name in names), PARAMETERS}
_MEMBERS = {
    *("kind", "input_sha256", "plan_sha256", "seed", "scenarios", "drawn", "lost_per_year", "services", "cells"),
    *("plans", "kinds_alone", "bodies", "hurts_most", "explanation"),
}
_FOLLOWED = 400
_MILLION = 10**6
_RENAMED = {"building_lag_quarters": "building_lag", "action_lag_quarters": "action_lag"}
_DERIVED = {"activation_share", "least_capacity_share", "loan_limit_share"}


def check_beside(folder: Folder) -> list[Finding]:
    """Check what stands beside a plan, where anything does.

    Returns:
        V107 where a file of a set is missing, V301 where the trial is of another plan, V307 where its figures speak
        against one another or name whose end would hurt most, V308 where the plan was made with other parameters;
        and what :func:`commonweal.verifier.options.check_figures` finds.

    Raises:
        Unreadable: where a file is not JSON.
    """
    findings = [
        Finding("V107", name, "this file belongs here, but it is missing")
        for names in SETS
        if any(name in folder for name in names)
        for name in names
        if name not in folder
    ]
    if TRIAL in folder and TABLE in folder:
        findings.extend(_trial(folder))
    if OPTIONS in folder:
        findings.extend(check_figures(folder))
    if PARAMETERS in folder:
        findings.extend(Finding("V308", PARAMETERS, what) for what in _parameters(folder))
    return findings


def _trial(folder: Folder) -> Iterator[Finding]:
    said, certificate = folder.read_json(TRIAL), folder.read_json("certificate.json")
    if not is_canonical(said, folder.read(TRIAL)):
        yield Finding("V301", TRIAL, "it is not written in the one canonical form")
    for member in ("input_sha256", "plan_sha256"):
        if said[member] != certificate[member]:
            yield Finding("V301", TRIAL, f"{member} is not the hash of the file beside it")
    data = Data(exact(folder.read_json("input.json")))
    ways = folder.read_json("plan.json")["decisions"]["pathways"]
    for part in (_form(said), _cells(data, ways, said), _bodies(data, ways, said), chances(said)):
        yield from (Finding("V307", TRIAL, what) for what in part)
    if trial_table(said) != folder.read(TABLE).decode("utf-8", "replace"):
        yield Finding("V307", TABLE, f"it does not say what {TRIAL} says")


def _form(said: Any) -> Iterator[str]:
    if set(said) != _MEMBERS or said["kind"] != "stress":
        yield "it has other members than it should"
    hardest = said["hurts_most"]
    if hardest is not None and (set(hardest) != {"body", "extra_weighted_unmet"} or hardest["body"] != "A"):
        yield "it says more of whose end would hurt most than it may"


def _cells(data: Data, ways: Any, said: Any) -> Iterator[str]:
    for c, (cell, way, one) in enumerate(zip(data.cells, ways, said["cells"], strict=True)):
        true = (data.services[cell["service"]]["id"], data.places[cell["neighbourhood"]]["name"], way is not None)
        run = data.running[c] is not None
        if (one["service"], one["neighbourhood"], one["handed_over"]) != true:
            yield f"what it says of {true[0]} in {true[1]} is not what the plan does"
        if one.get("run_already", False) is not run:
            yield f"who runs {true[0]} in {true[1]} already is not what the plan was made from"
        if not true[2] and not run and (one["floor"]["times"] or one["overload"]["times"]):
            yield f"{true[0]} in {true[1]} is kept at its floor, and cannot fall below it"
        low, middle, high = (Fraction(one["unmet"][name]) for name in ("low", "middle", "high"))
        if not 0 <= low <= middle <= high:
            yield f"the unmet need of {true[0]} in {true[1]} is no range"
    for service, one in zip(data.services, said["services"], strict=True):
        times = [cell["floor"]["times"] for cell in said["cells"] if cell["service"] == service["id"]]
        if one["service"] != service["id"] or not max(times, default=0) <= one["floor"]["times"] <= sum(times):
            yield f"how often {service['id']} falls below its floor anywhere is not what its neighbourhoods say"


def _bodies(data: Data, ways: Any, said: Any) -> Iterator[str]:
    taking = {data.offers[way["offer"]]["provider"] for way in ways if way is not None}
    taking |= {data.offers[now["offer"]]["provider"] for now in data.running if now}
    if [one["body"] for one in said["bodies"]] != list(range(1, len(taking) + 1)):
        yield "it follows other bodies than those that run something in the plan, or names them"
    for one in said["bodies"]:
        if set(one) != {"body", "quarters"}:
            yield "it says more of a body than it may"
        before = min(said["scenarios"], _FOLLOWED)
        if len(one["quarters"]) != data.quarters:
            yield f"body {one['body']} is not followed over every quarter"
        for quarter in one["quarters"]:
            alive = quarter["goes_on"]
            if not quarter["over"] <= alive <= before:
                yield f"body {one['body']} goes on in more futures than there are"
            before = alive
            if not all(_is_range(quarter[name], alive) for name in ("load", "capacity")):
                yield f"a figure of body {one['body']} is no range"


def _is_range(spread: Any, alive: int) -> bool:
    """Say whether a spread is one, and is there just where the body goes on in some future."""
    if spread is None or not alive:
        return spread is None and not alive
    return 0 <= Fraction(spread["low"]) <= Fraction(spread["middle"]) <= Fraction(spread["high"])


def chances(value: Any) -> Iterator[str]:
    """Work every interval of a trial out again, wherever it stands."""
    scenarios = value["scenarios"]
    waiting = [value[name] for name in ("services", "cells", "plans", "kinds_alone")]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict) and "times" in one:
            if one["scenarios"] != scenarios or not 0 <= one["times"] <= scenarios:
                yield "a chance is not of the futures that were tried"
            elif (Fraction(one["least"]), Fraction(one["most"])) != interval(one["times"], scenarios):
                yield f"the interval of {one['times']} in {scenarios} is not what it works out to"
        elif isinstance(one, dict):
            waiting.extend(one.values())


def interval(times: int, n: int) -> tuple[Fraction, Fraction]:
    """Give Wilson's 95 % interval, out to the millionth."""
    z, share = Fraction(196, 100), Fraction(times, n)
    inside = share * (1 - share) / n + z * z / (4 * n * n)
    half = z * Fraction(isqrt(inside.numerator * 10**24 // inside.denominator) + 1, 10**12)
    middle, whole = share + z * z / (2 * n), 1 + z * z / n
    low = max(Fraction(0), (middle - half) / whole) if times else Fraction(0)
    high = min(Fraction(1), (middle + half) / whole) if times < n else Fraction(1)
    return Fraction(low * _MILLION // 1, _MILLION), -Fraction(-high * _MILLION // 1, _MILLION)


def trial_table(said: Any) -> str:
    """Write the table of a trial, as it follows from its values."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    heads = "service neighbourhood handed_over scenarios below_floor_times below_floor_least_share"
    more = "below_floor_most_share unmet_low_share unmet_middle_share unmet_high_share overload_times"
    table.writerow(f"{heads} {more}".split())
    for one in said["cells"]:
        floor, unmet = one["floor"], one["unmet"]
        names = [f"'{name}" if name[:1] in "=+-@\t\r" and name else name for name in _names(one)]
        handed = "yes" if one["handed_over"] else "no"
        shares = [_decimal(share) for share in (floor["least"], floor["most"])]
        shares += [_decimal(unmet[name]) for name in ("low", "middle", "high")]
        row = [*names, handed, floor["scenarios"], floor["times"], *shares, one["overload"]["times"]]
        table.writerow(row)
    return out.getvalue()


def _names(one: Any) -> tuple[str, str]:
    return one["service"], one["neighbourhood"]


def _decimal(text: str) -> str:
    """Write a fraction whose decimals end, as all of them do here."""
    value = Fraction(text)
    places = next(places for places in range(20) if (value * 10**places).denominator == 1)
    whole = str(int(value * 10**places)).rjust(places + 1, "0")
    return f"{whole[:-places]}.{whole[-places:]}" if places else whole


def _parameters(folder: Folder) -> Iterator[str]:
    value = exact(folder.read_json("input.json"))
    data = Data(value)
    rows = list(csv.reader(io.StringIO(folder.read(PARAMETERS).decode("utf-8"))))
    if rows[:1] != [["name", "value", "least", "most", "source"]] or any(len(row) != 5 for row in rows):
        yield "it has other columns than it should"
        return
    stated = {row[0]: Fraction(row[1]) for row in rows[1:]}
    if len(stated) != len(rows) - 1 or any(not row[4] for row in rows[1:]):
        yield "a parameter stands twice, or without its source"
    needs = added(cell["demand"][0] for cell in data.cells)
    capacities = [body["capacity"] for body in data.bodies]
    derived = {
        "activation_share": ("activation_cost", needs / max(1, len(capacities))),
        "least_capacity_share": (
            "least_capacity",
            added(capacities) / len(capacities) if capacities else Fraction(0),
        ),
        "loan_limit_share": ("loan_limit", needs),
    }
    for name, true in data.settings.items():
        outer = next((old for old, new in _RENAMED.items() if new == name), name)
        outer = next((old for old, (new, _) in derived.items() if new == name), outer)
        if outer not in stated:
            yield f"{outer} is not in it"
        elif stated[outer] * (derived[outer][1] if outer in _DERIVED else 1) != true:
            yield f"the plan was made with another {outer} than it states"
    # An effect of delivery that is none is left out of an input.
    if stated.get("delivery_action", 0) != data.settings.get("delivery_action", 0):
        yield "the plan was made with another delivery_action than it states"
    if stated.get("unit_gbp") != value["unit_gbp"]:
        yield "the plan was made with another unit_gbp than it states"
