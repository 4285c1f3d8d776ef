"""Where new sites would serve most people best, as a place keeps the answer beside its profile; and what makes one."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from commonweal.charts.picture import Picture
from commonweal.charts.siting_map import siting_map
from commonweal.evidence.siting_effects import Way, effect
from commonweal.evidence.siting_inputs import Siting
from commonweal.evidence.siting_tree import Option
from commonweal.formats.counts import sentence_told
from commonweal.formats.prose import prose
from commonweal.formats.siting_reading import FILE, FOLDER, siting_of
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.profiled import Profiled, area_names, area_shapes, newest, opens
from commonweal.web.reads.shown import Cell, Choice, Column, Link, Row, Section, Table

KEY = FOLDER
_Told = Mapping[str, Any]


def siting(found: Profiled) -> tuple[Section, ...]:
    """Show where sites would serve most people best; nothing where the place keeps no such answer."""
    told = _told(found)
    if told is None:
        return ()
    asked, options = siting_of(told)
    said = tuple(sentence_told(one) for one in told["explanation"])
    return (
        Section(
            "siting",
            say("Where new sites would serve most people best"),
            said=said,
            pictures=_picture(found, asked, options[0], said[0]),
            tables=(_sites(asked, options[0]),),
            folded=(_tenths(asked, options[0]), *_others(asked, options)),
            choices=(
                Choice(
                    Link(say("The whole answer (siting.json)"), f"/bundle/profile/{FOLDER}/{FILE}"),
                    say("Every figure exactly, and the proof: anyone can check it with commonweal verify."),
                ),
            ),
        ),
    )


def missing() -> tuple[Section, ...]:
    """Say to whoever keeps the place how such an answer is made; nothing where it has one, or no profile yet."""
    found = newest()
    if found is None or _told(found) is not None:
        return ()
    said = say(
        "No answer is kept yet. Whoever keeps the place folder makes one with: commonweal siting PLACE --sites 3 --out "
        "PLACE/siting"
    )
    return (Section("siting", say("Where new sites would serve most people best"), said=(said,)),)


def figures(found: Profiled) -> Mapping[str, _Told]:
    """Give the figures of the answer as other parts hold theirs, to be opened to their files, rows and method."""
    told = _told(found)
    if told is None:
        return {}
    hashes = {one["sha256"] for one in told["sources"]}
    from_ = [one for one in found.told["sources"].values() if one["sha256"] in hashes]
    everybody = told["options"][0]["everybody"]
    known = {"sources": from_, "rows": len(told["residents"])}
    way = "straight lines from the middle of each small area to the site that its people use"
    return {
        "mean": {**known, "value": _metres(Fraction(everybody["mean_mm"] or 0)), "unit": "metres", "method": way},
        "beyond": {**known, "value": everybody["beyond"], "unit": "residents", "method": way},
    }


def _told(found: Profiled) -> _Told | None:
    data = found.folder.files.get(f"{FOLDER}/{FILE}")
    return None if data is None else json.loads(data)


def _picture(found: Profiled, asked: Siting, best: Option, said: Sentence) -> tuple[Picture, ...]:
    shapes = area_shapes(found)
    if shapes is None:
        return ()
    names = area_names(found)
    return (
        drawn_once(
            found.folder.digest, "map-siting", lambda: siting_map(asked, best, names, shapes, said, prose().text)
        ),
    )


def _sites(asked: Siting, best: Option) -> Table:
    columns = (Column(say("Site")), Column(say("There already?")), Column(say("People who would use it"), "number"))
    rows = tuple(
        Row(
            (
                Cell(asked.candidates[j].name),
                Cell(say("yes, it stays") if asked.candidates[j].kept else say("no, it would be new")),
                Cell(say("{n}", n=people), href=opens(KEY, "mean"), unit=say("people would use it")),
            )
        )
        for j, people in zip(best.sites, effect(asked, best).used, strict=True)
    )
    return Table(say("The best choice of sites that was found"), columns, rows)


def _tenths(asked: Siting, best: Option) -> Table:
    columns = (
        Column(say("Tenth by deprivation")),
        Column(say("People"), "number"),
        Column(say("Metres on average"), "number"),
        Column(say("People with further than {reach} metres", reach=round(Fraction(asked.reach_mm, 1000))), "number"),
    )
    rows = tuple(
        Row(
            (
                Cell(say("Tenth {n}", n=tenth)),
                Cell(say("{n}", n=way.people), unit=say("people")),
                Cell(say("{n}", n=_metres(way.mean_mm)), href=opens(KEY, "mean"), unit=say("metres on average")),
                Cell(say("{n}", n=way.beyond), href=opens(KEY, "beyond"), unit=say("people with further")),
            )
        )
        for tenth, way in enumerate(effect(asked, best).deciles, 1)
        if way.mean_mm is not None
    )
    return Table(say("See how far people of each tenth would have"), columns, rows)


def _others(asked: Siting, options: Sequence[Option]) -> tuple[Table, ...]:
    if len(options) < 2:
        return ()
    columns = (Column(say("Choice")), Column(say("Sites"), "why"), Column(say("Metres on average"), "number"))
    rows = tuple(
        Row(
            (
                Cell(say("Choice {n}", n=number)),
                Cell(", ".join(asked.candidates[j].name for j in option.sites)),
                Cell(
                    say("{n}", n=_metres(_everybody(asked, option).mean_mm)),
                    href=opens(KEY, "mean"),
                    unit=say("metres on average"),
                ),
            )
        )
        for number, option in enumerate(options, 1)
    )
    return (Table(say("See the other choices that were found"), columns, rows),)


def _everybody(asked: Siting, option: Option) -> Way:
    return effect(asked, option).everybody


def _metres(mean_mm: Fraction | None) -> int:
    return round((mean_mm or Fraction(0)) / 1000)
