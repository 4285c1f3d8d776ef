"""Rates as tables: the packaged records, a place's own beside them, and every fault at its line."""

from datetime import date

import pytest

from commonweal.delivery.rates import newest
from commonweal.errors import TableFaults
from commonweal.formats.rates_table import PACKAGED, joined, packaged_rates, read_rates, write_rates


def test_m20_the_living_wage_is_four_dated_records_with_a_source():
    """The practitioner's check: £12.60 and £13.85, then £13.45 and £14.80 due by 1 May 2026."""
    found = {(rate.area, rate.due): rate.amount for rate in packaged_rates()}
    assert found == {
        ("UK", date(2025, 5, 1)): 1260,
        ("London", date(2025, 5, 1)): 1385,
        ("UK", date(2026, 5, 1)): 1345,
        ("London", date(2026, 5, 1)): 1480,
    }
    assert all("livingwage.org.uk" in rate.source and rate.announced < rate.due for rate in packaged_rates())
    assert {rate.announced.strftime("%Y-%m") for rate in packaged_rates() if rate.due.year == 2026} == {"2025-10"}


def test_the_packaged_records_are_old_a_year_after_they_were_announced():
    assert not newest(packaged_rates(), "UK").stale(date(2026, 10, 1))
    assert newest(packaged_rates(), "UK").stale(date(2026, 11, 26))


def test_a_place_adds_records_and_corrects_one(tmp_path):
    head = PACKAGED.read_text().splitlines()[0]
    own = tmp_path / "rates.csv"
    own.write_text(
        f"{head}\n"
        "real living wage,UK,14.00,2026-10-20,2027-05-01,12,its own reading,2026-11-01\n"
        "real living wage,UK,13.46,2025-10-22,2026-05-01,12,a correction,2026-11-01\n"
    )
    rates = joined(read_rates(own))
    assert len(rates) == 5
    assert newest(rates, "UK").amount == 1400
    assert newest(rates, "UK", date(2026, 12, 31)).source == "a correction"


def test_what_is_written_is_read_back(tmp_path):
    (tmp_path / "rates.csv").write_bytes(write_rates(packaged_rates()))
    assert read_rates(tmp_path / "rates.csv") == packaged_rates()


def test_all_faults_are_told_at_once(tmp_path):
    head, first, *_ = PACKAGED.read_text().splitlines()
    bad = first.replace("12.60", "12.605").replace("2024-10-23", "October").replace(",12,", ",a year,")
    (tmp_path / "rates.csv").write_text(f"{head}\n{bad}\n{first}\n")
    with pytest.raises(TableFaults) as refused:
        read_rates(tmp_path / "rates.csv")
    assert {fault.field for fault in refused.value.faults} == {
        "amount_pounds_per_hour",
        "announced",
        "stale_after_months",
    }
    assert {fault.line for fault in refused.value.faults} == {2}


def test_two_records_of_one_rate_may_not_be_due_on_one_day(tmp_path):
    head, first, *_ = PACKAGED.read_text().splitlines()
    (tmp_path / "rates.csv").write_text(f"{head}\n{first}\n{first.replace('12.60', '12.70')}\n")
    with pytest.raises(TableFaults, match="stands already at line 2"):
        read_rates(tmp_path / "rates.csv")
