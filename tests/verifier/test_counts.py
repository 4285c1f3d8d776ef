"""The verifier of counts: accepts what was counted, and refuses every mutation, hash repaired or not."""

import json

import pytest

from commonweal.verifier import rising
from commonweal.verifier.counts import check_count
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder, Unreadable
from tests.verifier.count_folders import change, folder, lines, repair

SOUND = [
    ("greedy", ("overflow=stop", "minimum_support=3"), "approval"),
    ("greedy", ("order=votes_per_cost",), "choose-1"),
    ("greedy", ("ties=higher-cost,lot",), "ordinal"),
    ("equal_shares", ("completion=none",), "approval"),
    ("equal_shares", ("completion=add1", "step=50"), "approval"),
    ("equal_shares", ("completion=add1-exhaustive", "step=50", "start=rational"), "choose-1"),
    ("equal_shares", ("completion=add1u", "step=50", "utility=votes", "comparison=greedy"), "approval"),
    ("equal_shares", ("completion=add1u", "step=50", "utility=points"), "cumulative"),
    ("equal_shares", ("completion=add1u", "step=50", "utility=borda", "comparison=greedy"), "ordinal"),
]


@pytest.mark.parametrize(("rule", "settings", "kind"), SOUND)
def test_a_count_of_any_kind_is_accepted(rule, settings, kind):
    assert check_published(Folder(folder(rule, *settings, kind=kind))) == []


def _swap(winners):
    winners[0], winners[1] = winners[1], winners[0]


def _winners(how):
    def mutate(files):
        change(files, "certificate.json", lambda value: how(value["winners"]))
        ids = [winner["project"] for winner in json.loads(files["certificate.json"])["winners"]]
        change(files, "result.json", lambda value: value.update(selected=ids))

    return mutate


def _certificate(**members):
    return lambda files: change(files, "certificate.json", lambda value: value.update(members))


def _result(**members):
    return lambda files: change(files, "result.json", lambda value: value.update(members))


def _spec(key, value, *, everywhere):
    def mutate(files):
        for name in ("certificate.json", "result.json") if everywhere else ("certificate.json",):
            change(files, name, lambda told: told["rule"]["spec"].update({key: value}))

    return mutate


def _ballots(how):
    return lambda files: lines(files, how)


def _set(text, place, start):
    """Put a line in place of the first that starts so."""
    at = next(k for k, line in enumerate(text) if line.startswith(start))
    text[at] = place(text[at])


def _unfunded(files):
    result = json.loads(files["result.json"])
    return next(p["id"] for p in json.loads(files["explanation.json"])["projects"] if p["id"] not in result["selected"])


def _added(files):
    other = {"project": _unfunded(files), "by": "equal_shares", "price": "1/100"}
    _winners(lambda winners: winners.append(other))(files)


def _cheaper(files):
    won = json.loads(files["result.json"])["selected"][-1]
    lines(files, lambda text: _set(text, lambda line: line.replace(line.split(";")[1], "1", 1), f"{won};"))


def _explained(how):
    return lambda files: change(files, "explanation.json", how)


def _ballot_removed_everywhere(files):
    """Remove the last ballot, and mend every number that speaks of ballots: only the prices are left to tell."""

    def cut(text):
        chosen.extend(text.pop(-2).split(";")[1].split(","))
        _set(text, lambda _: "num_votes;79", "num_votes")
        for id_ in chosen:
            _set(text, fewer, f"{id_};")

    def fewer(line):
        id_, cost, votes, rest = line.split(";", 3)
        return f"{id_};{cost};{int(votes) - 1};{rest}"

    def explained(value):
        value.update(voters=79)
        for project in value["projects"]:
            project["supporters"] -= project["id"] in chosen

    chosen = []
    lines(files, cut)
    _result(voters=79)(files)
    change(files, "explanation.json", explained)


