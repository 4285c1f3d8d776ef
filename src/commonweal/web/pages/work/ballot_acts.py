"""Acts of those who return and count: from the key of a round to the secrets that are destroyed at its end."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from commonweal.funding.box.paper import READ_AGAIN, PaperAt
from commonweal.record.entries import Entry
from commonweal.terms.sentences import say
from commonweal.web import clock
from commonweal.web.pages.work.acts import Act, Given, Ids, Nothing, Sheets
from commonweal.web.pages.work.ballot_forms import (
    Codes,
    Deciding,
    Entering,
    Envelope,
    EventCodes,
    Key,
    Lot,
    MoreDays,
    Register,
    SharesForm,
    rows_of,
)
from commonweal.web.procedures.adjudicate_paper import adjudicate_paper
from commonweal.web.procedures.check_in_paper import check_in_paper
from commonweal.web.procedures.close_voting import close_voting
from commonweal.web.procedures.count_round import count_ahead, count_round, ready_to_count
from commonweal.web.procedures.destroy_secrets import destroy_secrets
from commonweal.web.procedures.draw_lot import draw_lot
from commonweal.web.procedures.enter_paper import enter_paper
from commonweal.web.procedures.extend_voting import extend_voting
from commonweal.web.procedures.interests import touched, voted_on
from commonweal.web.procedures.issue_codes import issue_codes
from commonweal.web.procedures.issue_event_codes import issue_event_codes
from commonweal.web.procedures.open_ballots import open_ballots
from commonweal.web.procedures.publish_ballot import publish_ballot
from commonweal.web.procedures.register_key import register_key
from commonweal.web.procedures.shortlisting import shortlisted
from commonweal.web.procedures.take_register import take_register
from commonweal.web.reads import ballot_paper, turnout, voting_desk
from commonweal.web.rights import Actors

_FIRST, _SECOND, _NEITHER = READ_AGAIN
_ROUND = ("round",)


def _issue(given: Given, ids: Ids, at: datetime, actors: Actors) -> Sheets:
    _, codes = issue_codes(ids[0], by=given["by"], numbers=given["people"], at=at, actors=actors)
    people = voting_desk.people(ids[0], [one.number for one in codes])
    return _letters(given, ids, [(one.code, people.get(one.number)) for one in codes])


def _issue_for_event(given: Given, ids: Ids, at: datetime, actors: Actors) -> Sheets:
    _, codes = issue_event_codes(ids[0], given["unnamed"], at=at, actors=actors)
    return _letters(given, ids, [(code, None) for code in codes])


def _letters(given: Given, ids: Ids, codes: Sequence[tuple[str, object]]) -> Sheets:
    return Sheets(
        "pages/voting/letters.html",
        {
            "title": ballot_paper.title_of(ids[0]),
            "round_id": ids[0],
            "path": f"vote/{quote(ids[0])}/",
            "easy": f"decide/{quote(ids[0])}/easy-read/how-to-vote/",
            "paper": ballot_paper.ballot_paper(ids[0]),
            "contact": given["contact"],
            "letters": codes,
        },
    )


def _check_in(given: Given, ids: Ids, at: datetime, actors: Actors) -> None:
    check_in_paper(ids[0], given["batch"], given["code"], at=at, actors=actors)


def _enter(given: Given, ids: Ids, at: datetime, actors: Actors) -> None:
    # Whether the two agree is not told: whoever enters learns nothing of what the other read.
    enter_paper(ids[0], PaperAt(given["batch"], given["number"]), given["read"], at=at, actors=actors)


def _decide(given: Given, ids: Ids, at: datetime, actors: Actors) -> None:
    batch, _, number = given["paper"].rpartition("/")
    paper, reason = PaperAt(batch, int(number)), given["reason"]
    readings = {at_: (first, second) for at_, first, second in voting_desk.clashes(ids[0])}
    if reason != _NEITHER and paper in readings:
        read = voting_desk.as_read(readings[paper][0 if reason == _FIRST else 1])
    else:
        read = given.get("read", "")
    said = read if isinstance(read, str) and read else reason
    adjudicate_paper(ids[0], paper, read, reason=said, at=at, actors=actors)


def _held(ids: Ids) -> bool:
    return voting_desk.BoxStanding(ids[0]).held


def _with_key(ids: Ids) -> bool:
    return voting_desk.BoxStanding(ids[0]).key


def _published(ids: Ids) -> bool:
    return voting_desk.BoxStanding(ids[0]).ballot


def _before_ballot(ids: Ids) -> bool:
    return not voting_desk.BoxStanding(ids[0]).ballot


def _not_destroyed(ids: Ids) -> bool:
    return not voting_desk.BoxStanding(ids[0]).destroyed


def _close(given: Given, ids: Ids, at: datetime, actors: Actors) -> Entry:
    del given
    return close_voting(ids[0], at=at, actors=actors, tenths=turnout.tenths(ids[0]))


def _to_close(ids: Ids) -> bool:
    return not voting_desk.BoxStanding(ids[0]).closed


def _closed(ids: Ids) -> bool:
    stands = voting_desk.BoxStanding(ids[0])
    return stands.closed and not stands.opened


def _no_lot(ids: Ids) -> bool:
    stands = voting_desk.BoxStanding(ids[0])
    return stands.closed and not stands.lot


def _clashing(ids: Ids) -> bool:
    return bool(voting_desk.BoxStanding(ids[0]).clashes)


def _papers(ids: Ids) -> bool:
    return bool(voting_desk.BoxStanding(ids[0]).papers)


def _opened(ids: Ids) -> bool:
    return voting_desk.BoxStanding(ids[0]).opened


ACTS = (
    Act(
        "register_key",
        say("Register the key of the vote"),
        say("Ballots are sealed to it. It is made on a computer of your own, and three officers each keep a sheet."),
        say("Register this key"),
        say("Until the ballot is published another may take its place; then it stays for good."),
        say("The key is registered."),
        Key,
        lambda given, ids, at, actors: register_key(ids[0], given["public"].strip().lower(), at=at, actors=actors),
        _ROUND,
        _held,
        due=_before_ballot,
    ),
    Act(
        "take_register",
        say("Take in the register of voters"),
        say("Who may vote, with an address for the letter. It is kept until the secrets of the round are destroyed."),
        say("Take it in"),
        say("It is taken in whole or not at all; it never leaves this database but on letters."),
        say("The register was taken in."),
        Register,
        lambda given, ids, at, actors: take_register(ids[0], rows_of(given["file"].read()), at=at, actors=actors),
        _ROUND,
        _held,
    ),
    Act(
        "publish_ballot",
        say("Publish the ballot"),
        say("It holds what the reviews let through, and nothing else. From then on nothing on it is changed."),
        say("Publish this ballot"),
        say("It becomes an entry of the public record, with the key that every ballot is sealed to."),
        say("The ballot is published."),
        Nothing,
        lambda given, ids, at, actors: publish_ballot(ids[0], at=at, actors=actors),  # noqa: ARG005 - as every act is
        _ROUND,
        _held,
        lambda ids: voting_desk.shortlist_part(ids[0], clock.now()),
        touching=lambda ids: touched(ids[0], [one.id for one in shortlisted(ids[0], clock.now()).listed]),
        due=_before_ballot,
    ),
    Act(
        "issue_codes",
        say("Issue codes to vote with"),
        say("Each person gets a sheet with a code, and a paper ballot. Only what stands for a code is kept."),
        say("Make the codes and the sheets"),
        say("The sheets are shown once, to be printed at once. If printing fails, issue the codes to those anew."),
        say("The codes were issued."),
        Codes,
        _issue,
        _ROUND,
        _with_key,
        lambda ids: voting_desk.register_part(ids[0]),
    ),
    Act(
        "issue_event_codes",
        say("Make codes for an event"),
        say("For people who are checked as they come. They are for nobody in particular, so two people make them."),
        say("Make the codes and the sheets"),
        say("How many there are becomes an entry of the public record. The sheets are shown once, to be printed."),
        say("The codes were made."),
        EventCodes,
        _issue_for_event,
        _ROUND,
        _with_key,
        same_screen=True,
        due=_to_close,
    ),
    Act(
        "check_in_paper",
        say("Check in a paper ballot"),
        say("By the code on its envelope, which stays closed. Whoever voted online does not vote on paper too."),
        say("Check it in"),
        say("If it is refused, put the envelope aside, unopened."),
        say("It is checked in. Put the envelope into its batch, and take the next one."),
        Envelope,
        _check_in,
        _ROUND,
        _published,
        onward=lambda given: {"batch": given["batch"]},
        due=_to_close,
    ),
    Act(
        "extend_voting",
        say("Give voting more days"),
        say("So that nobody is stopped by an outage, the post or the weather."),
        say("Give these days"),
        say("It becomes an entry of the public record, with the reason."),
        say("Voting was given more days."),
        MoreDays,
        lambda given, ids, at, actors: extend_voting(
            ids[0], given["closes"], reason=given["reason"], at=at, actors=actors
        ),
        _ROUND,
        _published,
        due=_to_close,
    ),
    Act(
        "close_voting",
        say("Close voting"),
        say("The last day is over. The number of ballots and the list of all receipts are fixed and published."),
        say("Close it"),
        say("From then on no ballot comes in, online or on paper."),
        say("Voting is closed."),
        Nothing,
        _close,
        _ROUND,
        _published,
        due=_to_close,
    ),
    Act(
        "enter_paper",
        say("Enter a paper ballot"),
        say("Each paper is read by two people, and neither sees what the other read."),
        say("Keep it, and go to the next"),
        say("It cannot be changed by you: where the two differ, two people decide."),
        say("It is kept. The next paper of the pile:"),
        Entering,
        _enter,
        _ROUND,
        _published,
        lambda ids: voting_desk.projects_part(ids[0]),
        onward=lambda given: {"batch": given["batch"], "number": str(given["number"] + 1)},
        due=_papers,
    ),
    Act(
        "adjudicate_paper",
        say("Decide what a paper says"),
        say("Two people read it in two ways. Look at the paper together."),
        say("Decide this"),
        say("What you decide is counted."),
        say("It is decided."),
        Deciding,
        _decide,
        _ROUND,
        _published,
        lambda ids: voting_desk.clashes_part(ids[0]),
        touching=lambda ids: voted_on(ids[0]),
        due=_clashing,
    ),
    Act(
        "draw_lot",
        say("Record the lot"),
        say("It breaks ties. It is drawn in public, before the ballots are opened, so that nobody can choose it."),
        say("Record it"),
        say("It is drawn once, and becomes an entry of the public record."),
        say("The lot is recorded."),
        Lot,
        lambda given, ids, at, actors: draw_lot(ids[0], given["seed"], how=given["how"], at=at, actors=actors),
        _ROUND,
        _published,
        due=_no_lot,
    ),
    Act(
        "open_ballots",
        say("Open the ballots"),
        say("Two officers bring their sheets to this screen. The ballots are opened together, and in no order."),
        say("Open them"),
        say("The sealed ballots are destroyed in the same act. The sheets are typed and kept nowhere."),
        say("The ballots are opened."),
        SharesForm,
        lambda given, ids, at, actors: open_ballots(ids[0], (given["first"], given["second"]), at=at, actors=actors),
        _ROUND,
        _published,
        lambda ids: voting_desk.papers_part(ids[0]),
        same_screen=True,
        due=_closed,
    ),
    Act(
        "count_round",
        say("Count the ballots"),
        say("By the rules that were frozen before, and the lot. The verifier checks the count before it is published."),
        say("Count, and publish the result"),
        say(
            "The result is provisional: it can be challenged for as many days as the rules say. Counting begins when "
            "the second person confirms, and may take a minute where very many voted. Wait for the page; where it does "
            "not come, look at your desk before you confirm again."
        ),
        say("The result is published."),
        Nothing,
        lambda given, ids, at, actors: count_round(ids[0], at=at, actors=actors),  # noqa: ARG005 - as every act is
        _ROUND,
        _published,
        due=_opened,
        ahead=lambda given, ids, at, actors: count_ahead(ids[0], at=at, actors=actors),  # noqa: ARG005 - as every act is
        rehearsal=lambda given, ids, at, actors: ready_to_count(ids[0], at=at, actors=actors),  # noqa: ARG005 - as above
    ),
    Act(
        "destroy_secrets",
        say("Destroy the secrets of the vote"),
        say("What could still tell who voted: the key for codes, the codes, and the register."),
        say("Destroy them"),
        say("It cannot be taken back. Destroy the backups that hold them too, and the sheets."),
        say("The secrets are destroyed."),
        Nothing,
        lambda given, ids, at, actors: destroy_secrets(ids[0], at=at, actors=actors),  # noqa: ARG005 - as every act is
        _ROUND,
        _with_key,
        due=_not_destroyed,
    ),
)
