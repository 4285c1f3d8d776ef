"""Two whole rounds, done by the procedures, are accepted; each thing that somebody might forge of them is refused.

Every mutation comes with all its hashes repaired: what is refused is refused for what it says.
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.verifier.manifests import canonical
from tests.verifier import whole_rounds as forged
from tests.verifier.bundles import found, lines, repacked
from tests.verifier.whole_rounds import LARGE, SMALL, Files

Forgery = Callable[[Files], Files]


def says(kind: str, nth: int = 0, round_id: str = LARGE, **payload: Any) -> Forgery:
    """Change what an entry says."""
    return lambda files: forged.retold(files, forged.place_of(files, kind, nth, round_id), **payload)


def on(kind: str, at: str, nth: int = 0) -> Forgery:
    """Give an entry and all before it on that day another moment."""

    def change(files: Files) -> Files:
        number = forged.place_of(files, kind, nth)
        return forged.redated(files, number, at)

    return change


def early(kind: str, before: str, nth: int = 0) -> Forgery:
    """Put an entry before another."""
    return lambda files: forged.moved_to(files, forged.place_of(files, kind, nth), forged.place_of(files, before))


def gone(kind: str, nth: int = 0) -> Forgery:
    return lambda files: forged.without(files, forged.place_of(files, kind, nth))


def again(kind: str, before: str = "", nth: int = 0, **payload: Any) -> Forgery:
    """Put an entry in once more: at the end, or before another."""
    return lambda files: forged.with_again(
        files, forged.place_of(files, kind, nth), forged.place_of(files, before) if before else 0, **payload
    )


def projects(change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> Forgery:
    def forge(files: Files) -> Files:
        number = forged.place_of(files, "ballot_published")
        return forged.retold(files, number, projects=change(lines(files)[number - 1]["payload"]["projects"]))

    return forge


def rules(**options: str) -> Forgery:
    def forge(files: Files) -> Files:
        number = forged.place_of(files, "rules_published")
        return forged.retold(files, number, spec={**lines(files)[number - 1]["payload"]["spec"], **options})

    return forge


def reason(files: Files, code: str) -> list[str]:
    """Give what the findings of one code say."""
    return [finding.what for finding in found(files) if finding.code == code]


def test_what_the_procedures_made_is_accepted_as_published_and_as_auditors_have_it(whole: Files, public: Files) -> None:
    assert found(whole) == []
    assert found(public) == []


def test_the_record_has_every_kind_that_is_checked(whole: Files) -> None:
    kinds = {one["kind"] for one in lines(whole)}
    assert kinds >= {
        *("proposal_submitted", "proposal_reviewed", "appeal_made", "appeal_decided", "proposal_withdrawn"),
        *("ballot_published", "codes_issued", "voting_extended", "round_closed", "lot_drawn", "ballots_opened"),
        *("result_provisional", "challenge_made", "challenge_answered", "result_set_aside", "result_confirmed"),
        *("awards_decided", "fund_constituted", "money_moved", "person_left", "interest_ended", "secrets_destroyed"),
    }


def test_a_ballot_of_before_that_says_no_groups_is_read_as_it_was(whole: Files) -> None:
    assert not [what for what in reason(projects(ungrouped)(whole), "V602") if OTHER_GROUP in what]


FORM = [
    (says("rules_published", opens="soon"), "its field opens is missing, or not of"),
    (says("rules_published", budget_pence=None), "its field budget_pence is missing"),
    (says("rules_published", ballot="show of hands"), "its field ballot is missing, or not of"),
    (says("round_closed", issued=None), "its field issued is missing"),
    (says("ballots_opened", spoilt="1"), "its field spoilt is missing, or not of"),
    (says("ballots_opened", adjudicated_by=[{"papers": 1}]), "its field adjudicated_by is missing, or not of"),
    (says("ballot_published", projects=[{"project": "p14"}]), "its field projects is missing, or not of"),
    (projects(lambda told: [{**told[0], "area": "Quayside"}]), "its field projects is missing, or not of"),
    (projects(lambda told: [{**told[0], "group": 4}]), "its field projects is missing, or not of"),
    (says("money_moved", capital_pence=-1), "its field capital_pence is missing, or not of"),
    (says("person_appointed", seat=""), "its field seat is missing, or not of"),
]
ORDER = [
    (early("proposal_submitted", "rules_published"), "rules of its round were not published before it"),
    (gone("rules_published"), "rules of its round were not published before it"),
    (says("rules_published", opens=None), "name no first day of voting"),
    (again("rules_published"), "were published before, and are never changed"),
    (early("round_closed", "ballot_published"), "before any entry ballot_published"),
    (early("lot_drawn", "round_closed"), "before any entry round_closed"),
    (early("ballots_opened", "round_closed"), "before any entry round_closed"),
    (early("ballots_opened", "lot_drawn"), "after entry"),
    (gone("lot_drawn"), "before any entry lot_drawn"),
    (early("result_provisional", "ballots_opened"), "before any entry ballots_opened"),
    (early("awards_decided", "result_confirmed"), "before any entry result_confirmed"),
    (again("proposal_reviewed", "round_closed"), "when it was too late for it"),
    (again("proposal_withdrawn", "lot_drawn", 1), "when it was too late for it"),
    (again("codes_issued", "lot_drawn"), "when it was too late for it"),
    (again("voting_extended", "lot_drawn", closes="2027-02-02"), "when it was too late for it"),
    (again("round_closed", "ballots_opened"), "it is done once"),
    (again("ballots_opened", "result_provisional"), "it is done once"),
    (again("lot_drawn", "ballots_opened", seed="1"), "it is done once"),
    (again("awards_decided"), "it is done once"),
    (early("secrets_destroyed", "result_confirmed"), "before the result was confirmed or the round was stopped"),
]
OTHER_GROUP = "of another area, category or group than entry"


def regrouped(**said: str) -> Forgery:
    """Say something else of where the first project of the ballot is, of what kind and for whom; "" says nothing."""

    def change(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{name: text for name, text in {**told[0], **said}.items() if text != ""}, *told[1:]]

    return projects(change)


def ungrouped(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Say nothing of any project's groups, as older records do."""
    return [{name: one[name] for name in ("project", "title", "pence")} for one in told]


