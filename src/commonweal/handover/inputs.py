"""What a place writes down for a hand-over plan, and how it becomes a problem once the need is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from commonweal.handover.blended_inputs import BlendedRows, blended_funds
from commonweal.handover.condition_inputs import ConditionRows, conditions
from commonweal.handover.faults import refuse_faults
from commonweal.handover.problem import (
    Cell,
    Funds,
    Locality,
    Offer,
    Parameters,
    Problem,
    Provider,
    TransferService,
    mean,
)
from commonweal.handover.running_inputs import RunningRow, places_of, run_already
from commonweal.terms.parties import Organisation
from commonweal.terms.periods import Quarter
from commonweal.terms.places import Neighbourhood
from commonweal.terms.services import Service


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A service that is up for transfer: a row of ``handover/services.csv`` and its rows of ``levels.csv``.

    Attributes:
        service: its id in the place's services.
        protected: whether its own unmet share may not rise above keeping it.
        unit_cost_gbp: pounds that one unit of the service costs the council in a quarter.
        levels: share of need the council's own service meets, quarter by quarter.
    """

    service: str
    protected: bool
    unit_cost_gbp: Fraction
    levels: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """An organisation that might take over: a row of ``handover/providers.csv``.

    Attributes:
        organisation: its id in the place's organisations.
        capacity_units: load it can carry in the first quarter.
        ready_from: first calendar quarter its readiness check allows.
        willing: whether its consent is recorded.
        grant_dependence: share of its income that is public grant, 0 to 1.
        missing: what the readiness check still asks for, or "".
    """

    organisation: str
    capacity_units: Fraction
    ready_from: Quarter
    willing: bool
    grant_dependence: Fraction
    missing: str = ""


@dataclass(frozen=True, slots=True)
class OfferRow:
    """What an organisation would do for one service in one neighbourhood: a row of ``handover/offers.csv``.

    Attributes:
        organisation: id.
        service: id.
        neighbourhood: name.
        quality: share of need met once it runs the service alone, 0 to 1.
        price: full price of a unit, 1 being the council's own unit cost.
        volunteer_share: share of the load that volunteers carry, 0 to 1.
    """

    organisation: str
    service: str
    neighbourhood: str
    quality: Fraction
    price: Fraction
    volunteer_share: Fraction


@dataclass(frozen=True, slots=True)
class LocalityRow:
    """What a neighbourhood brings: a row of ``handover/neighbourhoods.csv``.

    Attributes:
        neighbourhood: name.
        deprivation_weight: weight of an unmet unit here, 1 being the average.
        social_action_units: stock of social action at the start.
        spend_base_units: what may be spent on social action in a quarter whatever the stock.
        volunteer_hours: hours that volunteers can sustain in a quarter.
    """

    neighbourhood: str
    deprivation_weight: Fraction
    social_action_units: Fraction
    spend_base_units: Fraction
    volunteer_hours: Fraction


