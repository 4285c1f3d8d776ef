"""One code, sixteen browsers, one moment, two workers: exactly one ballot."""

from pathlib import Path

import pytest

from bench.client import posts, send, token
from bench.polling import ADDRESS
from bench.serving import act, served
from tests.crash.voters import NO_FORMS, often
from tests.databases import PostgresServer, with_name

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]
AT_ONCE = 16


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def environ(request: pytest.FixtureRequest) -> dict[str, str]:
    if request.param == "sqlite":
        return dict(NO_FORMS)
    server: PostgresServer = request.getfixturevalue("mortal_postgres")
    return {"DATABASE_URL": with_name(server.url, "postgres")}


def raced(place: Path, environ: dict[str, str], trials: int, *, guarded: bool = True) -> list[int]:
    """Give for each trial how many receipts there were for one code whose sixteen forms differ."""
    forms = act(place, "prepare", "--codes", str(trials), "--forms", str(AT_ONCE), environ=environ)
    if not guarded:
        act(place, "unguarded", environ=environ)
    found = []
    with served(place, environ=environ) as server:
        held = [token(server.port, ADDRESS)]
        for trial in range(trials):
            sent = posts(ADDRESS, forms[trial * AT_ONCE : (trial + 1) * AT_ONCE], held)
            run = send(server.port, sent, connections=AT_ONCE)
            receipts = {answer.receipt for answer in run.answers.values()} - {""}
            assert {answer.status for answer in run.answers.values()} <= {200, 409}
            found.append(len(receipts))
    if guarded:
        assert len(act(place, "close", environ=environ)) == trials
    return found


def test_sixteen_browsers_with_one_code_cast_one_ballot(tmp_path: Path, environ: dict[str, str]) -> None:
    trials = often(20, 200)
    assert raced(tmp_path, environ, trials) == [1] * trials


def test_without_the_unique_constraint_they_cast_more(tmp_path: Path, environ: dict[str, str]) -> None:
    assert max(raced(tmp_path, environ, 3, guarded=False)) > 1
