"""The CSV tables of a place's ``step_in/`` folder, read and written; every column says its unit.

``docs/step-in.md`` lists the files and columns.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

from commonweal.errors import Fault, FileMissing, TableFaults
from commonweal.formats.table_folder import DAY, SHARE, read_gathering
from commonweal.formats.tables import (
    AMOUNT,
    SUM,
    WHOLE,
    YES_NO,
    Column,
    RowCheck,
    Table,
    amount,
    repeats,
    write_table,
)
from commonweal.handover.step_in.agreement import (
    DIRECTIONS,
    UNTOLD,
    Duty,
    Party,
    Report,
    StepInAgreement,
    Trigger,
)
from commonweal.handover.step_in.case import Act, ActKind
from commonweal.handover.step_in.cover import CoverRow, Runner
from commonweal.handover.step_in.successors import Candidate
from commonweal.handover.step_in.tables import StepInTables
from commonweal.terms.sentences import key, say

FILES = ("agreements", "triggers", "reports", "acts", "cover", "successors")
"""The tables, in the order they are read; the first two are needed, the others may be absent."""
_NEEDED = FILES[:2]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _hours(text: str) -> Fraction:
    value = amount(text)
    if value > 24:
        raise ValueError
    return value


HOURS = (_hours, key("hours from 0 to 24"))
_PARTY = get_args(Party)


def columns(services: Iterable[str], organisations: Iterable[str], neighbourhoods: Iterable[str]) -> dict[str, Any]:
    """Give each table's columns, given the ids and names that exist in the place."""
    known = {"service": set(services), "organisation": set(organisations), "neighbourhood": set(neighbourhoods)}

    def named(name: str, *, needed: bool = True) -> Column:
        return Column(name, needed=needed, among=known[name])

    return {
        "agreements": (
            Column("agreement", unique=True),
            named("service"),
            named("neighbourhood"),
            named("organisation"),
            Column("signed_on", *DAY),
            Column("duty", among=get_args(Duty)),
            Column("notice_months", *WHOLE),
            *(Column(f"hours_{weekday}", *HOURS) for weekday in WEEKDAYS),
            Column("floor_share", *SHARE),
            Column("load_units", *AMOUNT),
            Column("cover_cost_gbp_per_day", *SUM),
            Column("longest_step_in_days", *WHOLE),
            Column("review_within_days", *WHOLE),
            Column("decided_by"),
            Column("objections_to"),
        ),
        "triggers": (
            Column("agreement"),
            Column("trigger"),
            Column("measure", among=tuple(DIRECTIONS)),
            Column("threshold", *AMOUNT, needed=False),
            Column("watched_by", among=_PARTY),
            Column("agreed_on", *DAY),
            Column("source"),
            Column("days_to_answer", *WHOLE),
        ),
        "reports": (
            Column("agreement"),
            Column("trigger"),
            Column("day", *DAY),
            Column("figure", *AMOUNT, needed=False),
            Column("stated_by", among=_PARTY),
        ),
        "acts": (
            Column("agreement"),
            Column("act", among=get_args(ActKind)),
            Column("day", *DAY),
            Column("by", among=_PARTY),
            Column("successor", needed=False, among=known["organisation"]),
        ),
        "cover": (
            Column("agreement"),
            Column("day", *DAY),
            Column("run_by", among=get_args(Runner)),
            Column("open_hours", *HOURS),
            Column("closed_as_agreed", *YES_NO, needed=False),
        ),
        "successors": (
            named("organisation"),
            named("service"),
            Column("ready_until", *DAY, needed=False),
            Column("willing_since", *DAY, needed=False),
            Column("free_capacity_units", *AMOUNT),
            named("neighbourhood", needed=False),
        ),
    }


_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "agreements": ("service", "neighbourhood", "signed_on"),
    "triggers": ("trigger", "agreement"),
    "reports": ("trigger", "agreement", "day"),
    "cover": ("day", "agreement"),
    "successors": ("organisation", "service"),
}
"""What no two rows of a table may have in common."""


def read_step_in(
    folder: Path,
    services: Collection[str],
    organisations: Collection[str],
    neighbourhoods: Collection[str],
) -> StepInTables:
    """Read a place's ``step_in/`` folder.

    Args:
        folder: the folder that holds the tables.
        services: ids of the place's.
        organisations: ids of its bodies.
        neighbourhoods: names of the place's.

    Raises:
        FileMissing: where there is no such folder.
        TableFaults: with every fault of every table, each with its file, line and column.
    """
    if not folder.is_dir():
        raise FileMissing(kind="folder", path=folder)
    shapes = columns(services, organisations, neighbourhoods)
    faults: list[Fault] = []
    tables = {
        name: read_gathering(
            folder / f"{name}.csv", shapes[name], faults, needed=name in _NEEDED, check=_CHECKS.get(name)
        )
        for name in FILES
    }
    faults.extend(_joint_faults(tables))
    if faults:
        raise TableFaults(*(replace(one, file=f"{folder.name}/{one.file}") for one in faults), file=folder.name)
    return _values(tables)


def _trigger_faults(row: Mapping[str, Any]) -> Iterator[Fault]:
    direction, threshold = DIRECTIONS.get(row["measure"]), row["threshold"]
    if direction == "notice" and threshold is not None:
        yield Fault("a notice has no threshold; leave the cell blank", {}, field="threshold")
    if direction in {"at_least", "below"} and not threshold:
        yield Fault("the measure needs a threshold above 0", {}, field="threshold")
    if row["measure"] == "hours_open_share" and threshold is not None and threshold > 1:
        yield Fault("{text} is not {what}", {"text": str(threshold), "what": say(SHARE[1])}, field="threshold")


