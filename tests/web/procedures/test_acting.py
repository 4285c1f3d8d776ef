"""An act is done whole or not at all, and nothing is published that the verifier does not accept."""

from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import NotAccepted
from commonweal.web.rights import actors_of
from tests.web.procedures import rounds

TABLES = ("EntryRow", "PersonalRow", "FolderRow", "FileRow", "PollRow", "CountRow", "UndertakingRow")


def rows() -> dict[str, int]:
    from commonweal.web.store import models

    return {table: getattr(models, table).objects.count() for table in TABLES}


class Struck(Exception):
    """Stands for a power cut, a full disk or a bug at the worst moment."""


@pytest.mark.parametrize(
    ("step", "before"),
    [
        ("keep_count", [rounds.opened, rounds.with_rules]),
        ("keep_folder", [rounds.opened, rounds.with_rules]),
        ("keep_undertaking", [rounds.opened, rounds.with_rules, rounds.counted, rounds.confirmed]),
    ],
)
def test_an_act_that_fails_halfway_leaves_nothing(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch, step: str, before: list[Any]
) -> None:
    from commonweal.web.store import keep

    for act in before:
        act()
    stood = rows()
    real = getattr(keep, step)

    def strike(*args: Any) -> None:
        real(*args)
        raise Struck

    monkeypatch.setattr(keep, step, strike)
    with pytest.raises(Struck):
        (rounds.awarded if step == "keep_undertaking" else rounds.counted)()
    assert rows() == stood
    monkeypatch.undo()
    (rounds.awarded if step == "keep_undertaking" else rounds.counted)()
    assert rows() != stood


def test_a_count_that_the_verifier_does_not_accept_is_not_kept(
    place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.formats.counts import count_files
    from commonweal.web.procedures import counting

    def wrong(*args: Any, **named: Any) -> dict[str, bytes]:
        files = dict(count_files(*args, **named))
        return {**files, "result.json": files["result.json"].replace(b'"a"', b'"b"')}

    rounds.opened()
    rounds.with_rules()
    stood = rows()
    monkeypatch.setattr(counting, "count_files", wrong)
    with pytest.raises(NotAccepted) as refused:
        rounds.counted()
    assert refused.value.faults
    assert rows() == stood


def test_a_folder_of_one_kind_does_not_pass_for_another(place_on_sqlite: Path) -> None:
    """A profile's manifest is all that the verifier checks of it: a plan may not be passed off as one."""
    from commonweal.formats.folders import with_manifest
    from commonweal.terms.periods import Quarter
    from commonweal.web.procedures.adopt_plan import adopt_plan

    rounds.opened()
    with pytest.raises(NotAccepted):
        adopt_plan(
            "plan-1",
            with_manifest("profile", {"plan.json": b"{}"}),
            first_quarter=Quarter(2027, 1),
            quarters=12,
            at=rounds.hour(1),
            actors=actors_of("adopt_plan"),
        )
    assert rows()["FolderRow"] == 0
