"""How evenly a service is shared out, on its page: the sentences of the profile, and its two curves."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.charts.picture import Picture
from commonweal.charts.spread_curves import spread_chart
from commonweal.evidence.inequality_profile import curves_of
from commonweal.evidence.spread import CurvePoint
from commonweal.formats.prose import prose
from commonweal.terms.sentences import say
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.profiled import Profiled
from commonweal.web.reads.shown import Section, plain


def spread(found: Profiled, name: str) -> tuple[Section, ...]:
    """Show how evenly a service is shared out; nothing where the profile does not say.

    Args:
        found: the profile.
        name: id of the service.
    """
    told = next((one for one in found.told.get("inequality") or () if one["id"] == name), None)
    if told is None:
        return ()
    drawn = (_picture(found, told),) if told["curves"] else ()
    # What the picture says stands with it, and nowhere else.
    seen = told["curves"]["sentence"] if told["curves"] else ""
    said = tuple(plain(sentence) for sentence in told["sentences"] if sentence != seen)
    return (Section("spread", say("How evenly it is shared out"), said=said, pictures=drawn),)


def _picture(found: Profiled, told: Mapping[str, Any]) -> Picture:
    curves = told["curves"]
    points = _points(curves["along"]), _points(curves["lorenz"])
    shown = curves_of(told["id"], told["name"], points, (curves["index"], curves["gini"]))
    return drawn_once(found.folder.digest, f"spread-{shown.id}", lambda: spread_chart(shown, prose().text))


def _points(curve: Sequence[Sequence[float]]) -> tuple[CurvePoint, ...]:
    return tuple(CurvePoint(people, good) for people, good in curve)
