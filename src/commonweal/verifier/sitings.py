"""The folder of an answer of where sites should be: distances, every choice, whom it serves, and the proof, again."""

from collections.abc import Collection, Iterator
from fractions import Fraction
from math import isqrt
from typing import Any

from .cells import differing, table
from .findings import Finding
from .guard import guarded
from .layout import layout
from .manifests import MANIFEST, check_manifest, is_canonical, ratio
from .reading import Folder

FILE = "siting.json"
FILES = {FILE, "sites.csv", "deciles.csv", "siting.txt", MANIFEST}
PICTURE = "siting.svg"
KEPT = "siting"
"""Where a profile holds the answer that its place keeps."""
_SCALE = 1000


class Question:
    """A question of where sites should be, with what each person's way to each candidate costs."""

    def __init__(self, told: Any) -> None:
        self.aim, self.sites, self.reach = told["aim"], told["sites"], told["reach_mm"]
        self.residents, self.candidates = told["residents"], told["candidates"]
        self.people = [one["people"] for one in self.residents]
        self.ids = [one["id"] for one in self.candidates]
        self.kept = {j for j, one in enumerate(self.candidates) if one["kept"]}
        self.away = [[distance(one, other) for other in self.candidates] for one in self.residents]
        covers = self.aim == "coverage"
        self.each = [[int(mm > self.reach) for mm in row] for row in self.away] if covers else self.away
        self.lost = 1 if covers else None
        whole = sum(self.people)
        self.room = [whole if one["people_at_most"] is None else one["people_at_most"] for one in self.candidates]
        self.limited = any(one["people_at_most"] is not None for one in self.candidates)


def distance(one: Any, other: Any) -> int:
    """Give the straight-line distance between two points, to the nearest millimetre."""
    square: int = sum((one[axis] - other[axis]) ** 2 for axis in ("easting_mm", "northing_mm"))
    root = isqrt(square)
    return root + (square - root * root > root)


def check_siting(folder: Folder) -> list[Finding]:
    """Check an answer of where sites should be; its words and its picture are not read.

    Returns:
        V841 where a figure, a choice or a table is not what the question gives, V842 where the proof does not show the
        bound, or not of every choice.
    """
    return [finding for part in (_layout, _answer) for finding in guarded(part, folder)]


def check_kept_siting(folder: Folder) -> list[Finding]:
    """Check the answer that a profile's folder holds, where it holds one, as one that stands by itself."""
    inside = folder.inside(KEPT)
    return guarded(check_manifest, inside, KEPT) + guarded(check_siting, inside, KEPT) if inside.names else []


def _layout(folder: Folder) -> list[Finding]:
    return layout(folder, FILES, {PICTURE}.__contains__)


