"""The folder of a plan's stress test: every chance and interval from its counts, and what counts cannot contradict."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import isqrt
from typing import Any

from .cells import differing, number, table
from .findings import Finding
from .guard import guarded
from .manifests import MANIFEST, is_canonical
from .reading import Folder

FILE, TABLE = "stress.json", "stress.csv"
FILES = {FILE, TABLE, "stress.txt", "stress.svg", MANIFEST}
DANGERS = ("floor", "gap", "worse_off", "statutory_fund", "devolved_fund", "overload")
_MILLION = 10**6
_Z = Fraction(196, 100)
"""Of a 95 % interval."""
_COLUMNS = (
    *("service", "neighbourhood", "handed_over", "scenarios", "below_floor_times", "below_floor_least_share"),
    *("below_floor_most_share", "unmet_low_share", "unmet_middle_share", "unmet_high_share", "overload_times"),
)


def check_stress(folder: Folder) -> list[Finding]:
    """Check a stress test; the futures are not tried again, and its words and its picture are not read."""
    return [finding for part in (_layout, _test) for finding in guarded(part, folder)]


def _layout(folder: Folder) -> list[Finding]:
    present = set(folder.names)
    return [
        *(Finding("V107", name, "this file belongs here, but it is missing") for name in sorted(FILES - present)),
        *(Finding("V108", name, "this file has no place here") for name in sorted(present - FILES)),
    ]


def _test(folder: Folder) -> list[Finding]:
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or told.get("kind") != "stress":
        return [Finding("V831", FILE, "this is no stress test")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V831", FILE, "it is not written in the one canonical form"))
    parts = (_chances, _spreads, _counts, _places, _plans, _ranges)
    findings.extend(Finding("V831", FILE, what) for part in parts for what in part(told))
    findings.extend(
        Finding("V831", TABLE, f"line {line} is not what {FILE} tells")
        for line in differing(folder.read(TABLE), table(_COLUMNS, map(_row, told["cells"])))
    )
    return findings


def _row(cell: Any) -> tuple[Any, ...]:
    floor, unmet = cell["floor"], cell["unmet"]
    return (
        *(cell["service"], cell["neighbourhood"], "yes" if cell["handed_over"] else "no"),
        *(floor["scenarios"], floor["times"], number(floor["least"]), number(floor["most"])),
        *(number(unmet[name]) for name in ("low", "middle", "high")),
        cell["overload"]["times"],
    )


def _every(told: Any) -> Iterator[tuple[str, Any]]:
    """Give every chance with what it is of."""
    for one in told["services"]:
        yield one["service"], one["floor"]
    for one in told["cells"]:
        for name in ("floor", "overload"):
            yield f"{one['service']} in {one['neighbourhood']}, {name}", one[name]
    for one in told["plans"]:
        for danger in DANGERS:
            yield f"the plan {one['plan']}, {danger}", one["dangers"][danger]
    for kind, dangers in told["kinds_alone"].items():
        for danger in DANGERS:
            yield f"{kind} alone, {danger}", dangers[danger]


def _chances(told: Any) -> Iterator[str]:
    for what, chance in _every(told):
        if chance["scenarios"] != told["scenarios"]:
            yield f"{what}: it is counted over another number of futures"
        elif type(chance["times"]) is not int or not 0 <= chance["times"] <= chance["scenarios"]:
            yield f"{what}: it came to be more often than there were futures, or less than never"
        elif (number(chance["least"]), number(chance["most"])) != _interval(chance["times"], chance["scenarios"]):
            yield f"{what}: the interval is not that of its count"


def _interval(times: int, n: int) -> tuple[Fraction, Fraction]:
    """Give Wilson's 95 % interval of a share, opened to the millionth (JASA 22, 1927)."""
    share = Fraction(times, n)
    spread = share * (1 - share) / n + _Z**2 / (4 * n**2)
    root = Fraction(isqrt(spread.numerator * 10**24 // spread.denominator) + 1, 10**12)
    middle, whole = share + _Z**2 / (2 * n), 1 + _Z**2 / n
    low, high = (middle - _Z * root) / whole * _MILLION, (middle + _Z * root) / whole * _MILLION
    least = 0 if times == 0 else max(0, low.numerator // low.denominator)
    most = _MILLION if times == n else min(_MILLION, -(-high.numerator // high.denominator))
    return Fraction(least, _MILLION), Fraction(most, _MILLION)


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
        if not cell["handed_over"] and (cell["floor"]["times"] or cell["overload"]["times"]):
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
