"""Scored awards in a bundle: what the procedures made is accepted, and whatever is forged is refused.

Every forgery comes with all its hashes repaired: what is refused is refused for what it says.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from commonweal.verifier.manifests import canonical
from tests.verifier import places
from tests.verifier import whole_rounds as forged
from tests.verifier.award_folders import change, repair
from tests.verifier.bundles import found, lines, repacked
from tests.verifier.whole_rounds import Files
from tests.web.procedures import rounds, scored

SCHEME, AWARD = "schemes/ferry-2027", "awards/ferry-2027"
Forgery = Callable[[Files], Files]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, django_db_blocker: Any) -> Files:
    """A bundle with an award that was decided, and one that was only opened."""
    with places.own_place(tmp_path_factory.mktemp("awards"), sqlite_template, django_db_blocker):
        rounds.opened()
        rounds.with_rules()
        scored.fund_with_money()
        scored.opened()
        scored.opened(scored.opening(id="kiosk"))
        scored.decided()
        return places.bundle()


@pytest.fixture
def bundle(made: Files) -> Files:
    return dict(made)


def number_of(files: Files, kind: str, nth: int = 0) -> int:
    return [int(one["number"]) for one in lines(files) if one["kind"] == kind][nth]


def says(kind: str, nth: int = 0, **changed: Any) -> Forgery:
    return lambda files: forged.retold(files, number_of(files, kind, nth), **changed)


def opened(**changed: Any) -> Forgery:
    return says("award_opened", **changed)


def gone(kind: str, nth: int = 0) -> Forgery:
    return lambda files: forged.without(files, number_of(files, kind, nth))


def scheme(how: Callable[[Any], object], *, hashed: bool = True) -> Forgery:
    """Change the scheme that was locked, and mend its manifest, the entry's, and the hash that locks it."""

    def forge(files: Files) -> Files:
        start = f"{SCHEME}/"
        value = json.loads(files[f"{start}scheme.json"])
        how(value)
        inner = {"scheme.json": canonical(value), "manifest.json": files[f"{start}manifest.json"]}
        listed = json.loads(inner["manifest.json"])
        listed["files"]["scheme.json"] = sha256(inner["scheme.json"]).hexdigest()
        inner["manifest.json"] = canonical(listed)
        whole = files | {start + path: data for path, data in inner.items()}
        lock = {"settings": listed["files"]["scheme.json"]} if hashed else {}
        manifest = sha256(inner["manifest.json"]).hexdigest()
        return forged.retold(whole, number_of(files, "award_opened"), manifest=manifest, **lock)

    return forge


def twice(files: Files) -> Files:
    """Open the award a second time, with the scheme that stands."""
    return forged.with_again(files, number_of(files, "award_opened"))


def decided(**changed: Any) -> Forgery:
    return says("scored_award_decided", **changed)


def awards(how: Callable[[list[dict[str, Any]]], object]) -> Forgery:
    """Change what the decision awards."""

    def forge(files: Files) -> Files:
        number = number_of(files, "scored_award_decided")
        given = lines(files)[number - 1]["payload"]["awards"]
        how(given)
        return forged.retold(files, number, awards=given)

    return forge


def inside(name: str, how: Callable[[Any], object]) -> Forgery:
    """Change a file of the award, and mend its hashes, its manifest, and the entry that names it."""

    def forge(files: Files) -> Files:
        start = f"{AWARD}/"
        inner = {path[len(start) :]: data for path, data in files.items() if path.startswith(start)}
        change(inner, name, how)
        repair(inner)
        whole = files | {start + path: data for path, data in inner.items()}
        manifest = sha256(inner["manifest.json"]).hexdigest()
        return forged.retold(whole, number_of(files, "scored_award_decided"), manifest=manifest)

    return forge


def before_opening(files: Files) -> Files:
    """Put the decision before the opening, as somebody would who locked the scheme afterwards."""
    return forged.moved_to(files, number_of(files, "scored_award_decided"), number_of(files, "award_opened"))


def given_early(files: Files) -> Files:
    first = number_of(files, "undertaking_given")
    return forged.moved_to(files, first, number_of(files, "scored_award_decided"))


