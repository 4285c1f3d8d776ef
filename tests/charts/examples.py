"""One picture of each kind, from small made-up values: what every test of all pictures draws."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache

from commonweal.charts.area_map import Spot, Spots, area_map
from commonweal.charts.balances import Balances, balances_chart
from commonweal.charts.before_after import Change, before_after
from commonweal.charts.capacity_fans import BodyFan, BodyFans, capacity_fans
from commonweal.charts.comparison import Compared, Comparison, comparison
from commonweal.charts.cover import cover_chart
from commonweal.charts.deciles import Tenth, Tenths, decile_chart
from commonweal.charts.equity import equity_chart
from commonweal.charts.gantt import gantt
from commonweal.charts.interval_rows import IntervalRow, IntervalRows, interval_rows
from commonweal.charts.library_survival import library_survival_chart
from commonweal.charts.library_timeline import library_timeline
from commonweal.charts.order_grid import OrderCell, OrderGrid, order_grid
from commonweal.charts.picture import Picture
from commonweal.charts.projects import projects_chart
from commonweal.charts.purchases import Purchase, Purchases, purchases_chart
from commonweal.charts.range_bars import RangeBar, RangeBars, RangeGroup, range_bars
from commonweal.charts.rules_grid import GridProject, RulesGrid, rules_grid
from commonweal.charts.spread_curves import spread_chart
from commonweal.charts.stress_grid import StressGrid, stress_grid
from commonweal.charts.voter_groups import VoterGroup, voter_groups_chart
from commonweal.charts.way_money import WayMoney, way_money_chart
from commonweal.evidence.library_history import place_history
from commonweal.evidence.pictures import AreaMap, AreaValue
from commonweal.evidence.spread import CurvePoint, SpreadCurves
from commonweal.evidence.survival import Survival
from commonweal.formats.prose import prose
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.handover.pictures import EquityCurve, EquityLine, GanttPhase, GanttRow
from commonweal.handover.step_in.cover import CoverDay
from commonweal.handover.stress.trial import CellTrial, Spread, chance
from commonweal.samples.libraries import sample_libraries
from commonweal.terms.money import Amount
from commonweal.terms.sentences import say
from commonweal.terms.sources import Unknown

TEXT = prose().text
QUARTERS = tuple(f"{2027 + k // 4}-Q{k % 4 + 1}" for k in range(8))


def square(east: float, north: float) -> tuple[tuple[tuple[float, float], ...], ...]:
    """A polygon of about 700 by 1,100 metres in the English Channel."""
    west, south = -2.0 + 0.01 * east, 50.4 + 0.01 * north
    corners = ((0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01), (0.0, 0.0))
    return (tuple((round(west + x, 6), round(south + y, 6)) for x, y in corners),)


AREAS = tuple(f"A{k}" for k in range(6))
SHAPES = {code: (square(k % 3, k // 3),) for k, code in enumerate(AREAS)}
MAP = AreaMap(
    id="access",
    title=say("Access is lowest in the west."),
    unit=say("places for each person in need"),
    sentence=say("Six areas; one is not known."),
    areas=tuple(
        AreaValue(code, f"Area {k}", "West" if k % 3 == 0 else "East", Unknown("nobody in need") if k == 4 else k / 7)
        for k, code in enumerate(AREAS)
    ),
    higher_is_better=True,
)
SPOTS = Spots(
    {"open": say("open"), "closed": say("closed")},
    (Spot("Quay library", "open", 400_300.0, 56_000.0), Spot("Old library", "closed", 900_000.0, 0.0)),
)
TENTHS = Tenths(
    id="need",
    title=say("Need is highest in the most deprived tenth."),
    sentence=say("Three columns, falling."),
    unit=say("of people in need have no site within reach"),
    form="percent",
    tenths=(Tenth(1, 0.42, 0.36, 0.5), Tenth(2, Unknown("nobody in need")), Tenth(3, 0.2, 0.1, 0.25)),
)
LATER = Tenths("later", say("x"), say("x"), TENTHS.unit, "percent", (Tenth(1, 0.5), Tenth(2, 0.4), Tenth(3, 0.1)))
EARLIER = Tenths("sooner", say("x"), say("x"), TENTHS.unit, "percent", (Tenth(1, 0.3), Tenth(2, 0.2), Tenth(3, 0.15)))
CHANGE = Change(
    "reach", say("Fewer people are in reach."), say("Two lines."), EARLIER, LATER, say("in 2016"), say("in 2023")
)
POLL = Poll(
    projects=tuple(
        Project(f"p{k}", name, Fraction(cost))
        for k, (name, cost) in enumerate(
            [("Bench", 400), ("Pond", 900), ("Hall roof", 20_000), ("Bus", 50_000), ("Bins", 700)]
        )
    ),
    budget=Fraction(30_000),
    vote_type="approval",
    ballots=grouped(
        [Ballot((0, 1), (), 30), Ballot((0, 2), (), 25), Ballot((3,), (), 40), Ballot((4,), (), 5)], "approval"
    ),
    currency="GBP",
)
FUNDED = ("p0", "p1", "p2")
COMPARISON = Comparison(
    "reached",
    say("More voters have a funded project."),
    say("Two bars."),
    say("of voters have at least one funded project they chose"),
    "percent",
    (
        Compared(say("with equal shares"), Fraction(82, 100), lead=True),
        Compared(say("by most votes"), Fraction(72, 100)),
    ),
    whole=1.0,
)
STAY = GanttRow("Libraries", "Old Town", "", QUARTERS, (GanttPhase("statutory", 0, 7),))
MOVED = GanttRow(
    "Libraries",
    "Harbour",
    "Harbour Trust",
    QUARTERS,
    (
        GanttPhase("statutory", 0, 1),
        GanttPhase("preparing", 2, 2),
        GanttPhase("double running", 3, 4),
        GanttPhase("handed over", 5, 7),
    ),
)
POOR = tuple(Fraction(20 + k, 100) for k in range(8))
RICH = tuple(Fraction(15 + k, 100) for k in range(8))
KEPT = tuple(Fraction(22 + k, 100) for k in range(8))
CURVE = EquityCurve(
    QUARTERS,
    (EquityLine(1, ("Old Town",), POOR, KEPT), EquityLine(5, ("Hill",), RICH, RICH)),
    tuple(p - r for p, r in zip(POOR, RICH, strict=True)),
    tuple(k - r for k, r in zip(KEPT, RICH, strict=True)),
    (Fraction(8, 100),) * 8,
)
BALANCES = Balances(
    QUARTERS,
    tuple(Fraction(90_000 - 5_000 * k) for k in range(8)),
    ((say("devolved grant"), tuple(Fraction(10_000 + 1_000 * k) for k in range(8))),),
    tuple(Fraction(4_000 * k) for k in range(8)),
)


def spread(middle: int, by: int) -> Spread:
    """So many pounds, more or less."""
    return Spread(Fraction(middle - by), Fraction(middle), Fraction(middle + by))


FANS = BodyFans(
    QUARTERS,
    tuple(
        BodyFan(
            number,
            tuple(Fraction(1000 * k * step) for k in range(8)),
            (Fraction(12_000),) * 8,
            (*(spread(int(1000 * k * step), 100 * k) for k in range(7)), None),
            (*(spread(12_000, 500 * k) for k in range(7)), None),
            tuple((max(0, k - 5), 40 - 5 * k) if k < 7 else (0, 0) for k in range(8)),
        )
        for number, step in ((12, Fraction(2)), (2, Fraction(1)), (3, Fraction(1, 2)), (1, Fraction(1)))
    ),
    40,
)
WAY = WayMoney(
    QUARTERS,
    (
        (say("running services twice"), (Fraction(0), *(Fraction(9_000),) * 4, *(Fraction(0),) * 3)),
        (say("repaying loans"), (*(Fraction(0),) * 5, *(Fraction(2_500),) * 3)),
        (say("building up organisations"), tuple(Fraction(1_000 * (8 - k)) for k in range(8))),
        (say("social action"), (Fraction(700),) * 8),
        (say("setting up"), (Fraction(0), Fraction(3_000), *(Fraction(0),) * 6)),
    ),
    (Fraction(7_000), *(Fraction(0),) * 7),
)
PURCHASES = Purchases(
    (
        Purchase("Bench", Fraction(400), 55, Fraction(400, 55)),
        Purchase("Pond", Fraction(900), 30, Fraction(30)),
        Purchase("Bins", Fraction(700), 5, None),
    ),
    Fraction(30_000),
    "GBP",
)
GROUPS = (
    VoterGroup(0, more=False, voters=Fraction(18, 100), money=Fraction(0)),
    VoterGroup(1, more=False, voters=Fraction(50, 100), money=Fraction(40, 100)),
    VoterGroup(2, more=True, voters=Fraction(32, 100), money=Fraction(60, 100)),
)
GRID = RulesGrid(
    (say("most votes first"), say("Equal Shares, by cost"), say("Phragmén")),
    (
        GridProject("Bench", (True, True, True)),
        GridProject("Hall roof", (True, False, False)),
        GridProject(
            "Advocacy desk, with a name that is far too long for any column of any drawing", (False, True, True)
        ),
        GridProject("Bus", (False, False, False)),
    ),
)
RAN = dict.fromkeys(range(1, 6), Survival(61, 7, 1, 397))
KEPT_OPEN = dict.fromkeys(range(1, 6), Survival(500, 40, 0, 3400))

COVER = (
    CoverDay(date(2026, 3, 6), "triggered", "organisation", Fraction(0), Fraction(8), Fraction(4)),
    CoverDay(date(2026, 3, 7), "step-in", "both", Fraction(3), Fraction(8), Fraction(4)),
    CoverDay(date(2026, 3, 8), "step-in", "council", Unknown("nobody has told"), Fraction(8), Fraction(4)),
    CoverDay(date(2026, 3, 9), "step-in", "council", Fraction(15, 2), Fraction(8), Fraction(4)),
    CoverDay(date(2026, 3, 10), "hand-on", "successor", Fraction(8), Fraction(8), Fraction(4)),
)
_CARE = say("cheapest now, dearer later")


def range_bar(label: str, low: int, central: int, high: int) -> RangeBar:
    """A range in whole pounds; closing needs care."""
    least, most_likely, most = (Amount(Fraction(pounds)) for pounds in (low, central, high))
    return RangeBar(label, least, most_likely, most, _CARE if label == "Close it" else None)


RANGES = RangeBars(
    "options",
    say("Cheapest now, dearer later: Close it."),
    say("Two groups of two bars."),
    (
        RangeGroup(say("paid in the first year"), (range_bar("Keep it", 90, 100, 120), range_bar("Close it", 5, 6, 9))),
        RangeGroup(
            say("cost over all years"), (range_bar("Keep it", 182, 204, 248), range_bar("Close it", 140, 272, 538))
        ),
    ),
)

STRESS = StressGrid(
    {"library": "Libraries", "care": "Day support for adults who need somebody beside them in the whole of the day"},
    tuple(
        CellTrial(
            service,
            f"Place {n}",
            handed=times is not None,
            floor=chance(times or 0, 500),
            unmet=Spread(Fraction(1, 10), Fraction(15, 100), Fraction(3, 10)),
            overload=chance(0, 500),
        )
        for service, row in (("library", (0, 2, 25, None)), ("care", (100, 101, 500, 0)))
        for n, times in enumerate(row)
        if (service, n) != ("care", 3)
    ),
)

ORDER_GRID = OrderGrid(
    (say("Social action first"), say("services first")),
    (say("quick growth"), say("slow growth")),
    (say("gradual cuts"), say("fast cuts")),
    (
        OrderCell(0, 0, "first", Fraction(52, 1000), Fraction(1, 100)),
        OrderCell(0, 1, "second", Fraction(-3, 100), Fraction(2, 100)),
        OrderCell(1, 1, "undecided", Fraction(4, 1000), Fraction(3, 100)),
    ),
)

SPREAD = SpreadCurves(
    "library",
    say("Library sessions: how they are spread"),
    say("The most deprived fifth of residents has 15% of what is within reach; evenly spread it would be 20%."),
    (CurvePoint(0.0, 0.0), CurvePoint(0.5, 0.375), CurvePoint(1.0, 1.0)),
    (CurvePoint(0.0, 0.0), CurvePoint(0.5, 0.25), CurvePoint(1.0, 1.0)),
    0.125,
    0.25,
)

INTERVALS = IntervalRows(
    id="services",
    title=say("Youth clubs stand out."),
    sentence=say("Three services; one is not known."),
    head=say("Service"),
    share=say("of people in need go without"),
    rows=(
        IntervalRow(say("Youth clubs"), 0.5, 0.25, 0.75, say("100 of 200 people")),
        IntervalRow(say("Advice"), Unknown("it has not said"), 0.0, 1.0, say("it has not said")),
        IntervalRow(say("Lunch clubs"), 0.1, 0.1, 0.1, say("20 of 200 people")),
    ),
)
DRAW: dict[str, Callable[[], Picture]] = {
    "map": lambda: area_map(MAP, SHAPES, TEXT, SPOTS),
    "deciles": lambda: decile_chart(TENTHS, TEXT),
    "change": lambda: before_after(CHANGE, TEXT),
    "projects": lambda: projects_chart("projects", POLL, FUNDED, TEXT),
    "comparison": lambda: comparison(COMPARISON, TEXT),
    "purchases": lambda: purchases_chart("purchases", PURCHASES, TEXT),
    "groups": lambda: voter_groups_chart("groups", GROUPS, TEXT),
    "grid": lambda: rules_grid("grid", GRID, TEXT),
    "stress": lambda: stress_grid("stress", STRESS, TEXT),
    "orders": lambda: order_grid("orders", ORDER_GRID, TEXT),
    "gantt": lambda: gantt([STAY, MOVED], TEXT, {"2028-Q1": say("budget cut")}),
    "equity": lambda: equity_chart(CURVE, TEXT),
    "ranges": lambda: range_bars(RANGES, TEXT),
    "balances": lambda: balances_chart(BALANCES, TEXT),
    "capacity": lambda: capacity_fans(FANS, TEXT),
    "way": lambda: way_money_chart(WAY, TEXT),
    "libraries": lambda: library_timeline(place_history(sample_libraries(1), "Dogger Haven"), TEXT),
    "survival": lambda: library_survival_chart(RAN, KEPT_OPEN, TEXT),
    "spread": lambda: spread_chart(SPREAD, TEXT),
    "cover": lambda: cover_chart(COVER, TEXT),
    "intervals": lambda: interval_rows(INTERVALS, TEXT),
}


@cache
def picture(name: str) -> Picture:
    """Draw one example, once."""
    return DRAW[name]()


def cells(shown: Picture) -> list[list[str]]:
    """Write a picture's table."""
    return [[TEXT(cell) for cell in row] for row in shown.table.rows]
