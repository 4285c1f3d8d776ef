"""Entries of a round in plain words: ideas and proposals, reviews, the ballot, and what became of its result."""

from collections.abc import Callable, Mapping
from datetime import date

from commonweal.proposals.declining import DECLINED
from commonweal.proposals.reasons import REASONS
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, key, say
from commonweal.web.reads.naming import Names, Payload


def _idea_published(payload: Payload, names: Names) -> Sentence:
    return say("An idea for {round} was published: {title}.", round=names.round(payload), title=payload["title"])


def _idea_declined(payload: Payload, names: Names) -> Sentence:
    why = DECLINED.get(payload["reason"], say("{code}", code=payload["reason"]))
    return say("An idea for {round} was read and not published. {why}", round=names.round(payload), why=why)


def _ideas_merged(payload: Payload, names: Names) -> Sentence:
    return say(
        "{n} ideas that ask for the same were joined into one: {title}. Each can still be read.",
        n=len(payload["from"]),
        title=names.item(payload["into"]),
    )


def _idea_split(payload: Payload, names: Names) -> Sentence:
    return say(
        "The idea {title} asks for several things and was parted into {n}. It can still be read.",
        title=names.item(payload["from"]),
        n=len(payload["into"]),
    )


def _proposal_submitted(payload: Payload, names: Names) -> Sentence:
    figures = {
        "round": names.round(payload),
        "title": payload["title"],
        "body": names.organisation(payload["organisation"]),
        "cost": Amount.of_pence(Pence(payload["pence"])),
    }
    if "entry" in payload:
        return say("{body} changed its proposal for {round}: {title}, now for {cost}.", **figures)
    return say("{body} put a proposal forward for {round}: {title}, for {cost}.", **figures)


_FOUND = {
    "eligible": key("{title} was found to be within the rules of {round}."),
    "feasible": key("{title} was found to be possible to do."),
    "returned": key("{title} was sent back to be mended, by {until}. {why}"),
    "ineligible": key(
        "{title} was found not to be within the rules of {round}. {why} It may be appealed until {until}."
    ),
    "not feasible": key("{title} was found not to be possible to do. {why} It may be appealed until {until}."),
}


def _proposal_reviewed(payload: Payload, names: Names) -> Sentence:
    finding, code = payload["finding"], payload.get("code", "")
    figures = {"title": names.item(payload["proposal"]), "round": names.round(payload)}
    if finding in {"eligible", "feasible"}:
        return say(_FOUND[finding], **figures)
    why = REASONS[code].says if code in REASONS else say("{code}", code=code)
    if "appeal_until" not in payload:
        return say("{title} was reviewed: it is {finding}. {why}", title=figures["title"], finding=finding, why=why)
    return say(_FOUND[finding], why=why, until=date.fromisoformat(payload["appeal_until"]), **figures)


def _appeal_made(payload: Payload, names: Names) -> Sentence:
    return say("Whoever put {title} forward appealed against its review.", title=names.item(payload["proposal"]))


def _appeal_decided(payload: Payload, names: Names) -> Sentence:
    title = names.item(payload["proposal"])
    if payload["decision"] == "upheld":
        return say("The appeal for {title} was upheld: the review does not stand in its way.", title=title)
    return say("The appeal for {title} was refused: the review stands.", title=title)


_SAID = {
    "specialist statement": key("A statement by somebody who knows the subject was put beside {title}."),
    "displacement note": key("A note on whether {title} may move a problem elsewhere was put beside it."),
    "support partner": key("{body} says that it will support {title}."),
    "argument for": key("An argument for {title} was put beside it."),
    "argument against": key("An argument against {title} was put beside it."),
    "offer to join": key("{body} offers to join {title}."),
}


def _statement_added(payload: Payload, names: Names) -> Sentence:
    body = names.organisation(payload["organisation"]) if "organisation" in payload else say("Somebody")
    return say(_SAID[payload["of"]], title=names.item(payload["proposal"]), body=body)


def _proposal_withdrawn(payload: Payload, names: Names) -> Sentence:
    title = names.item(payload["proposal"])
    if payload.get("before") == "the close":
        return say("{title} was withdrawn while people voted. That counts against nobody.", title=title)
    return say("{title} was withdrawn. That counts against nobody.", title=title)


def _ballot_published(payload: Payload, names: Names) -> Sentence:
    return say(
        "The ballot of {round} was published with {n} project. Voting lasts from {opens} to {closes}.",
        plural="The ballot of {round} was published with {n} projects. Voting lasts from {opens} to {closes}.",
        by="n",
        round=names.round(payload),
        n=len(payload["projects"]),
        opens=date.fromisoformat(payload["opens"]),
        closes=date.fromisoformat(payload["closes"]),
    )


_GIVEN = {
    "post": key("{n} codes to vote with in {round} were made to be sent by post."),
    "desk": key("{n} codes to vote with in {round} were given out at a desk."),
    "event": key("{n} codes to vote with in {round} were made for an event."),
}