SHORTLIST = [
    (regrouped(neighbourhood="Old Town"), OTHER_GROUP),
    (regrouped(neighbourhood=""), OTHER_GROUP),
    (regrouped(category=""), OTHER_GROUP),
    (regrouped(group="everyone"), OTHER_GROUP),
    (
        lambda files: rules(floors="area:Quayside=50")(projects(ungrouped)(files)),
        OTHER_GROUP,
    ),
    (gone("proposal_reviewed", 1), "stands on the ballot, and its reviews do not let it"),
    (says("proposal_reviewed", 0, finding="ineligible", code="outside-place"), "its reviews do not let it"),
    (projects(lambda told: told[1:]), "is eligible and feasible, and does not stand on the ballot"),
    (projects(lambda told: [*told, told[0]]), "stands twice"),
    (projects(lambda told: [*told, {**told[0], "project": "p17"}]), "it is ineligible"),
    (projects(lambda told: [*told, {**told[0], "project": "p19"}]), "it is withdrawn"),
    (projects(lambda told: [*told, {**told[0], "project": "p99"}]), "it is not put forward"),
    (projects(lambda told: [{**told[0], "pence": 19_999}, *told[1:]]), "another title or cost"),
    (projects(lambda told: [{**told[0], "title": "Thrones"}, *told[1:]]), "another title or cost"),
    (projects(lambda told: [told[0], {**told[1], "pence": 15_000, "title": "Trees"}, *told[2:]]), "another title"),
    (gone("appeal_decided"), "an appeal for p17 was still open"),
    (gone("appeal_made"), "decides an appeal that is not open"),
    (says("appeal_decided", 1, decision="refused"), "it is ineligible"),
    (says("appeal_decided", 0, decision="upheld"), "p17 still waited for a review"),
    (says("appeal_made", entry=3), "against no finding that stands"),
    (says("proposal_reviewed", 0, check="feasibility", finding="feasible"), "of a proposal that stands at: submitted"),
    (says("proposal_reviewed", 0, finding="feasible"), "a check of eligibility finds no proposal feasible"),
    (says("proposal_reviewed", 0, entry=3), "another proposal than the one that was put forward last"),
    (says("proposal_reviewed", 6, appeal_until="2026-11-25"), "for less than 7 days"),
    (again("proposal_submitted", "ballot_published"), "it changes a proposal that stands at: feasible"),
    (again("proposal_withdrawn", "ballot_published"), "withdraws what was withdrawn before"),
    (again("appeal_made", "ballot_published"), "against no finding that stands"),
]
DAYS = [
    (says("rules_published", ideas_from="2026-10-31"), "after ideas were to be taken"),
    (says("rules_published", ideas_until="2026-11-10"), "closes before it opens"),
    (says("rules_published", appeal_days=20), "before a review on the last day"),
    (says("rules_published", due="2027-01-07"), "due before the result can be confirmed"),
    (rules(seed="4-2-6"), "the seed of the lot was known before voting"),
    (says("rules_published", ideas_from="2026-11-13"), "before the first day of ideas"),
    (says("proposal_submitted", sent="2026-11-13"), "it was read before the day on which it was sent"),
    (says("rules_published", ideas_until="2026-12-03", appeal_days=1), "published while ideas were taken"),
    (says("ballot_published", opens="2026-12-10"), "before the day of the rules"),
    (says("ballot_published", opens="2026-12-12"), "lasts less long than the rules give it"),
    (says("ballot_published", closes="2026-12-30"), "lasts less long than the rules give it"),
    (says("ballot_published", needed=1), "one person alone could open the ballots"),
    (says("voting_extended", closes="2026-12-31"), "not extended to a later day"),
    (says("voting_extended", closes="2027-01-03"), "closed on a day on which it was open: 2027-01-03"),
    (on("round_closed", "2027-01-02T23:59:59Z"), "closed on a day on which it was open: 2027-01-02"),
]
RECEIPTS = [
    (lambda files: forged.with_file(files, f"rounds/{LARGE}/receipts.txt", lambda data: data[65:]), "not the list of"),
    (lambda files: forged.with_file(files, f"rounds/{LARGE}/receipts.txt", lambda data: data[:-1]), "a sorted list"),
    (says("round_closed", sealed="ab" * 32), "this is not the list of"),
    (lambda files: repacked({**files, "rounds/r9/receipts.txt": b""}), "no round of the record has this file"),
    (lambda files: repacked({k: v for k, v in files.items() if not k.endswith("r1/receipts.txt")}), "it is missing"),
]
CODES = [
    (says("codes_issued", codes=60), "issued and not replaced"),
    (says("codes_issued", 1, instead=None), "issued and not replaced"),
    (gone("codes_issued"), "issued and not replaced"),
    (says("round_closed", issued=51), "more ballots than codes"),
    (says("round_closed", unnamed=9), "it states 9 codes for nobody in particular, not 0"),
    (says("codes_issued", unnamed=9), "it states 0 codes for nobody in particular, not 9"),
    (says("codes_issued", unnamed=999), "more codes are for nobody in particular than there are"),
]


