"""What becomes of a result: challenged and answered, set aside, or confirmed when nobody can challenge it any more."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .chain import Entry
from .days import later
from .findings import Finding
from .forms import fault
from .held import Round


@dataclass(slots=True)
class _Standing:
    """How it stands with the results of a round.

    Attributes:
        result: the provisional result that stands, or None.
        folders: the folders of every result so far.
        challenges: the result that each challenge is to, by the challenge's name.
        answers: what each challenge was answered, by its name.
    """

    result: Entry | None = None
    folders: set[str] = field(default_factory=set)
    challenges: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


def check_contested(round_: Round) -> Iterator[Finding]:
    """Find results that stand beside others, and challenges and confirmations that do not follow (V609)."""
    standing = _Standing()
    for entry in round_.told:
        if entry["kind"] in _STEPS:
            yield from _STEPS[entry["kind"]](round_, entry, standing)


def _provisional(round_: Round, entry: Entry, standing: _Standing) -> Iterator[Finding]:
    said = entry["payload"]
    if standing.result is not None:
        yield fault("V609", entry, f"the result of entry {standing.result['number']} was not set aside before it")
    if said["folder"] in standing.folders:
        yield fault("V609", entry, "a count after one that was set aside has a folder of its own")
    if said["challenge_until"] < later(round_.days(entry).first, round_.rules["payload"]["challenge_days"]):
        yield fault("V609", entry, "it may be challenged for fewer days than the rules give")
    standing.result = entry
    standing.folders.add(said["folder"])


def _set_aside(round_: Round, entry: Entry, standing: _Standing) -> Iterator[Finding]:
    if standing.result is None or standing.result["number"] != entry["payload"]["entry"]:
        yield fault("V609", entry, "it sets aside an entry that is not the provisional result")
    elif any(one["number"] < entry["number"] for one in round_.of("result_confirmed")):
        yield fault("V609", entry, "it sets aside a result that was confirmed")
    standing.result = None


def _made(round_: Round, entry: Entry, standing: _Standing) -> Iterator[Finding]:
    said = entry["payload"]
    if standing.result is None or standing.result["number"] != said["entry"]:
        yield fault("V609", entry, "it challenges an entry that is not the provisional result")
    elif round_.days(entry).first > standing.result["payload"]["challenge_until"]:
        yield fault("V609", entry, "it came after the last day on which the result could be challenged")
    if said["challenge"] in standing.challenges:
        yield fault("V609", entry, f"a challenge {said['challenge']} was made before")
    standing.challenges[said["challenge"]] = said["entry"]


def _answered(round_: Round, entry: Entry, standing: _Standing) -> Iterator[Finding]:
    del round_
    said = entry["payload"]
    name = said["challenge"]
    if name not in standing.challenges or name in standing.answers:
        yield fault("V609", entry, "it answers a challenge that was not made, or was answered before")
    elif (
        standing.result
        and said.get("manifest", standing.result["payload"]["manifest"]) != (standing.result["payload"]["manifest"])
    ):
        yield fault("V609", entry, "it names another count than the one that was challenged")
    standing.answers[name] = said["answer"]


def _confirmed(round_: Round, entry: Entry, standing: _Standing) -> Iterator[Finding]:
    said, result = entry["payload"], standing.result
    if result is None:
        yield fault("V609", entry, "no result stood that could be confirmed: it was set aside")
        return
    if (said["folder"], said["manifest"]) != (result["payload"]["folder"], result["payload"]["manifest"]):
        yield fault("V609", entry, f"it confirms another count than that of entry {result['number']}")
    if round_.days(entry).last <= result["payload"]["challenge_until"]:
        yield fault("V609", entry, "it was confirmed while it could be challenged")
    for name in sorted(set(standing.challenges) - set(standing.answers)):
        yield fault("V609", entry, f"the challenge {name} was not answered")
    for name, number in standing.challenges.items():
        if number == result["number"] and standing.answers.get(name) == "upheld":
            yield fault("V609", entry, f"the challenge {name} to it was upheld, and it was not set aside")


_STEPS = {
    "result_provisional": _provisional,
    "result_set_aside": _set_aside,
    "challenge_made": _made,
    "challenge_answered": _answered,
    "result_confirmed": _confirmed,
}
