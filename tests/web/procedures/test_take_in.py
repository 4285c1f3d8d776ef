"""A place folder comes into the database through the procedures, each act once, in order of time."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from commonweal.errors import TransferTooEarly
from commonweal.formats.place_folder import PlaceFolder, read_place
from commonweal.formats.prose import prose
from commonweal.handover.chronology import Wanted
from commonweal.handover.problem import Problem
from commonweal.handover.search import find_plan
from commonweal.record.chain import faults
from commonweal.terms.sentences import Sentence, say
from tests.web.places import small_place

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WITHDRAWN = "lanternfish-play"
SEARCHING = say("Searching.")


@pytest.fixture(autouse=True)
def solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solve each problem once for all tests: which plan is best is not asked here."""

    def remembered(problem: Problem, *, told: Callable[[Sentence], None]) -> Any:
        told(SEARCHING)
        return _solved(problem)

    monkeypatch.setattr("commonweal.handover.search.find_plan", remembered)


@cache
def _solved(problem: Problem) -> Any:
    return find_plan(problem)


def taken(place: PlaceFolder, at: datetime = NOW) -> Any:
    from commonweal.web.procedures.take_in import take_in

    return take_in(place, at=at, salts=Random(1).randbytes)


def told() -> list[tuple[str, str]]:
    from commonweal.web.reads import stored

    return [(entry.kind, entry.at[:10]) for entry in stored.entries()]


WHOLE = [
    ("place_opened", "2024-09-30"),
    ("profile_published", "2024-09-30"),
    ("plan_adopted", "2024-11-15"),
    ("organisation_withdrew", "2025-11-20"),
    ("plan_adopted", "2025-11-20"),
    ("rules_published", "2026-01-10"),
    ("round_closed", "2026-02-10"),
    ("result_provisional", "2026-02-10"),
    ("result_confirmed", "2026-03-10"),
    ("awards_decided", "2026-03-10"),
    ("undertaking_given", "2026-03-10"),
    ("undertaking_given", "2026-03-10"),
]


def test_a_whole_folder_is_taken_in_once_and_every_folder_of_it_is_accepted(stored_place: Path) -> None:
    from commonweal.verifier.main import check_folder
    from commonweal.verifier.reading import Folder
    from commonweal.web.reads import stored

    folder = read_place(small_place(stored_place.parent / "files", withdrawn=WITHDRAWN))
    assert len(taken(folder).done) == 8
    assert told() == WHOLE
    assert faults(stored.entries()) == ()
    profile, one = stored.profile(), stored.round_of("r1")
    assert profile is not None
    assert one is not None
    assert one.count is not None
    for kept in (profile, one.count, *stored.plans()):
        assert check_folder(Folder(kept.files)) == []
        assert stored.entries()[kept.entry - 1].payload["manifest"] == kept.digest
    before = stored.entries()
    assert taken(folder).done == ()
    assert stored.entries() == before


def test_a_later_plan_names_the_one_that_it_replaces(place_on_sqlite: Path) -> None:
    from commonweal.web.reads import stored

    taken(read_place(small_place(place_on_sqlite.parent / "files", withdrawn=WITHDRAWN, rounds=False)))
    first, gone, second = stored.entries()[2:]
    assert (first.payload["plan"], second.payload["plan"]) == ("handover-1", "handover-2")
    assert second.payload["replaces"] == gone.payload["plan"] == first.payload["folder"] == "plans/handover-1"
    assert "replaces" not in first.payload
    assert gone.payload["organisation"] == WITHDRAWN


def test_what_a_body_that_backs_out_has_begun_may_be_handed_on_where_the_folder_says_so(place_on_sqlite: Path) -> None:
    from django.test import Client

    from commonweal.web.reads import stored

    path = small_place(place_on_sqlite.parent / "files", withdrawn="kelpside-community-association", rounds=False)
    file = path / "place.toml"
    later = file.read_text("utf-8").replace('from_quarter = "2026-Q1"', 'from_quarter = "2026-Q4"\nhands_on = true')
    file.write_text(later, "utf-8")
    taken(read_place(path))
    first, second = (json.loads(plan.files["input.json"]) for plan in stored.plans())
    assert "running" not in first
    assert any(second["running"])
    begun = [way is not None for way in second["adopted"]["starts"]]
    assert not any(start and runs for start, runs in zip(begun, second["running"], strict=True))
    tried = ["stress.json" in plan.files for plan in stored.plans()]
    assert tried == [True, True]
    assert {Client().get(page).status_code for page in ("/hand-over/", "/hand-over/check/")} == {200}


