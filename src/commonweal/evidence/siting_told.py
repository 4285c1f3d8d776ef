"""An answer of where sites should be, in plain sentences."""

from collections.abc import Sequence
from fractions import Fraction

from commonweal.evidence.siting import Sited
from commonweal.evidence.siting_effects import Effect, Way
from commonweal.terms.sentences import Sentence, say

_METRE = 1000


def told(sited: Sited, effects: Sequence[Effect]) -> tuple[Sentence, ...]:
    """Say what the best choice comes to, how sure that is, whom it serves, and how close the others come.

    Args:
        sited: the answer.
        effects: of each of its options.
    """
    return (*_best(sited, effects[0]), _proven(sited), *_by_deprivation(effects[0]), *_others(sited), *ASSUMED)


ASSUMED = (
    say(
        "Ways are straight lines from the middle of each small area, and everybody who lives there counts the same."
        " Roads, buses, hours and doors that some cannot use are not in it."
    ),
    say("This says where sites would serve most people best. Whether a site is to be had, and wanted, is not in it."),
)
"""What every answer assumes."""


def _best(sited: Sited, effect: Effect) -> list[Sentence]:
    siting, everybody = sited.siting, effect.everybody
    names = [siting.candidates[j].name for j in sited.options[0].sites if j not in siting.kept]
    said = [
        say(
            "With {sites} sites the people of {place} have {mean} metres to the one that they use, on average;"
            " {share:percent1} have more than {reach} metres.",
            sites=siting.sites,
            place=siting.place,
            mean=round((everybody.mean_mm or Fraction(0)) / _METRE),
            share=everybody.share_beyond or Fraction(0),
            reach=round(Fraction(siting.reach_mm, _METRE)),
        )
    ]
    if siting.limited and siting.aim == "coverage":
        said.append(say("Who finds no room is counted among the last."))
    if siting.kept:
        said.append(say("Sites that stay: {kept}.", kept=len(siting.kept)))
    if names:
        said.append(say("New sites: {names}.", names=", ".join(names)))
    return said


def _proven(sited: Sited) -> Sentence:
    if not sited.gap:
        return say("No other choice of sites is better: that is proven, and can be checked without any solver.")
    return say(
        "Whether there is a better choice is not settled; by more than {gap:percent3} none can be better, which is"
        " proven and can be checked without any solver.",
        gap=sited.gap,
    )


def _by_deprivation(effect: Effect) -> list[Sentence]:
    """Compare the most and the least deprived tenths of the country that have people here."""
    there = [(k, way) for k, way in enumerate(effect.deciles, 1) if way.mean_mm is not None]
    if len(there) < 2:
        return []
    (worst, poor), (best, rich) = there[0], there[-1]
    return [
        say(
            "In tenth {worst} of deprivation (1 is the most deprived of the country) people have {poor} metres on"
            " average, and {far:percent1} have further than that distance; in tenth {best} it is {rich} metres and"
            " {other:percent1}.",
            worst=worst,
            poor=_metres(poor),
            far=poor.share_beyond or Fraction(0),
            best=best,
            rich=_metres(rich),
            other=rich.share_beyond or Fraction(0),
        )
    ]


def _metres(way: Way) -> int:
    return round((way.mean_mm or Fraction(0)) / _METRE)


def _others(sited: Sited) -> list[Sentence]:
    """Say how much dearer the other choices are; they are those that the search came across."""
    best, *others = sited.options
    if not others:
        return []
    worst = Fraction(others[-1].cost - best.cost, best.cost) if best.cost else Fraction(0)
    return [
        say(
            "{n} other choice that the search came across is at most {worst:percent2} worse by the same measure.",
            plural="{n} other choices that the search came across are at most {worst:percent2} worse by the same"
            " measure.",
            by="n",
            n=len(others),
            worst=worst,
        )
    ]
