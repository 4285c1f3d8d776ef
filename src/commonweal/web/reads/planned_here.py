"""What is planned in one neighbourhood: projects that were funded, and services that are handed over."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import say
from commonweal.web.reads import stored
from commonweal.web.reads.planned import adopted
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table
from commonweal.web.reads.site import names
from commonweal.web.reads.telling import quarter_words


def planned_here(neighbourhood: str, place: Mapping[str, Any]) -> Section:
    """Show what is planned in a neighbourhood; where nothing is, that is said.

    Args:
        neighbourhood: its name.
        place: the place as it was published.
    """
    tables = (*_moves(neighbourhood), *_projects(neighbourhood, place))
    said = () if tables else (say("No plan and no funded project has been published for here yet."),)
    return Section("planned", say("What is planned here"), said=said, tables=tables)


def _moves(neighbourhood: str) -> tuple[Table, ...]:
    plans = adopted()
    if not plans:
        return ()
    found = plans[-1]
    rows = tuple(
        Row(
            (
                Cell(found.services[account.service], href="/hand-over/"),
                Cell(found.in_the_end(account)),
                Cell(say("stays") if account.start is None else quarter_words(found.problem.quarter(account.start))),
            )
        )
        for account in found.told.cells
        if account.neighbourhood == neighbourhood
    )
    columns = (Column(say("Service")), Column(say("Who runs it in the end")), Column(say("Moves from")))
    return (Table(say("Services in the hand-over plan"), columns, rows),) if rows else ()


def _projects(neighbourhood: str, place: Mapping[str, Any]) -> tuple[Table, ...]:
    decided = stored.entries_of("awards_decided")
    here = {str(one["id"]): one for one in place.get("proposals", ()) if one["neighbourhood"] == neighbourhood}
    rounds = names(place).rounds if here and decided else {}
    rows = tuple(
        Row(
            (
                Cell(str(here[award["project"]]["title"]), href=f"/decide/{quote(str(entry.payload['round']))}/"),
                Cell(rounds.get(entry.payload["round"], entry.payload["round"])),
                Cell(say("{sum}", sum=Amount.of_pence(Pence(award["pence"])))),
            )
        )
        for entry in decided
        for award in entry.payload["awards"]
        if award["project"] in here
    )
    columns = (Column(say("Project")), Column(say("Decided in")), Column(say("Award"), "number"))
    return (Table(say("Projects that residents funded here"), columns, rows),) if rows else ()
