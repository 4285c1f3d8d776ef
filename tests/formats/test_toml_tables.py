"""TOML files that people write: closed keys, and a fault for each that is wrong, at its line."""

from datetime import date
from fractions import Fraction

import pytest

from commonweal.errors import FileMissing, FundFaults
from commonweal.formats.toml_tables import DAY, POSITIVE, SHORT_NAME, WORDS, Key, one_of, read_toml

KEYS = {
    "name": Key(*WORDS, needed=True),
    "id": Key(*SHORT_NAME),
    "day": Key(*DAY),
    "part": Key(Fraction, "a fraction"),
    "most": Key(*POSITIVE, default=1),
    "over": Key(one_of("skip", "stop"), "skip or stop"),
}


def read(tmp_path, written):
    (tmp_path / "x.toml").write_text(written, "utf-8")
    return read_toml(tmp_path / "x.toml", FundFaults)


def test_a_table_is_read_and_what_is_not_stated_has_its_default(tmp_path):
    reading, found = read(tmp_path, '[a]\nname = "x"\nday = 2027-01-02\nover = "stop"\n')
    told = {"name": "x", "id": None, "day": date(2027, 1, 2), "part": None, "most": 1, "over": "stop"}
    assert reading.table("a", found["a"], KEYS) == told
    assert reading.faults == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('nam = "x"', "there is no key nam; the nearest is name"),
        ('id = "X y"', "a short name"),
        ('day = "2027-01-02"', "a date"),
        ('part = "1/0"', "a fraction"),
        ("most = 0", "a whole number, 1 or more"),
        ("most = true", "a whole number, 1 or more"),
        ('over = "halt"', "skip or stop"),
        ("name = 3", "text between quotes"),
    ],
)
def test_a_fault_has_its_line(tmp_path, line, said):
    reading, found = read(tmp_path, f"[a]\n\n{line}\n")
    reading.table("a", found["a"], KEYS)
    assert [fault for fault in reading.faults if fault.line == 3 and said in str(fault)]


def test_the_line_of_the_second_table_of_a_list_is_its_own(tmp_path):
    reading, found = read(tmp_path, '[[a]]\nname = "x"\n[[a]]\nname = 3\n')
    reading.tables("a", found["a"], KEYS)
    assert [(fault.line, fault.field) for fault in reading.faults] == [(4, "a.name")]
    assert reading.tables("a", {}, KEYS) == []


def test_what_is_no_toml_or_is_not_there_is_refused(tmp_path):
    with pytest.raises(FundFaults, match=r"x\.toml, line 2: this is not TOML"):
        read(tmp_path, "[a]\nname =\n")
    with pytest.raises(FileMissing):
        read_toml(tmp_path / "nowhere.toml", FundFaults)


def test_a_byte_order_mark_is_no_fault_and_bytes_of_no_text_are_one_without_a_line(tmp_path):
    (tmp_path / "x.toml").write_bytes(b"\xef\xbb\xbf[a]\nname = 'x'\n")
    _, found = read_toml(tmp_path / "x.toml", FundFaults)
    assert found == {"a": {"name": "x"}}
    (tmp_path / "x.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(FundFaults) as refused:
        read_toml(tmp_path / "x.toml", FundFaults)
    assert [(fault.file, fault.line) for fault in refused.value.faults] == [("x.toml", None)]


def test_a_list_in_place_of_a_table_and_the_other_way_round(tmp_path):
    reading, found = read(tmp_path, "one = 1\n[many]\nname = 'a'\n")
    reading.table("one", found["one"], {"name": Key(*WORDS, needed=True)})
    reading.tables("many", found["many"], KEYS)
    assert [fault.what for fault in reading.faults] == [
        "this must be a table",
        "the key {key} is missing",
        "this must be a list: write [[{header}]]",
    ]
