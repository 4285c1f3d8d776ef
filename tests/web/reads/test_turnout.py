"""How many voted: from the codes alone, through the gate, and after the close."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.publishing import FEW, STEP
from commonweal.formats.prose import prose
from commonweal.terms.sources import Unknown
from commonweal.web.reads.turnout import Turnout, gated
from tests.web.procedures import voting

counts = st.integers(0, 60).flatmap(lambda issued: st.builds(Turnout, st.just(issued), st.integers(0, issued)))


@given(st.dictionaries(st.sampled_from("abcdef"), counts, max_size=6))
def test_no_small_figure_is_shown_and_none_stands_hidden_alone(groups: dict[str, Turnout]) -> None:
    told = gated(groups)
    for column in ("issued", "used", "unused"):
        shown = {name: getattr(one, column) for name, one in told.items()}
        for name, count in shown.items():
            true = getattr(groups[name], column)
            if isinstance(count, Unknown):
                continue
            assert true == 0 or true > FEW
            assert count % STEP == 0
            assert abs(count - true) <= STEP // 2
        hidden = [name for name, count in shown.items() if isinstance(count, Unknown)]
        others = [count for count in shown.values() if not isinstance(count, Unknown) and count]
        assert len(hidden) != 1 or not others


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
    assert cells == ["10", "10", "too few to show"]
    stop_round(voting.ROUND, reason="unlawful", at=voting.CLOSED, actors=voting.pair("stop_round"))
    destroy_secrets(voting.ROUND, at=voting.CLOSED, actors=voting.pair("destroy_secrets"))
    section = turnout(voting.ROUND)[0]
    assert section.folded == ()
    assert "are destroyed" in " ".join(prose().text(one) for one in section.said if not isinstance(one, str))