def opened(change: Callable[[list[dict[str, Any]]], object], round_id: str = LARGE) -> Forgery:
    """Change the opened ballots, and the hash that the record bears of them."""

    def forge(files: Files) -> Files:
        ballots = forged.ballots_of(files, round_id)
        change(ballots)
        ballots.sort(key=lambda one: (one["chosen"], one["points"]))
        return forged.with_opened(files, round_id, forged.ballot_bytes(ballots))

    return forge


def first(**ballot: Any) -> Callable[[list[dict[str, Any]]], None]:
    return lambda ballots: ballots[0].update(ballot)


def swapped(ballots: list[dict[str, Any]]) -> None:
    """Make one voter of one choice a voter of another."""
    ballots[0]["voters"] += 1
    ballots[-1]["voters"] -= 1


OPENED = [
    (
        lambda files: forged.with_file(files, f"rounds/{LARGE}/opened.jsonl", lambda data: data + b"x"),
        "not the ballots",
    ),
    (says("ballots_opened", opened="ab" * 32), "these are not the ballots"),
    (lambda files: repacked({k: v for k, v in files.items() if not k.endswith("r1/opened.jsonl")}), "are missing"),
    (opened(first(chosen=["p9"])), "names a project that does not stand on it"),
    (opened(first(chosen=["p14", "p14"])), "names a project twice"),
    (opened(first(chosen=[])), "names 0 projects"),
    (opened(first(chosen=["p15", "p14"])), "in another order than the ballot"),
    (opened(first(points=[1])), "it gives points"),
    (opened(first(points=[]), SMALL), "does not give points to each"),
    (opened(first(chosen=["p20"], points=[7]), SMALL), "gives too many points"),
    (opened(first(chosen=["p20"], points=[0]), SMALL), "does not give points to each"),
    (opened(lambda ballots: ballots.append(dict(ballots[0]))), "distinct and sorted"),
    (opened(first(voters=0)), "this is not a ballot and how many"),
    (says("rules_published", fewest=2), "names 1 projects"),
    (says("rules_published", most=1), "names 2 projects"),
    (says("rules_published", ballot="choose-1"), "names 2 projects"),
    (says("rules_published", ballot="knapsack"), "cost more than there is"),
]
NUMBERS = [
    (says("round_closed", ballots=51), "are not the 51 ballots of the close"),
    (says("round_closed", paper=3), "are not the 52 ballots of the close"),
    (says("ballots_opened", paper=3), "3 papers were opened, and 4 had come in"),
    (says("ballots_opened", spoilt=2), "are not the 52 of the close"),
    (says("ballots_opened", adjudicated=5), "more papers were read in two ways than came in"),
    (says("ballots_opened", adjudicated=2), "the reasons are not those of 2 papers"),
    (
        says("ballots_opened", adjudicated=2, adjudicated_by=[{"reason": "blank", "papers": 2}]),
        "more papers were found to be spoilt than were",
    ),
    (says("ballots_opened", ballots=52), "it states 52 ballots, and 51 are here"),
    (opened(lambda ballots: ballots[0].update(voters=ballots[0]["voters"] + 1)), "it states 51 ballots, and 52"),
]
OTHERS_COUNTED = "its projects are of other areas, categories or groups than on the ballot"
COUNT = [
    (regrouped(neighbourhood="Old Town"), OTHERS_COUNTED),
    (regrouped(category="green"), OTHERS_COUNTED),
    (regrouped(group="carers"), OTHERS_COUNTED),
    (projects(ungrouped), OTHERS_COUNTED),
    (says("ballots_opened", left_empty=0), "ballots of which nothing is left"),
    (says("rules_published", budget_pence=30_001), "its budget is"),
    (says("rules_published", currency="EUR"), "its currency is GBP"),
    (says("rules_published", most=2), "what it says of the ballots is not what the published rules say"),
    (gone("proposal_withdrawn", 1), "its projects is 3, and the round gives 4"),
    (says("proposal_withdrawn", 1, proposal="p14"), "p14, which did not stand on the ballot at the close"),
    (opened(swapped), "ballots differ from the opened ones"),
]


