"""docs/place-folder.md lists every key and column that a place folder may hold."""

import re
from pathlib import Path
from typing import get_args

import pytest

from commonweal.formats import (
    bodies_table,
    cuts_table,
    displacement_table,
    equality_table,
    evidence_tables,
    grants_table,
    libraries,
    organisations_table,
    place_settings,
    postcodes,
    proposals_table,
    sector_tables,
    spending_tables,
    step_in_tables,
    tags_table,
)
from commonweal.handover.step_in.agreement import DIRECTIONS, Duty, Party
from commonweal.handover.step_in.case import ActKind
from commonweal.handover.step_in.cover import Runner

PAGE = (Path(__file__).parents[2] / "docs" / "place-folder.md").read_text(encoding="utf-8")
TABLES = {
    "areas.csv": evidence_tables.AREA_COLUMNS,
    "services.csv": evidence_tables.SERVICE_COLUMNS,
    "needs.csv": evidence_tables.NEED_COLUMNS,
    "sites.csv": evidence_tables.SITE_COLUMNS,
    "displacement.csv": displacement_table.COLUMNS,
    "equality.csv": equality_table.COLUMNS,
    "organisations.csv": organisations_table.COLUMNS,
    "proposals.csv": proposals_table.COLUMNS,
    "grants.csv": grants_table.COLUMNS,
    "bodies.csv": bodies_table.COLUMNS,
    "spending.csv": spending_tables.SPENDING_COLUMNS,
    "contracts.csv": spending_tables.CONTRACT_COLUMNS,
    "postcodes.csv": postcodes.COLUMNS,
    "cuts.csv": cuts_table.CUT_COLUMNS,
    "new_money.csv": cuts_table.NEW_COLUMNS,
    "infrastructure.csv": sector_tables.INFRASTRUCTURE_COLUMNS,
    "income.csv": sector_tables.INCOME_COLUMNS,
    "tags.csv": tags_table.COLUMNS,
    "libraries.csv": [name for name in libraries.COLUMNS if not re.match(r"operation_20(19|2[12])", name)],
    "place.toml": [key for keys in place_settings.KEYS.values() for key in keys],
}


def named(file):
    section = PAGE.split(f"\n## {file}\n")[1].split("\n## ")[0]
    return set(re.findall(r"`([a-z_0-9]+)`", section))


STEP_IN = (Path(__file__).parents[2] / "docs" / "step-in.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", step_in_tables.FILES)
def test_every_column_of_step_in_is_on_its_page(table):
    section = STEP_IN.split(f"\n`{table}.csv`")[1].split(".csv`")[0]
    weekdays = {f"hours_{day}" for day in step_in_tables.WEEKDAYS[1:-1]}
    columns = {column.name for column in step_in_tables.columns((), (), ())[table]}
    assert columns - weekdays - set(re.findall(r"`([a-z_]+)`", section)) == set()


@pytest.mark.parametrize(
    "named", [*DIRECTIONS, *(word for kind in (ActKind, Party, Runner, Duty) for word in get_args(kind))]
)
def test_every_word_that_a_table_of_step_in_takes_is_on_its_page(named):
    assert f"`{named}`" in STEP_IN


@pytest.mark.parametrize("file", TABLES)
def test_every_column_and_key_is_on_the_page(file):
    assert set(TABLES[file]) - named(file) == set()


def test_every_table_of_place_toml_is_on_the_page():
    section = PAGE.split("\n## place.toml\n")[1].split("\n## ")[0]
    assert {name for name in place_settings.KEYS if f"[{name}" not in section} == set()
