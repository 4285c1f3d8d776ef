"""Two rounds from their rules to their awards, done by the procedures, and the forger who repairs every hash.

The first has enough ballots to be published, a proposal that is withdrawn while people vote, papers, an extension, and
a result that is challenged and set aside. The second is small, gives points, and its ballots are not published.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from commonweal.funding.rounds import RoundRules
from commonweal.verifier.manifests import canonical
from tests.funding.fund.funds import moved
from tests.verifier.bundles import lines, repacked, rewritten, with_checkpoint
from tests.web.procedures import boards, proposing, rounds, voting

Files = dict[str, bytes]
LARGE, SMALL = "r1", "r2"
ELIGIBLE, FEASIBLE = proposing.FOR_IT


def day(text: str, hour: int = 12) -> datetime:
    """Give an hour of a day, of which this round has a few."""
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC).replace(hour=hour)


GROUPED: Mapping[str, Mapping[str, Any]] = {
    "Benches": {"neighbourhood": "Quayside", "category": "play, green", "group": "older people; carers, young people"},
    "Lights": {"neighbourhood": "Old Town"},
}
"""What is said of proposals of the first round, for whom and where they are; nothing is of the others."""
VOTING, CLOSED = day("2026-12-12"), day("2027-01-03", 9)


def make() -> tuple[Files, Files, dict[str, list[str]]]:
    """Do it all in the place that is open.

    Returns:
        The bundle that is published, the one that auditors are given, and the files that the page of each round names.
    """
    from commonweal.web.reads import downloads

    _begin()
    _propose()
    _ballots()
    _vote(LARGE, 48, papers=4)
    _vote(SMALL, 5, papers=0)
    _close(LARGE, 4)
    _close(SMALL, 0)
    _results()
    return dict(downloads.bundle()), dict(downloads.whole_bundle()), {one: _named(one) for one in (LARGE, SMALL)}


def _named(round_id: str) -> list[str]:
    from commonweal.web.reads import counted, stored

    one = stored.round_of(round_id)
    assert one is not None
    assert one.count is not None
    return [link.href for link in counted.proof(one, counted.counted(one.count)).files]


def rules(round_id: str, **held: Any) -> RoundRules:
    """Give the rules of a round: ideas from 11 November to 21, voting from 11 December to 31."""
    made = rounds.held_rules(round_id)
    assert made.held is not None
    return replace(made, held=replace(made.held, **held))


def _begin() -> None:
    from commonweal.web.procedures.end_interest import end_interest
    from commonweal.web.procedures.publish_rules import publish_rules

    rounds.opened()
    for seat in boards.MEMBERS:
        boards.appointed(seat)
    boards.left("p-3")
    boards.constituted()
    boards.declared(name="i1")
    end_interest("i1", at=rounds.hour(3), actors=boards.SECRETARY)
    for movement in (
        moved("m1", "received", capital=900_000, revenue=500_000),
        moved("m2", "set aside", capital=60_000, revenue=0, round=LARGE),
        moved("m3", "carried over", revenue=700, to_period="p2"),
    ):
        boards.move(movement)
    for one in (rules(LARGE), rules(SMALL, ballot="cumulative", points=6)):
        publish_rules(one, at=rounds.hour(4), actors=voting.pair("publish_rules"))


def _propose() -> None:
    from commonweal.web.procedures.appeal_review import appeal_review
    from commonweal.web.procedures.change_proposal import change_proposal
    from commonweal.web.procedures.decide_appeal import decide_appeal
    from commonweal.web.procedures.review_proposal import review_proposal
    from commonweal.web.procedures.submit_proposal import submit_proposal
    from commonweal.web.procedures.withdraw_proposal import withdraw_proposal

    came, seen, heard = day("2026-11-12"), day("2026-11-23"), day("2026-11-24")

    def put(round_id: str, title: str, pence: int) -> Any:
        sent = submit_proposal(round_id, told(title, pence), at=came, actors=proposing.PROPOSER)
        return proposing.read(round_id, sent, came)

    def told(title: str, pence: int) -> Any:
        named = f"o-{title.rsplit(maxsplit=1)[-1].lower()}"
        made = replace(proposing.submission(title, pence), words="Good for all of us.", organisation=named)
        return replace(made, **GROUPED.get(title, {}))

    large = [
        put(LARGE, title, pence)
        for title, pence in (
            ("Benches", 20_000),
            ("Trees", 15_000),
            ("Lights", 10_050),
            ("A bus", 9_000),
            ("A slide", 8_000),
            ("A fair", 7_000),
        )
    ]
    small = [put(SMALL, title, pence) for title, pence in (("Tea", 10_000), ("Books", 25_000))]
    change_proposal(
        LARGE, large[1].id, told("Young trees", 15_500), token=large[1].token, at=came, actors=proposing.PROPOSER
    )
    proposing.read(LARGE, large[1], came)
    withdraw_proposal(LARGE, large[5].id, token=large[5].token, at=came, actors=proposing.PROPOSER)
    for round_id, ticket in [*((LARGE, one) for one in large[:5]), *((SMALL, one) for one in small)]:
        found = (proposing.WEIGHED,) if ticket in large[3:5] else proposing.FOR_IT
        for one in found:
            review_proposal(round_id, ticket.id, one, at=seen, actors=proposing.OFFICER)
    for ticket, decision in ((large[3], "refused"), (large[4], "upheld")):
        appeal_review(LARGE, ticket.id, "It lies within.", token=ticket.token, at=heard, actors=proposing.PROPOSER)
        decide_appeal(LARGE, ticket.id, decision, reason="We looked again.", at=heard, actors=proposing.OTHERS)
    review_proposal(LARGE, large[4].id, FEASIBLE, at=heard, actors=proposing.OFFICER)


def _ballots() -> None:
    from commonweal.web.procedures.publish_ballot import publish_ballot
    from commonweal.web.procedures.register_key import register_key
    from commonweal.web.procedures.take_register import take_register

    for round_id in (LARGE, SMALL):
        register_key(round_id, voting.KEY, at=day("2026-12-02"), actors=voting.pair("register_key"))
        people = [[str(n), f"Person {n}", f"{n} High Street", ""] for n in range(1, 61)]
        take_register(round_id, [voting.PEOPLE[0], *people], at=day("2026-12-02"), actors=voting.pair("take_register"))
    for round_id in (LARGE, SMALL):
        publish_ballot(round_id, at=day("2026-12-03"), actors=voting.pair("publish_ballot"))


def on_ballot(round_id: str) -> list[str]:
    from commonweal.web.store import balloting

    return [project.id for project in balloting.form_of(round_id).projects]


def _vote(round_id: str, online: int, *, papers: int) -> None:
    from commonweal.funding.box.choices import Filled
    from commonweal.web.procedures.cast_ballot import CastForm, cast_ballot
    from commonweal.web.procedures.check_in_paper import check_in_paper
    from commonweal.web.procedures.issue_codes import issue_codes

    def issue(numbers: list[int]) -> list[str]:
        issued = issue_codes(round_id, by="post", numbers=numbers, at=VOTING, actors=voting.pair("issue_codes"))
        return [one.code for one in issued[1]]

    codes = issue([*range(1, online + papers + 3)])
    codes = [*issue([1]), *codes[1:]]
    names = on_ballot(round_id)
    shown = voting.shown_at(VOTING, round_id=round_id)
    for number, code in enumerate(codes[:online]):
        chosen = [name for at, name in enumerate(names) if (number + 1) >> at & 1] or names[:1]
        filled = (
            Filled(tuple(chosen))
            if round_id == LARGE
            else Filled(points=((chosen[-1], "2"), (names[0], "3"))[: number % 2 + 1])
        )
        if round_id == SMALL and chosen[-1] == names[0]:
            filled = Filled(points=((names[0], "4"),))
        cast_ballot(round_id, CastForm(code, filled, shown), at=VOTING, actors=voting.VOTER)
    for code in codes[online : online + papers]:
        check_in_paper(round_id, "hall", code, at=VOTING, actors=voting.pair("check_in_paper"))


def _close(round_id: str, papers: int) -> None:
    from commonweal.web.procedures.close_voting import close_voting
    from commonweal.web.procedures.draw_lot import draw_lot
    from commonweal.web.procedures.extend_voting import extend_voting
    from commonweal.web.procedures.withdraw_proposal import withdraw_proposal

    names = on_ballot(round_id)
    if round_id == LARGE:
        withdraw_proposal(LARGE, names[3], at=day("2026-12-20"), actors=proposing.SECRETARY)
        for one in (LARGE, SMALL):
            extend_voting(
                one, date(2027, 1, 2), reason="outage", at=day("2026-12-20"), actors=voting.pair("extend_voting")
            )
    close_voting(round_id, at=CLOSED, actors=voting.pair("close_voting"))
    draw_lot(round_id, "4-2-6", how="Three dice at the library", at=CLOSED, actors=voting.pair("draw_lot"))
    for number in range(1, papers + 1):
        for person in ("p-1", "p-2"):
            misread = (number, person) == (2, "p-2")
            _enter(number, person, names[0] if number > 1 and not misread else "")
    if papers:
        _decide(2, names[0])
    _open(round_id)


def _enter(number: int, person: str, chosen: str) -> None:
    from commonweal.funding.box.choices import Filled
    from commonweal.funding.box.paper import PaperAt
    from commonweal.web.procedures.enter_paper import enter_paper
    from commonweal.web.rights import Actors

    read = Filled((chosen,)) if chosen else "blank"
    actors = Actors("count officer", person=person)
    enter_paper(LARGE, PaperAt("hall", number), read, at=CLOSED, actors=actors)


def _decide(number: int, chosen: str) -> None:
    from commonweal.funding.box.choices import Filled
    from commonweal.funding.box.paper import READ_AGAIN, PaperAt
    from commonweal.web.procedures.adjudicate_paper import adjudicate_paper

    adjudicate_paper(
        LARGE,
        PaperAt("hall", number),
        Filled((chosen,)),
        reason=READ_AGAIN[0],
        at=CLOSED,
        actors=voting.pair("adjudicate_paper"),
    )


def _open(round_id: str) -> None:
    from commonweal.funding.box.keys import split
    from commonweal.web.procedures.open_ballots import open_ballots

    one, two, _ = (share.text() for share in split(voting.SEED, round_id, bytes(range(50, 82))))
    open_ballots(round_id, (one, two), at=CLOSED, actors=voting.pair("open_ballots"))


def _results() -> None:
    from commonweal.web.procedures.answer_challenge import answer_challenge
    from commonweal.web.procedures.confirm_result import confirm_result
    from commonweal.web.procedures.count_round import count_round
    from commonweal.web.procedures.decide_awards import decide_awards
    from commonweal.web.procedures.destroy_secrets import destroy_secrets
    from commonweal.web.procedures.make_challenge import make_challenge
    from commonweal.web.procedures.set_aside_result import set_aside_result
    from commonweal.web.rights import Actors
    from commonweal.web.store import proposed

    def challenged(name: str, answer: str) -> None:
        make_challenge(LARGE, grounds="Look again.", at=CLOSED, actors=Actors("resident"))
        answer_challenge(
            LARGE, [name], answer=answer, reason="We did.", at=CLOSED, actors=voting.pair("answer_challenge")
        )

    for round_id in (LARGE, SMALL):
        count_round(round_id, at=CLOSED, actors=voting.pair("count_round"))
    challenged("r1-c1", "upheld")
    set_aside_result(LARGE, reason="challenge upheld", at=CLOSED, actors=voting.pair("set_aside_result"))
    count_round(LARGE, at=CLOSED, actors=voting.pair("count_round"))
    challenged("r1-c2", "the same")
    for round_id in (LARGE, SMALL):
        confirm_result(round_id, at=day("2027-01-11"), actors=voting.pair("confirm_result"))
        decide_awards(
            round_id,
            [one.proposal for one in proposed.proposals(round_id)],
            receiver="Harbour board",
            due=date(2027, 9, 1),
            at=day("2027-01-11"),
            actors=voting.pair("decide_awards"),
        )
    _paid()
    destroy_secrets(LARGE, at=day("2027-01-12"), actors=voting.pair("destroy_secrets"))


def _paid() -> None:
    from commonweal.web.procedures.move_money import move_money
    from commonweal.web.reads import stored

    decided = next(one for one in stored.entries() if one.kind == "awards_decided")
    first = decided.payload["awards"][0]
    named = {"round": LARGE, "organisation": first["organisation"], "capital": first["pence"]}
    for movement in (
        moved("m4", "awarded", **named, entry=decided.number),
        moved("m5", "paid", **named),
        moved("m6", "awarded", organisation="o9", revenue=300, round=""),
    ):
        move_money("pride", movement, at=day("2027-01-12"), actors=voting.pair("move_money"))


# --- the forger


def place_of(files: Mapping[str, bytes], kind: str, nth: int = 0, round_id: str = LARGE) -> int:
    """Give the number of an entry of a kind, of a round where it is of one."""
    found = [one for one in lines(files) if one["kind"] == kind and one["payload"].get("round", round_id) == round_id]
    return int(found[nth]["number"])


def retold(files: Mapping[str, bytes], number: int, **payload: Any) -> Files:
    """Change what an entry says, and mend every hash after it; a field that is None is taken out."""
    entries = lines(files)
    said = {name: value for name, value in {**entries[number - 1]["payload"], **payload}.items() if value is not None}
    return with_checkpoint(files, rewritten(entries, number, payload=said))


def redated(files: Mapping[str, bytes], number: int, at: str) -> Files:
    """Give an entry another moment."""
    return with_checkpoint(files, rewritten(lines(files), number, at=at))


def moved_to(files: Mapping[str, bytes], number: int, before: int) -> Files:
    """Put an entry before another, as somebody would who did it too early; the moments stay where they were."""
    entries = lines(files)
    moments = [one["at"] for one in entries]
    entries.insert(before - 1, entries.pop(number - 1))
    return _renumbered(files, entries, moments)


def without(files: Mapping[str, bytes], *numbers: int) -> Files:
    """Take entries out."""
    entries = [one for one in lines(files) if one["number"] not in numbers]
    return _renumbered(files, entries, [one["at"] for one in entries])


def with_again(files: Mapping[str, bytes], number: int, before: int = 0, **payload: Any) -> Files:
    """Put an entry in once more, at the end or before another."""
    entries = lines(files)
    again = {**entries[number - 1], "payload": {**entries[number - 1]["payload"], **payload}}
    entries.insert(before - 1 if before else len(entries), again)
    moments = (
        sorted(one["at"] for one in entries) if before else [*(one["at"] for one in entries[:-1]), entries[-2]["at"]]
    )
    return _renumbered(files, entries, moments)


def _renumbered(files: Mapping[str, bytes], entries: list[dict[str, Any]], moments: list[str]) -> Files:
    told = [
        {**one, "number": number, "at": at} for number, (one, at) in enumerate(zip(entries, moments, strict=True), 1)
    ]
    return with_checkpoint(files, rewritten(told, 1))


def with_file(files: Mapping[str, bytes], name: str, how: Callable[[bytes], bytes]) -> Files:
    """Change a file and mend the manifest of the bundle."""
    return repacked({**files, name: how(files[name])})


def with_opened(files: Mapping[str, bytes], round_id: str, data: bytes) -> Files:
    """Put other opened ballots in, and the hash that the record bears of them."""
    number = place_of(files, "ballots_opened", round_id=round_id)
    return retold({**files, f"rounds/{round_id}/opened.jsonl": data}, number, opened=sha256(data).hexdigest())


def ballots_of(files: Mapping[str, bytes], round_id: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files[f"rounds/{round_id}/opened.jsonl"].splitlines()]


def ballot_bytes(ballots: list[dict[str, Any]]) -> bytes:
    return b"".join(canonical(one) + b"\n" for one in ballots)


def with_count(files: Mapping[str, bytes], name: str, change: Callable[[Files], object]) -> Files:
    """Change the folder of a count, and mend its links, its manifest, and every entry that names it."""
    start = f"counts/{name}/"
    inner = {path[len(start) :]: data for path, data in files.items() if path.startswith(start)}
    change(inner)
    listed = json.loads(inner["manifest.json"])
    result = json.loads(inner["result.json"])
    if "certificate.json" in inner:
        result["certificate"] = sha256(inner["certificate.json"]).hexdigest()
    inner["result.json"] = canonical(result)
    hashes = {path: sha256(data).hexdigest() for path, data in inner.items() if path != "manifest.json"}
    gone = {path for path in listed["files"] if path not in inner and path != "poll.pb"}
    stated = {path: said for path, said in {**listed["files"], **hashes}.items() if path not in gone}
    inner["manifest.json"] = canonical({**listed, "files": stated})
    kept = {path: data for path, data in files.items() if not path.startswith(start)}
    made = {**kept, **{start + path: data for path, data in inner.items()}}
    digest = sha256(inner["manifest.json"]).hexdigest()
    for entry in lines(files):
        if entry["payload"].get("folder") == f"counts/{name}":
            made = retold(made, entry["number"], manifest=digest)
    return made


def json_file(name: str, how: Callable[[Any], object]) -> Callable[[Files], None]:
    """Give the change of a JSON file in a folder."""

    def change(files: Files) -> None:
        value = json.loads(files[name])
        how(value)
        files[name] = canonical(value)

    return change
