"""The tables of readiness in a place folder, read and written: what bodies say, agree to, need and rest on.

``docs/readiness.md`` lists the files and columns. None of them is part of what is published.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from commonweal.cycle.readiness import ReadinessTables
from commonweal.errors import Fault, TableFaults, nearest
from commonweal.formats.table_folder import DAY, QUARTER, SHARE, read_gathering
from commonweal.formats.tables import (
    AMOUNT,
    EXACT,
    WHOLE,
    YES_NO,
    Column,
    Table,
    whole,
    write_table,
)
from commonweal.proposals.criteria import CRITERIA, RENEWAL
from commonweal.proposals.development import Action, Session, SupportHours
from commonweal.proposals.readiness import COMPLETE, PROGRESS, Consent, Statement
from commonweal.proposals.sustainability import Sustainability
from commonweal.terms.sentences import key

CHECKS, CONSENTS, ACTIONS = "readiness.csv", "willingness.csv", "development.csv"
HOURS, SESSIONS, FIGURES = "infrastructure_hours.csv", "development_sessions.csv", "sustainability.csv"
FILES = (CHECKS, CONSENTS, ACTIONS, HOURS, SESSIONS, FIGURES)
"""The tables, in the order they are read; a place that has any of them has the first."""

LONGEST = 200
"""The most characters of a reference, or of what an action is called."""
_PERSON = re.compile(r"@|\b(?:Mr|Mrs|Miss|Ms|Mx|Dr|Rev)\b\.?\s+[^\W\d_]")
"""What gives a person away: an e-mail address, or a title before a name. It is no proof that there is none."""

Key = tuple[str, ...]
_ONCE: Mapping[str, Key] = MappingProxyType(
    {
        CHECKS: ("organisation", "criterion", "date"),
        CONSENTS: ("organisation", "date"),
        HOURS: ("organisation", "quarter"),
        FIGURES: ("organisation", "date"),
    }
)
"""The columns which, taken together, no two rows of a table share."""


def _one_or_more(text: str) -> int:
    value = whole(text)
    if value == 0:
        raise ValueError
    return value


QUARTERS = (_one_or_more, key("a whole number, 1 or more"))


def columns(organisations: Collection[str]) -> dict[str, tuple[Column, ...]]:
    """Give each table's columns, given the ids of the bodies that exist in the place."""
    known = set(organisations)
    body = Column("organisation", among=known)
    return {
        CHECKS: (
            body,
            Column("criterion"),
            Column("state", among=PROGRESS),
            Column("date", *DAY),
            Column("evidence", needed=False),
            Column("checked", *DAY, needed=False),
        ),
        CONSENTS: (
            body,
            Column("date", *DAY),
            Column("willing", *YES_NO, needed=False),
            Column("share_with_funder", *YES_NO, needed=False),
            Column("evidence", needed=False),
        ),
        ACTIONS: (
            Column("action", unique=True),
            body,
            Column("criterion"),
            Column("what"),
            Column("support_from", among=known),
            Column("hours", *AMOUNT),
            Column("quarters", *QUARTERS),
            Column("due", *QUARTER, needed=False),
            Column("capacity_units", *AMOUNT, needed=False),
            Column("done", *DAY, needed=False),
        ),
        HOURS: (body, Column("quarter", *QUARTER), Column("hours", *AMOUNT)),
        SESSIONS: (Column("date", *DAY), body, Column("action"), Column("hours", *AMOUNT)),
        FIGURES: (
            body,
            Column("date", *DAY),
            Column("reserves_gbp", *EXACT),
            Column("monthly_spending_gbp", *AMOUNT),
            Column("largest_funder_share", *SHARE),
            Column("lead_volunteers", *WHOLE),
            Column("reason"),
        ),
    }


def is_kept(folder: Path) -> bool:
    """Say whether a place folder keeps any of the tables."""
    return any((folder / name).is_file() for name in FILES)


