"""The folder of a comparison of rules: figures, table, text and a sheet to print, beside the count by each rule."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from commonweal.formats import pabulib
from commonweal.formats.comparison_sheet import SheetPicture, comparison_sheet
from commonweal.formats.counts import count_files, sentence_value
from commonweal.formats.folders import FORMAT, sha256_of, with_manifest
from commonweal.formats.outcomes import outcome_value, plain_amount
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.funding.compare import Outcome, RuleComparison, rule_label
from commonweal.funding.poll import Poll
from commonweal.funding.who import gain_sentences
from commonweal.terms.canon import encode
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say


def comparison_files(compared: RuleComparison, pictures: Sequence[SheetPicture] = ()) -> Mapping[str, bytes]:
    """Give the folder of a comparison.

    Args:
        compared: the rules on the same ballots.
        pictures: drawings that stand alone, by name; those that go on the sheet say so.

    Returns:
        The bytes of ``comparison.json``, ``comparison.csv``, ``comparison.txt``, ``comparison.html``,
        ``pictures/NAME.svg``, ``counts/RULE/`` (the folder of each count, whole) and ``manifest.json``.
    """
    poll = compared.poll
    files = {
        "comparison.json": encode(comparison_value(compared)),
        "comparison.csv": _table(compared),
        "comparison.txt": comparison_text(compared).encode("utf-8"),
        "comparison.html": comparison_sheet(
            poll.fact("description") or "Poll", _summary(compared), _rules_table(compared), pictures
        ).encode("utf-8"),
        **{f"pictures/{picture.name}.svg": picture.svg.encode("utf-8") for picture in pictures},
    }
    for one in compared.outcomes:
        files.update({f"counts/{one.name}/{name}": data for name, data in count_files(poll, one.result).items()})
    return with_manifest("comparison", files)


def comparison_value(compared: RuleComparison) -> dict[str, Any]:
    """Give a comparison as the value that is published."""
    poll, first = compared.poll, compared.outcomes[0]
    return {
        "format": FORMAT,
        "kind": "rule comparison",
        "poll": sha256_of(pabulib.write(poll)),
        "voters": poll.voters,
        "budget": plain_amount(poll.budget),
        "currency": poll.currency,
        "summary": [sentence_value(sentence) for sentence in _summary(compared)],
        "outcomes": [
            {
                **outcome_value(poll, one),
                "gains": [
                    sentence_value(sentence) for sentence in _gains(first, one, poll.currency) if one is not first
                ],
            }
            for one in compared.outcomes
        ],
        "projects": [
            {
                "id": project.id,
                "name": project.name,
                "cost": plain_amount(project.cost),
                "funded_by": list(compared.funding(project.id)),
            }
            for project in poll.projects
        ],
    }


def comparison_text(compared: RuleComparison) -> str:
    """Write a comparison for people, as plain text."""
    voice, poll = prose(ENGLISH), compared.poll
    lines = [poll.fact("description") or "Poll", "", *(voice.text(sentence) for sentence in _summary(compared))]
    for one in compared.outcomes:
        title = f"{voice.text(rule_label(one.result.spec))} ({one.name})"
        lines += ["", title, "-" * len(title), *(voice.text(said) for said in outcome_sentences(poll, one))]
        if one is not compared.outcomes[0]:
            lines += [voice.text(said) for said in _gains(compared.outcomes[0], one, poll.currency)]
    title = voice.text(say("Projects"))
    lines += ["", title, "-" * len(title)]
    for project in poll.projects:
        names = ", ".join(compared.funding(project.id)) or voice.text(say("no rule"))
        cost = voice.text(say("{cost}", cost=Amount(project.cost, poll.currency)))
        lines.append(f"{project.id}. {project.name} ({cost}): {names}")
    return "\n".join(lines) + "\n"


def outcome_sentences(poll: Poll, one: Outcome) -> Iterator[Sentence]:
    """Say what one rule comes to."""
    yield say(
        "{n} project funded for {spent} of {budget}.",
        plural="{n} projects funded for {spent} of {budget}.",
        by="n",
        n=len(one.result.selected),
        spent=_money(one.result.spent, poll),
        budget=_money(poll.budget, poll),
    )
    yield say("{nothing:percent1} of voters see none of their choices funded.", nothing=one.nothing)
    yield say("On average {mean:decimal2} of a voter's choices are funded.", mean=one.reach.mean_funded)
    if one.claims is None:
        return
    if not one.claims:
        yield say("No group of voters could claim a further project with its share of the money.")
        return
    yield say(
        "{n} project that is not funded could be claimed by its supporters: {names}.",
        plural="{n} projects that are not funded could be claimed by their supporters: {names}.",
        by="n",
        n=len(one.claims),
        names=", ".join(f"“{poll.projects[claim.project].name}”" for claim in one.claims),
    )


def _summary(compared: RuleComparison) -> tuple[Sentence, ...]:
    poll, outcomes = compared.poll, compared.outcomes
    least = min(outcomes, key=lambda one: one.nothing)
    most = max(outcomes, key=lambda one: one.nothing)
    every = sum(len(compared.funding(project.id)) == len(outcomes) for project in poll.projects)
    return (
        say(
            "{voters} people voted on {projects} projects, with {budget} to spend; {rules} rules were tried on these "
            "ballots.",
            voters=poll.voters,
            projects=len(poll.projects),
            budget=_money(poll.budget, poll),
            rules=len(outcomes),
        ),
        say("All of the rules fund {n} of the projects.", n=every),
        say(
            "Fewest voters are left with nothing with “{least}” ({a:percent1}), most with “{most}” ({b:percent1}).",
            least=rule_label(least.result.spec),
            a=least.nothing,
            most=rule_label(most.result.spec),
            b=most.nothing,
        ),
    )


def _gains(first: Outcome, one: Outcome, currency: str) -> tuple[Sentence, ...]:
    named = any(area.area for area in first.who.areas)
    return gain_sentences(first.who, one.who, currency) if named else ()


def _rules_table(compared: RuleComparison) -> tuple[tuple[Sentence, ...], ...]:
    poll = compared.poll
    head = (
        say("Rule"),
        say("Projects funded"),
        say("Spent"),
        say("Voters with nothing"),
        say("Choices funded, on average"),
        say("Projects that could be claimed"),
    )
    rows = [
        (
            rule_label(one.result.spec),
            say("{n}", n=len(one.result.selected)),
            say("{spent}", spent=_money(one.result.spent, poll)),
            say("{nothing:percent1}", nothing=one.nothing),
            say("{mean:decimal2}", mean=one.reach.mean_funded),
            say("not measured") if one.claims is None else say("{n}", n=len(one.claims)),
        )
        for one in compared.outcomes
    ]
    return (head, *rows)


def _table(compared: RuleComparison) -> bytes:
    poll, names = compared.poll, [one.name for one in compared.outcomes]
    rows = [
        [project.id, project.name, project.cost, *(name in compared.funding(project.id) for name in names)]
        for project in poll.projects
    ]
    return write_table(["project_id", "name", "cost", *names], rows)


def _money(sum_: Fraction, poll: Poll) -> Amount:
    return Amount(Fraction(round(sum_ * 100), 100), poll.currency)
