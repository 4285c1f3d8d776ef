"""An advisory result and what the board made of it, side by side, with the reason for each difference."""

import json

from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import proposed, stored
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table
from commonweal.web.reads.stored import StoredRound
from commonweal.web.store import balloting

_BOARD = {"awarded": say("awarded"), "left out": say("not awarded")}


def departed(one: StoredRound) -> tuple[Section, ...]:
    """Show where the board did otherwise than the result of a round; nothing where it followed it.

    Args:
        one: the round, counted.
    """
    if one.awarded is None or one.count is None:
        return ()
    decided = next(entry for entry in stored.entries_of("awards_decided") if entry.number == one.awarded)
    departures = {row["project"]: row for row in decided.payload.get("departures", ())}
    if not departures:
        return ()
    selected = set(json.loads(one.count.files["result.json"])["selected"])
    titles = {each.id: each.title for each in proposed.put_forward(one.id)}
    rows = tuple(
        Row(
            (
                Cell(titles.get(project, project)),
                Cell(_count(funded=project in selected)),
                Cell(_BOARD[row["board"]]),
                Cell(row["reason"]),
            )
        )
        for project, row in departures.items()
    )
    columns = (Column(say("Project")), Column(say("The result")), Column(say("The board")), Column(say("Why"), "why"))
    table = Table(say("Where the board did otherwise than the result, and why"), columns, rows)
    said = say("The result of this round was advice to the board. All other projects were awarded as it says.")
    return (Section("otherwise", say("What the board decided otherwise"), said=(said,), tables=(table,)),)


def choices(round_id: str) -> tuple[Section, ...]:
    """Show every project of a round with its short name, and what the result says of it, to decide over."""
    found = stored.round_of(round_id)
    if found is None or found.count is None or found.rules.get("binding") != "advisory":
        return ()
    selected = json.loads(found.count.files["result.json"])["selected"]
    standing = {one.id for one in balloting.form_of(round_id).projects} - set(balloting.withdrawn(round_id))
    rows = tuple(
        Row((Cell(one.id), Cell(one.title), Cell(_count(funded=one.id in selected))))
        for one in proposed.put_forward(round_id)
        if one.id in standing
    )
    columns = (Column(say("Short name")), Column(say("Project")), Column(say("The result")))
    table = Table(say("What stood on the ballot, and what the result says of it"), columns, rows)
    return (Section("choices", say("The result is advice"), tables=(table,)),)


def _count(*, funded: bool) -> Sentence:
    return say("funded") if funded else say("not funded")
