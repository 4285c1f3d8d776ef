"""What is done without anybody asking, on both databases."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.web.procedures import rounds, voting


def done() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def results() -> list[Any]:
    from django_tasks_db.models import DBTaskResult

    return list(DBTaskResult.objects.order_by("enqueued_at"))


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    from commonweal.web import clock

    monkeypatch.setattr(clock, "now", lambda: moment)


def test_the_worker_tidies_and_arranges_the_next_night_once(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web import background
    from tests.web.procedures import test_apply_retention as retention

    voting.voting(2)
    retention.ended()
    now = datetime.now(UTC) + timedelta(days=400)
    at(monkeypatch, now)
    background.tidy_soon()
    background.tidy_soon()
    done()
    assert retention.gone("RoundSecretRow", "RegisterRow")
    assert [(row.status, row.args_kwargs) for row in results()][:2] == [("SUCCESSFUL", {"args": [], "kwargs": {}})] * 2
    assert [row.run_after for row in results() if row.status == "READY"] == [background.next_night(now)]


def test_a_run_that_fails_keeps_no_words_and_runs_again(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web import background

    def fail(**_: Any) -> None:
        raise ValueError("resident@example.org")

    rounds.opened()
    monkeypatch.setattr(background, "apply_retention", fail)
    at(monkeypatch, datetime.now(UTC))
    background.tidy_soon()
    done()
    assert sorted(row.status for row in results()) == ["READY", "SUCCESSFUL"]
    assert [row.return_value for row in results() if row.status == "SUCCESSFUL"] == [False]
    assert "example.org" not in repr([row.__dict__ for row in results()])


def test_a_round_that_is_over_is_tidied_with_the_act_that_ended_it_or_not_at_all(stored_place: Path) -> None:
    from commonweal.errors import CommonwealError
    from commonweal.web.procedures.stop_round import stop_round
    from commonweal.web.rights import actors_of

    rounds.opened()
    voting.with_key()
    actors = actors_of("stop_round")
    with pytest.raises(CommonwealError):
        stop_round(voting.ROUND, reason="no such reason", at=voting.PLANNED, actors=actors)
    assert results() == []
    stop_round(voting.ROUND, reason="unlawful", at=voting.PLANNED, actors=actors)
    assert [row.task_path for row in results()] == ["commonweal.web.background.tidy"]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2027, 6, 1, 1, 30, tzinfo=UTC), datetime(2027, 6, 1, 2, tzinfo=UTC)),
        (datetime(2027, 6, 1, 2, tzinfo=UTC), datetime(2027, 6, 2, 2, tzinfo=UTC)),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), datetime(2027, 1, 2, 3, tzinfo=UTC)),
    ],
)
def test_the_next_night_is_three_in_the_place_s_own_time(place_on_sqlite: Path, now: datetime, due: datetime) -> None:
    from commonweal.web.background import next_night

    assert next_night(now) == due
