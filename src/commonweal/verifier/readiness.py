"""The folder of ``commonweal readiness``: what is missing, the earliest quarter, and the plan, from its inputs."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from .cells import differing, exact, rows, table
from .criteria import AREAS, ASKED, ESSENTIAL
from .findings import Finding
from .guard import guarded
from .layout import layout
from .manifests import FORMAT, MANIFEST, is_canonical, same
from .reading import Folder

FILE, GAINS = "standings.json", "capacity_gains.csv"
INPUTS = ("readiness", "willingness", "development", "infrastructure_hours", "development_sessions", "sustainability")
FILES = {
    *(FILE, "checks.txt", "development_plan.txt", "development_plan.csv", "support_hours.csv", "funder_report.txt"),
    *("funder_report.csv", "funder_hours.csv", MANIFEST, *(f"input/{name}.csv" for name in INPUTS)),
}
_NEVER = 10_000 * 4
_RENEWAL, _WILLING, _CHECK = "check", "willingness", "readiness check"
_STATES = ("complete", "in progress", "not started")
Row = dict[str, str]


def check_readiness(folder: Folder) -> list[Finding]:
    """Check what a folder says of each body, and its tables, against its inputs; its words are not read."""
    return [finding for part in (_layout, _worked) for finding in guarded(part, folder)]


def _layout(folder: Folder) -> list[Finding]:
    return layout(folder, FILES, lambda name: name == GAINS or name.startswith("bodies/"))


def _worked(folder: Folder) -> list[Finding]:
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or (told.get("format"), told.get("kind")) != (FORMAT, "readiness"):
        return [Finding("V801", FILE, f"this is not readiness of the form {FORMAT}")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V801", FILE, "it is not written in the one canonical form"))
    if folder.read_json(MANIFEST).get("as_at") != told["as_at"]:
        findings.append(Finding("V801", FILE, "it speaks of another day than the manifest"))
    found = _Found({name: rows(folder, f"input/{name}.csv") for name in INPUTS}, date.fromisoformat(told["as_at"]))
    findings.extend(_bodies(told, found))
    findings.extend(Finding("V802", GAINS, what) for what in _gains(rows(folder, GAINS), found))
    for name, made in (
        ("development_plan.csv", found.plan_table()),
        ("support_hours.csv", found.hours_table()),
        ("funder_report.csv", found.funder_table()),
        ("funder_hours.csv", found.funder_hours()),
    ):
        findings.extend(
            Finding("V802", name, f"line {line} is not what the inputs give")
            for line in differing(folder.read(name), made)
        )
    return findings


def _bodies(told: Any, found: "_Found") -> Iterator[Finding]:
    stated = {one["organisation"]: one for one in told["organisations"]}
    if len(stated) < len(told["organisations"]) or set(found.bodies) - set(stated):
        yield Finding("V801", FILE, "it does not speak once of each body that said anything")
    if told["first_quarter"] != _text(found.first):
        yield Finding("V801", FILE, "it plans from another quarter than the first that begins on its day or after")
    for body, one in stated.items():
        for name, value in found.standing(body).items():
            if not same(value, one[name]):
                yield Finding("V801", FILE, f"{name} of {body} is not what the inputs give")


def _gains(told: list[Row], found: "_Found") -> Iterator[str]:
    """Find gains of capacity that no action brings in that quarter, once its body can begin.

    The first quarter of a hand-over plan is not in this folder; what comes sooner is told of its second one, which is
    then the first of the table.
    """
    quarters = [_index(row["quarter"]) for row in told]
    for row, quarter in zip(told, quarters, strict=True):
        after = [(at, units) for at, units in found.gains(row["organisation"]) if at <= quarter]
        exactly = sum((units for at, units in after if at == quarter), Fraction(0))
        so_far = sum((units for _, units in after), Fraction(0))
        if Fraction(row["capacity_units"]) not in ({exactly, so_far} if quarter == min(quarters) else {exactly}):
            yield f"{row['organisation']} does not gain so much in {row['quarter']} by what the inputs give"


class _Found:
    """What the inputs give on a day; what was said, checked, done or spent later counts as not yet."""

    def __init__(self, tables: Mapping[str, list[Row]], as_at: date) -> None:
        self.as_at, self.today = as_at, as_at.isoformat()
        self.tables = tables
        self.first = _first_quarter(as_at)
        self.then: dict[str, dict[str, Row]] = {}
        self.now: dict[str, dict[str, Row]] = {}
        for row in self._until("readiness"):
            said = {**row, "checked": row["checked"] if row["checked"] <= self.today else ""}
            self.then.setdefault(row["organisation"], {}).setdefault(row["criterion"], said)
            self.now.setdefault(row["organisation"], {})[row["criterion"]] = said
        self.agreed: dict[str, dict[str, bool]] = {"willing": {}, "share_with_funder": {}}
        for row in self._until("willingness"):
            for name, of in self.agreed.items():
                if row[name]:
                    of[row["organisation"]] = row[name] == "yes"
        self.bodies = sorted({*self.now, *self.agreed["willing"], *self.agreed["share_with_funder"]})
        self.there = {
            (row["organisation"], _index(row["quarter"])): Fraction(row["hours"])
            for row in tables["infrastructure_hours"]
            if _index(row["quarter"]) >= self.first
        }
        self.left = dict(self.there)
        self.slots = [self._slot(row) for row in sorted(self._waiting(), key=_turn)]

    def _until(self, name: str) -> list[Row]:
        return sorted((row for row in self.tables[name] if row["date"] <= self.today), key=lambda row: row["date"])

    def _waiting(self) -> list[Row]:
        return [row for row in self.tables["development"] if not row["done"] or row["done"] > self.today]

    def _slot(self, row: Row) -> dict[str, Any]:
        mine = [one for one in self._until("development_sessions") if one["action"] == row["action"]]
        spent = sum((Fraction(one["hours"]) for one in mine), Fraction(0))
        gone = max(0, self.first - _of_day(date.fromisoformat(mine[0]["date"]))) if mine else 0
        length = max(1, int(row["quarters"]) - gone)
        ahead = max(Fraction(0), Fraction(row["hours"]) - spent)
        start = self._start(row["support_from"], ahead / length, length)
        return {"row": row, "spent": spent, "ahead": ahead, "start": start, "end": start and start + length - 1}

    def _start(self, body: str, each: Fraction, length: int) -> int | None:
        """Take hours in the first run of quarters that has enough in each."""
        if not each:
            return self.first
        known = [quarter for who, quarter in self.there if who == body]
        for start in range(self.first, max(known, default=0) + 1):
            run = [(body, quarter) for quarter in range(start, start + length)]
            if all(self.left.get(at, Fraction(0)) >= each for at in run):
                for at in run:
                    self.left[at] -= each
                return start
        return None

    def standing(self, body: str) -> dict[str, Any]:
        """Give what there is to say of a body."""
        missing = [*self._missing(body)]
        start = None if body not in self.bodies else self._ready(body, [by for _, by in missing])
        willing = self.agreed["willing"].get(body, False)
        capacity = sum(
            (
                Fraction(one["row"]["capacity_units"] or 0)
                for one in self._of(body)
                if start and (one["end"] or start) < start
            ),
            Fraction(0),
        )
        return {
            "state": self._state(body),
            "willing": willing,
            "missing": [name for name, _ in missing] + ([] if willing else [_WILLING]),
            "ready_from": _text(start) if start else None,
            "expires": expires if (expires := self._expires(body)) else None,
            "capacity_units": exact(capacity),
            "reserves_months": self._months(body),
        }

    def gains(self, body: str) -> list[tuple[int, Fraction]]:
        """Give what a body gains once it can begin, each with the quarter from which on it is there."""
        start = self._ready(body, [by for _, by in self._missing(body)]) if body in self.bodies else None
        ends = [(one["end"], Fraction(one["row"]["capacity_units"] or 0)) for one in self._of(body)]
        return [(end + 1, units) for end, units in ends if None not in {start, end} and end >= start and units]

    def _of(self, body: str) -> list[dict[str, Any]]:
        return [one for one in self.slots if one["row"]["organisation"] == body]

    def _ready(self, body: str, wanted: list[tuple[str, ...]]) -> int | None:
        start = self.first
        for by in wanted:
            ends = [one["end"] for one in self._of(body) if one["row"]["criterion"] in by]
            if not ends or None in ends:
                return None
            start = max(start, max(ends) + 1)
        return start

    def _stands(self, body: str, criterion: str) -> str:
        """Give "met", "waits" for somebody to look at the evidence, or ""."""
        row = self.now.get(body, {}).get(criterion)
        if row is None or row["state"] != "complete":
            return ""
        return "met" if row["checked"] else "waits"

    def _missing(self, body: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        if body not in self.now:
            yield _CHECK, ()
            return
        for one in ESSENTIAL:
            stands = self._stands(body, one)
            if stands == "waits":
                yield f"a look at {one}", (one, _RENEWAL)
            elif not stands:
                yield one, (one,)
        if self._is_over(body):
            yield "a new check", (_RENEWAL,)

    def _expires(self, body: str) -> str:
        rows_ = [row for name, row in self.now.get(body, {}).items() if name in ESSENTIAL]
        days = [row["checked"] for row in rows_ if row["state"] == "complete" and row["checked"]]
        if not days:
            return ""
        oldest = date.fromisoformat(min(days))
        leap = oldest.month == 2 and oldest.day == 29
        return oldest.replace(year=oldest.year + 1, day=28 if leap else oldest.day).isoformat()

    def _is_over(self, body: str) -> bool:
        return bool(self._expires(body)) and self.today >= self._expires(body)

    def _state(self, body: str) -> str:
        said = self.now.get(body, {})
        stands = [self._stands(body, one) for one in ESSENTIAL]
        if any(one not in said for one in ESSENTIAL):
            return "opened" if said else "not opened"
        if "waits" in stands:
            return "self-assessed"
        if self._is_over(body):
            return "expired"
        if "" in stands:
            return "not yet"
        if not self.agreed["willing"].get(body):
            return "evidence checked"
        return "ready" if all(self._stands(body, one) == "met" for one in ASKED) else "ready with support"

    def _months(self, body: str) -> int | str | None:
        """Give for how many months of spending the reserves last; None where nobody said, or it spends nothing."""
        told = [row for row in self._until("sustainability") if row["organisation"] == body]
        if not told or Fraction(told[-1]["monthly_spending_gbp"]) == 0:
            return None
        return exact(Fraction(told[-1]["reserves_gbp"]) / Fraction(told[-1]["monthly_spending_gbp"]))

    def plan_table(self) -> bytes:
        """Give the development plan."""
        columns = (
            *("support_from", "organisation", "action", "criterion", "what", "hours_spent", "hours_ahead"),
            *("from", "to", "due", "late_quarters", "capacity_units"),
        )
        return table(columns, map(_planned, self.slots))

    def hours_table(self) -> bytes:
        """Give the hours that there are, and those that are planned."""
        told = (
            (who, _text(at), self.there[who, at], self.there[who, at] - self.left[who, at])
            for who, at in sorted(self.there)
        )
        return table(("support_from", "quarter", "hours_there", "hours_planned"), told)

    def _shared(self) -> list[str]:
        return [body for body in self.bodies if self.agreed["share_with_funder"].get(body)]

    def funder_table(self) -> bytes:
        """Give what a funder is told of each area, of those bodies alone that agreed to it."""
        told = []
        for body in self._shared():
            for area, title in AREAS.items():
                asked = [one for one in ASKED if one.split("-")[0] == area and one in self.now.get(body, {})]
                if asked:
                    first = min(self.then[body][one]["date"] for one in asked)
                    counts = [
                        sum(1 for one in asked if of[body][one]["state"] == state)
                        for of in (self.then, self.now)
                        for state in _STATES
                    ]
                    told.append((body, title, first, *counts))
        columns = (f"{when}_{state.replace(' ', '_')}" for when in ("first", "now") for state in _STATES)
        return table(("organisation", "area", "first_day", *columns), told)

    def funder_hours(self) -> bytes:
        """Give the hours spent with each body that agreed to a funder's seeing it."""
        spent = self._until("development_sessions")
        told = (
            (body, sum((Fraction(one["hours"]) for one in spent if one["organisation"] == body), Fraction(0)))
            for body in self._shared()
        )
        return table(("organisation", "hours_spent"), told)


def _planned(one: dict[str, Any]) -> tuple[Any, ...]:
    row, end = one["row"], one["end"]
    late = max(0, end - _index(row["due"])) if end is not None and row["due"] else 0
    return (
        *(row["support_from"], row["organisation"], row["action"], row["criterion"], row["what"]),
        *(one["spent"], one["ahead"], _text(one["start"]), _text(end), row["due"] or None, late),
        Fraction(row["capacity_units"] or 0),
    )


def _turn(row: Row) -> tuple[int, bool, str, str]:
    due = _index(row["due"]) if row["due"] else _NEVER
    return due, row["criterion"] not in {*ESSENTIAL, _RENEWAL}, row["organisation"], row["action"]


def _first_quarter(day: date) -> int:
    """Give the first quarter that begins on a day or after it."""
    began = day.day == 1 and day.month % 3 == 1
    return _of_day(day) + (0 if began else 1)


def _of_day(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _index(text: str) -> int:
    year, _, number = text.partition("-Q")
    return int(year) * 4 + int(number) - 1


def _text(index: int | None) -> str | None:
    return None if index is None else f"{index // 4:04}-Q{index % 4 + 1}"