CONTESTED = [
    (gone("result_set_aside"), "was not set aside before it"),
    (says("result_set_aside", entry=5), "sets aside an entry that is not the provisional result"),
    (says("challenge_made", entry=5), "challenges an entry that is not the provisional result"),
    (says("challenge_made", 1, challenge="r1-c1"), "a challenge r1-c1 was made before"),
    (gone("challenge_made"), "answers a challenge that was not made"),
    (gone("challenge_answered", 1), "the challenge r1-c2 was not answered"),
    (says("challenge_answered", 1, answer="upheld"), "was upheld, and it was not set aside"),
    (says("challenge_answered", 0, manifest="ab" * 32), "another count than the one that was challenged"),
    (again("challenge_answered", "result_confirmed"), "or was answered before"),
    (says("result_provisional", challenge_until="2027-01-09"), "for fewer days than the rules give"),
    (says("result_provisional", 1, challenge_until="2027-01-11"), "confirmed while it could be challenged"),
    (again("result_set_aside", "result_confirmed"), "sets aside an entry that is not the provisional result"),
    (says("result_confirmed", folder="counts/r1"), "it confirms another count"),
    (says("result_provisional", 1, folder="counts/r1"), "has a folder of its own"),
]
PAIRS = [
    (says(kind, second=second), "names no second role")
    for kind in (
        *("rules_published", "ballot_published", "appeal_decided", "voting_extended", "round_closed", "lot_drawn"),
        *("ballots_opened", "result_provisional", "challenge_answered", "result_set_aside", "result_confirmed"),
        *("awards_decided", "fund_constituted", "money_moved"),
    )
    for second in (None,)
] + [
    (says("round_closed", second="returning officer"), "names no second role"),
    (says("codes_issued", unnamed=1), "names no second role"),
]
SEATS = [
    (says("person_left", seat="p-7"), "nobody in the seat p-7 was appointed"),
    (says("person_left", appointed="auditor"), "nobody in the seat p-3 was appointed auditor"),
    (early("person_left", "person_appointed"), "nobody in the seat p-3"),
    (again("person_left"), "nobody in the seat p-3"),
    (says("interest_ended", interest="i9"), "no interest i9 was declared"),
    (again("interest_ended"), "no interest i1 was declared that had not ended"),
    (again("interest_declared"), "an interest i1 was declared before"),
]
FUNDS = [
    (says("fund_constituted", settings="ab" * 32), "not the constitution of which"),
    (says("fund_constituted", title="Another"), "its title is not that of"),
    (says("fund_constituted", periods=[]), "its periods is not that of"),
    (says("fund_constituted", protected_pence=1), "it protects 1 pence"),
    (lambda files: repacked({k: v for k, v in files.items() if k != "funds/pride.json"}), "the file is missing"),
    (lambda files: forged.with_file(files, "funds/pride.json", lambda data: data + b" "), "not the constitution of"),
    (lambda files: repacked({**files, "funds/other.json": b"{}"}), "no entry constitutes this fund"),
]
MOVEMENTS = [
    (gone("money_moved"), "of capital there are 0 pence and not 60000"),
    (says("money_moved", 0, round_id="r1", capital_pence=0, revenue_pence=960_000), "of capital there are 0"),
    (says("money_moved", 0, capital_pence=500_000_000), "of capital there are 400000000 pence and not 500000000"),
    (says("money_moved", 1, capital_pence=900_001), "of capital there are 900000 pence and not 900001"),
    (says("money_moved", 1, movement="m1"), "a movement m1 was recorded before"),
    (says("money_moved", 2, to_period="p3"), "into the period that follows, and nowhere else"),
    (says("money_moved", 2, to_period=None), "does not name what has to be named"),
    (says("money_moved", 0, period="p9"), "the fund has no period p9"),
    (says("money_moved", 0, how="found"), "money does not move so"),
    (says("money_moved", 0, capital_pence=0, revenue_pence=0), "no money moves"),
    (says("money_moved", 3, entry=4), "decides no awards"),
    (says("money_moved", 3, entry=999), "follows from an entry that was not there"),
    (says("money_moved", 3, organisation="o-bus"), "awards o-bus more than entry"),
    (says("money_moved", 3, capital_pence=59_000), "more than entry"),
    (again("money_moved", nth=3, movement="m7"), "more than entry"),
    (says("money_moved", 4, capital_pence=59_000), "of capital there are"),
    (early("money_moved", "fund_constituted"), "was not constituted before it"),
]
FORGERIES = [
    (code, number, forge, what)
    for code, cases in {
        "V600": FORM,
        "V601": ORDER,
        "V602": SHORTLIST,
        "V603": DAYS,
        "V604": RECEIPTS,
        "V605": CODES,
        "V606": OPENED,
        "V607": NUMBERS,
        "V608": COUNT,
        "V609": CONTESTED,
        "V610": PAIRS,
        "V611": SEATS,
        "V612": FUNDS,
        "V613": MOVEMENTS,
    }.items()
    for number, (forge, what) in enumerate(cases)
]