def _answer(folder: Folder) -> list[Finding]:
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or told.get("kind") != "siting" or told.get("scale") != _SCALE:
        return [Finding("V841", FILE, "this is no answer of where sites should be")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V841", FILE, "it is not written in the one canonical form"))
    wrong = list(_form(told))
    if wrong:
        return findings + [Finding("V841", FILE, what) for what in wrong]
    asked = Question(told)
    for number, option in enumerate(told["options"], 1):
        findings.extend(Finding("V841", FILE, f"option {number}: {what}") for what in _option(asked, option))
    findings.extend(Finding("V842", FILE, what) for what in _proof(asked, told))
    for name, expected in (("sites.csv", _sites(asked, told)), ("deciles.csv", _deciles(told))):
        findings.extend(
            Finding("V841", name, f"line {line} is not what {FILE} tells")
            for line in differing(folder.read(name), expected)
        )
    return findings


def _form(told: Any) -> Iterator[str]:
    ids = [one["id"] for one in told["candidates"]]
    wholes = [told["sites"], told["reach_mm"], *(one["people"] for one in told["residents"])]
    wholes += [one["people_at_most"] for one in told["candidates"] if one["people_at_most"] is not None]
    if told["aim"] not in {"distance", "coverage"} or any(type(one) is not int or one < 0 for one in wholes):
        yield "its question is none that can be asked"
    if len(set(ids)) != len(ids) or not told["options"]:
        yield "a candidate stands twice, or there is no option"
    if any(type(one["kept"]) is not bool for one in told["candidates"]):
        yield "whether a candidate is kept is not said"
    seen = [tuple(one["sites"]) for one in told["options"]]
    if len(set(seen)) != len(seen):
        yield "an option stands twice"


def _option(asked: Question, option: Any) -> Iterator[str]:
    chosen = [asked.ids.index(one) if one in asked.ids else -1 for one in option["sites"]]
    if -1 in chosen or sorted(set(chosen)) != chosen or len(chosen) != asked.sites or not asked.kept <= set(chosen):
        yield "its sites are not so many of the candidates, those that stay among them"
        return
    wrong = list(_served(asked, chosen, option["served"]))
    yield from wrong
    if wrong:
        return
    left = [people - sum(count for _, count in row) for people, row in zip(asked.people, option["served"], strict=True)]
    cost = sum(asked.each[k][j] * count for k, row in enumerate(option["served"]) for j, count in row)
    cost += sum(left) * (asked.lost or 0)
    if cost != option["cost"]:
        yield f"it costs {cost}, not {option['cost']}"
    yield from _effects(asked, chosen, option, left)


def _served(asked: Question, chosen: list[int], served: Any) -> Iterator[str]:
    """Find people who are sent where no site is, or where there is no room, or further than they need."""
    used = dict.fromkeys(chosen, 0)
    for k, (people, row) in enumerate(zip(asked.people, served, strict=True)):
        sent = 0
        for j, count in row:
            if j not in used or type(count) is not int or count < 0:
                yield f"people of {asked.residents[k]['area']} are sent where no site is"
                return
            used[j] += count
            sent += count
        if sent > people or (asked.lost is None and sent != people):
            yield f"the people of {asked.residents[k]['area']} are not all sent to a site, or more than live there"
        if not asked.limited and row and any(asked.each[k][j] > min(asked.each[k][i] for i in chosen) for j, _ in row):
            yield f"people of {asked.residents[k]['area']} are sent further than the nearest site"
    for j, count in used.items():
        if count > asked.room[j]:
            yield f"{asked.ids[j]} has no room for {count} people"


def _effects(asked: Question, chosen: list[int], option: Any, left: list[int]) -> Iterator[str]:
    """Work out again how far people go, by tenth of deprivation, and how that is concentrated."""
    totals, beyond = [], []
    for k, row in enumerate(option["served"]):
        near = min(asked.away[k][j] for j in chosen)
        totals.append(sum(asked.away[k][j] * count for j, count in row) + near * left[k])
        beyond.append(left[k] + sum(count for j, count in row if asked.away[k][j] > asked.reach))
    every = range(len(asked.people))
    if option["everybody"] != _way(asked, totals, beyond, every):
        yield "how far everybody has is not what the choice gives"
    groups = [[k for k in every if asked.residents[k]["decile"] == decile] for decile in range(1, 11)]
    if option["deciles"] != [_way(asked, totals, beyond, group) for group in groups]:
        yield "how far people of some tenth have is not what the choice gives"
    if option["concentration"] != _concentration(asked, totals):
        yield "its concentration index is not what the choice gives"
    used = dict.fromkeys(chosen, 0)
    for row in option["served"]:
        for j, count in row:
            used[j] += count
    if option["used"] != list(used.values()):
        yield "how many use each site is not what the choice gives"


def _way(asked: Question, totals: list[int], beyond: list[int], group: Any) -> dict[str, Any]:
    people = sum(asked.people[k] for k in group)
    mean = ratio(Fraction(sum(totals[k] for k in group), people)) if people else None
    return {"mean_mm": mean, "beyond": sum(beyond[k] for k in group), "people": people}


def _concentration(asked: Question, totals: list[int]) -> str | None:
    people, whole = sum(asked.people), sum(totals)
    if not whole:
        return None
    below, ranked = 0, Fraction(0)
    for rank in sorted({one["rank"] for one in asked.residents}):
        here = [k for k, one in enumerate(asked.residents) if one["rank"] == rank]
        count = sum(asked.people[k] for k in here)
        ranked += (below + Fraction(count, 2)) / people * sum(totals[k] for k in here)
        below += count
    return ratio(2 * ranked / whole - 1)


def _proof(asked: Question, told: Any) -> Iterator[str]:
    """Bound each part by its own prices, and hold the bound, the order of the options and the gap to that."""
    proof, costs = told["proof"], [one["cost"] for one in told["options"]]
    try:
        gone, bounds = _sieved(asked, proof["sieves"])
        for prices, inside, outside in _parts(asked, proof["branches"], proof["leaves"]):
            bounds.append(_bound(asked, prices, inside, outside | gone))
    except ValueError as bad:
        yield str(bad)
        return
    held = [value for value in bounds if value is not None]
    found = -(-min(held) // _SCALE) if held else None
    if found != proof["bound"]:
        yield f"its prices show a bound of {found}, not {proof['bound']}"
    if costs != sorted(costs):
        yield "the best option does not come first"
    gap = Fraction(costs[0] - proof["bound"], costs[0]) if costs[0] else Fraction(0)
    if told["gap"] != ratio(gap) or gap < 0:
        yield f"the gap is {ratio(gap)}, not {told['gap']}"


def _sieved(asked: Question, sieves: Any) -> tuple[frozenset[int], list[int | None]]:
    """Give the candidates that are left out, and for each a bound on every choice with a site there.

    Raises:
        ValueError: where what is left out is no candidate, is left out already, or stays.
    """
    gone: frozenset[int] = frozenset()
    bounds: list[int | None] = []
    for one in sieves:
        out = set(one["candidates"])
        if not out <= set(range(len(asked.ids))) - gone - asked.kept or any(type(j) is not int for j in out):
            raise ValueError("a sieve leaves out what is no candidate, or what stays")
        own = _gains(asked, one["prices"])
        free = [j for j in range(len(own)) if j not in gone and j not in asked.kept]
        for j in out:
            others = sorted(own[i] for i in free if i != j)
            bounds.append(_summed(asked, one["prices"], own, asked.kept | {j}, others))
        gone |= out
    return gone, bounds


def _parts(asked: Question, branches: Any, leaves: Any) -> list[tuple[Any, frozenset[int], frozenset[int]]]:
    """Come to every part once from the first question on; give its prices, and where there is a site and where none.

    Raises:
        ValueError: where the questions do not cover every choice.
    """
    waiting: list[tuple[int, frozenset[int], frozenset[int]]] = [(0 if branches else -1, frozenset(), frozenset())]
    came: set[int] = set()
    found = []
    while waiting:
        at, inside, outside = waiting.pop()
        if type(at) is not int or at in came or not -len(leaves) <= at < len(branches):
            raise ValueError("its questions do not lead to each part once")
        came.add(at)
        if at < 0:
            found.append((leaves[-at - 1], inside | asked.kept, outside))
            continue
        where = branches[at]["candidate"]
        if type(where) is not int or not 0 <= where < len(asked.ids):
            raise ValueError("a question asks of no candidate")
        waiting.append((branches[at]["yes"], inside | {where}, outside))
        waiting.append((branches[at]["no"], inside, outside | {where}))
    if len(came) != len(branches) + len(leaves):
        raise ValueError("a question or a part is never come to")
    return found


def _bound(asked: Question, prices: Any, inside: frozenset[int], outside: frozenset[int]) -> int | None:
    """Bound every choice that has some sites and has not some others; None where there is none."""
    own = _gains(asked, prices)
    free = sorted(own[j] for j in range(len(own)) if j not in inside and j not in outside)
    return None if inside & outside else _summed(asked, prices, own, inside, free)


def _summed(asked: Question, prices: Any, own: list[int], inside: Collection[int], free: list[int]) -> int | None:
    """Add up what people give, what settled sites gain, and the best gains of the others, which stand in order."""
    rest = asked.sites - len(inside)
    if not 0 <= rest <= len(free):
        return None
    held = prices if asked.lost is None else [min(price, asked.lost * _SCALE) for price in prices]
    served: int = sum(price * people for price, people in zip(held, asked.people, strict=True))
    return served + sum(own[j] for j in inside) + sum(free[:rest])


def _gains(asked: Question, prices: Any) -> list[int]:
    if len(prices) != len(asked.people) or any(type(price) is not int for price in prices):
        raise ValueError("a part has other prices than one whole number for each area")
    return [_gain(asked, prices, j) for j in range(len(asked.ids))]


def _gain(asked: Question, prices: list[int], j: int) -> int:
    """Give what one site gains at these prices: its room is filled from the best on."""
    over = ((asked.each[k][j] * _SCALE - price, asked.people[k]) for k, price in enumerate(prices))
    room, gain = asked.room[j], 0
    for value, people in sorted(pair for pair in over if pair[0] < 0):
        gain += value * min(people, room)
        room -= min(people, room)
    return gain


def _sites(asked: Question, told: Any) -> bytes:
    of = dict(zip(asked.ids, asked.candidates, strict=True))
    rows = [
        (n, name, of[name]["name"], of[name]["kept"], people)
        for n, option in enumerate(told["options"], 1)
        for name, people in zip(option["sites"], option["used"], strict=True)
    ]
    return table(("option", "site", "name", "kept", "people"), rows)


def _deciles(told: Any) -> bytes:
    rows = [
        (
            n,
            decile,
            way["people"],
            None if way["mean_mm"] is None else round(Fraction(way["mean_mm"]) / 1000),
            way["beyond"],
        )
        for n, option in enumerate(told["options"], 1)
        for decile, way in enumerate(option["deciles"], 1)
    ]
    return table(("option", "decile", "people", "mean_metres", "beyond_people"), rows)
