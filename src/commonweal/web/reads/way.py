"""Where a place's cycle stands, and what comes next, by when, who decides and how to object: read from the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.record.entries import Entry
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.shown import Next, Said, Step
from commonweal.web.reads.site import day
from commonweal.web.reads.telling import name_of

NO_DAY = say("No day has been set yet.")


@dataclass(frozen=True, slots=True)
class _Stage:
    """A stage of the cycle: the kind of entry that ends it, its name, its page, and what to say while it is next."""

    kind: str
    name: Sentence
    href: str
    ahead: Sentence
    who: str


def steps(entries: Sequence[Entry]) -> tuple[Step, ...]:
    """Give the cycle's stages with the day each was reached; the first that was not is where we are."""
    found, reached = [], _reached(entries)
    now = _ahead(reached)
    for stage in _STAGES:
        if stage.kind in reached:
            found.append(Step(stage.name, say("{when}", when=reached[stage.kind]), "done", stage.href))
        else:
            found.append(
                Step(stage.name, say("comes next") if stage is now else "", "now" if stage is now else "later")
            )
    found.append(Step(say("Work and outcomes"), "" if now else say("under way"), "later" if now else "now"))
    return tuple(found)


def coming(place: Mapping[str, Any], entries: Sequence[Entry], undertakings: Sequence[Mapping[str, Any]]) -> Next:
    """Say what comes next in a place."""
    board = name_of(place, "board")
    reached = _reached(entries)
    stage = _ahead(reached)
    if stage:
        who = council(place) if stage.who == "body" and place else decider(board)
        return Next(stage.ahead, _by_when(stage.kind, entries), who, objection(board))
    due = sorted(date.fromisoformat(one["due"]) for one in undertakings if one.get("state", "given") != "kept")
    what = say(
        "{n} body does what it promised, and the services move as planned.",
        plural="What was promised in {n} undertakings is done, and the services move as planned.",
        by="n",
        n=len(due),
    )
    when: Said = say("The first promise is due on {due}.", due=due[0]) if due else NO_DAY
    return Next(what, when, decider(board), objection(board))


def decider(board: str) -> Said:
    """Say which board decides, also while it has no name."""
    return board or say("The board. It has not been named yet.")


def council(place: Mapping[str, Any]) -> Said:
    """Say which body is answerable for the money, also while it has no name."""
    return name_of(place, "accountable_body") or say("The council.")


def objection(board: str) -> Sentence:
    """Say how to object to anything on these pages."""
    if not board:
        return say("Write to the board. Say what you think is wrong; you do not need to prove it.")
    return say("Write to {board}. Say what you think is wrong; you do not need to prove it.", board=board)


def _ahead(reached: Mapping[str, date]) -> "_Stage | None":
    """Give the stage that is next: of a round that is open, else after the last one reached; stages may be skipped."""
    kinds = [stage.kind for stage in _STAGES]
    if "rules_published" in reached and "awards_decided" not in reached:
        opened = kinds.index("rules_published")
        return next(stage for stage in _STAGES[opened:] if stage.kind not in reached)
    last = max((k for k, kind in enumerate(kinds) if kind in reached), default=-1)
    return _STAGES[last + 1] if last + 1 < len(_STAGES) else None


def _reached(entries: Sequence[Entry]) -> dict[str, date]:
    """Give the day each kind of entry was first reached; of rounds, the newest alone counts that was not stopped."""
    stopped = {entry.payload["round"] for entry in entries if entry.kind == "round_stopped"}
    rounds = [entry.payload["round"] for entry in entries if entry.kind == "rules_published"]
    newest = next((one for one in reversed(rounds) if one not in stopped), "")
    counting = [entry for entry in entries if entry.payload.get("round", newest) == newest]
    return {entry.kind: day(entry) for entry in reversed(counting)}


def _by_when(kind: str, entries: Sequence[Entry]) -> Said:
    days = {"result_provisional": "closes", "result_confirmed": "challenge_until"}
    for entry in reversed(entries):
        told = entry.payload.get(days.get(kind, ""))
        if told:
            return say("By {when}.", when=date.fromisoformat(told))
    return NO_DAY


_STAGES = (
    _Stage(
        "profile_published",
        say("Needs published"),
        "/needs/",
        say("What people need, and where it is missing, is published."),
        "board",
    ),
    _Stage(
        "rules_published",
        say("Rules fixed"),
        "/decide/",
        say("The rules of a round are fixed and published, before anybody votes."),
        "board",
    ),
    _Stage(
        "result_provisional", say("Votes counted"), "/decide/", say("Voting closes and the votes are counted."), "body"
    ),
    _Stage(
        "result_confirmed",
        say("Result stands"),
        "/decide/",
        say("Anyone may challenge the count. After that the result stands."),
        "body",
    ),
    _Stage(
        "awards_decided", say("Money awarded"), "/decide/", say("The board awards the money to the projects."), "board"
    ),
    _Stage(
        "plan_adopted",
        say("Hand-over planned"),
        "/hand-over/",
        say("A plan is made for the services that are up for transfer."),
        "board",
    ),
)
