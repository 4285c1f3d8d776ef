"""``fund.toml``: the constitution of a fund, read exactly or refused with every line."""

from datetime import date
from fractions import Fraction

import pytest

from commonweal.errors import FileMissing, FundFaults
from commonweal.formats.fund_settings import KEYS, read_fund
from tests.conventions.sources import ROOT
from tests.formats.funds import CONSTITUTION, write_fund

BAD = [
    ('total = "1000.00"', 'total = "1000.001"', 5, "fund.total", "a sum above 0 with at most two decimals"),
    ('total = "1000.00"', "total = 1000.5", 5, "fund.total", "a sum above 0"),
    ('total = "1000.00"', "total = true", 5, "fund.total", "a sum above 0"),
    ('total = "1000.00"', 'total = "0"', 5, "fund.total", "a sum above 0"),
    ('total = "1000.00"', 'total = "1000.01"', 12, "streams.share", "not a whole number of hundredths"),
    ('name = "Saltmarsh Fund"', 'nam = "Saltmarsh Fund"', 2, "fund.nam", "no key nam; the nearest is name"),
    ('round = "spring"', 'round = "Spring 2027"', 3, "fund.round", "a short name"),
    ('round = "spring"', 'round = "spring"\ncurrency = "pounds"', 4, "fund.currency", "a currency code"),
    ("2027-03-01", '"2027-03-01"', 6, "fund.voting_opens", "a date"),
    ("2026-11-16", "2027-03-01", 13, "streams.constituted", "before the day on which voting opens"),
    ('share = "1/5"', 'share = "0.2"', 12, "streams.share", "a fraction of the fund"),
    ('share = "1/5"', 'share = "6/5"', 12, "streams.share", "a fraction of the fund"),
    ('share = "1/5"', 'share = "1/0"', 12, "streams.share", "a fraction of the fund"),
    ('share = "1/5"', 'share = "1/5"\namount = "200"', 8, "streams", "either an amount or a share"),
    ('share = "1/5"\n', "", 8, "streams", "either an amount or a share"),
    ('share = "1/5"', 'amount = "1000.01"', 5, "fund.total", "more than the fund holds"),
    ("entry = 3", "entry = 0", 14, "streams.entry", "the number of an entry"),
    ("entry = 3\n", "", 8, "streams", "the key entry is missing"),
    ('figure = "middle"', 'figure = "mean"', 15, "streams.figure", "low, middle or high"),
    ('["nurse", "adviser", "person with lived experience"]', '["nurse"]', 16, "streams.panel", "at least two"),
    ('["nurse", "adviser", "person with lived experience"]', '["nurse", "nurse"]', 16, "streams.panel", "different"),
    ('["nurse", "adviser", "person with lived experience"]', '["nurse", "a; b"]', 16, "streams.panel", "semicolons"),
    ('left_over = "carried over"', 'left_over = "voted on"', 17, "streams.left_over", "never goes back into the vote"),
    ("[[streams]]", "[[stream]]", 8, "stream", "no table stream; the nearest is streams"),
    ('round = "spring"', "round = ", 3, "", "this is not TOML"),
]


@pytest.mark.parametrize(("old", "new", "line", "field", "said"), BAD)
def test_a_fault_is_refused_with_its_line_and_key(tmp_path, old, new, line, field, said):
    folder = write_fund(tmp_path / "fund", "fund.toml", old, new)
    with pytest.raises(FundFaults) as refused:
        read_fund(folder)
    told = [(fault.line, fault.field, str(fault)) for fault in refused.value.faults]
    assert [one for one in told if one[:2] == (line, field) and said in one[2]], told


def test_every_fault_is_told_at_once(tmp_path):
    folder = write_fund(tmp_path / "fund")
    text = CONSTITUTION.replace("entry = 3", "entry = 0").replace('round = "spring"', "round = 7")
    (folder / "fund.toml").write_text(text, "utf-8")
    with pytest.raises(FundFaults) as refused:
        read_fund(folder)
    assert [fault.line for fault in refused.value.faults] == [3, 14]


def test_a_constitution_is_read_exactly(tmp_path):
    fund, _ = read_fund(write_fund(tmp_path / "fund"))
    [stream] = fund.streams
    assert (fund.total, fund.set_aside, fund.for_the_vote, fund.currency) == (1000_00, 200_00, 800_00, "GBP")
    assert (stream.share, stream.constituted, stream.entry) == (Fraction(1, 5), date(2026, 11, 16), 3)
    assert stream.panel == ("nurse", "adviser", "person with lived experience")


def test_the_name_of_a_stream_stands_once(tmp_path):
    folder = write_fund(tmp_path / "fund")
    twice = CONSTITUTION + CONSTITUTION[CONSTITUTION.index("[[streams]]") :]
    (folder / "fund.toml").write_text(twice, "utf-8")
    with pytest.raises(FundFaults, match="protected is the name of an earlier stream"):
        read_fund(folder)


def test_a_missing_constitution_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        read_fund(tmp_path)


def test_every_key_is_documented():
    page = (ROOT / "docs" / "protected-streams.md").read_text("utf-8")
    assert [key for keys in KEYS.values() for key in keys if f"`{key}`" not in page] == []
