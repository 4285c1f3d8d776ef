"""``commonweal check`` and ``commonweal tidy``: how a place is, and what was kept long enough."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.output import REFUSED, Json, answer, refusals
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.web.reads.health import Seen

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]


def check(place: _Place, *, as_json: Json = False) -> None:
    """Say how a place is, in plain lines: what holds, what would be wise, and what is wrong.

    Nothing that is kept is changed. Exit status 0 where nothing is wrong.
    """
    with refusals(as_json=as_json):
        found = _looked_at(place)
    wrong = sum(seen.level == "fault" for seen in found)
    last = (
        say("Nothing is wrong.")
        if not wrong
        else say("{wrong} thing is wrong.", plural="{wrong} things are wrong.", by="wrong", wrong=wrong)
    )
    answer([*(_line(seen) for seen in found), last], _machine(found), as_json=as_json)
    if wrong:
        raise typer.Exit(REFUSED)


def tidy(place: _Place, *, as_json: Json = False) -> None:
    """Destroy what has been kept long enough, by the one table of how long; commonweal serve does it every day.

    No total and no hash moves.
    """
    with refusals(as_json=as_json):
        lines, machine = _tidied(place)
    answer(lines, machine, as_json=as_json)


def _looked_at(place: Path) -> "tuple[Seen, ...]":
    from commonweal.errors import DatabaseAhead, DatabaseBehind
    from commonweal.web import clock, setup

    try:
        folder = setup(place, read_only=True)
    except DatabaseBehind as old:
        from commonweal.web.reads.health import behind

        return (behind(int(str(old.figures["steps"]))),)
    except DatabaseAhead as later:
        from commonweal.web.reads.health import ahead

        return (ahead(str(later.figures["newest"])),)
    from commonweal.web.reads.health import health

    return health(folder, clock.now())


def _line(seen: "Seen") -> Sentence:
    if seen.level == "good":
        return say("good    {said}", said=seen.said)
    return say("advice  {said}", said=seen.said) if seen.level == "advice" else say("FAULT   {said}", said=seen.said)


def _machine(found: "tuple[Seen, ...]") -> dict[str, Any]:
    from commonweal.formats.prose import prose

    findings = [{"check": seen.check, "level": seen.level, "says": prose().text(seen.said)} for seen in found]
    return {"healthy": all(seen.level != "fault" for seen in found), "findings": findings}


def _tidied(place: Path) -> tuple[list[Sentence], dict[str, Any]]:
    from commonweal.web import clock, setup_served

    setup_served(place)
    from commonweal.web.procedures.apply_retention import apply_retention
    from commonweal.web.retention import CLOCKS
    from commonweal.web.rights import Actors

    gone = apply_retention(at=clock.now(), actors=Actors("steward"))
    lines = [say("Destroyed: {what} ({count}).", what=CLOCKS[name].what, count=count) for name, count in gone.items()]
    return lines or [say("Nothing has been kept long enough to be destroyed.")], {"destroyed": dict(gone)}