def _codes_issued(payload: Payload, names: Names) -> Sentence:
    given = say(_GIVEN[payload["by"]], n=payload["codes"], round=names.round(payload))
    if payload.get("unnamed"):
        return say(
            "{given} {unnamed} of them are for nobody in particular: two people made them.",
            given=given,
            unnamed=payload["unnamed"],
        )
    if not payload.get("instead"):
        return given
    return say("{given} They replace {old} that no longer count.", given=given, old=payload["instead"])


_EXTENDED = {
    "outage": key("The site could not be reached, so voting in {round} lasts until {closes}."),
    "post delayed": key("The post was late, so voting in {round} lasts until {closes}."),
    "venue closed": key("A place to vote was closed, so voting in {round} lasts until {closes}."),
    "weather": key("Because of the weather, voting in {round} lasts until {closes}."),
}


def _voting_extended(payload: Payload, names: Names) -> Sentence:
    closes = date.fromisoformat(payload["closes"])
    return say(_EXTENDED[payload["reason"]], round=names.round(payload), closes=closes)


def _lot_drawn(payload: Payload, names: Names) -> Sentence:
    figures = {"round": names.round(payload), "seed": payload["seed"]}
    if "how" not in payload:
        return say("The lot that breaks ties in {round} was drawn: {seed}.", **figures)
    return say("The lot that breaks ties in {round} was drawn: {seed} ({how}).", how=payload["how"], **figures)


def _ballots_opened(payload: Payload, names: Names) -> Sentence:
    opened = _opened(payload, names)
    if not payload.get("adjudicated"):
        return opened
    return say(
        "{opened} Two people had read {adjudicated} paper in two ways, and two decided what it says.",
        plural="{opened} Two people had read {adjudicated} papers in two ways, and two decided what they say.",
        by="adjudicated",
        opened=opened,
        adjudicated=payload["adjudicated"],
    )


def _opened(payload: Payload, names: Names) -> Sentence:
    figures = {"round": names.round(payload), "ballots": payload["ballots"]}
    if not payload.get("spoilt"):
        return say("Two people opened the ballots of {round} together: {ballots}.", **figures)
    return say(
        "Two people opened the ballots of {round} together: {ballots}, and {spoilt} spoilt on paper.",
        spoilt=payload["spoilt"],
        **figures,
    )


def _secrets_destroyed(payload: Payload, names: Names) -> Sentence:
    return say(
        "What could still tell who voted in {round} was destroyed: the codes, who used them, and the register.",
        round=names.round(payload),
    )


def _challenge_made(payload: Payload, names: Names) -> Sentence:
    return say("Somebody challenged the result of {round}.", round=names.round(payload))


_ANSWERED = {
    "the same": key("A challenge was answered: the ballots of {round} were counted again and gave the same result."),
    "upheld": key("A challenge to the result of {round} was upheld: the result does not stand."),
    "not about the count": key("A challenge to {round} was answered: it is not about the count."),
}


def _challenge_answered(payload: Payload, names: Names) -> Sentence:
    return say(_ANSWERED[payload["answer"]], round=names.round(payload))


_ASIDE = {
    "challenge upheld": key("The result of {round} was set aside, since a challenge was upheld. It is counted anew."),
    "error in the poll": key("The result of {round} was set aside for an error in the poll. It is counted anew."),
    "ordered by a court": key("The result of {round} was set aside by order of a court."),
}


def _result_set_aside(payload: Payload, names: Names) -> Sentence:
    return say(_ASIDE[payload["reason"]], round=names.round(payload))


_STOPPED = {
    "too few proposals": key("{round} ended without a result: there were too few proposals."),
    "error in the ballot": key("{round} ended without a result: there was an error in the ballot."),
    "unlawful": key("{round} ended without a result: it would not have been lawful."),
    "ordered by a court": key("{round} ended without a result by order of a court."),
}


def _round_stopped(payload: Payload, names: Names) -> Sentence:
    return say(_STOPPED[payload["reason"]], round=names.round(payload))


TELLERS: Mapping[str, Callable[[Payload, Names], Sentence]] = {
    "idea_published": _idea_published,
    "idea_declined": _idea_declined,
    "ideas_merged": _ideas_merged,
    "idea_split": _idea_split,
    "proposal_submitted": _proposal_submitted,
    "proposal_reviewed": _proposal_reviewed,
    "appeal_made": _appeal_made,
    "appeal_decided": _appeal_decided,
    "statement_added": _statement_added,
    "proposal_withdrawn": _proposal_withdrawn,
    "ballot_published": _ballot_published,
    "codes_issued": _codes_issued,
    "voting_extended": _voting_extended,
    "lot_drawn": _lot_drawn,
    "ballots_opened": _ballots_opened,
    "secrets_destroyed": _secrets_destroyed,
    "challenge_made": _challenge_made,
    "challenge_answered": _challenge_answered,
    "result_set_aside": _result_set_aside,
    "round_stopped": _round_stopped,
}
"""A sentence for each kind."""
