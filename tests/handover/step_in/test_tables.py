"""A place's step-in folder as values: the rows of one agreement, and the case that is asked for."""

from dataclasses import replace
from datetime import date

import pytest

from commonweal.errors import NoSuchAgreement
from commonweal.handover.step_in.tables import StepInTables, chosen
from tests.handover.step_in.cases import AGREED, AGREEMENT, CANDIDATES, CLOSED, STEP_IN, TRIGGERS, row

OTHER = replace(AGREEMENT, id="A2", service="youth", neighbourhood="Fathom Rise")
LATER = replace(AGREEMENT, id="A3", signed_on=date(2026, 4, 1))
DAY = date(2026, 3, 9)
TABLES = StepInTables(
    agreements=(AGREEMENT, OTHER, LATER),
    triggers=(*TRIGGERS, replace(TRIGGERS[0], agreement="A2")),
    reports=(CLOSED, replace(CLOSED, agreement="A2")),
    acts=(STEP_IN, replace(STEP_IN, agreement="A2")),
    cover=(row(DAY, 8), replace(row(DAY, 8), agreement="A2")),
    candidates=(*CANDIDATES, replace(CANDIDATES[0], service="youth")),
)


def test_a_case_has_the_rows_of_its_agreement_and_the_list_of_its_service():
    case = TABLES.case(AGREEMENT)
    assert (case.triggers, case.candidates) == (TRIGGERS, CANDIDATES)
    assert TABLES.told(AGREEMENT) == ((CLOSED,), (STEP_IN,), (row(DAY, 8),))


def test_the_one_that_fits_is_chosen_and_of_two_on_the_same_the_last_one_signed():
    assert chosen(TABLES, "Saltmarsh", DAY, "library") == AGREEMENT
    assert chosen(TABLES, "Saltmarsh", DAY, neighbourhood="Fathom Rise") == OTHER
    assert chosen(TABLES, "Saltmarsh", date(2026, 4, 1), "library", "Herring Hill") == LATER
    assert chosen(StepInTables((OTHER,)), "Saltmarsh", DAY) == OTHER


@pytest.mark.parametrize(
    ("day", "service", "where", "found"),
    [(DAY, "", "", 2), (DAY, "library", "Fathom Rise", 0), (date(2025, 3, 31), "library", "Herring Hill", 0)],
)
def test_none_or_several_are_refused_with_those_that_there_are(day, service, where, found):
    with pytest.raises(NoSuchAgreement) as refused:
        chosen(TABLES, "Saltmarsh", day, service, where)
    assert refused.value.figures["found"] == found
    known = "library in Herring Hill, youth in Fathom Rise" if day >= AGREED else "-"
    assert refused.value.figures["known"] == known
