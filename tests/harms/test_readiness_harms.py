"""Harms of readiness checks: a score that becomes a blacklist, and a burden on the smallest."""

import re
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest

from commonweal.cli.sample_folder import PLAN_ADOPTED, sample_files
from commonweal.cycle.planning import problem
from commonweal.cycle.readiness import Standing, gated, standings
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from commonweal.formats.plans import INPUT
from commonweal.formats.readiness_folder import readiness_files
from commonweal.formats.readiness_tables import FILES
from commonweal.handover.written import written
from commonweal.proposals.criteria import CRITERIA, ESSENTIAL
from commonweal.proposals.readiness import EXPIRED, WITH_SUPPORT, Consent
from commonweal.proposals.sustainability import Sustainability
from commonweal.terms import canon
from tests.proposals.checked import AS_AT, consent, statements


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    write_folder(folder, sample_files(1))
    return read_place(folder)


def test_blacklist_no_number_sums_a_body_up(place):
    """No field of a standing is a score, and no file that is written puts bodies in an order of their own."""
    assert {field.name for field in fields(Standing)} == {
        *("organisation", "check", "ready_from", "missing", "capacity_units")
    }
    bodies = [body.id for body in place.organisations if body.kind == "charity"]
    names = {body.id: body.name for body in place.organisations}
    files = readiness_files(place.readiness, bodies, names, PLAN_ADOPTED)
    told = files["checks.txt"].decode()
    assert not re.search(r"\d ?%(?! of its income)|\d+ (?:of|out of) \d+|score|rank|points", told)
    order = [names[body] for body in bodies]
    assert sorted(order, key=lambda name: told.index(f"\n{name}: ")) == order, "the order of the place's own list"


def test_blacklist_nothing_of_a_check_is_in_what_a_plan_publishes(place):
    names = {body.id: body.name for body in place.organisations}
    through = gated(place.handover, place.readiness, place.wanted, PLAN_ADOPTED, names)
    published = canon.encode(written(problem(place.evidence, through.tables, place.organisations))).decode()
    assert INPUT.endswith(".json")
    for words in through.missing.values():
        assert str(words) not in published
    assert not any(one.id in published for one in CRITERIA.values())
    assert set(place.evidence.sources).isdisjoint(FILES)


def test_blacklist_a_funder_sees_a_check_only_while_the_body_agrees(place):
    body = place.organisations[3].id
    names = {one.id: one.name for one in place.organisations}
    for shares in (True, False):
        said = Consent(body, PLAN_ADOPTED, willing=None, shares=shares)
        tables = replace(place.readiness, consents=(*place.readiness.consents, said))
        files = readiness_files(tables, [body], names, PLAN_ADOPTED)
        report = b"".join(data for name, data in files.items() if name.startswith("funder_"))
        assert (body.encode() in report) == shares
        assert (names[body].encode() in report) == shares


def test_blacklist_a_check_is_forgotten_after_a_year_and_can_be_corrected():
    from commonweal.cycle.readiness import ReadinessTables

    tables = ReadinessTables(tuple(statements()), (consent(),))
    assert standings(tables, ["hall"], date(2027, 4, 1))["hall"].check.state == EXPIRED
    wrong = ReadinessTables(tuple(statements(without=("money-budget",))), (consent(),))
    (found,) = standings(wrong, ["hall"], AS_AT).values()
    assert not found.check.passes
    right = replace(statements()[0], criterion="money-budget", on=AS_AT, checked=AS_AT)
    (found,) = standings(replace(wrong, statements=(*wrong.statements, right)), ["hall"], AS_AT).values()
    assert found.check.passes


@pytest.mark.parametrize(
    ("reserves", "share", "leads"), [(Fraction(0), Fraction(1), 1), (Fraction(-5000), Fraction(1), 0)]
)
def test_blacklist_no_figure_of_money_or_of_people_refuses_by_calculation(place, reserves, share, leads):
    figures = tuple(
        Sustainability(row.organisation, PLAN_ADOPTED, reserves, Fraction(1000), share, leads, "A hard year.")
        for row in place.handover.providers
    )
    names = {body.id: body.name for body in place.organisations}
    poor = gated(place.handover, replace(place.readiness, sustainability=figures), (), PLAN_ADOPTED, names)
    assert poor == gated(place.handover, place.readiness, (), PLAN_ADOPTED, names)


def test_burden_a_small_group_answers_the_essential_questions_alone():
    from commonweal.cycle.readiness import ReadinessTables

    (found,) = standings(ReadinessTables(tuple(statements()), (consent(),)), ["hall"], AS_AT).values()
    assert found.check.state == WITH_SUPPORT
    assert len(found.check.now) == len(ESSENTIAL) < len(CRITERIA) / 2
