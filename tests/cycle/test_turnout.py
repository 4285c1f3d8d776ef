"""How many voted, by group: through the gate, and nothing that can be worked out."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.cycle.turnout import (
    COLUMNS,
    GatedTurnout,
    Turnout,
    _Built,
    _tenth_name,
    by_tenth,
    figure,
    gated,
    group,
)
from commonweal.evidence.disclosure_rules import NHS
from commonweal.evidence.publishing import FEW, STEP, TOO_FEW, shown
from commonweal.evidence.suppression import published
from commonweal.terms.sources import Unknown
from tests.evidence.attack import reach

counts = st.integers(0, 60).flatmap(lambda issued: st.builds(Turnout, st.just(issued), st.integers(0, issued)))


TENTHS = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 9}


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from("abcdef"), counts, min_size=2, max_size=6))
def test_no_small_figure_is_shown_and_none_can_be_worked_out(groups: dict[str, Turnout]) -> None:
    areas, tenths = gated(groups, TENTHS)
    summed = by_tenth(groups, TENTHS)
    for told, true in ((areas, groups), (tenths, summed)):
        for name, one in told.items():
            for column in COLUMNS:
                count = getattr(one, column)
                if isinstance(count, Unknown):
                    continue
                assert getattr(true[name], column) == 0 or getattr(true[name], column) > FEW
                assert count % STEP == 0
                assert abs(count - getattr(true[name], column)) <= STEP // 2
    built = _Built(groups, summed, {name: _tenth_name(TENTHS.get(name)) for name in groups})
    everything = {**{("area", n): g for n, g in areas.items()}, **{("tenth", n): g for n, g in tenths.items()}}
    hidden = np.array(
        [
            kind != "total" and isinstance(getattr(everything[kind, name], column), Unknown)
            for kind, name, column in built.cells
        ]
    )
    if hidden[[kind != "total" for kind, *_ in built.cells]].sum() == np.sum(
        [kind != "total" and count > 0 for (kind, *_), count in zip(built.cells, built.values(), strict=True)]
    ):
        return  # all is hidden: what remains is what the totals say, which everybody knows
    told_of = published(NHS, built.counts(), hidden)
    for cell in np.flatnonzero(told_of.spans).tolist():
        assert reach(told_of, cell) >= told_of.spans[cell], built.cells[cell]


def test_the_figures_of_one_area_alone_are_the_totals_and_are_rounded_as_ever() -> None:
    told, _ = gated({"N": Turnout(40, 3)})
    assert told["N"] == GatedTurnout(shown(40), TOO_FEW, shown(37))


def test_areas_are_summed_by_tenth_and_none_of_no_known_tenth_is_lost() -> None:
    areas = {"N": Turnout(30, 10), "S": Turnout(20, 9), "E": Turnout(5, 5), "": Turnout(1, 0)}
    summed = by_tenth(areas, {"N": 1, "S": 1, "E": Unknown("nobody lives there")})
    assert summed == {"1": Turnout(50, 19), "": Turnout(6, 5)}
    assert by_tenth(areas, {}) == {}


def test_the_record_holds_a_figure_or_why_it_is_not_shown() -> None:
    assert [figure(one) for one in (15, 0, TOO_FEW)] == [15, 0, "too few"]
    assert group("N", gated({"N": Turnout(40, 3)})[0]["N"]) == {
        "group": "N",
        "issued": 40,
        "used": "too few",
        "unused": 35,
    }
