"""The folder of a step-in case: its course, what is due, its cover day by day and its money, from what was agreed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from .cells import differing, exact, number, table
from .findings import Finding
from .guard import guarded
from .layout import layout
from .manifests import MANIFEST, is_canonical, same
from .reading import Folder

FILE, COVER = "case.json", "cover.csv"
FILES = {"case.txt", COVER, FILE, MANIFEST}
_NEXT = {
    "watch": {"triggered"},
    "triggered": {"step-in", "recover"},
    "step-in": {"recover", "hand-on", "hand-back"},
    "recover": {"learning review"},
    "hand-on": {"learning review"},
    "hand-back": {"learning review"},
    "learning review": set[str](),
}
_ENDS = ("recover", "hand-on", "hand-back")
_RUNNERS = {
    "triggered": ("organisation",),
    "step-in": ("council", "both"),
    "recover": ("organisation",),
    "hand-on": ("successor",),
    "hand-back": ("council",),
}
"""Who may run a service in each state; the first is who was to run it where nobody has told."""
_NAMES = {
    "organisation": "the organisation",
    "council": "the council",
    "both": "both together",
    "successor": "the organisation that took over",
}
_COLUMNS = ("day", "state", "run_by", "open_hours", "agreed_hours", "floor_hours", "floor_kept", "told")
_DAY = timedelta(days=1)


def check_step_in(folder: Folder) -> list[Finding]:
    """Check a case; its words and its picture are not read, and who could take over is in no published folder."""
    return [finding for part in (_layout, _case) for finding in guarded(part, folder)]


def _layout(folder: Folder) -> list[Finding]:
    return layout(folder, FILES, {"cover.svg"}.__contains__)


def _case(folder: Folder) -> list[Finding]:
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or told.get("kind") != "step-in case":
        return [Finding("V811", FILE, "this is not a step-in case")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V811", FILE, "it is not written in the one canonical form"))
    case = _Case(told)
    findings.extend(Finding("V811", FILE, what) for part in (case.courses, case.standing, case.due) for what in part())
    findings.extend(Finding("V812", FILE, what) for what in case.cover())
    findings.extend(Finding("V813", FILE, what) for what in case.reserve())
    findings.extend(
        Finding("V812", COVER, f"line {line} is not the day that {FILE} tells")
        for line in differing(folder.read(COVER), table(_COLUMNS, map(_row, told["cover"])))
    )
    return findings


def _row(day: Any) -> tuple[Any, ...]:
    told = day["open_hours"] is not None
    hours = (number(day[name]) for name in ("agreed_hours", "floor_hours"))
    opened = number(day["open_hours"]) if told else None
    return day["day"], day["state"], _NAMES[day["run_by"]], opened, *hours, day["floor_kept"], told


class _Case:
    """A case as it is told, with its days read."""

    def __init__(self, told: Any) -> None:
        self.told, self.terms = told, told["terms"]
        self.today = date.fromisoformat(told["as_at"])
        self.course = told["cases"][-1]
        self.moves = [(date.fromisoformat(one["day"]), one["state"]) for one in self.course["moves"]]

    def courses(self) -> Iterator[str]:
        """Find steps that no case allows, triggers that were not agreed before, and answers due on another day."""
        before = date.min
        for nth, course in enumerate(self.told["cases"], start=1):
            state = "watch"
            for move in course["moves"]:
                day = date.fromisoformat(move["day"])
                if move["state"] not in _NEXT[state]:
                    yield f"in case {nth} {move['state']} cannot follow {state}"
                # A learning review may be held when the next case has begun.
                if day > self.today or (day < before and move["state"] != "learning review"):
                    yield f"in case {nth} {move['state']} is out of the order of its days"
                state, before = move["state"], max(before, day)
            ends = [move["state"] for move in course["moves"] if move["state"] in _ENDS]
            if nth < len(self.told["cases"]):
                days = (date.fromisoformat(move["day"]) for move in course["moves"] if move["state"] in _ENDS)
                before = max(days, default=date.min)
                if ends != ["recover"]:
                    yield f"case {nth} has another after it, though the body did not run the service again"
            yield from self._fired(nth, course)

    def _fired(self, nth: int, course: Any) -> Iterator[str]:
        for one in course["fired"]:
            day = date.fromisoformat(one["day"])
            if not any(_agreement(one) == _agreement(agreed) for agreed in self.told["agreed"]):
                yield f"in case {nth} something fired that is not among what was agreed"
            if date.fromisoformat(one["agreed_on"]) >= _began(one, day):
                yield f"in case {nth} something fired that was not agreed before what it judges began"
            if not course["moves"] or not date.fromisoformat(course["moves"][0]["day"]) <= day <= self.today:
                yield f"in case {nth} something fired on a day on which the case did not go on"
            if "days_to_answer" in one and _later(day, one["days_to_answer"]) != one["answer_by"]:
                yield f"in case {nth} an answer is due on another day than was agreed"
            if one["answered"] is not None and not one["day"] <= one["answered"] <= self.told["as_at"]:
                yield f"in case {nth} something was answered before it fired, or after the day of this folder"

    def standing(self) -> Iterator[str]:
        """Find another state, end of notice or body that took over than the steps give."""
        state = self.moves[-1][1] if self.moves else "watch"
        if self.told["state"] != state:
            yield f"it states {self.told['state']}, and its last step is {state}"
        asked = self.course["asked"]
        ends = (
            None if asked is None else _months_later(date.fromisoformat(asked), self.told["notice_months"]).isoformat()
        )
        if self.told["notice_ends"] != ends:
            yield "the notice ends on another day than its months give"
        handed_on = any(move[1] == "hand-on" for move in self.moves)
        if handed_on is not bool(self.told["successor"]):
            yield "it names a body that took over where none did, or none where one did"
        if handed_on and self.told["successor"] == self.told["organisation"]:
            yield "the body that took over is the one that it was taken from"

    def due(self) -> Iterator[str]:
        """Find other things to do, or other last days for them, than what was agreed gives."""
        found = sorted(self._due(), key=lambda one: (one[2], one[0]))
        expected = [
            {"by": by, "day": day, "overdue": day < self.told["as_at"], "task": task} for task, by, day in found
        ]
        said = [{name: one[name] for name in ("by", "day", "overdue", "task")} for one in self.told["due"]]
        if not same(said, expected):
            yield "what is due by whom by when is not what was agreed"

    def _due(self) -> Iterator[tuple[str, str, str]]:
        state, fired = self.moves[-1][1] if self.moves else "watch", self.course["fired"]
        if state in {"triggered", "step-in"}:
            for one in fired:
                if one["answered"] is None:
                    yield "answer", "organisation", one["answer_by"]
            if self.told["notice_ends"] is not None:
                yield "take over", "council", self.told["notice_ends"]
        if state == "triggered" and (fired or self.told["notice_ends"] is None):
            begun = self.moves[0][0].isoformat()
            at_once = self.told["duty"] == "care_act" or not fired
            yield "decide", "council", begun if at_once else min(one["answer_by"] for one in fired)
        elif state == "step-in":
            yield "end", "council", _later(self.moves[-1][0], self.terms["longest_step_in_days"])
        yield from self._reviews()

    def _reviews(self) -> Iterator[tuple[str, str, str]]:
        for course in self.told["cases"]:
            ended = [one["day"] for one in course["moves"] if one["state"] in _ENDS]
            if ended and course["moves"][-1]["state"] != "learning review":
                yield "review", "council", _later(date.fromisoformat(ended[0]), self.terms["review_within_days"])

    def cover(self) -> Iterator[str]:
        """Find days that are missing or there twice, and days whose state, runner, hours or floor are others."""
        days = [day["day"] for day in self.told["cover"]]
        if days != [*self._days()]:
            yield "it does not tell of each day of the case once"
            return
        for day in self.told["cover"]:
            for what in self._day(day):
                yield f"on {day['day']} {what}"

    def _days(self) -> Iterator[str]:
        if self.moves:
            ends = [day for day, state in self.moves if state in _ENDS]
            for k in range((min([*ends, self.today]) - self.moves[0][0]).days + 1):
                yield (self.moves[0][0] + k * _DAY).isoformat()

    def _day(self, told: Any) -> Iterator[str]:
        day = date.fromisoformat(told["day"])
        moves = [one for one in self.moves if one[0] <= day and one[1] != "learning review"]
        states = [*[state for on, state in moves if on < day][-1:], *(state for on, state in moves if on == day)]
        if told["state"] != states[-1]:
            yield f"the case stood at {states[-1]}"
        known = told["open_hours"] is not None
        allowed = {runner for state in states for runner in _RUNNERS[state]} if known else {_RUNNERS[states[-1]][0]}
        if told["run_by"] not in allowed:
            yield f"it was not for {told['run_by']} to run the service"
        agreed, floor = number(told["agreed_hours"]), number(told["floor_hours"])
        if agreed != number(self.terms["hours"][day.weekday()]) and not (known and agreed == 0):
            yield "other hours were agreed"
        if floor != agreed * number(self.terms["floor_share"]):
            yield "the floor is not its share of the agreed hours"
        opened = number(told["open_hours"]) if known else None
        if opened is not None and not 0 <= opened <= 24:
            yield "it was open for more hours than a day has"
        if told["floor_kept"] is not (None if opened is None else opened >= floor):
            yield "whether the floor was kept is not what the hours give"

    def reserve(self) -> Iterator[str]:
        """Find other sums or days of the money that is held than its terms give."""
        held, terms = self.told["reserve"], self.terms
        cost = number(held["cost_gbp_per_day"])
        sums = {
            name: number(terms["held_per_unit"][name]) * number(terms["load_units"]) * number(terms["unit_gbp"])
            for name in ("least", "value", "most")
        }
        used = sum(
            1 for day in self.told["cover"] if day["run_by"] in {"council", "both"} and day["state"] != "hand-back"
        )
        lasts = int(sums["value"] / cost)
        expected = {
            "held_gbp": exact(sums["value"]),
            "days": lasts,
            "least_days": int(sums["least"] / cost),
            "most_days": int(sums["most"] / cost),
            "used_days": used,
            "paid_until": _later(self.today, lasts - used) if lasts > used else None,
        }
        for name, value in expected.items():
            if held[name] != value:
                yield f"{name} of what is held is not what its terms give"


def _agreement(one: Any) -> tuple[Any, ...]:
    return tuple(
        one.get(name) for name in ("measure", "threshold", "source", "watched_by", "days_to_answer", "agreed_on")
    )


def _began(one: Any, day: date) -> date:
    """Give the last day on which what fired can have begun: of days closed in a row the threshold tells the fewest."""
    if one["measure"] != "days_closed":
        return day
    fewest = -(-number(one["threshold"]).numerator // number(one["threshold"]).denominator)
    return day - (max(1, fewest) - 1) * _DAY


def _later(day: date, days: int) -> str:
    return (day + days * _DAY).isoformat()


def _months_later(day: date, months: int) -> date:
    """Give the corresponding day some months on, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - _DAY).day
    return date(year, month + 1, min(day.day, last))