def test_what_lies_ahead_waits_for_its_day(place_on_sqlite: Path) -> None:
    folder = read_place(small_place(place_on_sqlite.parent / "files", withdrawn=WITHDRAWN))
    taken(folder, datetime(2025, 1, 1, tzinfo=UTC))
    assert told() == WHOLE[:3]
    found = taken(folder, datetime(2026, 1, 31, tzinfo=UTC))
    assert told() == WHOLE[:6]
    assert [day.isoformat() for _, day in found.waiting] == ["2026-02-10"]
    taken(folder)
    assert told() == WHOLE


def test_taking_in_goes_on_where_it_was_cut_off(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web.procedures import take_in_plans

    folder = read_place(small_place(place_on_sqlite.parent / "files", withdrawn=WITHDRAWN))

    def strike(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(take_in_plans, "adopt_plan", strike)
        with pytest.raises(OSError, match="No space"):
            taken(folder)
    assert told() == WHOLE[:2]
    taken(folder)
    assert told() == WHOLE


def test_a_changed_folder_is_published_again_and_what_was_said_before_stays(place_on_sqlite: Path) -> None:
    from commonweal.web.reads import stored

    path = small_place(place_on_sqlite.parent / "files", rounds=False)
    taken(read_place(path))
    file = path / "place.toml"
    file.write_text(file.read_text("utf-8").replace("12,000 invented people.", "Twelve thousand people."), "utf-8")
    taken(read_place(path))
    assert told()[-1] == ("place_changed", "2026-11-21")
    found = stored.place()
    assert found is not None
    assert found["summary"].startswith("Twelve thousand")
    from commonweal.web.store.models import PlaceRow

    assert PlaceRow.objects.count() == 2
    file.write_text(file.read_text("utf-8").replace("Twelve thousand people.", "12,000 invented people."), "utf-8")
    taken(read_place(path))
    found = stored.place()
    assert found is not None
    assert found["summary"].startswith("12,000")


def test_needs_and_sites_are_no_part_of_what_a_place_says_about_itself(place_on_sqlite: Path) -> None:
    """They are published by the profile alone, which passes its gate; a refuge's address is in neither."""
    from commonweal.web.procedures.plain import place_value

    value = place_value(read_place(small_place(place_on_sqlite.parent / "files")))
    assert not {"needs", "sites", "evidence", "libraries"} & set(value)
    assert {"name", "board", "accountable_body", "organisations", "services", "areas"} <= set(value)


def test_the_same_folder_and_salts_make_the_same_record(place_on_sqlite: Path, tmp_path: Path) -> None:
    from commonweal.web import setup
    from commonweal.web.reads import stored

    folder = read_place(small_place(place_on_sqlite.parent / "files", rounds=False))
    taken(folder)
    first = stored.checkpoint()
    setup(tmp_path / "again")
    taken(folder)
    assert stored.checkpoint() == first


def test_each_act_and_the_search_for_a_plan_are_told_as_they_happen(place_on_sqlite: Path) -> None:
    from commonweal.web.procedures.take_in import take_in

    heard: list[Sentence] = []
    folder = read_place(small_place(place_on_sqlite.parent / "files", rounds=False))
    take_in(folder, at=NOW, salts=Random(1).randbytes, told=heard.append)
    lines = [prose().text(sentence) for sentence in heard]
    assert lines[0] == "Recorded: Tryon began its record."
    plan = lines.index("Recorded: the hand-over plan was adopted.")
    assert "Searching." in lines[:plan]
    assert lines[plan - 1] == "Trying the end of each body, one at a time."


def test_a_transfer_before_readiness_and_consent_is_not_taken_in(stored_place: Path) -> None:
    folder = read_place(small_place(stored_place.parent / "files", rounds=False))
    assert folder.handover is not None
    row = next(one for one in folder.handover.providers if one.willing)
    late = replace(row, ready_from=folder.handover.funds[0].quarter + 4, missing="a lease")
    rows = tuple(late if one is row else one for one in folder.handover.providers)
    wanted = Wanted(row.organisation, "library", "Herring Hill", folder.handover.funds[0].quarter + 1)
    early = replace(folder, handover=replace(folder.handover, providers=rows), wanted=(wanted,))
    with pytest.raises(TransferTooEarly, match="still missing: a lease"):
        taken(early)
    assert "plan_adopted" not in {kind for kind, _ in told()}
