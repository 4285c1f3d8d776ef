"""Allocations of protected money in a bundle: what the procedures made is accepted, and whatever is forged is refused.

Every forgery comes with all its hashes repaired: what is refused is refused for what it says.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from commonweal.verifier.manifests import canonical
from tests.funding.fund.funds import TWENTY_MILLION
from tests.verifier import places
from tests.verifier import whole_rounds as forged
from tests.verifier.bundles import found, lines, repacked
from tests.verifier.stream_folders import repair
from tests.verifier.whole_rounds import Files
from tests.web.procedures import boards, rounds, streams

FIRST, SECOND = "streams/pride-1", "streams/pride-2"
Forgery = Callable[[Files], Files]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, django_db_blocker: Any) -> Files:
    """A bundle with two allocations, the second after the constitution was changed."""
    with places.own_place(tmp_path_factory.mktemp("streams"), sqlite_template, django_db_blocker):
        rounds.opened()
        streams.fund_with_money()
        first = streams.allocated()
        boards.constituted(hour=3, protected=[streams.PROTECTED], uplift="No uplift.")
        streams.set_aside("m3", revenue=10_000_000)
        given = {award["project"]: f"n-{award['project']}" for award in first.payload["awards"]}
        streams.allocated(streams.renamed(streams.asked(), given))
        return places.bundle()


@pytest.fixture
def bundle(made: Files) -> Files:
    return dict(made)


def number_of(files: Files, kind: str = "stream_allocated", nth: int = 0) -> int:
    return [int(one["number"]) for one in lines(files) if one["kind"] == kind][nth]


def payload(files: Files, number: int) -> Any:
    return lines(files)[number - 1]["payload"]


def says(kind: str = "stream_allocated", nth: int = 0, **changed: Any) -> Forgery:
    return lambda files: forged.retold(files, number_of(files, kind, nth), **changed)


def awards(how: Callable[[list[dict[str, Any]]], object], **changed: Any) -> Forgery:
    """Change what the first entry gives."""

    def forge(files: Files) -> Files:
        number = number_of(files)
        given = payload(files, number)["awards"]
        how(given)
        return forged.retold(files, number, awards=given, **changed)

    return forge


def inside(name: str, how: Callable[[Any], object], folder: str = FIRST) -> Forgery:
    """Change a file of a folder, and mend its hashes, its manifest, and the entry that names it."""

    def change(inner: Files) -> None:
        value = json.loads(inner[name])
        how(value)
        inner[name] = canonical(value)

    return refolded(change, folder)


def refolded(change: Callable[[Files], object], folder: str = FIRST) -> Forgery:
    def forge(files: Files) -> Files:
        start = f"{folder}/"
        inner = {path[len(start) :]: data for path, data in files.items() if path.startswith(start)}
        change(inner)
        repair(inner)
        kept = {path: data for path, data in files.items() if not path.startswith(start)}
        whole = {**kept, **{start + path: data for path, data in inner.items()}}
        [number] = [one["number"] for one in lines(whole) if one["payload"].get("folder") == folder]
        return forged.retold(whole, number, manifest=sha256(inner["manifest.json"]).hexdigest())

    return forge


def other_fund(inner: Files) -> None:
    """Put another constitution of the fund in, one in which the panel is the same."""
    made = {**json.loads(inner["fund.json"]), "title": "Harbour Fund", "notice_months": 9}
    inner["fund.json"] = canonical(made)


def without(name: str) -> Callable[[Files], object]:
    return lambda inner: inner.pop(name)


def moved(nth: int, **changed: Any) -> Forgery:
    """Change one of the movements that an allocation made; the first two movements are earlier ones."""
    return says("money_moved", nth, **changed)


def gone(kind: str, nth: int = 0) -> Forgery:
    return lambda files: forged.without(files, number_of(files, kind, nth))


SAID = [
    (says(pence=1), "it gives other sums than streams/pride-1"),
    (says(set_aside_pence=19_500_001), "it states that other money was set aside than streams/pride-1"),
    (says(set_aside_pence=19_500_001), "19500000 pence stood set aside for the stream, and not 19500001"),
    (says(settings="ab" * 32), "it names another constitution than that of entry"),
    (says(settings="ab" * 32), "does not hold the constitution of the fund that it names"),
    (says(fund="prid"), "the fund prid was not constituted before it"),
    (says(stream="other"), "is of another stream"),
    (says(period="p2"), "0 pence stood set aside"),
    (says(money="capital"), "0 pence stood set aside"),
    (awards(lambda given: given.pop()), "it gives other sums than streams/pride-1"),
    (awards(lambda given: given.reverse()), "it gives other sums than streams/pride-1"),
    (awards(lambda given: given[0].update(pence=given[0]["pence"] + 1)), "it gives other sums than streams/pride-1"),
    (awards(lambda given: given[0].update(project="s9")), "it gives other sums than streams/pride-1"),
    (awards(lambda given: [one.update(organisation="saltern-support") for one in given]), "it names the body of s"),
    (awards(lambda given: given[0].update(organisation="body-9")), "did not move, to the penny, to whom it gives it"),
]
FOLDER = [
    (inside("constitution.json", lambda value: value.update(round="pride-9")), "or of another allocation"),
    (inside("constitution.json", lambda value: value["streams"][0].update(entry=1)), "set aside by another entry"),
    (
        inside("constitution.json", lambda value: value["streams"][0].update(constituted="2026-10-31")),
        "set aside by another entry",
    ),
    (
        inside("constitution.json", lambda value: value.update(voting_opens="2027-03-01")),
        "holds other money than that of the stream",
    ),
    (
        inside("constitution.json", lambda value: value.update(total=19_500_001, for_the_vote=1)),
        "holds other money than that of the stream",
    ),
    (refolded(other_fund), "does not hold the constitution of the fund that it names"),
    (refolded(without("fund.json")), "does not hold the constitution of the fund that it names"),
    (refolded(other_fund, SECOND), "does not hold the constitution of the fund that it names"),
]
MONEY = [
    (moved(2, organisation="body-9"), "did not move, to the penny"),
    (moved(2, revenue_pence=1), "did not move, to the penny"),
    (moved(2, entry=None), "did not move, to the penny"),
    (moved(2, round=None), "did not move, to the penny"),
    (gone("money_moved", 2), "did not move, to the penny"),
    (moved(1, revenue_pence=19_500_001), "19500001 pence stood set aside"),
    (gone("money_moved", 1), "0 pence stood set aside"),
]
FORGERIES = [
    ("V614", number, forge, what) for cases in (SAID, FOLDER, MONEY) for number, (forge, what) in enumerate(cases)
] + [
    ("V131", 0, lambda files: repacked({k: v for k, v in files.items() if not k.startswith(FIRST)}), "is missing"),
    ("V133", 0, lambda files: repacked({**files, "streams/x/manifest.json": b"{}"}), "no entry of the record names"),
    ("V108", 0, lambda files: repacked({**files, "streams/manifest.json": b"{}"}), "this file has no place here"),
    ("V132", 0, says(manifest="ab" * 32), "its manifest has another hash"),
    ("V600", 0, says(pence=None), "its field pence is missing"),
    ("V600", 1, says(awards=[{"project": "s1"}]), "its field awards is missing, or not of the form"),
    ("V610", 0, says(second=None), "names no second role"),
    ("V406", 0, inside("allocation.json", lambda value: value["streams"][0].update(carried_over=0)), "other sums"),
    ("V404", 0, inside("panel.json", lambda value: value["order"].pop()), "does not give every proposal one place"),
    ("V405", 0, inside("needs.json", lambda value: value["needs"][0].update(high=5000)), "but need and panel give"),
    ("V409", 0, inside("constitution.json", lambda value: value.update(name="Another")), "but fund.json says"),
    ("V409", 1, inside("constitution.json", lambda value: value["streams"][0].update(figure="low")), "but fund.json"),
    ("V409", 2, inside("constitution.json", lambda value: value["streams"][0].update(for_whom="all")), "but fund.json"),
    (
        "V409",
        3,
        inside("constitution.json", lambda value: value["streams"][0]["panel"].append("board member")),
        "but fund.json says",
    ),
    (
        "V403",
        0,
        inside("constitution.json", lambda value: value.update(total=19_500_001, for_the_vote=1)),
        "says no day on which the vote on the rest of the money opens",
    ),
    ("V613", 0, moved(2, organisation="body-9"), "it awards body-9 more than entry"),
    ("V613", 2, moved(2, entry=None), "otherwise than by need and a panel"),
    ("V613", 1, moved(2, round="quiet"), "it awards money of another round"),
]


def test_what_the_procedures_made_is_accepted_under_the_constitution_that_stood_then(bundle: Files) -> None:
    assert found(bundle) == []
    held = [sha256(bundle[f"{name}/fund.json"]).hexdigest() for name in (FIRST, SECOND)]
    assert held == [one["payload"]["settings"] for one in lines(bundle) if one["kind"] == "fund_constituted"]
    assert json.loads(bundle["funds/pride.json"])["uplift"] == "No uplift." != TWENTY_MILLION["uplift"]


@pytest.mark.parametrize(("code", "number", "forge", "what"), FORGERIES)
def test_no_forgery_of_an_allocation_is_accepted(
    bundle: Files, code: str, number: int, forge: Forgery, what: str
) -> None:
    del number
    said = [finding.what for finding in found(forge(bundle)) if finding.code == code]
    assert any(what in one for one in said), found(forge(bundle))


def test_a_proposal_that_is_given_money_twice_is_refused(bundle: Files) -> None:
    first, second = (number_of(bundle, nth=nth) for nth in (0, 1))
    given = payload(bundle, second)["awards"]
    given[0]["project"] = payload(bundle, first)["awards"][0]["project"]
    said = [finding.what for finding in found(forged.retold(bundle, second, awards=given)) if finding.code == "V614"]
    assert f"it gives money to {given[0]['project']}, as entry {first} did" in said
