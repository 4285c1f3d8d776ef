"""Who goes without what: each service, each group and each neighbourhood, with the limits of what is known."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from commonweal.charts.interval_rows import IntervalRow, IntervalRows, interval_rows
from commonweal.charts.picture import Picture
from commonweal.evidence.publishing import CROSSED, FEW, STEP
from commonweal.evidence.shares import Counts, Share, share_between
from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.profiled import Profiled, amount, opens, slugs
from commonweal.web.reads.shown import Cell, Column, Row, Said, Section, Table, plain

NOT_CROSSED = say(
    "Groups are not told of neighbourhood by neighbourhood: that is done only where each group is known to have at "
    "least {n} people in need for each neighbourhood, on average. Of smaller groups many numbers would have to be "
    "hidden, and others with them.",
    n=CROSSED,
)
Told = Mapping[str, Any]
"""A part of ``profile.json``: a service, a group or a neighbourhood, with its figures."""

_NHS = {"few": FEW, "step": STEP}


def rounded(found: Profiled) -> Sentence:
    """Say how a profile shows numbers of people."""
    few, step = _rule(found)
    if step == 1:
        return say("1 to {few} people are not shown.", few=few)
    return say(
        "Numbers of people are rounded to the nearest {step}, and 1 to {few} people are not shown.", step=step, few=few
    )


def _rule(found: Profiled) -> tuple[int, int]:
    """Give the most people that are few, and the step; a profile of before these were told had 7 and 5."""
    rule = found.told.get("disclosure", {}).get("rule", _NHS)
    return int(rule["few"]), int(rule["step"])


def services(found: Profiled) -> tuple[Section, ...]:
    """Show who goes without each service: drawn with intervals, then as a table with a sentence for each."""
    if not found.services:
        return ()
    shown = _by_share(found)
    picture = drawn(
        found,
        "services",
        _finding(found, shown),
        say("Service"),
        [(plain(one["name"]), one["figures"]) for one in shown],
    )
    return (
        Section(
            "services",
            say("Each service: who goes without"),
            said=(rounded(found),),
            pictures=(picture,),
            tables=(_services(shown),),
        ),
    )


def groups(found: Profiled) -> tuple[Section, ...]:
    """Show who goes without by group of people; nothing where no service is told by group."""
    told = [(one, group) for one in found.services for group in one.get("groups", ())]
    if not told:
        return ()
    by_service = {one["id"]: one for one, _ in told}
    tables = tuple(_groups(one) for one in by_service.values())
    said = say(
        "Where one group’s number is too small to show, others are held back with it, so that none of them can be "
        "worked out from the whole."
    )
    return (Section("groups", say("Each group of people"), said=(said,), folded=tables),)


def service_groups(found: Profiled, one: Told) -> tuple[Section, ...]:
    """Show who goes without one service by group of people."""
    told = one.get("groups", ())
    if not told:
        return ()
    rows = [(plain(group["name"]), group) for group in told]
    title = _most(found, say("{service}: the share of each group that goes without", service=one["name"]), rows)
    picture = drawn(found, f"groups-{one['id']}", title, say("Group"), rows)
    return (Section("groups", say("Which groups go without"), pictures=(picture,), tables=(_groups(one),)),)


def neighbourhoods(found: Profiled, one: Told) -> tuple[Section, ...]:
    """Show where people go without one service."""
    if not one["neighbourhoods"]:
        return ()
    links = slugs(found)
    rows = tuple(
        Row(
            (
                Cell(here["name"], href=f"/neighbourhoods/{links[here['name']]}/"),
                Cell(amount(here["need"])),
                Cell(amount(here["gap"]), unit=say("lack it")),
            )
        )
        for here in sorted(one["neighbourhoods"], key=lambda here: str(here["name"]))
    )
    columns = (
        Column(say("Neighbourhood")),
        Column(say("People who need it"), "number"),
        Column(say("People who lack it"), "number"),
    )
    said = say(
        "In the order of their names: numbers this small say where to look, and rank nobody. Where two intervals "
        "overlap, the two cannot be told apart."
    )
    table = Table(say("Need and gap in each neighbourhood"), columns, rows)
    crossed = [(here["name"], one["id"], group) for here in one["neighbourhoods"] for group in here.get("groups", ())]
    why = (NOT_CROSSED,) if one.get("groups") and not crossed else ()
    return (
        Section(
            "where",
            say("Where people go without"),
            said=(said, *why),
            tables=(table,),
            folded=(crossed_table(say("Neighbourhood"), crossed),) if crossed else (),
        ),
    )


def crossed_table(head: Sentence, crossed: Sequence[tuple[str, str, Told]]) -> Table:
    """Show need and gap of groups within neighbourhoods.

    Args:
        head: what the first column names.
        crossed: what stands in it, the id of a service, and a group.
    """
    rows = tuple(
        Row(
            (
                Cell(name),
                Cell(group["name"]),
                Cell(amount(group["need"]), href=opens(service, "need"), unit=say("need it")),
                Cell(amount(group["gap"]), href=opens(service, "gap"), unit=say("lack it")),
            )
        )
        for name, service, group in crossed
    )
    columns = (
        Column(head),
        Column(say("Group")),
        Column(say("People who need it"), "number"),
        Column(say("People who lack it"), "number"),
    )
    return Table(say("See each group of people, neighbourhood by neighbourhood"), columns, rows)


def share_of(found: Profiled, figures: Told) -> Share | Unknown:
    """Give the share of people in need who go without, with all that its interval and the rounding leave open."""
    need, gap = figures["need"], figures["gap"]
    return share_between(_counts(gap), _counts(need), _rule(found)[1])


def written(figures: Told) -> Sentence:
    """Write a gap beside its need: how many of how many, or why that cannot be said."""
    gap, need = figures["gap"], figures["need"]
    if gap["value"] is None:
        return say("{reason}", reason=str(gap.get("unknown_because") or ""))
    if need["value"] is None:
        return say("{gap} people", gap=amount(gap))
    return say("{gap} of {need} people", gap=amount(gap), need=need["value"])


def drawn(
    found: Profiled, name: str, title: Sentence, head: Sentence, rows: Sequence[tuple[Sentence, Told]]
) -> Picture:
    """Draw gaps as shares of the people in need, in the order given."""

    def draw() -> Picture:
        shown = IntervalRows(
            name,
            title,
            say(
                "Each dot is the share of people in need who go without; its bar shows how little or how much it "
                "could be."
            ),
            head,
            say("of people in need go without"),
            tuple(_row(found, label, figures) for label, figures in rows),
        )
        return interval_rows(shown, prose().text)

    return drawn_once(found.folder.digest, f"intervals-{name}", draw)


def _row(found: Profiled, label: Sentence, figures: Told) -> IntervalRow:
    share = share_of(found, figures)
    if isinstance(share, Unknown):
        return IntervalRow(label, share, 0.0, 1.0, written(figures))
    return IntervalRow(label, share.value, share.low, share.high, written(figures))


def _counts(figure: Told) -> Counts:
    return _count(figure, "value"), _count(figure, "low"), _count(figure, "high")


def _count(figure: Told, name: str) -> float | Unknown:
    value = figure.get(name, figure["value"])
    return Unknown(str(figure.get("unknown_because") or "not known")) if value is None else float(value)


def _finding(found: Profiled, shown: Sequence[Told]) -> Sentence:
    """Say what the picture of all services finds: which stand out from the rest, or that none does."""
    rows = [(plain(one["name"]), one["figures"]) for one in shown]
    return _most(found, say("The share of people in need who go without, service by service"), rows)


def _most(found: Profiled, otherwise: Sentence, rows: Sequence[tuple[Sentence, Told]]) -> Sentence:
    """Say who stands out: only where the least of one lies above the most of every other."""
    known = [(label, share) for label, figures in rows if not isinstance(share := share_of(found, figures), Unknown)]
    if len(known) < 2:
        return otherwise
    label, most = max(known, key=lambda one: one[1].value)
    if all(share.high < most.low for other, share in known if other is not label):
        return say("{what} stands out: {share:percent} of people in need go without", what=label, share=most.value)
    return otherwise


def _services(shown: Sequence[Told]) -> Table:
    columns = (
        Column(say("Service")),
        Column(say("People who need it"), "number"),
        Column(say("People who lack it"), "number"),
        Column(say("With none within reach"), "number"),
        Column(say("In a sentence"), "why"),
    )
    rows = tuple(
        Row(
            (
                Cell(one["name"], href=f"/needs/{quote(one['id'])}/"),
                Cell(_known(one["figures"]["need"], amount), href=opens(one["id"], "need"), unit=say("need it")),
                Cell(_known(one["figures"]["gap"], amount), href=opens(one["id"], "gap"), unit=say("lack it")),
                Cell(
                    _known(one["figures"]["zero_access:delivered"], _percent),
                    href="" if one["sensitive"] else opens(one["id"], "zero_access:delivered"),
                    unit=say("with none in reach"),
                ),
                Cell(plain(one["sentence"])),
            )
        )
        for one in shown
    )
    return Table(say("Each service: who needs it, and who goes without"), columns, rows)


def _groups(one: Told) -> Table:
    rows = tuple(
        Row(
            (
                Cell(group["name"]),
                Cell(amount(group["need"]), href=opens(one["id"], "need"), unit=say("need it")),
                Cell(amount(group["gap"]), href=opens(one["id"], "gap"), unit=say("lack it")),
            )
        )
        for group in one["groups"]
    )
    columns = (
        Column(say("Group")),
        Column(say("People who need it"), "number"),
        Column(say("People who lack it"), "number"),
    )
    return Table(say("{service}: each group of people", service=one["name"]), columns, rows)


def _known(figure: Told, write: Callable[[Told], Said]) -> Said:
    return say("not known") if figure["value"] is None else write(figure)


def _percent(figure: Told) -> Said:
    return amount(figure, ":percent")


def _by_share(found: Profiled) -> list[Told]:
    """Put the service first that the greatest share goes without, and last those of which nobody can say."""
    shares = {one["id"]: share_of(found, one["figures"]) for one in found.services}
    return sorted(found.services, key=lambda one: _best(shares[one["id"]]), reverse=True)


def _best(share: Share | Unknown) -> float:
    return -1.0 if isinstance(share, Unknown) else share.value