OPENED = [
    (opened(pence=1), "its scheme has another name, title, sum or day"),
    (opened(pence=1), "was not set aside for it, to the penny"),
    (opened(title="Other"), "its scheme has another name, title, sum or day"),
    (opened(settings="ab" * 32), "its scheme is not the one of which it has the hash"),
    (opened(award="other"), "which is no scheme of other"),
    (opened(fund="prid"), "the fund prid was not constituted before it"),
    (opened(period="p9"), "the fund has no period p9"),
    (opened(money="capital"), "was not set aside for it, to the penny"),
    (scheme(lambda value: value.update(opened="2026-10-31")), "another name, title, sum or day"),
    (scheme(lambda value: value.update(id="ferry")), "another name, title, sum or day"),
    (scheme(lambda value: value.update(budget_pence=1)), "another name, title, sum or day"),
    (
        scheme(lambda value: value["criteria"][0].update(minimum=3), hashed=False),
        "not the one of which it has the hash",
    ),
    (says("money_moved", 1, revenue_pence=1), "was not set aside for it, to the penny"),
    (says("money_moved", 1, capital_pence=1), "was not set aside for it, to the penny"),
    (says("money_moved", 1, round="other"), "was not set aside for it, to the penny"),
    (says("money_moved", 1, period="p2"), "was not set aside for it, to the penny"),
    (says("money_moved", 1, entry=None), "was not set aside for it, to the penny"),
    (gone("money_moved", 1), "was not set aside for it, to the penny"),
    (twice, "was opened by entry"),
    (says("rules_published", round="ferry-2027"), "a round has the name ferry-2027"),
]
FIRST_PAID = 3
"""The first three movements receive the money and set it aside for each award."""
DECIDED = [
    (decided(pence=1), "it awards otherwise than awards/ferry-2027"),
    (awards(lambda given: given.pop()), "it awards otherwise than"),
    (awards(lambda given: given.reverse()), "it awards otherwise than"),
    (awards(lambda given: given[0].update(pence=given[0]["pence"] - 1)), "it awards otherwise than"),
    (awards(lambda given: given[0].update(organisation="o-9")), "it awards otherwise than"),
    (decided(award="other"), "the award other was not opened before it"),
    (decided(entry=1), "it names another opening than entry"),
    (decided(fund="prid"), "its fund is not that of entry"),
    (decided(period="p2"), "its period is not that of entry"),
    (decided(money="capital"), "its money is not that of entry"),
    (decided(settings="ab" * 32), "its settings is not that of entry"),
    (decided(award="kiosk"), "which is no decision on kiosk"),
    (
        inside("scheme.json", lambda value: value.update(title="Other")),
        "was scored by another scheme than the one that",
    ),
    (
        inside("scheme.json", lambda value: value["criteria"][0].update(minimum=1)),
        "was scored by another scheme than the one that",
    ),
    (before_opening, "was not opened before it"),
    (lambda files: forged.with_again(files, number_of(files, "scored_award_decided")), "was decided by entry"),
]
PAID = [
    (says("money_moved", FIRST_PAID, organisation="o-9"), "did not move, to the penny"),
    (says("money_moved", FIRST_PAID, revenue_pence=1), "did not move, to the penny"),
    (says("money_moved", FIRST_PAID, capital_pence=1), "did not move, to the penny"),
    (says("money_moved", FIRST_PAID, entry=None), "did not move, to the penny"),
    (says("money_moved", FIRST_PAID, round=None), "did not move, to the penny"),
    (gone("money_moved", FIRST_PAID), "did not move, to the penny"),
]
PROMISED = [
    (says("undertaking_given", promise="Nothing much"), "are not what the bids promise"),
    (says("undertaking_given", giver="o-9"), "are not what the bids promise"),
    (says("undertaking_given", due="2029-01-01"), "are not what the bids promise"),
    (says("undertaking_given", award_pence=1), "are not what the bids promise"),
    (says("undertaking_given", round="other"), "are not what the bids promise"),
    (says("undertaking_given", round="kiosk"), "the award kiosk was not decided before it"),
    (gone("undertaking_given"), "are not what the bids promise"),
    (lambda files: forged.with_again(files, number_of(files, "undertaking_given")), "are not what the bids promise"),
    (given_early, "which decides the award ferry-2027"),
]
FORGERIES = [
    (code, nth, forge, what)
    for code, cases in (("V508", OPENED), ("V509", DECIDED), ("V510", PAID), ("V511", PROMISED))
    for nth, (forge, what) in enumerate(cases)
] + [
    ("V131", 0, lambda files: repacked({k: v for k, v in files.items() if not k.startswith(SCHEME)}), "is missing"),
    ("V133", 0, lambda files: repacked({**files, "schemes/x/manifest.json": b"{}"}), "no entry of the record names"),
    ("V108", 0, lambda files: repacked({**files, "schemes/manifest.json": b"{}"}), "this file has no place here"),
    ("V132", 0, opened(manifest="ab" * 32), "its manifest has another hash"),
    ("V600", 0, opened(pence=None), "its field pence is missing"),
    ("V600", 1, opened(money="both"), "its field money is missing, or not of the form"),
    ("V610", 0, opened(second=None), "names no second role"),
    ("V610", 1, decided(second=None), "names no second role"),
    ("V600", 2, decided(awards=None), "its field awards is missing"),
    ("V131", 1, lambda files: repacked({k: v for k, v in files.items() if not k.startswith(AWARD)}), "is missing"),
    ("V504", 0, inside("certificate.json", lambda value: value["standings"][0].update(rank=2)), "not what the scores"),
    ("V505", 0, inside("result.json", lambda value: value["undertakings"].pop()), "not what the scores give"),
    ("V506", 0, inside("explanation.json", lambda value: value["bids"][0]["reasons"].pop()), "not what the scores"),
    ("V613", 0, says("money_moved", FIRST_PAID, entry=None), "money of an award by scores otherwise than by them"),
    ("V613", 1, says("money_moved", FIRST_PAID, organisation="o-9"), "it awards o-9 more than entry"),
    ("V613", 2, says("money_moved", FIRST_PAID, round="kiosk"), "it awards money of another round"),
    ("V501", 0, scheme(lambda value: value.update(total=99)), "the weights add up to 100, not to 99"),
    ("V501", 1, scheme(lambda value: value.update(more=1)), "not a scheme of the published form"),
]


def test_what_the_procedures_made_is_accepted(bundle: Files) -> None:
    assert found(bundle) == []


@pytest.mark.parametrize(("code", "number", "forge", "what"), FORGERIES)
def test_no_forgery_of_an_award_is_accepted(bundle: Files, code: str, number: int, forge: Forgery, what: str) -> None:
    del number
    said = [finding.what for finding in found(forge(bundle)) if finding.code == code]
    assert any(what in one for one in said), found(forge(bundle))
