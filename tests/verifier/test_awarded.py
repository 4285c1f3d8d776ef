"""Scored awards in a bundle: what the procedures made is accepted, and whatever is forged is refused.

Every forgery comes with all its hashes repaired: what is refused is refused for what it says.
"""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from commonweal.verifier.manifests import canonical
from tests.verifier import whole_rounds as forged
from tests.verifier.bundles import found, lines, repacked
from tests.verifier.whole_rounds import Files
from tests.web.procedures import rounds, scored

SCHEME = "schemes/ferry-2027"
Forgery = Callable[[Files], Files]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, django_db_blocker: Any) -> Files:
    """A bundle with an award that was opened."""
    place = tmp_path_factory.mktemp("awards")
    (place / ".commonweal").mkdir()
    shutil.copy(sqlite_template, place / ".commonweal" / "place.sqlite3")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        from django.db import connections

        from commonweal.web import setup
        from commonweal.web.reads import downloads

        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("COMMONWEAL_PLACE", str(place))
        setup(place)
        rounds.opened()
        scored.fund_with_money()
        scored.opened()
        bundle = dict(downloads.bundle())
        connections.close_all()
    return bundle


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
]
FORGERIES = [("V508", nth, forge, what) for nth, (forge, what) in enumerate(OPENED)] + [
    ("V131", 0, lambda files: repacked({k: v for k, v in files.items() if not k.startswith(SCHEME)}), "is missing"),
    ("V133", 0, lambda files: repacked({**files, "schemes/x/manifest.json": b"{}"}), "no entry of the record names"),
    ("V108", 0, lambda files: repacked({**files, "schemes/manifest.json": b"{}"}), "has no place in a bundle"),
    ("V132", 0, opened(manifest="ab" * 32), "its manifest has another hash"),
    ("V600", 0, opened(pence=None), "its field pence is missing"),
    ("V600", 1, opened(money="both"), "its field money is missing, or not of the form"),
    ("V610", 0, opened(second=None), "names no second role"),
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
