"""The check of a scored award: sound ones are accepted, and each mutation is refused, with every hash repaired."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given

from commonweal.funding.scored.scheme import Criterion
from commonweal.funding.scored.scores import Panel, Score
from commonweal.verifier.awards import check_award
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder, Unreadable
from tests.funding.scored.made import SCALE, WHO, Made, awards, bid, panel, scheme
from tests.verifier.award_folders import change, files_of, folder, repair


@pytest.mark.parametrize("seed", range(12))
def test_a_sound_award_is_accepted(seed):
    assert check_published(Folder(folder(seed))) == []


@given(awards())
def test_every_award_is_accepted_since_two_programs_agree_on_it(made: Made):
    assert [str(finding) for finding in check_published(Folder(files_of(made)))] == []


def test_a_reason_that_a_spreadsheet_would_run_is_shown_as_text_and_accepted():
    told = panel({"a": [[1], [2]]}, scheme())
    scores = {key: Score(one.points, '=HYPERLINK("x"), "quoted"\nand a line') for key, one in told.scores.items()}
    files = files_of(Made(scheme(), (bid("a"),), Panel(told.interests, scores)))
    assert b"'=HYPERLINK" in files["scores.csv"]
    assert check_published(Folder(files)) == []


def _json(name, how):
    return lambda files: change(files, name, how)


def _input(how):
    return _json("input.json", how)


def _scheme(how):
    return _json("scheme.json", how)


def _certificate(how):
    return _json("certificate.json", lambda value: how(value["standings"]))


def _result(**members):
    return _json("result.json", lambda value: value.update(members))


def _account(how):
    return _json("explanation.json", lambda value: how(value["bids"]))


def _swap(rows):
    rows[0], rows[1] = rows[1], rows[0]


def _swapped_ranks(rows):
    _swap(rows)
    rows[0]["rank"], rows[1]["rank"] = 1, 2


def _everywhere(how):
    """Change where each bid stands in certificate and explanation alike."""

    def mutate(files):
        change(files, "certificate.json", lambda value: how(value["standings"]))
        change(files, "explanation.json", lambda value: how(value["bids"]))

    return mutate


def _score(points):
    return _input(lambda value: value["scores"][0].update(points=points))


def _no_interest(value):
    declared = next(one for one in value["interests"] if one["interest"] != "none")
    declared["interest"] = "none"


def _new_interest(value):
    scored = value["scores"][0]
    [one] = [i for i in value["interests"] if (i["assessor"], i["bid"]) == (scored["assessor"], scored["bid"])]
    one["interest"] = "rival"


def _awarded(value):
    """An awarded bid: what others promised is published as it was given, and nothing follows from it."""
    return next(one for one in value["bids"] if one["id"] == "harbour-kitchen")


def _weights(value):
    value["criteria"][0]["weight"] += 5
    value["criteria"][1]["weight"] -= 5


def _flagged(rows):
    return next(row for row in rows if "below full cost" in row["flags"])


def _unflagged(files):
    for name, key in (("certificate.json", "standings"), ("explanation.json", "bids")):
        change(files, name, lambda value, key=key: _flagged(value[key])["flags"].remove("below full cost"))
    change(files, "result.json", lambda value: value.update(flags=[]))


def _full_cost(value):
    [cheap] = [one for one in value["bids"] if one["full_cost_pence"] > one["price_pence"]]
    cheap["full_cost_pence"] = cheap["price_pence"]


def _award_dropped(files):
    _everywhere(lambda rows: next(row for row in rows if row["why"] == "awarded").update(why="money"))(files)
    change(files, "result.json", lambda value: value["awarded"].pop(0))


def _award_added(files):
    _everywhere(lambda rows: next(row for row in rows if row["why"] != "awarded").update(why="awarded"))(files)
    other = {"bid": "east-side-carers", "bidder": "East Side Carers", "price_pence": 1}
    change(files, "result.json", lambda value: value["awarded"].append(other))


def _csv(old, new):
    def mutate(files):
        assert old in files["scores.csv"]
        files["scores.csv"] = files["scores.csv"].replace(old, new, 1)

    return mutate


MUTATIONS = {
    "a score lowered": _score(0),
    "a score off the scale": _score(6),
    "a score that is true": _score(True),
    "a score removed": _input(lambda value: value["scores"].pop()),
    "a score twice": _input(lambda value: value["scores"].insert(0, value["scores"][0])),
    "two scores swapped": _input(lambda value: _swap(value["scores"])),
    "a reason changed": _input(lambda value: value["scores"][0].update(reason="They are friends.")),
    "a reason taken away": _input(lambda value: value["scores"][0].update(reason="")),
    "an interest removed": _input(_no_interest),
    "an interest made up": _input(_new_interest),
    "a declaration removed": _input(lambda value: value["interests"].pop()),
    "a declaration for a bid that is not there": _input(
        lambda value: value["interests"].append({"assessor": "resident-1", "bid": "z", "interest": "none"})
    ),
    "an assessor by name": _input(lambda value: value["scores"][0].update(assessor="Jo Bloggs")),
    "a price changed": _input(lambda value: value["bids"][0].update(price_pence=1)),
    "a price of nothing": _input(lambda value: value["bids"][0].update(price_pence=0)),
    "a full cost lowered": _input(_full_cost),
    "a bid removed": _input(lambda value: value["bids"].pop()),
    "a promise changed": _input(lambda value: _awarded(value)["promises"][0].update(text="A free pen")),
    "a promise put off": _input(lambda value: value["bids"][0]["promises"][0].update(due="2037-09-30")),
    "a seed that no tie asked for": _input(lambda value: value.update(seed="mine")),
    "a further member of the input": _input(lambda value: value.update(note="trust me")),
    "the weights changed": _scheme(_weights),
    "weights that do not add up": _scheme(lambda value: value["criteria"][0].update(weight=41)),
    "a weight below nothing": _scheme(lambda value: value["criteria"][0].update(weight=-40)),
    "the minimum raised": _scheme(lambda value: value["criteria"][0].update(minimum=5)),
    "the scale widened": _scheme(lambda value: value["criteria"][0]["levels"][-1].update(points=10)),
    "the budget changed": _scheme(lambda value: value.update(budget_pence=1)),
    "fewer awards": _scheme(lambda value: value.update(most_awards=1)),
    "opened on another day": _scheme(lambda value: value.update(opened="2027-02-01")),
    "ties without a lot": _scheme(lambda value: value.update(ties=["price"])),
    "another formula": _scheme(lambda value: value["criteria"][3].update(formula="1 - price / budget")),
    "a criterion removed": _scheme(lambda value: value["criteria"].pop()),
    "the order swapped": _everywhere(_swapped_ranks),
    "the order swapped in the certificate": _certificate(_swap),
    "an award dropped": _award_dropped,
    "an award added": _award_added,
    "a bid left out of the certificate": _certificate(lambda rows: rows.pop()),
    "a total raised": _everywhere(lambda rows: rows[-1].update(total="99/1")),
    "a mean changed": _certificate(lambda rows: rows[0]["marks"][0].update(mean="5/1")),
    "a mean not in lowest terms": _certificate(lambda rows: rows[1]["marks"][0].update(mean="6/2")),
    "a spread hidden": _certificate(lambda rows: rows[0]["marks"][0].update(low=5)),
    "a flag removed": _unflagged,
    "a flag removed from the result": _result(flags=[]),
    "a flag made up": _everywhere(lambda rows: rows[0]["flags"].append("scores far apart")),
    "an interest hidden in the result": _result(left_out=[]),
    "less spent": _result(spent_pence=1),
    "a larger budget": _result(budget_pence=10**9),
    "more bids": _result(bids=50),
    "more assessors": _result(assessors=9),
    "the undertakings dropped": _result(undertakings=[]),
    "an undertaking kept before it is due": _json(
        "result.json", lambda value: value["undertakings"][0].update(state="kept")
    ),
    "decided before the body did": _result(state="decided"),
    "opened earlier": _result(opened="2026-01-11"),
    "a further claim": _result(fair="yes"),
    "a comparison changed": _account(lambda rows: rows[-1].update(difference="-1/100")),
    "a comparison by criterion changed": _account(lambda rows: rows[-1]["differences"].reverse()),
    "a comparison with another bid": _account(lambda rows: rows[-1].update(against="reading-boats")),
    "a reason kept from a bidder": _account(lambda rows: rows[-1]["reasons"].pop()),
    "who was left out kept from a bidder": _account(
        lambda rows: next(row for row in rows if row["left_out"]).update(left_out=[])
    ),
    "a bidder told of another price": _account(lambda rows: rows[0].update(price_pence=1)),
    "a bid explained away": _account(lambda rows: rows.pop()),
    "a bid that is explained by nothing": _account(lambda rows: rows.__setitem__(0, None)),
    "a further word to one bidder": _account(lambda rows: rows[0].update(note="well done")),
    "a score changed in the table": _csv(b",4,yes,", b",5,yes,"),
    "a score that counts in the table alone": _csv(b",yes,", b",no,"),
    "standings that are no list": _json("certificate.json", lambda value: value.update(standings={"1": 2})),
    "accounts that are no list": _json("explanation.json", lambda value: value.update(bids=None)),
}


@pytest.mark.parametrize("repaired", [False, True], ids=["hashes as they were", "hashes repaired"])
@pytest.mark.parametrize("name", MUTATIONS)
def test_each_mutation_is_refused(name, repaired):
    files = folder()
    MUTATIONS[name](files)
    assert files != folder()
    if repaired:
        repair(files)
    findings = check_published(Folder(files))
    assert findings
    if repaired:
        # The check of the award sees it, not only the hashes; and it makes sense of what it reads.
        assert {finding.code for finding in findings} <= {"V501", "V503", "V504", "V505", "V506", "V507"}


@pytest.mark.parametrize("name", ["scheme.json", "input.json", "certificate.json", "result.json", "explanation.json"])
def test_a_missing_or_broken_file_is_refused(name):
    files = folder()
    whole = files.pop(name)
    assert check_published(Folder(files))
    with pytest.raises(Unreadable):
        check_award(Folder(files))
    files[name] = whole[: len(whole) // 2]
    assert check_published(Folder(files))


@pytest.mark.parametrize("name", ["result.json", "certificate.json", "explanation.json", "input.json"])
@pytest.mark.parametrize("member", ["scheme", "input", "certificate"])
def test_a_hash_changed_is_refused(name, member):
    files = folder()
    if member not in json.loads(files[name]):
        return
    change(files, name, lambda value: value.update({member: "0" * 64}))
    assert "V502" in {finding.code for finding in check_award(Folder(files))}


def test_the_scheme_is_published_in_the_bytes_whose_hash_was_locked():
    files = folder()
    stated = json.loads(files["result.json"])["scheme"]
    assert sha256(files["scheme.json"]).hexdigest() == stated
    files["scheme.json"] = files["scheme.json"].replace(b'"body"', b' "body"', 1)
    repair(files)
    assert "V501" in {finding.code for finding in check_award(Folder(files))}


def test_a_lot_that_was_needed_must_have_its_seed():
    tied = Made(scheme(), (bid("a"), bid("b")), panel({"a": [[2], [2]], "b": [[2], [2]]}, scheme()))
    files = files_of(tied)
    assert check_published(Folder(files)) == []
    change(files, "input.json", lambda value: value.update(seed=None))
    repair(files)
    assert {finding.code for finding in check_published(Folder(files))} == {"V503"}


def test_fewer_than_two_assessors_are_refused():
    made = Made(scheme(), (bid("a"),), panel({"a": [[2], [2]]}, scheme()))
    files = files_of(made)
    change(files, "input.json", lambda value: value["interests"][0].update(interest="rival"))
    repair(files)
    told = [finding.what for finding in check_published(Folder(files))]
    assert told == ["bid a has fewer than two assessors without an interest"]


def test_a_table_that_is_not_text_is_a_finding():
    files = folder()
    files["scores.csv"] = b"\xff"
    repair(files)
    assert check_published(Folder(files))


def test_a_social_value_score_without_a_promise_is_flagged_by_the_check_too():
    social = Criterion("social", "Social", "social_value", 5, SCALE)
    both = scheme(*scheme().criteria, social)
    made = Made(both, (bid("a"),), panel({"a": [[2, 2], [2, 2]]}, both))
    files = files_of(made)
    assert check_published(Folder(files)) == []
    promised = replace(made, bids=(bid("a", 100, 100, "a promise"),))
    files["input.json"] = files_of(promised)["input.json"]
    repair(files)
    assert {finding.code for finding in check_published(Folder(files))} == {"V504", "V505", "V506"}
    assert WHO[0] in files["scores.csv"].decode()


UNSOUND = {
    "the weights add up to 100, not to 101": lambda value: value.update(total=101),
    "the scale or formula of running is not sound": lambda value: value["criteria"][1]["levels"].reverse(),
    "the scale or formula of price is not sound": lambda value: value["criteria"][3].update(minimum=1),
    "two criteria have the same name": lambda value: value["criteria"][1].update(id="people"),
    "there is more than one criterion of price, or none of quality": lambda value: [
        value["criteria"][k].update(kind="social_value") for k in (0, 1)
    ],
    "this is not a scheme of the published form": lambda value: value.update(overflow=["skip"]),
}


@pytest.mark.parametrize("what", UNSOUND)
def test_a_scheme_that_is_unsound_is_refused_as_such(what):
    files = folder()
    change(files, "scheme.json", UNSOUND[what])
    repair(files)
    assert [(finding.code, finding.what) for finding in check_award(Folder(files))] == [("V501", what)]
