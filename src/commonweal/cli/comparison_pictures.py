"""The pictures of a comparison of rules: drawn from its values, each standing alone in a file of its own."""

from fractions import Fraction

from commonweal.charts.comparison import Compared, Comparison, comparison
from commonweal.charts.picture import Picture
from commonweal.charts.purchases import Purchase, Purchases, purchases_chart
from commonweal.charts.rules_grid import GridProject, RulesGrid, rules_grid
from commonweal.charts.standalone import standalone
from commonweal.charts.voter_groups import VoterGroup, voter_groups_chart
from commonweal.formats.comparison_sheet import SheetPicture
from commonweal.formats.prose import prose
from commonweal.funding.compare import Outcome, RuleComparison, rule_label
from commonweal.funding.explain import explain
from commonweal.terms.sentences import say


def comparison_pictures(compared: RuleComparison) -> tuple[SheetPicture, ...]:
    """Draw a comparison: voters reached and projects funded by each rule, and for each rule its purchases and groups.

    The first two go on the sheet to print.
    """
    shown = [_sheet("voters-reached", _reached(compared), on_sheet=True)]
    shown.append(_sheet("projects-by-rule", _grid(compared), on_sheet=True))
    for one in compared.outcomes:
        if one.result.selected:
            shown.append(_sheet(f"purchases-{one.name}", _purchases(compared, one)))
            shown.append(_sheet(f"groups-{one.name}", _groups(one)))
    return tuple(shown)


def _sheet(name: str, picture: Picture, *, on_sheet: bool = False) -> SheetPicture:
    key = tuple((standalone(entry.swatch), entry.label) for entry in picture.key)
    return SheetPicture(name, picture.title, standalone(picture.wide), key, on_sheet)


def _reached(compared: RuleComparison) -> Picture:
    best = max(compared.outcomes, key=lambda one: -one.nothing)
    shown = Comparison(
        "reached",
        say("The most voters see one of their choices funded by {rule}.", rule=rule_label(best.result.spec)),
        say("One bar for each of {n} rules: the voters with at least one funded project.", n=len(compared.outcomes)),
        say("of voters have at least one funded project they chose"),
        "percent1",
        tuple(Compared(rule_label(one.result.spec), 1 - one.nothing, lead=one is best) for one in compared.outcomes),
        whole=1,
    )
    return comparison(shown, prose().text)


def _grid(compared: RuleComparison) -> Picture:
    names = [one.name for one in compared.outcomes]
    projects = []
    for project in compared.poll.projects:
        by = compared.funding(project.id)
        projects.append(GridProject(project.name or project.id, tuple(name in by for name in names)))
    labels = tuple(rule_label(one.result.spec) for one in compared.outcomes)
    return rules_grid("projects-by-rule", RulesGrid(labels, tuple(projects)), prose().text)


def _purchases(compared: RuleComparison, one: Outcome) -> Picture:
    poll = compared.poll
    accounts = {account.id: account for account in explain(poll, one.result).projects}
    bought = [accounts[id_] for id_ in one.result.selected]
    shown = Purchases(
        tuple(Purchase(each.name or each.id, each.cost, each.supporters, each.each) for each in bought),
        poll.budget,
        poll.currency,
        points=poll.vote_type in {"cumulative", "ordinal"},
    )
    return purchases_chart(f"purchases-{one.name}", shown, prose().text)


def _groups(one: Outcome) -> Picture:
    voters, spent = one.result.voters, one.result.spent
    groups = tuple(
        VoterGroup(part.funded, part.more, Fraction(part.voters, voters), part.money / spent) for part in one.portions
    )
    return voter_groups_chart(f"groups-{one.name}", groups, prose().text)
