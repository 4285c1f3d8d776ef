"""place.toml is read against closed lists; every fault is named with its line."""

from datetime import date
from fractions import Fraction

import pytest

from commonweal.errors import FileMissing, PlaceFaults
from commonweal.formats.place_settings import read_settings
from commonweal.formats.place_writing import settings_text
from commonweal.terms.periods import Quarter
from commonweal.terms.sources import Source

GOOD = """\
[place]
name = "Saltmarsh"
board = "Saltmarsh Neighbourhood Board"
accountable_body = "Saltmarsh Council"
as_at = 2026-10-01

[sources."areas.csv"]
publisher = "A ministry"
original = "official.csv"
original_sha256 = "ab"

[access]
bands_m = [500, 1500]
weights = ["1", "0.5"]

[[rounds]]
id = "fund-2026"
title = "Saltmarsh Fund 2026"
file = "polls/fund-2026.pb"
rule = "equal_shares"
spec = { utility = "cost", step = 1 }
rules_published = 2026-05-01
closed = 2026-06-30
confirmed = 2026-07-14
due = 2027-09-30

[handover]
adopted = 2026-11-01

[[withdrawals]]
organisation = "o7"
from_quarter = "2028-Q1"
on = 2027-12-01
reason = "lost its main funder"
"""


def read(tmp_path, text):
    (tmp_path / "place.toml").write_text(text, encoding="utf-8")
    return read_settings(tmp_path)


def places(refused):
    return {(fault.line, fault.field) for fault in refused.value.faults}


def test_a_whole_place_is_read(tmp_path):
    settings = read(tmp_path, GOOD)
    assert settings.as_at == date(2026, 10, 1)
    assert settings.time_zone == "Europe/London"
    assert settings.access.weights == (Fraction(1), Fraction(1, 2))
    assert settings.rounds[0].spec == {"utility": "cost", "step": "1"}
    assert settings.handover is not None
    assert settings.handover.adopted == date(2026, 11, 1)
    assert settings.withdrawals[0].from_quarter == Quarter(2028, 1)


def test_a_body_that_backs_out_keeps_what_it_has_begun_unless_it_is_handed_on(tmp_path):
    (kept,) = read(tmp_path, GOOD).withdrawals
    assert (kept.hands_on, kept.runs_until) == (False, None)
    (gone,) = read(tmp_path, GOOD + 'hands_on = true\nruns_until = "2028-Q3"\n').withdrawals
    assert (gone.hands_on, gone.runs_until) == (True, Quarter(2028, 3))
    for wrong, line in (('runs_until = "2028-Q3"\n', 35), ('hands_on = "yes"\n', 35)):
        with pytest.raises(PlaceFaults) as refused:
            read(tmp_path, GOOD + wrong)
        assert {at for at, _ in places(refused)} == {line}


def test_a_source_tells_of_the_original_where_there_is_one(tmp_path):
    settings = read(tmp_path, GOOD)
    told = settings.sources["areas.csv"].of(Source("areas.csv", "cd"))
    assert (told.file, told.sha256, told.publisher) == ("official.csv", "ab", "A ministry")


def test_an_unknown_key_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(PlaceFaults) as refused:
        read(tmp_path, GOOD.replace("accountable_body", "acountable_body"))
    assert places(refused) == {(4, "place.acountable_body"), (1, "place")}
    assert "the nearest is accountable_body" in str(refused.value)


def test_an_unknown_table_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(PlaceFaults, match="there is no table hand_over; the nearest is handover"):
        read(tmp_path, GOOD.replace("[handover]", "[hand_over]"))


def test_all_faults_are_gathered_each_at_its_line(tmp_path):
    bad = (
        GOOD.replace("2026-10-01", '"October"')
        .replace('["1", "0.5"]', '["1"]')
        .replace('id = "fund-2026"', 'id = "Fund 2026"')
        .replace("polls/fund-2026.pb", "../elsewhere.pb")
        .replace("adopted = 2026-11-01", "adopted = 2026")
        .replace('"2028-Q1"', '"2028"')
    )
    with pytest.raises(PlaceFaults) as refused:
        read(tmp_path, bad)
    assert places(refused) == {
        (5, "place.as_at"),
        (14, "access.weights"),
        (17, "rounds.id"),
        (19, "rounds.file"),
        (28, "handover.adopted"),
        (32, "withdrawals.from_quarter"),
    }


def test_a_round_twice_and_dates_out_of_order_are_refused(tmp_path):
    first = GOOD[GOOD.index("[[rounds]]") : GOOD.index("[handover]")]
    second = first.replace("2026-07-14", "2026-06-01")
    with pytest.raises(PlaceFaults) as refused:
        read(tmp_path, GOOD.replace("[handover]", second + "[handover]"))
    assert places(refused) == {(28, "rounds.id"), (35, "rounds.confirmed")}


def test_broken_toml_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(FileMissing):
        read_settings(tmp_path)
    with pytest.raises(PlaceFaults, match="this is not TOML") as refused:
        read(tmp_path, "[place]\nname = \n")
    assert places(refused) == {(2, "")}


def test_what_is_written_is_read_back(tmp_path):
    settings = read(tmp_path, GOOD.replace('"Saltmarsh"', '"Salt\\"marsh \\\\ é"'))
    assert read(tmp_path, settings_text(settings)) == settings
