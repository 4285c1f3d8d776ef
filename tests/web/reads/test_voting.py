"""Whether a code may be voted with is told before the ballot is shown."""

from pathlib import Path

import pytest

from commonweal.errors import CodeMistyped
from tests.web.procedures import voting


def test_what_a_code_may_do(stored_place: Path) -> None:
    from commonweal.web.procedures.issue_codes import issue_codes
    from commonweal.web.reads.voting import code_standing

    codes = voting.voting(3)
    voting.cast(codes[0], "a")
    issue_codes(voting.ROUND, by="desk", numbers=[2], at=voting.OPEN, actors=voting.pair("issue_codes"))
    told = [code_standing(voting.ROUND, code, at=voting.OPEN) for code in (*codes, "0000-0000-000")]
    assert told == ["used", "replaced", "ready", "not of this round"]
    assert code_standing(voting.ROUND, codes[2], at=voting.LAST) == "ready"
    for moment in (voting.PLANNED, voting.CLOSED):
        assert code_standing(voting.ROUND, codes[2], at=moment) == "voting is not open"
    voting.close()
    assert code_standing(voting.ROUND, codes[2], at=voting.LAST) == "voting is not open"
    with pytest.raises(CodeMistyped):
        code_standing(voting.ROUND, "1", at=voting.OPEN)