@dataclass(frozen=True, slots=True)
class FundRow:
    """The money of one quarter: a row of ``handover/funds.csv``.

    Attributes:
        quarter: calendar quarter.
        statutory_budget_gbp: pounds the council has for these services.
        devolved_grant_gbp: pounds devolved to the board for building capacity and social action.
    """

    quarter: Quarter
    statutory_budget_gbp: Fraction
    devolved_grant_gbp: Fraction


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter of the model: a row of ``handover/parameters.csv``.

    Attributes:
        name: one of :data:`DEFAULTS`.
        value: what the plan uses.
        least: of the range a stress test tries.
        most: of that range.
        source: where it comes from, or "a guess" where nobody knows.
    """

    name: str
    value: Fraction
    least: Fraction
    most: Fraction
    source: str


@dataclass(frozen=True, slots=True)
class HandoverTables:
    """A place's ``handover/`` folder as values.

    Attributes:
        transfers: services up for transfer.
        providers: organisations that might take over.
        offers: what each would do.
        localities: what each neighbourhood brings.
        funds: one row for each quarter, in order without a gap.
        settings: parameters that differ from, or repeat, the defaults.
        conditions: the tables that may each be absent.
        blended: the tables of several devolved funds; empty where there is one for everything.
        running: what bodies run already.
    """

    transfers: tuple[TransferRow, ...]
    providers: tuple[ProviderRow, ...]
    offers: tuple[OfferRow, ...]
    localities: tuple[LocalityRow, ...]
    funds: tuple[FundRow, ...]
    settings: tuple[Setting, ...] = ()
    conditions: ConditionRows = field(default_factory=ConditionRows)
    blended: BlendedRows = field(default_factory=BlendedRows)
    running: tuple[RunningRow, ...] = ()


_GUESS = "a guess; tried over its range"


def _setting(name: str, value: str, least: str, most: str, source: str = _GUESS) -> Setting:
    return Setting(name, Fraction(value), Fraction(least), Fraction(most), source)


DEFAULTS: Mapping[str, Setting] = MappingProxyType(
    {
        setting.name: setting
        for setting in (
            _setting("unit_gbp", "1000", "1", "1000000", "a choice of scale"),
            _setting("overlap_quarters", "2", "1", "4"),
            _setting("terminal_weight", "5", "1", "10"),
            _setting("top_up_price", "1.15", "1", "1.3"),
            _setting("natural_loss", "0.02", "0.01", "0.04"),
            _setting("building_yield", "1", "0.7", "1"),
            _setting("building_lag_quarters", "2", "1", "4"),
            _setting("action_capacity", "0.03", "0", "0.08"),
            _setting("overload_loss", "0.5", "0.2", "0.8"),
            _setting("overload_cap", "0.15", "0", "0.15"),
            _setting("cut_loss", "0.1", "0.05", "0.5"),
            _setting("build_share", "0.06", "0.03", "0.12"),
            _setting("build_per_action", "0.25", "0.1", "0.4"),
            _setting("action_loss", "0.02", "0.01", "0.04"),
            _setting("action_yield", "1", "0.7", "1"),
            _setting("action_lag_quarters", "2", "1", "4"),
            _setting("spend_share", "0.1", "0.05", "0.2"),
            _setting("volunteers_per_action", "0.8", "0.4", "1.2"),
            _setting("volunteer_hours_per_unit", "10", "1", "100"),
            _setting("step_in", "0.25", "0.1", "0.6"),
            _setting("tolerance", "0.01", "0", "0.02"),
            _setting("building_cost", "1.2", "0.6", "2.4"),
            _setting("action_cost", "0.5", "0.25", "1"),
            _setting("activation_share", "0.04", "0.02", "0.08"),
            _setting("legal_share", "0.25", "0.125", "0.5"),
            _setting("least_capacity_share", "0.3", "0.2", "0.5"),
            _setting("loan_limit_share", "0.01", "0", "0.03"),
            _setting("loan_rate", "0.0175", "0.01", "0.025", "Growth Fund, 7.01 % a year"),
            _setting("loan_quarters", "8", "4", "20"),
            _setting("statutory_reserve_gbp", "0", "0", "1000000000", "the council's accounts"),
            _setting("devolved_reserve_gbp", "0", "0", "1000000000", "the board's accounts"),
            _setting("spend_weight", "0.0001", "0", "0.001", "only settles ties"),
            _setting("delivery_action", "0", "0", "0.02", "a guess; 0 says that delivery alone makes no social action"),
        )
    }
)
"""Every parameter with its default and range; a ``_share`` is of the first quarter's whole need unless it says so."""

_RENAMED = {"building_lag": "building_lag_quarters", "action_lag": "action_lag_quarters"}
_WHOLE = ("overlap_quarters", "building_lag", "action_lag", "loan_quarters")


def build_problem(
    tables: HandoverTables,
    demand: Mapping[tuple[str, str], Fraction | Sequence[Fraction]],
    services: Sequence[Service],
    organisations: Sequence[Organisation],
    neighbourhoods: Sequence[Neighbourhood],
) -> Problem:
    """Join a place's tables with its need into the data of a plan.

    Organisations without recorded consent are left out, with their offers: a plan is public, and no blacklist.

    Args:
        tables: the place's ``handover/`` folder.
        demand: need by (service id, neighbourhood name), in the service's own units: one number for all quarters,
            or one for each. A pair that is absent or 0 throughout needs no plan, and offers for it are left out.
        services: of the place.
        organisations: of the place.
        neighbourhoods: of the place, with population and deprivation rank.

    Raises:
        HandoverFaults: with everything that makes the data no sound problem, such as a keeping that nobody can afford.
        NoWayOn: where what bodies run already leaves no way on that holds the floor.
    """
    settings = {name: setting.value for name, setting in DEFAULTS.items()}
    settings.update({setting.name: setting.value for setting in tables.settings})
    cells = _cells(tables, demand, neighbourhoods, settings["unit_gbp"])
    needs = sum((cell.demand[0] for cell in cells), Fraction(0))
    by_id = {service.id: service for service in services}
    problem = Problem(
        first_quarter=str(tables.funds[0].quarter),
        quarters=len(tables.funds),
        unit_gbp=settings["unit_gbp"],
        parameters=_parameters(tables, settings, needs),
        services=tuple(_transfer(row, by_id[row.service], settings["unit_gbp"]) for row in tables.transfers),
        neighbourhoods=_localities(tables, settings, neighbourhoods),
        cells=cells,
        providers=_providers(tables, organisations, neighbourhoods),
        offers=_offers(tables, cells, neighbourhoods),
        funds=_funds(tables, settings),
        conditions=conditions(
            tables.conditions,
            tables.funds[0].quarter,
            [row.service for row in tables.transfers],
            [place.name for place in neighbourhoods],
            [row.organisation for row in _willing(tables)],
            cells,
        ),
    )
    problem = run_already(
        problem,
        tables.running,
        places_of([row.service for row in tables.transfers], cells, neighbourhoods),
        tables.funds[0].quarter,
    )
    refuse_faults(problem)
    return problem