MUTATIONS = {
    "two winners swapped": _winners(_swap),
    "one dropped": _winners(lambda winners: winners.pop()),
    "the first dropped": _winners(lambda winners: winners.pop(0)),
    "one added": _added,
    "one twice": _winners(lambda winners: winners.append(dict(winners[0]))),
    "a price changed": _winners(lambda winners: winners[1].update(price="1/7")),
    "a price not in lowest terms": _winners(lambda winners: winners[1].update(price="2/14")),
    "a price taken away": _winners(lambda winners: winners[0].update(price=None)),
    "another part of the rule named": _winners(lambda winners: winners[-1].update(by="greedy")),
    "a ballot removed": _ballots(lambda text: text.pop(-2)),
    "a ballot removed, and every number of ballots mended": _ballot_removed_everywhere,
    "a ballot added": _ballots(lambda text: text.insert(-1, "81;9")),
    "a ballot changed": _ballots(lambda text: text.__setitem__(-2, "80;1")),
    "a ballot repeated": _ballots(lambda text: text.insert(-1, text[-2])),
    "two ballots swapped": _ballots(lambda text: text.__setitem__(slice(-3, -1), [text[-2], text[-3]])),
    "a ballot for nobody's project": _ballots(lambda text: text.__setitem__(-2, "80;99")),
    "a voter's age published": _ballots(lambda text: text.__setitem__(-2, text[-2] + ";44")),
    "a column of ages published": _ballots(lambda text: _set(text, lambda line: line + ";age", "voter_id")),
    "a cost changed": _cheaper,
    "the budget changed": _ballots(lambda text: _set(text, lambda _: "budget;99999", "budget")),
    "a spec field changed": _spec("utility", "votes", everywhere=False),
    "the step changed everywhere": _spec("step", "17", everywhere=True),
    "the completion changed everywhere": _spec("completion", "none", everywhere=True),
    "the utility changed everywhere": _spec("utility", "votes", everywhere=True),
    "the start changed everywhere": _spec("start", "rational", everywhere=True),
    "the comparison changed everywhere": _spec("comparison", "greedy", everywhere=True),
    "an unknown option": _spec("colour", "red", everywhere=True),
    "an unknown value": _spec("completion", "add2", everywhere=True),
    "a tie order with a lot before its end": _spec("ties", "lot,lower-cost", everywhere=True),
    "an empty tie order": _spec("ties", "", everywhere=True),
    "a step of nothing": _spec("step", "0", everywhere=True),
    "a utility of other ballots": _spec("utility", "borda", everywhere=True),
    "another version": lambda files: change(files, "certificate.json", lambda told: told["rule"].update(version=2)),
    "another rule": lambda files: change(files, "certificate.json", lambda told: told["rule"].update(name="lottery")),
    "the share raised": _certificate(share="1000/1"),
    "the steps changed": _certificate(steps=1),
    "fewer steps": _certificate(steps=0),
    "more steps": _certificate(steps=10**6),
    "steps below nothing": _certificate(steps=-1),
    "steps that are true": _certificate(steps=True),
    "another stop": _certificate(stop="nothing more fits"),
    "another overspending": _certificate(overspent="1/1"),
    "a comparison made up": _certificate(comparison={"prefer_equal_shares": 1, "prefer_greedy": 0}),
    "a further member": _certificate(note="trust me"),
    "winners that are no list": _certificate(winners={"1": 2}),
    "winners that are no winners": _certificate(winners=["1"]),
    "selected in another order": _result(selected=["1", "2"]),
    "less spent": _result(spent=1),
    "a larger budget": _result(budget=10**6),
    "more voters": _result(voters=81),
    "another currency": _result(currency="EUR"),
    "another type of vote": _result(vote_type="choose-1"),
    "a further claim": _result(turnout="high"),
    "more supporters explained": _explained(lambda value: value["projects"][0].update(supporters=1000)),
    "a project explained away": _explained(lambda value: value["projects"].pop()),
    "fewer left with nothing": _explained(lambda value: value.update(with_nothing=0)),
    "another round explained": _explained(lambda value: value["projects"][0].update(round=7)),
}


@pytest.mark.parametrize("repaired", [False, True], ids=["hashes as they were", "hashes repaired"])
@pytest.mark.parametrize("name", MUTATIONS)
def test_each_mutation_is_refused(name, repaired):
    files = folder("equal_shares", "completion=add1", "step=50")
    MUTATIONS[name](files)
    if repaired:
        repair(files)
        assert check_published(Folder(files)), name
        # The count's own check sees it, not only the hashes.
        assert [finding for finding in check_count(Folder(files)) if finding.code != "V202"], name
    else:
        assert check_published(Folder(files)), name


