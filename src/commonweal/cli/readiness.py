"""``commonweal readiness``: where each organisation stands, what is missing, and the earliest date."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.cycle.readiness import Standing
    from commonweal.formats.place_folder import PlaceFolder
    from commonweal.handover.condition_inputs import GainRow

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
_AsAt = Annotated[
    datetime | None,
    typer.Option("--as-at", metavar="DATE", formats=["%Y-%m-%d"], help="The day to tell of.", show_default=False),
]
_Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="A folder to write, for whoever plans.", show_default=False)
]


def readiness(place: _Place, as_at: _AsAt = None, out: _Out = None, *, as_json: Json = False) -> None:
    """Say where each organisation stands, what is missing and when it could begin; not for publishing."""
    with refusals(as_json=as_json):
        lines, machine = _shown(place, as_at.date() if as_at else None, out)
    answer(lines, machine, as_json=as_json)


def _shown(place: Path, day: date | None, out: Path | None) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.cycle.readiness import standings
    from commonweal.cycle.readiness_gains import dated_gains
    from commonweal.cycle.readiness_told import PRIVATE, figures_told, told
    from commonweal.errors import FileMissing
    from commonweal.formats.folders import write_folder
    from commonweal.formats.place_folder import read_place
    from commonweal.formats.readiness_folder import readiness_files

    progress(say("Reading {path}.", path=str(place)))
    found = read_place(place)
    if found.readiness is None:
        raise FileMissing(kind="table of readiness", path=place / "readiness.csv")
    as_at = day or (found.settings.handover.adopted if found.settings.handover else found.settings.as_at)
    names = {body.id: body.name for body in found.organisations}
    bodies = _bodies(found)
    standing = standings(found.readiness, bodies, as_at)
    lines: list[Sentence | str] = [PRIVATE, say("As at {day}.", day=as_at)]
    later = found.readiness.later_than(as_at)
    if later:
        lines.append(
            say(
                "{n} row speaks of a later day and is not counted; --as-at names another day.",
                plural="{n} rows speak of a later day and are not counted; --as-at names another day.",
                by="n",
                n=later,
            )
        )
    for body in bodies:
        lines.extend(("", *told(standing[body], names[body]), *figures_told(found.readiness, body, as_at)))
    lines.extend(_hours_told(found, as_at))
    lines.extend(_gate_told(found, names))
    if out is not None:
        gains = dated_gains(found.handover, found.readiness, as_at) if found.handover else ()
        write_folder(out, readiness_files(found.readiness, bodies, names, as_at, gains))
        plan, funder = out / "development_plan.txt", out / "funder_report.txt"
        where = say(
            "The development plan is in {plan}, what a funder may see in {funder}.", plan=str(plan), funder=str(funder)
        )
        lines.extend(("", where, *_gains_told(out, gains)))
    return lines, _machine(standing, as_at, out)


def _gains_told(out: Path, gains: "Sequence[GainRow]") -> list[Sentence | str]:
    """Say where the dated gains of capacity are, and what to do so that a hand-over plan counts them."""
    if not gains:
        return []
    return [
        say(
            "What bodies gain once they can begin is in {file}. Copied to the handover folder it is counted from its"
            " quarter on, and published with the plan; copy it again when the development plan changes.",
            file=str(out / "capacity_gains.csv"),
        )
    ]


def _hours_told(found: "PlaceFolder", as_at: date) -> list[Sentence | str]:
    """Say how the hours of support given so far were shared out by deprivation, where any were."""
    from commonweal.cycle.residents import residents
    from commonweal.cycle.who_gets_what import support_parts
    from commonweal.evidence.who_gets_what import hours_sentences

    given = (
        [(one.organisation, one.hours) for one in found.readiness.sessions if one.on <= as_at]
        if found.readiness
        else []
    )
    if not given:
        return []
    known = residents(found.areas, {place.name for place in found.neighbourhoods})
    homes = {body.id: body.home for body in found.organisations}
    return ["", *hours_sentences(support_parts(given, homes, known.tenths, known.people))]


def _bodies(found: "PlaceFolder") -> list[str]:
    """Give the organisations to tell of: whoever has said anything, and every provider of the hand-over."""
    tables = found.readiness
    said = {one.organisation for one in tables.statements} if tables else set()
    said |= {one.organisation for one in tables.consents} if tables else set()
    said |= {row.organisation for row in found.handover.providers} if found.handover else set()
    return [body.id for body in found.organisations if body.id in said]


def _gate_told(found: "PlaceFolder", names: dict[str, str]) -> list[Sentence | str]:
    """Say what the chronology gate says to the hand-over of the place on the day of its adoption, where it has one."""
    from commonweal.cycle.readiness import gated
    from commonweal.errors import CommonwealError
    from commonweal.formats.prose import prose

    if found.handover is None or found.settings.handover is None:
        return []
    adopted = found.settings.handover.adopted
    try:
        gated(found.handover, found.readiness, found.wanted, adopted, names)
    except CommonwealError as refused:
        voice = prose()
        what, remedy = voice.refusal(refused)
        return ["", what, *(f"  {voice.placed_fault(fault)}" for fault in refused.faults), remedy]
    return ["", say("On {day}, when the plan is adopted, the gate lets the hand-over tables through.", day=adopted)]


def _machine(standing: "Mapping[str, Standing]", as_at: date, out: Path | None) -> dict[str, Any]:
    from commonweal.formats.prose import prose
    from commonweal.proposals.readiness import NOT_OPENED

    voice = prose()
    return {
        "as_at": as_at.isoformat(),
        "private": True,
        "organisations": {
            body: {
                "state": one.check.state if one.check else NOT_OPENED,
                "willing": one.willing,
                "missing": [voice.text(words) for words in one.missing],
                "ready_from": str(one.ready_from) if one.ready_from else None,
                "expires": one.check.expires.isoformat() if one.check and one.check.expires else None,
            }
            for body, one in standing.items()
        },
        "folder": str(out) if out else None,
    }
