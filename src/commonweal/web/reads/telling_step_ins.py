"""Entries of step-in and hand-back in plain words: never a figure of a body, and never which notice came."""

from collections.abc import Callable, Mapping
from datetime import date

from commonweal.terms.sentences import Sentence, say
from commonweal.web.codes import END_WORDS, MEASURE_WORDS
from commonweal.web.reads.naming import Names, Payload


def _step_in_agreed(payload: Payload, names: Names) -> Sentence:
    what = names.agreement(payload)
    if "organisation" not in payload:
        return say(
            "{what}: what the council may step in for was agreed on {on}. The body that runs it may hand it back at any"
            " time.",
            what=what,
            on=_on(payload),
        )
    return say(
        "{what}: what the council may step in for was agreed on {on} with {body}, which may hand it back at any time.",
        what=what,
        on=_on(payload),
        body=names.organisation(payload["organisation"]),
    )


def _step_in_triggered(payload: Payload, names: Names) -> Sentence:
    return say(
        "{what}: on {on} something had happened that stepping in was agreed for ({measure}).",
        what=names.agreement(payload),
        on=_on(payload),
        measure=MEASURE_WORDS[payload["measure"]],
    )


def _step_in_begun(payload: Payload, names: Names) -> Sentence:
    return say(
        "{what}: the council stepped in on {on} and runs it for a time.", what=names.agreement(payload), on=_on(payload)
    )


def _step_in_ended(payload: Payload, names: Names) -> Sentence:
    what, on = names.agreement(payload), _on(payload)
    if "successor" in payload:
        body = names.organisation(payload["successor"])
        return say("{what}: {body} took it on, on {on}.", what=what, body=body, on=on)
    return say("{what}: since {on} {end}.", what=what, on=on, end=END_WORDS[payload["end"]])


def _hand_back_asked(payload: Payload, names: Names) -> Sentence:
    return say(
        "{what}: on {on} the body that runs it asked to hand it back. It may at any time, and nobody is blamed.",
        what=names.agreement(payload),
        on=_on(payload),
    )


def _hand_back_withdrawn(payload: Payload, names: Names) -> Sentence:
    return say(
        "{what}: the body that runs it keeps it on after all, since {on}.",
        what=names.agreement(payload),
        on=_on(payload),
    )


def _learning_review_held(payload: Payload, names: Names) -> Sentence:
    return say(
        "{what}: what can be learnt from stepping in was looked at together on {on}.",
        what=names.agreement(payload),
        on=_on(payload),
    )


def _on(payload: Payload) -> date:
    return date.fromisoformat(payload["on"])


TELLERS: Mapping[str, Callable[[Payload, Names], Sentence]] = {
    "step_in_agreed": _step_in_agreed,
    "step_in_triggered": _step_in_triggered,
    "step_in_begun": _step_in_begun,
    "step_in_ended": _step_in_ended,
    "hand_back_asked": _hand_back_asked,
    "hand_back_withdrawn": _hand_back_withdrawn,
    "learning_review_held": _learning_review_held,
}
"""A sentence for each kind."""
