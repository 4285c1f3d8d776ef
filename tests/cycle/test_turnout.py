"""How many voted, by group: through the gate, and nothing that can be worked out."""

from hypothesis import given
from hypothesis import strategies as st

from commonweal.cycle.turnout import BESIDE, Turnout, by_tenth, figure, gated, group
from commonweal.evidence.publishing import FEW, STEP, TOO_FEW
from commonweal.terms.sources import Unknown

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


def test_areas_are_summed_by_tenth_and_none_of_no_known_tenth_is_lost() -> None:
    areas = {"N": Turnout(30, 10), "S": Turnout(20, 9), "E": Turnout(5, 5), "": Turnout(1, 0)}
    summed = by_tenth(areas, {"N": 1, "S": 1, "E": Unknown("nobody lives there")})
    assert summed == {"1": Turnout(50, 19), "": Turnout(6, 5)}
    assert by_tenth(areas, {}) == {}


def test_the_record_holds_a_figure_or_why_it_is_not_shown() -> None:
    assert [figure(one) for one in (15, 0, TOO_FEW, BESIDE)] == [15, 0, "too few", "beside"]
    assert group("N", gated({"N": Turnout(40, 3)})["N"]) == {
        "group": "N",
        "issued": 40,
        "used": "too few",
        "unused": 35,
    }
