"""Entries of a round in plain words: each kind and each code of its closed lists has a sentence."""

from typing import Any

import pytest

from commonweal.formats.prose import prose
from commonweal.record.kinds import KINDS, ballots, proposed, rounds
from commonweal.record.kinds.proposed import FINDINGS, STATEMENTS
from commonweal.web.reads.telling import HARM, Names, told
from commonweal.web.reads.telling_rounds import TELLERS

NAMES = Names(
    {"r1": "Fund 2027"}, {"o1": "Harbour Hub"}, items={"p1": "Tea on Tuesdays", "i1": "A bench", "i2": "Seats"}
)
OF_P1 = {"round": "r1", "proposal": "p1"}
REVIEWED = {**OF_P1, "check": "eligibility", "code": "outside-place", "appeal_until": "2027-02-15"}


def text(kind: str, **payload: Any) -> str:
    return prose().text(told(kind, {"round": "r1", **payload}, NAMES))


@pytest.mark.parametrize(
    ("kind", "payload", "said"),
    [
        (
            "secrets_destroyed",
            {},
            "What could still tell who voted in Fund 2027 was destroyed: the codes, who used them, and the register.",
        ),
        (
            "ballots_opened",
            {"ballots": 60, "opened": "a" * 64, "adjudicated": 1},
            "together: 60. Two people had read 1 paper in two ways, and two decided what it says.",
        ),
        (
            "ballots_opened",
            {"ballots": 60, "opened": "a" * 64, "spoilt": 2, "adjudicated": 3},
            "and 2 spoilt on paper. Two people had read 3 papers in two ways, and two decided what they say.",
        ),
        ("idea_published", {"idea": "i1", "title": "A bench"}, "An idea for Fund 2027 was published: A bench."),
        (
            "ideas_merged",
            {"from": ["i1", "i2"], "into": "i2"},
            "2 ideas that ask for the same were joined into one: Seats. Each can still be read.",
        ),
        (
            "idea_split",
            {"from": "i1", "into": ["i2", "i3"]},
            "The idea A bench asks for several things and was parted into 2. It can still be read.",
        ),
        (
            "proposal_submitted",
            {"proposal": "p1", "title": "Tea", "organisation": "o1", "pence": 250050},
            "Harbour Hub put a proposal forward for Fund 2027: Tea, for £2,500.50.",
        ),
        (
            "proposal_submitted",
            {"proposal": "p1", "title": "Tea", "organisation": "o9", "pence": 100, "entry": 4},
            "o9 changed its proposal for Fund 2027: Tea, now for £1.",
        ),
        (
            "proposal_reviewed",
            {**REVIEWED, "finding": "eligible"},
            "Tea on Tuesdays was found to be within the rules of Fund 2027.",
        ),
        ("proposal_reviewed", {**REVIEWED, "finding": "feasible"}, "Tea on Tuesdays was found to be possible to do."),
        (
            "proposal_reviewed",
            {**REVIEWED, "finding": "returned", "code": "cost-unclear"},
            "Tea on Tuesdays was sent back to be mended, by 15 February 2027. The cost is not clear yet.",
        ),
        ("proposal_reviewed", {**REVIEWED, "finding": "ineligible"}, "It may be appealed until 15 February 2027."),
        (
            "proposal_reviewed",
            {**REVIEWED, "finding": "not feasible", "code": "of another release"},
            "was found not to be possible to do. of another release It may be appealed",
        ),
        ("proposal_reviewed", {**OF_P1, "finding": "ineligible"}, "Tea on Tuesdays was reviewed: it is ineligible."),
        ("appeal_made", OF_P1, "Whoever put Tea on Tuesdays forward appealed against its review."),
        ("appeal_decided", {**OF_P1, "decision": "upheld"}, "The appeal for Tea on Tuesdays was upheld: the review"),
        ("appeal_decided", {**OF_P1, "decision": "refused"}, "was refused: the review stands."),
        ("statement_added", {**OF_P1, "of": "offer to join", "organisation": "o1"}, "Harbour Hub offers to join Tea"),
        ("statement_added", {**OF_P1, "of": "support partner"}, "Somebody says that it will support Tea on Tuesdays."),
        ("proposal_withdrawn", OF_P1, "Tea on Tuesdays was withdrawn. That counts against nobody."),
        ("proposal_withdrawn", {**OF_P1, "before": "the close"}, "was withdrawn while people voted."),
        (
            "ballot_published",
            {"projects": [{}, {}], "opens": "2027-03-01", "closes": "2027-03-14"},
            "was published with 2 projects. Voting lasts from 1 March 2027 to 14 March 2027.",
        ),
        ("ballot_published", {"projects": [{}], "opens": "2027-03-01", "closes": "2027-03-14"}, "with 1 project."),
        ("codes_issued", {"codes": 1200, "by": "post"}, "1,200 codes to vote with in Fund 2027 were made to be sent"),
        (
            "codes_issued",
            {"codes": 2, "by": "desk", "instead": 2},
            "2 codes to vote with in Fund 2027 were given out at a desk. They replace 2 that no longer count.",
        ),
        ("codes_issued", {"codes": 20, "by": "event"}, "20 codes to vote with in Fund 2027 were made for an event."),
        (
            "codes_issued",
            {"codes": 1200, "by": "event", "unnamed": 1200},
            "were made for an event. 1,200 of them are for nobody in particular: two people made them.",
        ),
        ("lot_drawn", {"seed": "4-2-6"}, "The lot that breaks ties in Fund 2027 was drawn: 4-2-6."),
        ("lot_drawn", {"seed": "4-2-6", "how": "Three dice"}, "was drawn: 4-2-6 (Three dice)."),
        ("ballots_opened", {"ballots": 51}, "Two people opened the ballots of Fund 2027 together: 51."),
        ("ballots_opened", {"ballots": 51, "spoilt": 2}, "together: 51, and 2 spoilt on paper."),
        ("challenge_made", {}, "Somebody challenged the result of Fund 2027."),
    ],
)
def test_an_entry_of_a_round_is_told_with_its_names_and_figures(kind: str, payload: dict[str, Any], said: str) -> None:
    assert said in text(kind, **payload)


