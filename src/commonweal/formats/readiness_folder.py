"""What ``commonweal readiness`` writes: each body's check, the development plan, and the report for a funder."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from commonweal.cycle.readiness import ReadinessTables, Standing, development, standings
from commonweal.cycle.readiness_told import (
    PRIVATE,
    FunderRow,
    criteria_told,
    figures_told,
    funder_rows,
    funder_told,
    slot_told,
    told,
)
from commonweal.formats.condition_tables import write_conditions
from commonweal.formats.folders import FORMAT, with_manifest
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.readiness_tables import write_readiness
from commonweal.formats.tables import write_table
from commonweal.handover.condition_inputs import ConditionRows, GainRow
from commonweal.proposals.criteria import CHECK_AREAS, RENEWAL
from commonweal.proposals.development import Schedule
from commonweal.proposals.readiness import NOT_OPENED, Missing, checks
from commonweal.proposals.sustainability import Sustainability, latest
from commonweal.terms.canon import encode
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

STANDINGS = "standings.json"
_NO_CHECK = "readiness check"


def readiness_files(
    tables: ReadinessTables,
    organisations: Sequence[str],
    names: Mapping[str, str],
    as_at: date,
    gains: Sequence[GainRow] = (),
) -> dict[str, bytes]:
    """Give the files of a folder about readiness; none of it is for publishing.

    Args:
        tables: what the place writes down.
        organisations: ids of the bodies to tell of.
        names: of all bodies, by id.
        as_at: the day; what was said later is not counted.
        gains: of capacity, once a body can begin: a table of its own for the hand-over, where there are any.
    """
    found = standings(tables, organisations, as_at)
    plan = development(tables, as_at)
    shared = funder_rows(tables, checks(tables.statements, tables.consents, as_at), as_at)
    files = {
        STANDINGS: encode(_standings_value(tables, found, plan, as_at)),
        **{f"input/{name}": data for name, data in write_readiness(tables).items()},
        "checks.txt": _text(_all_told(tables, found, names, as_at)),
        "development_plan.txt": _text(_plan_told(plan, names, as_at)),
        "development_plan.csv": _plan_table(plan),
        "support_hours.csv": _hours_table(plan),
        "funder_report.txt": _text(_funder_told(shared, names, as_at)),
        "funder_report.csv": _funder_table(shared),
        "funder_hours.csv": write_table(
            ("organisation", "hours_spent"), ((one.organisation, one.hours) for one in shared)
        ),
        **{
            f"bodies/{quote(body, safe='')}.txt": _text(_body_told(tables, one, names[body], as_at))
            for body, one in found.items()
            if one.check is not None
        },
        **write_conditions(ConditionRows(gains=tuple(gains))),
    }
    return with_manifest("readiness", files, as_at=as_at.isoformat())


def _standings_value(
    tables: ReadinessTables, found: Mapping[str, Standing], plan: Schedule, as_at: date
) -> dict[str, Any]:
    figures = latest(tables.sustainability, as_at)
    return {
        "format": FORMAT,
        "kind": "readiness",
        "as_at": as_at.isoformat(),
        "first_quarter": str(plan.first),
        "organisations": [_standing_value(one, figures.get(body)) for body, one in found.items()],
    }


def _standing_value(standing: Standing, figures: Sustainability | None) -> dict[str, Any]:
    check = standing.check
    missing = [_missing_name(one) for one in check.missing()] if check else [_NO_CHECK]
    months = figures.months if figures else None
    return {
        "organisation": standing.organisation,
        "state": check.state if check else NOT_OPENED,
        "willing": standing.willing,
        "missing": [*missing, *(() if standing.willing else ("willingness",))],
        "ready_from": str(standing.ready_from) if standing.ready_from else None,
        "expires": check.expires.isoformat() if check and check.expires else None,
        "capacity_units": standing.capacity_units,
        "reserves_months": None if isinstance(months, Unknown) else months,
    }


def _missing_name(missing: Missing) -> str:
    """Name what is missing by its criterion, for a program to read; people are told it in a sentence."""
    if not missing.by:
        return _NO_CHECK
    if missing.by == (RENEWAL,):
        return "a new check"
    return missing.by[0] if len(missing.by) == 1 else f"a look at {missing.by[0]}"


def _text(sentences: Iterable[Sentence | str]) -> bytes:
    voice = prose(ENGLISH)
    lines = (one if isinstance(one, str) else voice.text(one) for one in sentences)
    return ("\n".join(lines) + "\n").encode("utf-8")


def _all_told(
    tables: ReadinessTables, found: Mapping[str, Standing], names: Mapping[str, str], as_at: date
) -> Iterator[Sentence | str]:
    yield PRIVATE
    yield say("As at {day}.", day=as_at)
    for body, standing in found.items():
        yield ""
        yield from told(standing, names[body])
        yield from figures_told(tables, body, as_at)


def _body_told(tables: ReadinessTables, standing: Standing, name: str, as_at: date) -> Iterator[Sentence | str]:
    yield say("The readiness check of {name}, as at {day}. It belongs to {name}.", name=name, day=as_at)
    yield say("Whatever is wrong here can be corrected: say so to whoever gave you this.")
    yield ""
    yield from told(standing, name)
    yield from figures_told(tables, standing.organisation, as_at)
    if standing.check is not None and standing.check.now:
        yield ""
        yield from criteria_told(standing.check)


def _plan_told(plan: Schedule, names: Mapping[str, str], as_at: date) -> Iterator[Sentence | str]:
    yield PRIVATE
    yield say("The development plan, as at {day}; it begins on {first}.", day=as_at, first=plan.first.first_day)
    yield ""
    for slot in plan.slots:
        yield slot_told(slot, names[slot.action.organisation], names[slot.action.support_from])
    if not plan.slots:
        yield say("No action is waiting.")


def _plan_table(plan: Schedule) -> bytes:
    columns = (
        *("support_from", "organisation", "action", "criterion", "what", "hours_spent", "hours_ahead"),
        *("from", "to", "due", "late_quarters", "capacity_units"),
    )
    return write_table(
        columns,
        (
            (
                *(slot.action.support_from, slot.action.organisation, slot.action.id, slot.action.criterion),
                *(slot.action.what, slot.spent, slot.ahead, slot.start, slot.end, slot.action.due),
                *(slot.late, slot.action.capacity_units),
            )
            for slot in plan.slots
        ),
    )


def _hours_table(plan: Schedule) -> bytes:
    rows = ((body, quarter, there, plan.given[body, quarter]) for (body, quarter), there in sorted(plan.there.items()))
    return write_table(("support_from", "quarter", "hours_there", "hours_planned"), rows)


def _funder_told(rows: Sequence[FunderRow], names: Mapping[str, str], as_at: date) -> Iterator[Sentence | str]:
    yield say("For the funder, as at {day}. Only bodies that agreed to it stand here.", day=as_at)
    yield say("Nothing here is a score, and nothing here ranks one body against another.")
    for row in rows:
        yield ""
        yield from funder_told(row, names[row.organisation])


def _funder_table(rows: Sequence[FunderRow]) -> bytes:
    columns = (
        *("organisation", "area", "first_day"),
        *(f"{when}_{state}" for when in ("first", "now") for state in ("complete", "in_progress", "not_started")),
    )
    return write_table(
        columns,
        (
            (row.organisation, CHECK_AREAS[one.area], one.first, *one.then, *one.now)
            for row in rows
            for one in row.areas
        ),
    )