def _cells(
    tables: HandoverTables,
    demand: Mapping[tuple[str, str], Fraction | Sequence[Fraction]],
    neighbourhoods: Sequence[Neighbourhood],
    unit_gbp: Fraction,
) -> tuple[Cell, ...]:
    cells, quarters = [], len(tables.funds)
    for s, row in enumerate(tables.transfers):
        for n, place in enumerate(neighbourhoods):
            wanted = demand.get((row.service, place.name), Fraction(0))
            each = (wanted,) * quarters if isinstance(wanted, Fraction) else tuple(wanted)
            if any(each):
                cells.append(Cell(s, n, tuple(row.unit_cost_gbp * need / unit_gbp for need in each)))
    return tuple(cells)


def _transfer(row: TransferRow, service: Service, unit_gbp: Fraction) -> TransferService:
    return TransferService(
        service.id,
        service.name,
        service.unit,
        row.unit_cost_gbp / unit_gbp,
        service.criticality,
        service.floor,
        service.statutory,
        row.protected,
        row.levels,
    )


def _localities(
    tables: HandoverTables, settings: Mapping[str, Fraction], neighbourhoods: Sequence[Neighbourhood]
) -> tuple[Locality, ...]:
    rows = {row.neighbourhood: row for row in tables.localities}
    return tuple(
        Locality(
            place.name,
            place.population,
            place.deprivation_rank,
            rows[place.name].deprivation_weight,
            rows[place.name].social_action_units,
            rows[place.name].spend_base_units,
            rows[place.name].volunteer_hours / settings["volunteer_hours_per_unit"],
        )
        for place in neighbourhoods
    )


def _providers(
    tables: HandoverTables, organisations: Sequence[Organisation], neighbourhoods: Sequence[Neighbourhood]
) -> tuple[Provider, ...]:
    bodies = {body.id: body for body in organisations}
    homes = {place.name: n for n, place in enumerate(neighbourhoods)}
    first = tables.funds[0].quarter
    return tuple(
        Provider(
            row.organisation,
            bodies[row.organisation].name,
            homes.get(bodies[row.organisation].home),
            row.capacity_units,
            max(0, row.ready_from - first),
            True,  # noqa: FBT003 - to its offers, or to what it runs already; offers of who has not said so are left out
            row.grant_dependence,
        )
        for row in _willing(tables)
    )


def _offers(
    tables: HandoverTables, cells: Sequence[Cell], neighbourhoods: Sequence[Neighbourhood]
) -> tuple[Offer, ...]:
    at = places_of([row.service for row in tables.transfers], cells, neighbourhoods)
    providers = {row.organisation: p for p, row in enumerate(_willing(tables)) if row.willing}
    return tuple(
        Offer(
            at[row.service, row.neighbourhood],
            providers[row.organisation],
            row.quality,
            row.price,
            row.volunteer_share,
        )
        for row in tables.offers
        if (row.service, row.neighbourhood) in at and row.organisation in providers
    )


def _willing(tables: HandoverTables) -> list[ProviderRow]:
    """Give the providers whose consent is recorded, to offers or to what they run already; no other is published."""
    runs = {row.organisation for row in tables.running}
    return [row for row in tables.providers if row.willing or row.organisation in runs]


def _parameters(tables: HandoverTables, settings: Mapping[str, Fraction], needs: Fraction) -> Parameters:
    capacities = [row.capacity_units for row in _willing(tables)]
    derived = {
        "activation_cost": settings["activation_share"] * needs / max(1, len(capacities)),
        "least_capacity": settings["least_capacity_share"] * mean(capacities) if capacities else Fraction(0),
        "loan_limit": settings["loan_limit_share"] * needs,
    }
    values = {
        name: derived[name] if name in derived else settings[_RENAMED.get(name, name)]
        for name in Parameters.__dataclass_fields__
    }
    return Parameters(**{name: int(value) if name in _WHOLE else value for name, value in values.items()})  # type: ignore[arg-type]


def _funds(tables: HandoverTables, settings: Mapping[str, Fraction]) -> Funds:
    unit = settings["unit_gbp"]
    blended = blended_funds(tables.blended, [row.quarter for row in tables.funds], unit)
    if blended:
        grant = tuple(sum((fund.income[t] for fund in blended), Fraction(0)) for t in range(len(tables.funds)))
        statutory = tuple(row.statutory_budget_gbp / unit for row in tables.funds)
        return Funds(settings["statutory_reserve_gbp"] / unit, statutory, Fraction(0), grant, blended)
    return Funds(
        settings["statutory_reserve_gbp"] / unit,
        tuple(row.statutory_budget_gbp / unit for row in tables.funds),
        settings["devolved_reserve_gbp"] / unit,
        tuple(row.devolved_grant_gbp / unit for row in tables.funds),
    )
