"""What stands on a ballot: exactly the proposals that their reviews let through, as they were last put forward."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .chain import Entry
from .days import later
from .findings import Finding
from .forms import GROUPS, fault
from .held import Round

_SUBMITTED, _ELIGIBLE, _FEASIBLE, _WITHDRAWN = "submitted", "eligible", "feasible", "withdrawn"
_CHECKED_AT = {"eligibility": _SUBMITTED, "feasibility": _ELIGIBLE}
_FINDS = {
    "eligibility": {"eligible", "returned", "ineligible"},
    "feasibility": {"feasible", "returned", "not feasible"},
}
_AGAINST = frozenset({"returned", "ineligible", "not feasible"})
_CHANGED_AT = frozenset({"", _SUBMITTED, "returned", _ELIGIBLE})
_UPHELD = {"returned": _SUBMITTED, "ineligible": _ELIGIBLE, "not feasible": _FEASIBLE}


@dataclass(slots=True)
class _Course:
    """Where a proposal stands.

    Attributes:
        state: where.
        newest: the entry that put it forward last.
        review: the finding against it that stands, or None.
        appeals: number of the review that each appeal is against, by the appeal's number.
        decided: the numbers of appeals that were decided.
    """

    state: str = ""
    newest: Entry | None = None
    review: Entry | None = None
    appeals: dict[int, int] = field(default_factory=dict)
    decided: set[int] = field(default_factory=set)

    def open_appeal(self) -> bool:
        """Say whether an appeal against the finding that stands waits for its decision."""
        stands = self.review["number"] if self.review else 0
        return any(review == stands and number not in self.decided for number, review in self.appeals.items())

    def may_answer(self, day: str) -> bool:
        """Say whether whoever put it forward may still appeal on a day, or mend what was sent back."""
        if self.review is None or self.review["payload"].get("appeal_until", "") < day:
            return False
        return self.state == "returned" or not self.appealed()

    def appealed(self) -> bool:
        """Say whether the finding that stands was appealed against."""
        return self.review is not None and self.review["number"] in self.appeals.values()


def check_shortlist(round_: Round) -> Iterator[Finding]:
    """Find where reviews were made out of turn, or the ballot is not what they give (V602)."""
    courses: dict[str, _Course] = {}
    for entry in round_.told:
        kind, said = entry["kind"], entry["payload"]
        if kind == "ballot_published":
            yield from _ballot(round_, entry, courses)
            return
        if kind in _STEPS:
            course = courses.setdefault(said["proposal"], _Course())
            if kind != "proposal_submitted" and course.newest is None:
                yield fault("V602", entry, f"nobody put {said['proposal']} forward before it")
            yield from _STEPS[kind](round_, entry, course)


def _submitted(round_: Round, entry: Entry, course: _Course) -> Iterator[Finding]:
    del round_
    if course.state not in _CHANGED_AT:
        yield fault("V602", entry, f"it changes a proposal that stands at: {course.state}")
    course.state, course.newest, course.review = _SUBMITTED, entry, None


def _reviewed(round_: Round, entry: Entry, course: _Course) -> Iterator[Finding]:
    said = entry["payload"]
    check, finding = said["check"], said["finding"]
    if finding not in _FINDS.get(check, ()):
        yield fault("V602", entry, f"a check of {check} finds no proposal {finding}")
        return
    if course.state != _CHECKED_AT[check]:
        yield fault("V602", entry, f"it reviews {check} of a proposal that stands at: {course.state or 'nothing'}")
        return
    if course.newest and said.get("entry", course.newest["number"]) != course.newest["number"]:
        yield fault("V602", entry, "it reviews another proposal than the one that was put forward last")
    course.state = finding
    course.review = entry if finding in _AGAINST else None
    days = round_.rules["payload"]["appeal_days"]
    if finding in _AGAINST and said.get("appeal_until", "") < later(round_.days(entry).first, days):
        yield fault("V602", entry, f"it may be appealed against for less than {days} days")


def _appealed(round_: Round, entry: Entry, course: _Course) -> Iterator[Finding]:
    if course.review is None or entry["payload"]["entry"] != course.review["number"] or course.appealed():
        yield fault("V602", entry, "it is against no finding that stands and was not appealed against before")
    elif round_.days(entry).first > course.review["payload"].get("appeal_until", ""):
        yield fault("V602", entry, "it came after the last day on which the review could be appealed against")
    course.appeals[entry["number"]] = entry["payload"]["entry"]


def _decided(round_: Round, entry: Entry, course: _Course) -> Iterator[Finding]:
    del round_
    said = entry["payload"]
    if not course.open_appeal() or course.appeals.get(said["entry"]) != (course.review or {}).get("number"):
        yield fault("V602", entry, "it decides an appeal that is not open")
        return
    course.decided.add(said["entry"])
    if said["decision"] == "upheld":
        course.state, course.review = _UPHELD.get(course.state, course.state), None


def _withdrawn(round_: Round, entry: Entry, course: _Course) -> Iterator[Finding]:
    del round_
    if course.state == _WITHDRAWN:
        yield fault("V602", entry, "it withdraws what was withdrawn before")
    course.state, course.review = _WITHDRAWN, None


_STEPS = {
    "proposal_submitted": _submitted,
    "proposal_reviewed": _reviewed,
    "appeal_made": _appealed,
    "appeal_decided": _decided,
    "proposal_withdrawn": _withdrawn,
}


def _ballot(round_: Round, entry: Entry, courses: Mapping[str, _Course]) -> Iterator[Finding]:
    projects = entry["payload"]["projects"]
    on = {one["project"]: one for one in projects}
    listed = {name: course for name, course in courses.items() if course.state == _FEASIBLE}
    if len(on) != len(projects):
        yield fault("V602", entry, "a project stands twice on the ballot")
    for name in sorted(set(on) - set(listed)):
        state = courses[name].state if name in courses else "not put forward"
        yield fault("V602", entry, f"{name} stands on the ballot, and its reviews do not let it: it is {state}")
    for name in sorted(set(listed) - set(on)):
        yield fault("V602", entry, f"{name} is eligible and feasible, and does not stand on the ballot")
    for name in sorted(set(listed) & set(on)):
        newest = listed[name].newest
        if newest and (on[name]["title"], on[name]["pence"]) != (
            newest["payload"]["title"],
            newest["payload"]["pence"],
        ):
            yield fault("V602", entry, f"{name} has another title or cost on the ballot than entry {newest['number']}")
    yield from _grouped(round_, entry, {name: courses[name].newest for name in sorted(set(listed) & set(on))})
    for name, course in sorted(courses.items()):
        yield from _waits(round_, entry, name, course)


def _grouped(round_: Round, entry: Entry, newest: Mapping[str, Entry | None]) -> Iterator[Finding]:
    """Find projects that are of other groups on the ballot than their proposals say.

    Older ballots say no group of any project; they are let through where the rule that counts asks for none.
    """
    on = {one["project"]: one for one in entry["payload"]["projects"]}
    spec = round_.rules["payload"].get("spec", {})
    if not (spec.get("caps") or spec.get("floors") or any(name in one for one in on.values() for name in GROUPS)):
        return
    for name, put in newest.items():
        if put and any(on[name].get(of, "") != put["payload"].get(of, "") for of in GROUPS):
            yield fault("V602", entry, f"{name} is of another area, category or group than entry {put['number']} says")


def _waits(round_: Round, entry: Entry, name: str, course: _Course) -> Iterator[Finding]:
    if course.state in {_SUBMITTED, _ELIGIBLE}:
        yield fault("V602", entry, f"{name} still waited for a review")
    elif course.open_appeal():
        yield fault("V602", entry, f"an appeal for {name} was still open")
    elif course.may_answer(round_.days(entry).last):
        yield fault("V602", entry, f"{name} could still be appealed for, or mended")