def read_readiness(folder: Path, organisations: Collection[str]) -> ReadinessTables:
    """Read a place's tables of readiness.

    Args:
        folder: the place folder, of which :func:`is_kept` is true.
        organisations: ids of the place's bodies.

    Raises:
        TableFaults: with every fault of every table, each with its file, line and column.
    """
    shapes = columns(organisations)
    faults: list[Fault] = []
    tables = {
        name: read_gathering(
            folder / name,
            shapes[name],
            faults,
            needed=name == CHECKS,
            check=_ROW_CHECKS.get(name),
            together=_ONCE.get(name, ()),
        )
        for name in FILES
    }
    if not faults:
        faults.extend(_joint_faults(tables))
    if faults:
        raise TableFaults(*faults, file=CHECKS)
    return _values(tables)


def _check_faults(row: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _criterion_faults(row, CRITERIA)
    yield from _reference_faults(row, "evidence")
    if row["state"] == COMPLETE and not row["evidence"]:
        yield Fault("what is complete needs a reference to its evidence", field="evidence")
    if row["checked"] and row["state"] != COMPLETE:
        yield Fault("evidence is checked of what is complete", field="checked")
    if row["checked"] and row["date"] and row["checked"] < row["date"]:
        yield Fault("the evidence was checked before the day of the row", field="checked")


def _consent_faults(row: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _reference_faults(row, "evidence")
    if row["willing"] is None and row["share_with_funder"] is None:
        yield Fault("the row says neither whether it is willing nor whether it shares", field="willing")
    if row["willing"] and not row["evidence"]:
        yield Fault("willingness needs a reference, such as the minute that records it", field="evidence")


def _action_faults(row: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _criterion_faults(row, (*CRITERIA, RENEWAL))
    yield from _reference_faults(row, "what")


def _figure_faults(row: Mapping[str, Any]) -> Iterator[Fault]:
    if row["reason"] and _PERSON.search(row["reason"]):
        yield Fault("this names a person; give a role instead", field="reason")


def _criterion_faults(row: Mapping[str, Any], known: Iterable[str]) -> Iterator[Fault]:
    name = row["criterion"]
    if name and name not in set(known):
        figures = {"name": name, "nearest": nearest(name, known)}
        yield Fault("there is no criterion called {name}{nearest}", figures, field="criterion")


def _reference_faults(row: Mapping[str, Any], column: str) -> Iterator[Fault]:
    text = row[column] or ""
    if _PERSON.search(text):
        yield Fault("this names a person; give a role instead", field=column)
    if len(text) > LONGEST or len(text.splitlines()) > 1:
        figures = {"characters": len(text), "most": LONGEST}
        yield Fault("this has {characters} characters; {most} on one line is the most", figures, field=column)


_ROW_CHECKS: Mapping[str, Callable[[Mapping[str, Any]], Iterable[Fault]]] = MappingProxyType(
    {CHECKS: _check_faults, CONSENTS: _consent_faults, ACTIONS: _action_faults, FIGURES: _figure_faults}
)


def _rows(tables: Mapping[str, Table | None], name: str) -> Iterator[tuple[Mapping[str, Any], int]]:
    table = tables[name]
    if table is not None:
        yield from zip(table.rows, table.lines, strict=True)


def _joint_faults(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    opened: dict[str, date] = {}
    for row, _ in _rows(tables, CHECKS):
        opened[row["organisation"]] = min(row["date"], opened.get(row["organisation"], row["date"]))
    for name in (FIGURES, ACTIONS):
        for row, line in _rows(tables, name):
            if row["organisation"] not in opened:
                figures = {"name": row["organisation"]}
                yield Fault("{name} has no row in readiness.csv", figures, name, line, "organisation")
    yield from _late_faults(tables, opened)
    yield from _action_links(tables)


def _action_links(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    helping = {row["organisation"] for row, _ in _rows(tables, HOURS)}
    actions = {row["action"]: row["organisation"] for row, _ in _rows(tables, ACTIONS)}
    for row, line in _rows(tables, ACTIONS):
        if row["support_from"] not in helping:
            what = key("{name} has no row in infrastructure_hours.csv")
            yield Fault(what, {"name": row["support_from"]}, ACTIONS, line, "support_from")
    for row, line in _rows(tables, SESSIONS):
        figures = {"action": row["action"], "name": row["organisation"]}
        if row["action"] not in actions:
            yield Fault("{action} is not an action of development.csv", figures, SESSIONS, line, "action")
        elif actions[row["action"]] != row["organisation"]:
            yield Fault("{action} is not an action of {name}", figures, SESSIONS, line, "organisation")


def _late_faults(tables: Mapping[str, Table | None], opened: Mapping[str, date]) -> Iterator[Fault]:
    """Find what is dated before the check that it serves was opened: nobody plans into the past."""
    for row, line in _rows(tables, ACTIONS):
        day = opened.get(row["organisation"])
        if day and row["due"] and row["due"].last_day < day:
            yield Fault("it is due before the check was opened, on {day}", {"day": day}, ACTIONS, line, "due")
        if day and row["done"] and row["done"] < day:
            yield Fault("it was done before the check was opened, on {day}", {"day": day}, ACTIONS, line, "done")
    for row, line in _rows(tables, SESSIONS):
        day = opened.get(row["organisation"])
        if day and row["date"] < day:
            yield Fault("it was held before the check was opened, on {day}", {"day": day}, SESSIONS, line, "date")


def _values(tables: Mapping[str, Table | None]) -> ReadinessTables:
    def all_of(name: str) -> Iterator[Mapping[str, Any]]:
        return (row for row, _ in _rows(tables, name))

    return ReadinessTables(
        statements=tuple(
            Statement(
                row["organisation"], row["criterion"], row["state"], row["date"], row["evidence"] or "", row["checked"]
            )
            for row in all_of(CHECKS)
        ),
        consents=tuple(
            Consent(row["organisation"], row["date"], row["willing"], row["share_with_funder"], row["evidence"] or "")
            for row in all_of(CONSENTS)
        ),
        actions=tuple(
            Action(**{"id" if name == "action" else name: value for name, value in row.items() if value is not None})
            for row in all_of(ACTIONS)
        ),
        hours=tuple(SupportHours(**row) for row in all_of(HOURS)),
        sessions=tuple(
            Session(row["date"], row["organisation"], row["action"], row["hours"]) for row in all_of(SESSIONS)
        ),
        sustainability=tuple(Sustainability(*row.values()) for row in all_of(FIGURES)),
    )


def write_readiness(tables: ReadinessTables) -> dict[str, bytes]:
    """Write a place's tables of readiness: the bytes of each file by its name."""
    shapes = columns(())
    rows: dict[str, list[tuple[object, ...]]] = {
        CHECKS: [
            (one.organisation, one.criterion, one.state, one.on, one.evidence or None, one.checked)
            for one in tables.statements
        ],
        CONSENTS: [
            (one.organisation, one.on, one.willing, one.shares, one.evidence or None) for one in tables.consents
        ],
        ACTIONS: [
            (
                *(one.id, one.organisation, one.criterion, one.what, one.support_from, one.hours, one.quarters),
                *(one.due, one.capacity_units or None, one.done),
            )
            for one in tables.actions
        ],
        HOURS: [(one.organisation, one.quarter, one.hours) for one in tables.hours],
        SESSIONS: [(one.on, one.organisation, one.action, one.hours) for one in tables.sessions],
        FIGURES: [
            (
                *(one.organisation, one.on, one.reserves_gbp, one.monthly_spending_gbp, one.largest_funder_share),
                *(one.lead_volunteers, one.reason),
            )
            for one in tables.sustainability
        ],
    }
    return {name: write_table([column.name for column in shapes[name]], rows[name]) for name in FILES}
