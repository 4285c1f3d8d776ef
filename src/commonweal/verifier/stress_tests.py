"""The folder of a plan's stress test: every chance and interval from its counts, and what counts cannot contradict."""

from collections.abc import Iterator, Mapping
from typing import Any

from .cells import differing, number
from .findings import Finding
from .guard import guarded
from .layout import layout
from .manifests import MANIFEST, is_canonical
from .plans_beside import chances, trial_table
from .reading import Folder

FILE, TABLE = "stress.json", "stress.csv"
FILES = {FILE, TABLE, "stress.txt", "stress.svg", MANIFEST}


def check_stress(folder: Folder) -> list[Finding]:
    """Check a stress test; the futures are not tried again, and its words and its picture are not read."""
    return [finding for part in (_layout, _test) for finding in guarded(part, folder)]


def _layout(folder: Folder) -> list[Finding]:
    return layout(folder, FILES)


def _test(folder: Folder) -> list[Finding]:
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or told.get("kind") != "stress":
        return [Finding("V831", FILE, "this is no stress test")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V831", FILE, "it is not written in the one canonical form"))
    parts = (chances, _spreads, _counts, _places, _plans, _ranges)
    findings.extend(Finding("V831", FILE, what) for part in parts for what in part(told))
    findings.extend(
        Finding("V831", TABLE, f"line {line} is not what {FILE} tells")
        for line in differing(folder.read(TABLE), trial_table(told).encode("utf-8"))
    )
    return findings


def _spreads(told: Any) -> Iterator[str]:
    for cell in told["cells"]:
        if not _rises(cell["unmet"]):
            yield f"{cell['service']} in {cell['neighbourhood']}: its unmet need is no range from 0 up"
    for one in told["plans"]:
        for name in ("weighted_unmet", "regret"):
            if not _rises(one[name]):
                yield f"the plan {one['plan']}: its {name} is no range from 0 up"


def _rises(spread: Any) -> bool:
    return 0 <= number(spread["low"]) <= number(spread["middle"]) <= number(spread["high"])


def _counts(told: Any) -> Iterator[str]:
    """Find counts of a service that its neighbourhoods cannot come to: never fewer than any, never more than all."""
    by_service: dict[str, list[int]] = {one["service"]: [] for one in told["services"]}
    for cell in told["cells"]:
        by_service[cell["service"]].append(cell["floor"]["times"])
        run = cell["handed_over"] or cell.get("run_already", False)
        if not run and (cell["floor"]["times"] or cell["overload"]["times"]):
            yield f"{cell['service']} in {cell['neighbourhood']}: the council keeps it, and it fell below its floor"
    for one in told["services"]:
        if not _within(one["floor"]["times"], by_service[one["service"]], told["scenarios"]):
            yield f"{one['service']}: its count is none that its neighbourhoods can come to"


def _within(times: int, parts: list[int], most: int) -> bool:
    return max(parts, default=0) <= times <= min(most, sum(parts))


def _places(told: Any) -> Iterator[str]:
    """Find counts of the whole place that its services cannot come to."""
    dangers = told["plans"][0]["dangers"]
    if not _within(dangers["floor"]["times"], [one["floor"]["times"] for one in told["services"]], told["scenarios"]):
        yield "the whole place, floor: its count is none that its services can come to"
    overloads = [cell["overload"]["times"] for cell in told["cells"]]
    if not _within(dangers["overload"]["times"], overloads, told["scenarios"]):
        yield "the whole place, overload: its count is none that its bodies can come to"


def _plans(told: Any) -> Iterator[str]:
    best = [one["best"] for one in told["plans"]]
    if told["plans"][0]["plan"] != "plan" or any(not 0 <= one <= told["scenarios"] for one in best):
        yield "the plan does not come first, or one leaves least unmet in more futures than there were"
    if sum(best) < told["scenarios"]:
        yield "there are futures in which no plan leaves least unmet"
    for one in told["plans"]:
        # Where it was best in that many futures, its regret was 0 in them, and so at these points.
        for name, share in (("low", 5), ("middle", 50), ("high", 95)):
            point = (told["scenarios"] - 1) * share // 100
            if (number(one["regret"][name]) == 0) is not (one["best"] > point):
                yield f"the plan {one['plan']}: its regret is none of a plan that is best in {one['best']} futures"
                break


def _ranges(told: Any) -> Iterator[str]:
    rows: list[Mapping[str, Any]] = [*told["drawn"], *told["lost_per_year"]]
    for row in rows:
        if number(row["least"]) > number(row["most"]):
            yield f"what was drawn for {row.get('name', row.get('fifth'))} lies between no two ends"