GREEDY = {
    "two winners swapped": _winners(_swap),
    "one dropped": _winners(lambda winners: winners.pop()),
    "one added": _added,
    "the overflow changed": _spec("overflow", "stop", everywhere=True),
    "the order changed": _spec("order", "votes_per_cost", everywhere=True),
    "the minimum support raised": _spec("minimum_support", "79", everywhere=True),
    "a price made up": _winners(lambda winners: winners[0].update(price="1/1")),
    "a ballot removed": _ballots(lambda text: text.pop(-2)),
    "a cost changed": _cheaper,
    "a share made up": _certificate(share="1/1"),
}


@pytest.mark.parametrize("name", GREEDY)
def test_each_mutation_of_a_greedy_count_is_refused(name):
    files = folder("greedy")
    GREEDY[name](files)
    repair(files)
    assert check_count(Folder(files)), name


@pytest.mark.parametrize("name", ["poll.pb", "certificate.json", "result.json", "explanation.json", "manifest.json"])
def test_a_missing_or_broken_file_is_refused(name):
    files = folder("greedy")
    whole = files.pop(name)
    assert check_published(Folder(files))
    if name != "manifest.json":
        with pytest.raises(Unreadable):
            check_count(Folder(files))
    files[name] = whole[: len(whole) // 2]
    assert check_published(Folder(files))


@pytest.mark.parametrize("member", ["poll", "certificate"])
def test_a_hash_changed_is_refused(member):
    files = folder("greedy")
    change(files, "result.json", lambda value: value.update({member: "0" * 64}))
    assert "V202" in {finding.code for finding in check_count(Folder(files))}


def test_a_finding_says_which_round_and_what_the_ballots_fund():
    files = folder("equal_shares", "completion=none")
    _winners(_swap)(files)
    repair(files)
    told = [str(finding) for finding in check_count(Folder(files)) if finding.code == "V205"]
    assert len(told) == 1
    assert told[0].startswith("V205 certificate.json: round 1 is said to fund project ")


def _endless_steps(step):
    files = folder("equal_shares", "completion=add1", "step=50")
    for name in ("certificate.json", "result.json"):
        change(files, name, lambda value: value["rule"]["spec"].update(step=step))
    change(files, "certificate.json", lambda value: value.update(steps=10**18))
    repair(files)
    return files


def test_steps_without_end_are_refused_and_never_followed():
    codes = {f.code for f in check_count(Folder(_endless_steps("0.000000000001")))}
    assert codes & {"V204", "V206"}


def test_a_share_that_takes_more_runs_than_a_check_may_make_is_refused(monkeypatch):
    monkeypatch.setattr(rising, "MOST_RUNS", 5)
    monkeypatch.setattr(rising, "FEWEST_RUNS", 5)
    found = check_count(Folder(_endless_steps("0.001")))
    assert [(f.code, f.where) for f in found] == [("V204", "certificate.json")]
    assert "5 counts at most" in found[0].what


@pytest.mark.parametrize("step", ["1" * 4000, f"0.{'0' * 4000}1"])
def test_a_step_of_endless_digits_is_no_step(step):
    files = folder("equal_shares", "completion=add1", "step=50")
    _spec("step", step, everywhere=True)(files)
    repair(files)
    assert [f.code for f in check_count(Folder(files))] == ["V204"]


TOLD = {
    "other ballots": lambda told: told.update(poll="0" * 64),
    "other voters": lambda told: told.update(voters=7),
    "another kind": lambda told: told.update(kind="count result"),
    "a member more": lambda told: told.update(note="all is well"),
    "another mean": lambda told: told.update(mean_funded="9/1"),
    "another score": lambda told: told["projects"][0].update(score=1_000),
    "another way": lambda told: told["projects"][0].update(by="completion"),
}


@pytest.mark.parametrize("name", TOLD)
def test_an_explanation_of_another_count_is_refused(name):
    files = folder("equal_shares", "completion=none")
    change(files, "explanation.json", TOLD[name])
    assert {f.code for f in check_count(Folder(files))} == {"V207"}


def test_a_member_that_stands_twice_in_an_explanation_is_refused():
    files = folder("equal_shares", "completion=none")
    files["explanation.json"] = files["explanation.json"].replace(b'{"format"', b'{"voters":0,"format"', 1)
    assert {f.code for f in check_count(Folder(files))} == {"V207"}