CODES = {
    "voting_extended": ("reason", {"closes": "2027-03-20"}),
    "challenge_answered": ("answer", {}),
    "result_set_aside": ("reason", {}),
    "round_stopped": ("reason", {}),
    "idea_declined": ("reason", {"idea": "i1"}),
}


@pytest.mark.parametrize("kind", CODES)
def test_each_code_of_a_closed_list_has_words_of_its_own(kind: str) -> None:
    field, more = CODES[kind]
    words = KINDS[kind].fields[field].codes
    assert words
    told_so = [text(kind, **{field: word}, **more) for word in words]
    assert len(set(told_so)) == len(words)
    assert all("Fund 2027" in sentence for sentence in told_so)


def test_each_statement_and_each_finding_has_words_of_its_own() -> None:
    statements = {text("statement_added", **OF_P1, of=one) for one in STATEMENTS}
    findings = {text("proposal_reviewed", **REVIEWED, finding=one) for one in FINDINGS}
    assert (len(statements), len(findings)) == (len(STATEMENTS), len(FINDINGS))


def test_every_kind_of_a_round_is_told() -> None:
    elsewhere = {"rules_published", "round_closed", "result_provisional", "result_confirmed"}
    assert {kind.name for part in (rounds, proposed, ballots) for kind in part.KINDS} - elsewhere == set(TELLERS)


def test_what_tells_of_a_setback_is_marked() -> None:
    assert {"result_set_aside", "round_stopped"} <= HARM
    assert not HARM & {"proposal_withdrawn", "challenge_made", "appeal_made", "voting_extended"}