def _act_faults(row: Mapping[str, Any]) -> Iterator[Fault]:
    if row["successor"] and row["act"] not in {"hand_on", None}:
        yield Fault("only hand_on names a successor; leave the cell blank", {}, field="successor")


_CHECKS: Mapping[str, RowCheck] = {"triggers": _trigger_faults, "acts": _act_faults}


def _numbered(table: Table | None) -> Iterator[tuple[int, Mapping[str, Any]]]:
    return zip(table.lines, table.rows, strict=True) if table else iter(())


def _joint_faults(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    for name, together in _TOGETHER.items():
        yield from repeats(f"{name}.csv", together, _numbered(tables[name]))
    yield from _notice_faults(tables["triggers"])
    if tables["agreements"] is None:
        return
    known = {row["agreement"] for _, row in _numbered(tables["agreements"])}
    for name in ("triggers", "reports", "acts", "cover"):
        for line, row in _numbered(tables[name]):
            if row["agreement"] not in known:
                what = key("{name} has no row in agreements.csv")
                yield Fault(what, {"name": row["agreement"]}, f"{name}.csv", line, "agreement")


def _notice_faults(table: Table | None) -> Iterator[Fault]:
    """See that no day tells which notice came: of each is published when it was agreed and when an answer is due."""
    first: dict[str, tuple[date, int]] = {}
    for line, row in _numbered(table):
        if row["measure"] in UNTOLD:
            terms = (row["agreed_on"], row["days_to_answer"])
            if first.setdefault(row["agreement"], terms) != terms:
                what = key(
                    "the notices of one agreement are agreed on one day with the same days to answer, or these would "
                    "tell which came"
                )
                yield Fault(what, {}, "triggers.csv", line, "days_to_answer")


def _values(tables: Mapping[str, Table | None]) -> StepInTables:
    return StepInTables(
        agreements=tuple(_agreement(row) for _, row in _numbered(tables["agreements"])),
        triggers=tuple(
            Trigger(
                row["trigger"],
                row["agreement"],
                row["measure"],
                row["threshold"],
                row["watched_by"],
                row["agreed_on"],
                row["source"],
                row["days_to_answer"],
            )
            for _, row in _numbered(tables["triggers"])
        ),
        reports=tuple(
            Report(row["agreement"], row["trigger"], row["day"], row["figure"], row["stated_by"], line)
            for line, row in _numbered(tables["reports"])
        ),
        acts=tuple(
            Act(row["agreement"], row["act"], row["day"], row["by"], row["successor"] or "", line)
            for line, row in _numbered(tables["acts"])
        ),
        cover=tuple(
            CoverRow(
                row["agreement"], row["day"], row["run_by"], row["open_hours"], bool(row["closed_as_agreed"]), line
            )
            for line, row in _numbered(tables["cover"])
        ),
        candidates=tuple(
            Candidate(
                row["organisation"],
                row["service"],
                row["ready_until"],
                row["willing_since"],
                row["free_capacity_units"],
                row["neighbourhood"] or "",
            )
            for _, row in _numbered(tables["successors"])
        ),
    )


def _agreement(row: Mapping[str, Any]) -> StepInAgreement:
    return StepInAgreement(
        id=row["agreement"],
        service=row["service"],
        neighbourhood=row["neighbourhood"],
        organisation=row["organisation"],
        signed_on=row["signed_on"],
        duty=row["duty"],
        notice_months=row["notice_months"],
        hours=tuple(row[f"hours_{weekday}"] for weekday in WEEKDAYS),
        floor_share=row["floor_share"],
        load_units=row["load_units"],
        cover_cost=row["cover_cost_gbp_per_day"],
        step_in_days=row["longest_step_in_days"],
        review_days=row["review_within_days"],
        decided_by=row["decided_by"],
        objections_to=row["objections_to"],
    )


def write_step_in(tables: StepInTables) -> Mapping[str, bytes]:
    """Write a place's ``step_in/`` folder: the bytes of each file by its name."""
    rows: dict[str, list[tuple[object, ...]]] = {
        "agreements": [_agreement_row(one) for one in tables.agreements],
        "triggers": [
            (
                one.agreement,
                one.id,
                one.measure,
                one.threshold,
                one.watched_by,
                one.agreed_on.isoformat(),
                one.source,
                one.days_to_answer,
            )
            for one in tables.triggers
        ],
        "reports": [
            (one.agreement, one.trigger, one.day.isoformat(), one.figure, one.stated_by) for one in tables.reports
        ],
        "acts": [(one.agreement, one.kind, one.day.isoformat(), one.by, one.successor or None) for one in tables.acts],
        "cover": [
            (one.agreement, one.day.isoformat(), one.run_by, one.open_hours, one.closed_as_agreed or None)
            for one in tables.cover
        ],
        "successors": [
            (
                one.organisation,
                one.service,
                one.ready_until and one.ready_until.isoformat(),
                one.willing_since and one.willing_since.isoformat(),
                one.free_units,
                one.neighbourhood or None,
            )
            for one in tables.candidates
        ],
    }
    shapes = columns((), (), ())
    return {f"{name}.csv": write_table([column.name for column in shapes[name]], rows[name]) for name in FILES}


def _agreement_row(one: StepInAgreement) -> tuple[object, ...]:
    return (
        one.id,
        one.service,
        one.neighbourhood,
        one.organisation,
        one.signed_on.isoformat(),
        one.duty,
        one.notice_months,
        *one.hours,
        one.floor_share,
        one.load_units,
        Fraction(one.cover_cost, 100),
        one.step_in_days,
        one.review_days,
        one.decided_by,
        one.objections_to,
    )
