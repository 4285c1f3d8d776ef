"""What the measures of a count say on its page: where the money went, who could claim more, other rules, how firm."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from commonweal.charts.picture import Picture
from commonweal.charts.purchases import Purchase, Purchases, purchases_chart
from commonweal.charts.rules_grid import GridProject, RulesGrid, rules_grid
from commonweal.charts.voter_groups import VoterGroup, voter_groups_chart
from commonweal.formats.measures import FILE
from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.counted import Counted
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.shown import Cell, Column, Link, Row, Said, Section, Table, plain

_THIS_RULE = say("This rule")


def measured(count: Counted) -> tuple[Section, ...]:
    """Show the measures of a count; nothing where it was not measured."""
    told = count.measures
    if told is None:
        return ()
    return (_money(count, told), *_claims(count, told), *_rules(count, told), _firm(count, told))


def files(count: Counted) -> tuple[Link, ...]:
    """Give the file of the measures, where there is one."""
    return (
        (Link(say("The measures, each counted again (measures.json)"), count.source(FILE)),) if count.measures else ()
    )


def _names(count: Counted) -> dict[str, str]:
    return {one["id"]: one["name"] or one["id"] for one in count.told["projects"]}


def _money(count: Counted, told: Mapping[str, Any]) -> Section:
    said = say(
        "Each project's money is counted here as spent for those who chose it, in equal parts. With perfectly equal "
        "parts, every group would have the same share of the money as of the voters."
    )
    spent = Fraction(count.result["spent"])
    pictures = []
    if spent:
        groups = tuple(
            VoterGroup(
                one["funded"],
                more=one["more"],
                voters=count.share(one["voters"]),
                money=Fraction(one["money"]) / spent,
            )
            for one in told["portions"]
        )
        pictures.append(_drawn(count, "groups", lambda: voter_groups_chart("groups", groups, prose().text)))
        pictures.append(_drawn(count, "purchases", lambda: _purchases(count)))
    return Section("money", say("For whom was the money spent?"), said=(said,), pictures=tuple(pictures))


def _purchases(count: Counted) -> Picture:
    accounts = {one["id"]: one for one in count.told["projects"]}
    bought = [accounts[id_] for id_ in count.result["selected"]]
    shown = Purchases(
        tuple(
            Purchase(
                one["name"] or one["id"],
                Fraction(one["cost"]),
                one["supporters"],
                None if one["each"] is None else Fraction(one["each"]),
            )
            for one in bought
        ),
        Fraction(count.result["budget"]),
        str(count.result["currency"]),
        points=count.result["vote_type"] in {"cumulative", "ordinal"},
    )
    return purchases_chart("purchases", shown, prose().text)


def _claims(count: Counted, told: Mapping[str, Any]) -> tuple[Section, ...]:
    """Show which groups could have claimed a project; nothing where the ballots do not allow to say."""
    if told["claims"] is None:
        return ()
    heading = say("Could a group have claimed more?")
    meaning = say(
        "A group of voters could claim a project if their equal share of the money pays for it, and for all that any "
        "one of them has got already."
    )
    if not told["claims"]:
        return (Section("claims", heading, said=(meaning, say("No group could claim a further project."))),)
    names, costs = _names(count), {one["id"]: one["cost"] for one in count.told["projects"]}
    rows = tuple(
        Row(
            (
                Cell(names[one["project"]]),
                Cell(say("{n}", n=one["voters"]), unit=say("voters")),
                Cell(say("{due}", due=count.money(one["due"])), unit=say("their share")),
                Cell(say("{cost}", cost=count.money(costs[one["project"]])), unit=say("cost")),
                Cell(say("{most}", most=count.money(one["most"])), unit=say("has got")),
            )
        )
        for one in told["claims"]
    )
    columns = (
        Column(say("Project")),
        Column(say("Voters in the group"), "number"),
        Column(say("Their share of the money"), "number"),
        Column(say("Cost of the project"), "number"),
        Column(say("Most that one of them has got"), "number"),
    )
    found = say(
        "{n} project that is not funded could be claimed so.",
        plural="{n} projects that are not funded could be claimed so.",
        by="n",
        n=len(rows),
    )
    table = Table(say("Projects that a group could claim"), columns, rows)
    return (Section("claims", heading, said=(meaning, found), tables=(table,)),)


def _rules(count: Counted, told: Mapping[str, Any]) -> tuple[Section, ...]:
    """Show what other rules would have funded, on the same ballots."""
    others = told["others"]
    if not others:
        return ()
    columns = (
        Column(say("Rule")),
        Column(say("Projects funded"), "number"),
        Column(say("Spent"), "number"),
        Column(say("Voters with nothing"), "number"),
        Column(say("Choices funded, on average"), "number"),
    )
    own = {**count.result, **count.told}
    rows = tuple(
        Row(
            (
                Cell(label),
                Cell(say("{n}", n=len(one["selected"])), unit=say("projects")),
                Cell(say("{spent}", spent=count.money(one["spent"])), unit=say("spent")),
                Cell(say("{share:percent1}", share=count.share(one["with_nothing"])), unit=say("with nothing")),
                Cell(say("{mean:decimal2}", mean=Fraction(one["mean_funded"])), unit=say("choices funded")),
            )
        )
        for label, one in ((_THIS_RULE, own), *((plain(one["label"]), one) for one in others))
    )
    said = say("Voters might have chosen otherwise under another rule. This only counts the same ballots differently.")
    return (
        Section(
            "rules",
            say("What would other rules have funded?"),
            said=(said,),
            pictures=(_drawn(count, "rules", lambda: _grid(count, others)),),
            tables=(Table(say("The same ballots under each rule"), columns, rows),),
        ),
    )


def _grid(count: Counted, others: list[Mapping[str, Any]]) -> Picture:
    selected = [set(count.result["selected"]), *(set(one["selected"]) for one in others)]
    labels: tuple[Sentence, ...] = (say("this rule"), *(plain(one["label"]) for one in others))
    accounts = sorted(count.told["projects"], key=lambda one: (-one["supporters"], one["id"]))
    projects = tuple(
        GridProject(one["name"] or one["id"], tuple(one["id"] in ids for ids in selected)) for one in accounts
    )
    return rules_grid("rules", RulesGrid(labels, projects), prose().text)


def _firm(count: Counted, told: Mapping[str, Any]) -> Section:
    firm, names = told["robustness"], _names(count)
    selected, recounts = set(count.result["selected"]), firm["recounts"]
    shares = {one["id"]: Fraction(one["funded"], recounts) for one in firm["projects"]}
    order = sorted(shares, key=lambda id_: (-shares[id_], names[id_]))
    rows = tuple(
        Row(
            (
                Cell(names[id_]),
                Cell(say("Funded"), tone="yes") if id_ in selected else Cell(say("Not funded"), tone="no"),
                Cell(say("{share:percent}", share=shares[id_]), unit=say("of the recounts")),
            )
        )
        for id_ in order
    )
    columns = (Column(say("Project")), Column(say("Result")), Column(say("Funded in so many recounts"), "number"))
    return Section(
        "firm",
        say("How firm is the result?"),
        said=(
            say(
                "We drew as many ballots again {n} times, by lot from those that were cast, and counted them by the "
                "same rule (seed {seed:plain}). What is funded nearly every time is firm; what is funded about half of "
                "the time hung on few votes.",
                n=recounts,
                seed=firm["seed"],
            ),
            _steady(shares, selected),
        ),
        folded=(Table(say("See how often each project is funded"), columns, rows),),
    )


def _steady(shares: Mapping[str, Fraction], selected: set[str]) -> Said:
    firm = sum(shares[id_] >= Fraction(9, 10) for id_ in selected)
    return say(
        "{firm} of the {n} funded projects are funded in at least nine of ten recounts.", firm=firm, n=len(selected)
    )


def _drawn(count: Counted, name: str, draw: Any) -> Picture:
    return drawn_once(count.folder.digest, name, draw)