@pytest.mark.parametrize(("code", "number", "forge", "what"), FORGERIES)
def test_no_forgery_is_accepted_though_every_hash_was_repaired(
    whole: Files, code: str, number: int, forge: Forgery, what: str
) -> None:
    del number
    said = reason(forge(whole), code)
    assert any(what in one for one in said), said


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
FLAT = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.text(max_size=5), SCALARS, max_size=3)
JSON = FLAT | st.lists(FLAT, max_size=3) | st.dictionaries(st.text(max_size=5), FLAT, max_size=3)


@given(data=st.data())
def test_whatever_an_entry_says_the_check_makes_sense_of_it(both_bundles: tuple[Files, Files, Any], data: Any) -> None:
    files = both_bundles[1]
    entries = lines(files)
    entry = data.draw(st.sampled_from(entries))
    field = data.draw(st.sampled_from(sorted(entry["payload"])))
    value = data.draw(JSON | st.sampled_from([one for told in entries for one in told["payload"].values()]))
    for finding in found(forged.retold(files, entry["number"], **{field: value})):
        assert finding.code != "V106", str(finding)


@given(st.lists(st.sampled_from(["a", "b"]), max_size=3), JSON)
def test_whatever_a_file_holds_the_check_makes_sense_of_it(
    both_bundles: tuple[Files, Files, Any], names: list[str], value: Any
) -> None:
    files = both_bundles[1]
    data = canonical({"fund": names, "periods": value})
    assert {finding.code for finding in found(repacked({**files, "funds/pride.json": data}))} == {"V612"}
    other = forged.with_opened(files, LARGE, canonical({"chosen": names, "points": [], "voters": value}) + b"\n")
    assert "V106" not in {finding.code for finding in found(other)} != set()
