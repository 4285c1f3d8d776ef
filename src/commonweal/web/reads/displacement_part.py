"""Whether problems moved elsewhere, as the profile published it: what became of each measure's areas."""

from collections.abc import Mapping
from typing import Any

from commonweal.charts.comparison import Compared, Comparison, comparison
from commonweal.charts.picture import Picture
from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.profiled import Profiled, amount, anchor, opens
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table, plain

KEY = "displacement"
_Told = Mapping[str, Any]
_ROLES = {
    "target": say("where it was tried"),
    "buffer": say("in the areas around"),
    "control": say("where nothing was done"),
}
_FURTHER = {
    "quotient": say("Displacement quotient"),
    "gained": say("Cases fewer where it was tried"),
    "near": say("Cases fewer in the areas around"),
}


def displacement(found: Profiled) -> tuple[Section, ...]:
    """Show whether problems moved elsewhere; nothing where nothing was counted."""
    told = found.told.get(KEY)
    if not told:
        return ()
    said = tuple(text for one in told for text in (plain(one["sentence"]), *_moved(one)))
    mean = say(
        "Areas where nothing was done show how it would have gone anyway. That a problem moved is never assumed: it is "
        "measured, or nobody can say."
    )
    return (
        Section(
            "displacement",
            say("Did problems move elsewhere?"),
            said=(*said, mean),
            pictures=tuple(picture for one in told for picture in _picture(found, one)),
            tables=tuple(_cases(one) for one in told),
            folded=tuple(_further(one) for one in told),
        ),
    )


def _moved(one: _Told) -> tuple[Sentence, ...]:
    """Say in cases what was gained where it was tried, and what came of it around; nothing where that is not known."""
    gained, near = (one["figures"][name]["value"] for name in ("gained", "near"))
    if gained is None or near is None or gained <= 0:
        return ()
    if near < 0:
        return (
            say(
                "Where it was tried there were about {gained} cases fewer than if it had gone as where nothing was "
                "done; in the areas around, about {near} more.",
                gained=int(gained),
                near=int(-near),
            ),
        )
    return (
        say(
            "Where it was tried there were about {gained} cases fewer than if it had gone as where nothing was done; "
            "in the areas around, about {near} fewer.",
            gained=int(gained),
            near=int(near),
        ),
    )


def _picture(found: Profiled, one: _Told) -> tuple[Picture, ...]:
    """Draw what was left of every 100 cases in each kind of area; nothing where one of them is not known."""
    figures = one["figures"]
    pairs = {role: [figures[f"{role}:{when}"]["value"] for when in ("before", "after")] for role in _ROLES}
    if any(not before or after is None for before, after in pairs.values()):
        return ()
    shown = Comparison(
        f"displacement-{anchor(one['measure'])}",
        say("{measure}: what became of every 100 cases", measure=one["measure"]),
        say("Three bars: above 100 the problem grew, below it became less."),
        say("cases after, for each 100 before"),
        "decimal0",
        tuple(
            Compared(_ROLES[role], 100 * after / before, lead=role == "target")
            for role, (before, after) in pairs.items()
        ),
    )
    return (drawn_once(found.folder.digest, shown.id, lambda: comparison(shown, prose().text)),)


def _cases(one: _Told) -> Table:
    columns = (Column(say("Areas")), Column(say("Cases before"), "number"), Column(say("Cases after"), "number"))
    rows = tuple(
        Row(
            (
                Cell(where),
                *(
                    Cell(
                        amount(one["figures"][f"{role}:{when}"]),
                        href=opens(KEY, one["measure"], f"{role}:{when}"),
                        unit=unit,
                    )
                    for when, unit in (("before", say("cases before")), ("after", say("cases after")))
                ),
            )
        )
        for role, where in _ROLES.items()
    )
    return Table(say("{measure}: cases before and after", measure=one["measure"]), columns, rows)


def _further(one: _Told) -> Table:
    columns = (Column(say("Figure")), Column(say("Value"), "number"), Column(say("Unit"), "why"))
    rows = tuple(
        Row(
            (
                Cell(label),
                Cell(amount(one["figures"][name]), href=opens(KEY, one["measure"], name)),
                Cell(str(one["figures"][name]["unit"])),
            )
        )
        for name, label in _FURTHER.items()
    )
    return Table(say("{measure}: see how sure that is", measure=one["measure"]), columns, rows)
