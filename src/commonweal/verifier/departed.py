"""Awards held against the result: what a board does otherwise is said, with its reason, and only where it may."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .chain import Entry
from .findings import Finding
from .forms import fault

RESULTS = ("result_provisional", "result_confirmed")


@dataclass(slots=True)
class _Round:
    """What is told of a round before its awards: its rules, what stands on its ballot, and what its result funds."""

    rules: Mapping[str, Any] = field(default_factory=dict)
    ballot: set[str] = field(default_factory=set)
    selected: list[Any] | None = None

    def hear(self, kind: str, said: Mapping[str, Any]) -> None:
        """Take in what an entry says."""
        if kind == "rules_published":
            self.rules = said
        elif kind == "ballot_published":
            self.ballot = {str(one.get("project")) for one in _rows(said.get("projects"))}
        elif kind == "proposal_withdrawn":
            self.ballot.discard(str(said.get("proposal")))
        elif kind in RESULTS and isinstance(said.get("selected"), list):
            self.selected = said["selected"]


def check_awards(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Find awards that are not what the result and the board's departures from it give (V134)."""
    rounds: dict[str, _Round] = {}
    for entry in entries:
        said = entry["payload"]
        round_ = rounds.setdefault(str(said.get("round")), _Round())
        round_.hear(entry["kind"], said)
        if entry["kind"] == "awards_decided" and isinstance(said.get("awards"), list):
            awards = _rows(said["awards"])
            pence = sum(sum_ for award in awards if type(sum_ := award.get("pence")) is int)
            if "pence" in said and pence != said["pence"]:
                yield fault("V134", entry, "its pence are not the sum of its awards")
            if round_.selected is not None:
                yield from _as_counted(round_, entry, [award.get("project") for award in awards])
                yield from _departed(round_, entry, pence)


def _as_counted(round_: _Round, entry: Entry, awarded: Sequence[Any]) -> Iterator[Finding]:
    told = {str(one.get("project")): one.get("board") for one in _rows(entry["payload"].get("departures"))}
    selected = round_.selected or []
    for project in awarded:
        if project not in selected and told.get(str(project)) != "awarded":
            yield fault("V134", entry, f"it awards money to project {project}, which the result does not fund")
    # Rules of rounds that are counted from elsewhere do not say whether they bind the board.
    missing = [project for project in selected if project not in awarded] if "binding" in round_.rules else []
    for project in missing:
        if told.get(str(project)) != "left out":
            yield fault("V134", entry, f"it awards nothing to project {project}, which the result funds")
    for project, board in told.items():
        if (project in awarded, project in selected) != (board == "awarded", board == "left out"):
            yield fault("V134", entry, f"what it says of project {project} is not what it does otherwise")


def _departed(round_: _Round, entry: Entry, pence: int) -> Iterator[Finding]:
    told, budget = _rows(entry["payload"].get("departures")), round_.rules.get("budget_pence")
    if told and round_.rules.get("binding") != "advisory":
        yield fault("V134", entry, "it does otherwise than a result that binds the board")
    if told and type(budget) is int and pence > budget:
        yield fault("V134", entry, "it does otherwise than the result, and awards more than there is to spend")
    for one in told:
        project = one.get("project")
        if str(project) not in round_.ballot:
            yield fault("V134", entry, f"it does otherwise with project {project}, which did not stand at the end")
        if not one.get("reason"):
            yield fault("V134", entry, f"it does otherwise with project {project}, and says no reason")


def _rows(told: Any) -> list[Mapping[str, Any]]:
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
