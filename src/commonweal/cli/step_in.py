"""``commonweal step-in``: tell where a step-in case stands on a day, and its cover day by day."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.formats.place_folder import PlaceFolder
    from commonweal.handover.step_in.agreement import StepInAgreement
    from commonweal.handover.step_in.tables import StepInTables
    from commonweal.handover.step_in.told import CaseAccount

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
_AsAt = Annotated[
    datetime,
    typer.Option(
        "--as-at",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="The day to tell it for, such as 2026-03-09.",
        show_default=False,
    ),
]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]
_Service = Annotated[str, typer.Option("--service", metavar="ID", help="The service.", show_default=False)]
_Where = Annotated[str, typer.Option("--neighbourhood", metavar="NAME", help="The neighbourhood.", show_default=False)]
_Private = Annotated[
    Path | None,
    typer.Option(
        "--private",
        metavar="FILE",
        help="Also write who could take the service over, to a new file outside DIR. Not to be published.",
        show_default=False,
    ),
]


def step_in(  # noqa: PLR0913 - each option of the command is an argument
    place: _Place,
    as_at: _AsAt,
    out: _Out,
    service: _Service = "",
    neighbourhood: _Where = "",
    private: _Private = None,
    *,
    as_json: Json = False,
) -> None:
    """Tell a step-in case: what happens to people today, who runs the service, what comes next, each day of cover."""
    with refusals(as_json=as_json):
        lines, machine = _told(place, as_at.date(), out, (service, neighbourhood), private)
    answer(lines, machine, as_json=as_json)


def _told(
    path: Path, today: date, out: Path, which: tuple[str, str], private: Path | None
) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.errors import FileMissing
    from commonweal.formats.folders import write_folder, write_new
    from commonweal.formats.place_folder import STEP_IN, read_place
    from commonweal.formats.step_ins import step_in_files
    from commonweal.handover.step_in.tables import chosen
    from commonweal.handover.step_in.told import first_page, headline

    _refuse_inside(private, out)
    progress(say("Reading {path}.", path=str(path)))
    place = read_place(path)
    if place.step_in is None:
        raise FileMissing(kind="folder", path=path / STEP_IN)
    agreement = chosen(place.step_in, place.settings.name, today, *which)
    account = _account(place, place.step_in, agreement, today)
    files = step_in_files(account, _picture(account))
    listed = _successors(place, place.step_in, agreement, account)
    write_folder(out, files)
    if private is not None:
        write_new(private, listed.encode("utf-8"))
    lines: list[Sentence | str] = [headline(account)]
    for section in first_page(account):
        lines += ["", section.title, *section.sentences]
    lines += ["", say("Everything, day by day, is in {folder}.", folder=str(out))]
    standing = account.standing
    machine: dict[str, Any] = {
        "state": standing.state,
        "as_at": today.isoformat(),
        "due": [{"task": due.task, "by": due.by, "day": due.day.isoformat()} for due in standing.due],
        "days": len(account.days),
        "floor_kept": sum(day.kept is True for day in account.days),
        "below_floor": [day.day.isoformat() for day in account.days if day.kept is False],
        "not_known": [day.day.isoformat() for day in account.days if day.kept is None],
        "folder": str(out),
        "private": str(private) if private else None,
    }
    return lines, machine


def _refuse_inside(private: Path | None, out: Path) -> None:
    """Refuse a private file before anything is written.

    Raises:
        PrivateFileInside: where it would be published.
        FileInTheWay: where there is something of its name.
    """
    from commonweal.errors import FileInTheWay, PrivateFileInside

    if private is None:
        return
    if out.resolve() in private.resolve().parents or private.resolve() == out.resolve():
        raise PrivateFileInside(path=private)
    if private.exists():
        raise FileInTheWay(path=private)


def _account(place: "PlaceFolder", tables: "StepInTables", agreement: "StepInAgreement", today: date) -> "CaseAccount":
    from commonweal.cycle.stepping_in import held_each, shown_names
    from commonweal.handover.step_in.cover import calendar
    from commonweal.handover.step_in.reserve import reserve
    from commonweal.handover.step_in.standing import state
    from commonweal.handover.step_in.told import CaseAccount

    case = tables.case(agreement)
    reports, acts, cover = tables.told(agreement)
    standing = state(case, reports, acts, today)
    days = calendar(agreement, standing, cover)
    each, unit_gbp = held_each(place.handover)
    [service] = [offer.service for offer in place.evidence.offers if offer.service.id == agreement.service]
    shown = shown_names(agreement, service, standing, _names(place), place.settings.accountable_body)
    return CaseAccount(case, standing, days, reserve(agreement, each, unit_gbp, days, today), shown)


def _picture(account: "CaseAccount") -> str:
    from commonweal.charts.cover import cover_chart
    from commonweal.charts.standalone import standalone
    from commonweal.formats.prose import prose

    return standalone(cover_chart(account.days, prose().text).wide) if account.days else ""


def _successors(
    place: "PlaceFolder", tables: "StepInTables", agreement: "StepInAgreement", account: "CaseAccount"
) -> str:
    from commonweal.cycle.stepping_in import distances
    from commonweal.formats.step_ins import successors_text
    from commonweal.handover.step_in.successors import successors
    from commonweal.handover.step_in.told import headline

    names, today = _names(place), account.standing.today
    away = distances(place.areas, agreement.neighbourhood)
    found = successors(agreement, tables.candidates, today, away, names)
    return successors_text(found, headline(account), names)


def _names(place: "PlaceFolder") -> dict[str, str]:
    return {body.id: body.name for body in place.organisations}
