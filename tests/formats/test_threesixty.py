"""Awards as grants: what 360Giving's own schema accepts, and nothing lost on the way."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from commonweal.formats.threesixty import Grant, grants_csv, grants_json
from commonweal.terms.money import Pence

GRANTS = (
    Grant(
        id="harbour-r1-a",
        title="Benches",
        description="Benches for all",
        award=Pence(20_001),
        currency="GBP",
        on=date(2027, 3, 1),
        until=date(2027, 9, 30),
        recipient=("harbour-org-o1", "Harbour Hub"),
        funder=("harbour-accountable-body", "Harbour council"),
        programme="A small round",
    ),
    Grant(
        id="harbour-r1-b",
        title="=1+1",
        description="Trees",
        award=Pence(15_000),
        currency="GBP",
        on=date(2027, 3, 1),
        until=None,
        recipient=("harbour-org-o2", "Tree, Friends & Co"),
        funder=("harbour-accountable-body", "Harbour council"),
        programme="A small round",
    ),
)


@pytest.mark.real_data
def test_360giving_s_own_schema_accepts_every_grant(data_folder: Path) -> None:
    schema = json.loads((data_folder / "schemas" / "360giving" / "360-giving-schema.json").read_text("utf-8"))
    package = json.loads(grants_json(GRANTS))
    moments = FormatChecker(())
    moments.checks("date-time")(lambda text: "T" in str(text))  # a day is no moment, and the schema takes either
    validator = Draft202012Validator(schema, format_checker=moments)
    for grant in package["grants"]:
        assert list(validator.iter_errors(grant)) == []
    assert list(validator.iter_errors({**package["grants"][0], "amountAwarded": "much"}))


def test_sums_are_exact_in_both_forms() -> None:
    assert [grant["amountAwarded"] for grant in json.loads(grants_json(GRANTS))["grants"]] == [200.01, 150]
    rows = list(csv.DictReader(io.StringIO(grants_csv(GRANTS).decode("utf-8"))))
    assert [row["Amount Awarded"] for row in rows] == ["200.01", "150"]
    assert rows[1]["Planned Dates:End Date"] == ""


def test_a_title_is_no_formula_in_a_spreadsheet() -> None:
    rows = list(csv.DictReader(io.StringIO(grants_csv(GRANTS).decode("utf-8"))))
    assert rows[1]["Title"] == "'=1+1"
    assert rows[1]["Recipient Org:Name"] == "Tree, Friends & Co"
