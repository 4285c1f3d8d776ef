"""What we do not know, on the pages of the needs: each thing with its reason, and what would end it."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.evidence.publishing import TOO_FEW
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.profiled import Profiled
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table, plain

_Told = Mapping[str, Any]


def not_known(found: Profiled, about: str | None = None) -> tuple[Section, ...]:
    """Show what nobody knows: of the whole place, or of one service; nothing where a profile does not tell it.

    Args:
        found: the profile.
        about: id of the service, or None for everything.
    """
    told = found.told.get("not_known")
    if told is None:
        return ()
    rows = [one for one in told if about is None or one["about"] == about]
    if not rows and about is not None:
        return ()
    said = [_how_many(rows)]
    hidden = held_back(found.told["services"])
    if about is None and hidden:
        said.append(
            say(
                "Besides these, {n} number is known but not shown, to protect the few people it counts.",
                plural="Besides these, {n} numbers are known but not shown, to protect the few people they count.",
                by="n",
                n=hidden,
            )
        )
    tables = (_table(rows),) if rows else ()
    return (Section("not-known", say("What we do not know"), said=tuple(said), tables=tables),)


def held_back(value: object) -> int:
    """Count the figures in a part of ``profile.json`` that are known but not shown."""
    if isinstance(value, Mapping):
        hidden = value.get("unknown_because") == TOO_FEW.reason and "unit" in value
        return int(hidden) + sum(held_back(inner) for inner in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return sum(held_back(inner) for inner in value)
    return 0


def _how_many(rows: Sequence[_Told]) -> Sentence:
    if not rows:
        return say("Every figure that these pages are made from was given. What was given may still be wrong.")
    return say(
        "One thing is not known. It is never counted as nothing: what depends on it is not known either.",
        plural="{n} things are not known. They are never counted as nothing: what depends on them is not known either.",
        by="n",
        n=len(rows),
    )


def _table(rows: Sequence[_Told]) -> Table:
    columns = (
        Column(say("Not known")),
        Column(say("Because")),
        Column(say("Without it nobody can say")),
        Column(say("What would end it")),
    )
    return Table(
        say("Each thing that is not known, and what would end it"),
        columns,
        tuple(
            Row(
                (
                    Cell(plain(one["what"])),
                    Cell(plain("; ".join(one["why"]))),
                    Cell(plain(one["without"])),
                    Cell(say("{ends} File: {file}.", ends=str(one["ends"]), file=str(one["file"]))),
                )
            )
            for one in rows
        ),
    )
