"""How many voted: from the codes alone, through the gate, and after the close."""

from pathlib import Path

from commonweal.formats.prose import prose
from tests.web.procedures import voting


def test_turnout_is_told_after_the_close_and_not_before(stored_place: Path) -> None:
    from commonweal.web.procedures.destroy_secrets import destroy_secrets
    from commonweal.web.procedures.issue_codes import issue_codes
    from commonweal.web.procedures.stop_round import stop_round
    from commonweal.web.reads.turnout import turnout
    from commonweal.web.store import models

    codes = voting.voting(9)
    issue_codes(voting.ROUND, by="desk", numbers=[9], at=voting.OPEN, actors=voting.pair("issue_codes"))
    models.CredentialRow.objects.update(area="Quayside")
    for code in codes[:7]:
        voting.cast(code, "a")
    voting.cast(codes[7], "b", helper="CVS worker")
    assert turnout(voting.ROUND) == ()
    voting.close()
    section = turnout(voting.ROUND)[0]
    said = " ".join(prose().text(one) for one in section.said if not isinstance(one, str))
    assert "8 ballots were cast with 9 codes: 0 on paper, 8 online. 1 codes were not used." in said
    assert "too few to show" in said
    cells = [prose().text(cell.text) for cell in section.folded[0].rows[0].cells[1:] if not isinstance(cell.text, str)]
    assert cells == ["10", "10", "too few to show, here or beside it"]
    stop_round(voting.ROUND, reason="unlawful", at=voting.CLOSED, actors=voting.pair("stop_round"))
    destroy_secrets(voting.ROUND, at=voting.CLOSED, actors=voting.pair("destroy_secrets"))
    assert turnout(voting.ROUND)[0] == section


def test_codes_for_nobody_in_particular_are_told_with_the_turnout(stored_place: Path) -> None:
    from commonweal.web.procedures.issue_event_codes import issue_event_codes
    from commonweal.web.reads.turnout import turnout

    voting.voting(2)
    _, codes = issue_event_codes(voting.ROUND, 3, at=voting.OPEN, actors=voting.pair("issue_event_codes"))
    voting.cast(codes[0], "a")
    voting.close()
    said = " ".join(prose().text(one) for one in turnout(voting.ROUND)[0].said if not isinstance(one, str))
    assert "1 ballots were cast with 5 codes" in said
    assert "3 of the codes were made for events and for nobody in particular." in said
