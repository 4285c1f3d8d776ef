"""What may stand beside a plan in its folder: what would help most, and other plans to compare it with."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from commonweal.formats.counts import sentence_value
from commonweal.formats.prose import ENGLISH, prose
from commonweal.handover.alternatives import MEANS, NAMES, WORSE, Other
from commonweal.handover.plan import Certificate, Plan
from commonweal.handover.problem import Problem
from commonweal.handover.scarce import Help, help_told
from commonweal.handover.written import written
from commonweal.terms.canon import encode, fraction_text
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say


def others_files(
    problem: Problem,
    plan: Plan,
    certificate: Certificate,
    *,
    helps: tuple[Help, ...],
    near: Sequence[Other],
    ideas: Sequence[Other],
) -> Mapping[str, bytes]:
    """Give ``alternatives.json`` and ``alternatives.txt``.

    Args:
        problem: the data.
        plan: the plan that is proposed.
        certificate: its certificate.
        helps: what would help most.
        near: plans that are nearly as good; nothing where the place is too large.
        ideas: plans that follow other ideas.
    """
    helping = help_told(problem, plan, helps)
    value = {
        "kind": "plan alternatives",
        "input_sha256": certificate.input_sha256,
        "plan_sha256": certificate.plan_sha256,
        "worse": fraction_text(WORSE),
        "summary": [sentence_value(sentence) for sentence in (*helping, *_frame(problem, near))],
        "helps": [written(one) for one in helps],
        "near": [_value(problem, one) for one in near],
        "ideas": [_value(problem, one) for one in ideas],
    }
    return {
        "alternatives.json": encode(value),
        "alternatives.txt": _text(problem, helping, near, ideas).encode("utf-8"),
    }


def _value(problem: Problem, one: Other) -> dict[str, Any]:
    return {
        "name": one.name,
        "same": one.same,
        "plan": written(one.plan),
        "figures": written(one.figures),
        "sentences": [sentence_value(sentence) for sentence in other_told(problem, one)],
    }


def other_told(problem: Problem, one: Other) -> list[Sentence]:
    """Say what a plan follows, and what it comes to."""
    said = [say("{name}: {means}.", name=NAMES[one.name], means=MEANS[one.name])]
    found = one.figures
    if found is None:
        return [*said, say("No plan was found that follows this and keeps every row.")]
    if one.same:
        said.append(say("The plan that is proposed already does."))
    money = Amount(Fraction(round(found.money * problem.unit_gbp)))
    return [
        *said,
        say(
            "Not met are {unmet:percent1} of need over the whole plan, {last:percent1} in the last quarter and"
            " {poorest:percent1} in the most deprived fifth; {money} is spent in all.",
            unmet=found.unmet,
            last=found.unmet_last,
            poorest=found.unmet_poorest,
            money=money,
        ),
        say(
            "Services handed over, counted in each neighbourhood: {moves}; organisations that take over: {bodies};"
            " share of their load carried at home: {local:percent}.",
            moves=found.moves,
            bodies=found.organisations,
            local=found.local,
        ),
    ]


def _frame(problem: Problem, near: Sequence[Other]) -> list[Sentence]:
    weight = problem.parameters.terminal_weight
    said = [
        say(
            "Weighted unmet need counts the last quarter {weight:decimal1} times, so that no plan ends on a cliff.",
            weight=weight,
        )
    ]
    if not near:
        said.append(
            say(
                "This place is too large to be searched as one model, so the plan is compared with doing nothing alone;"
                " plans nearly as good are not looked for."
            )
        )
    return said


def _text(problem: Problem, helping: Sequence[Sentence], near: Sequence[Other], ideas: Sequence[Other]) -> str:
    voice = prose(ENGLISH)
    lines = ["What would help most", "", *(voice.text(sentence) for sentence in helping)]
    lines += ["", "Other plans", "", *(voice.text(sentence) for sentence in _frame(problem, near))]
    for one in (*near, *ideas):
        lines += ["", *(voice.text(sentence) for sentence in other_told(problem, one))]
    return "\n".join(lines) + "\n"
