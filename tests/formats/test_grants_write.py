"""Awards of a place as grants: what 360Giving's own schema accepts, and nothing lost on the way."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from commonweal.errors import GrantFormUnknown
from commonweal.formats.exact_json import exact_lines
from commonweal.formats.grants import AwardedGrant, Named
from commonweal.formats.grants_write import grants_json, written_grants
from commonweal.terms.money import Pence

AWARDS = (
    AwardedGrant(
        id="harbour-r1-a",
        title="Benches",
        description="Benches for all",
        award=Pence(20_001),
        currency="GBP",
        on=date(2027, 3, 1),
        until=date(2027, 9, 30),
        recipient=Named("harbour-org-o1", "Harbour Hub"),
        funder=Named("harbour-accountable-body", "Harbour council"),
        programme="A small round",
    ),
    AwardedGrant(
        id="harbour-r1-b",
        title="=1+1",
        description="Trees",
        award=Pence(15_000),
        currency="GBP",
        on=date(2027, 3, 1),
        until=None,
        recipient=Named("harbour-org-o2", "Tree, Friends & Co"),
        funder=Named("harbour-accountable-body", "Harbour council"),
        programme="A small round",
    ),
)
GRANTS = [award.grant() for award in AWARDS]


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written_grants("x.csv", GRANTS).data.decode("utf-8"), newline="")))


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
    assert [row["Amount Awarded"] for row in rows()] == ["200.01", "150"]
    assert rows()[1]["Planned Dates:End Date"] == ""


def test_a_title_is_no_formula_in_a_spreadsheet() -> None:
    assert rows()[1]["Title"] == "'=1+1"
    assert rows()[1]["Recipient Org:Name"] == "Tree, Friends & Co"


def test_a_package_names_the_version_and_each_number_keeps_its_digits() -> None:
    text = grants_json(GRANTS).decode("utf-8")
    assert json.loads(text)["version"] == "1.4"
    exact = {"a": [Decimal("1.50"), Decimal("41133.770000000004"), 2, True, None, "£"], "b": {}, "c": []}
    written = "".join(exact_lines(exact))
    assert "1.50," in written
    assert json.loads(written, parse_float=Decimal) == exact


def test_another_form_is_refused() -> None:
    with pytest.raises(GrantFormUnknown):
        written_grants("x.ods", GRANTS)
