"""The tables of a stream as one zip: read in any folder, bounded, and refused with every fault at once."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from commonweal.errors import StreamTablesRefused
from commonweal.formats.fund_tables import NEEDS, PANEL, PROPOSALS
from commonweal.formats.stream_upload import read_stream_upload, requests_of, requests_text
from commonweal.formats.zipped_tables import MOST_BYTES
from commonweal.funding.streams.constitution import Fund, Stream
from commonweal.samples.funds import sample_fund
from commonweal.terms.money import Pence
from tests import zips
from tests.zips import zipped

ROLES = ("person with lived experience", "specialist nurse", "housing adviser", "learning disability advocate")
HELD = Pence(160_000_00)
STREAM = Stream("protected", "Quiet money", "people", HELD, None, date(2026, 11, 1), 3, "middle", ROLES)
FUND = Fund("Saltmarsh Fund", "f-1", "Saltmarsh Council", HELD, "GBP", None, (STREAM,))
FILES = {name: data for name, data in sample_fund(1).items() if name.endswith(".csv")}


def faults(data: bytes, fund: Fund = FUND) -> list[str]:
    with pytest.raises(StreamTablesRefused) as refused:
        read_stream_upload(data, fund)
    return [str(fault) for fault in refused.value.faults]


def edited(name: str, old: str, new: str) -> dict[str, bytes]:
    return zips.edited(FILES, name, old, new)


def test_the_tables_are_read_whatever_folder_they_lie_in_and_whatever_a_computer_adds() -> None:
    read = read_stream_upload(zipped(FILES), FUND)
    assert [one.id for one in read.proposals] == [f"s{n}" for n in range(1, 9)]
    assert {one.organisation for one in read.proposals if one.sensitive} == {""}
    assert {one.organisation for one in read.proposals if not one.sensitive} == {f"body-{n}" for n in (4, 5, 6, 7)}
    added = {"__MACOSX/fund/._panel.csv": b"x", "fund/.DS_Store": b"x"}
    assert read_stream_upload(zipped({**{f"fund/{name}": data for name, data in FILES.items()}, **added}), FUND) == read


def test_what_waits_as_text_is_what_was_read() -> None:
    read = read_stream_upload(zipped(FILES), FUND)
    assert requests_of(requests_text(read)) == read


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", ["this is not a whole zip that can be read, without a password"]),
        (b"PK\x03\x04 no zip", ["this is not a whole zip that can be read, without a password"]),
        (zipped(FILES)[:-40], ["this is not a whole zip that can be read, without a password"]),
        (b"x" * (MOST_BYTES + 1), [f"the zip is larger than {MOST_BYTES} bytes"]),
        (zipped({f"{n}.csv": b"" for n in range(30)}), ["the zip holds more than the tables: 30 files"]),
        (zipped({**FILES, "a/panel.csv": b""}), ["panel.csv: two files have this name"]),
        (
            zipped({**FILES, "fund.toml": b"[fund]"}),
            ["fund.toml: the constitution is taken from the public record, never from a file: leave this out"],
        ),
        (
            zipped({**FILES, "panle.csv": b""}),
            [f"panle.csv: this is none of the tables {PROPOSALS}, {NEEDS}, {PANEL}; the nearest is panel.csv"],
        ),
        (
            zipped({name: data for name, data in FILES.items() if name == NEEDS}),
            [f"{PROPOSALS}: the table is missing", f"{PANEL}: the table is missing"],
        ),
        (zipped({**FILES, PANEL: b" " * (MOST_BYTES + 1)}), [f"{PANEL}: the table is larger than {MOST_BYTES} bytes"]),
        (zipped({**FILES, PANEL: b"\xff"}), [f"{PANEL}, line 1: this is not UTF-8 text"]),
    ],
)
def test_a_zip_that_cannot_be_used_is_refused(data: bytes, told: list[str]) -> None:
    assert faults(data) == told


def test_a_zip_that_says_it_is_small_and_is_not_unpacks_no_further() -> None:
    bomb = bytearray(zipped({**FILES, PANEL: b" " * (MOST_BYTES + 1)}))
    size = (MOST_BYTES + 1).to_bytes(4, "little")
    while size in bomb:
        bomb[bomb.index(size) : bomb.index(size) + 4] = (10).to_bytes(4, "little")
    assert faults(bytes(bomb)) == ["this is not a whole zip that can be read, without a password"]


def test_every_fault_of_every_table_is_told_at_once_with_its_line_and_field() -> None:
    broken = {
        **FILES,
        NEEDS: edited(NEEDS, "140", "many")[NEEDS],
        PANEL: edited(PANEL, "protected,1", "protected,first")[PANEL],
        "notes.txt": b"",
    }
    told = faults(zipped(broken))
    assert "stream_needs.csv, line 2, low: many is not a whole number, 0 or more" in told
    assert "panel.csv, line 2, place: first is not a whole number, 0 or more" in told
    assert any(one.startswith("notes.txt: this is none of the tables") for one in told)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (edited(PROPOSALS, "body-4", ""), "line 5, organisation: name the body that asks by its short name"),
        (edited(PROPOSALS, "yes,", "yes,body-1"), "line 2, organisation: a sensitive service goes without the name"),
        (edited(PROPOSALS, "body-4", "s5"), "line 5, organisation: this is the short name of a proposal"),
        (edited(PROPOSALS, "body-4", "Body 4!"), "organisation: Body 4! is not the short name of a body"),
        (edited(PROPOSALS, "protected,s1", "other,s1"), "line 2, stream: there is no stream other"),
        (edited(PANEL, ",s3,", ",s9,"), "there is no proposal s9 in this stream"),
        (edited(NEEDS, "35,80", "80,35"), "the low figure is above the high one"),
    ],
)
def test_what_is_wrong_between_the_tables_is_told_with_its_row(files: dict[str, bytes], told: str) -> None:
    assert any(told in one for one in faults(zipped(files))), faults(zipped(files))


def test_the_panel_is_that_of_the_record() -> None:
    other = replace(FUND, streams=(replace(STREAM, panel=("nurse", "adviser")),))
    assert any("is no member of the panel" in one for one in faults(zipped(FILES), other))


def test_words_of_the_record_that_say_where_a_sensitive_service_is_are_refused_and_not_repeated() -> None:
    row = next(csv.DictReader(io.StringIO(FILES[PROPOSALS].decode("utf-8"))))
    other = replace(FUND, streams=(replace(STREAM, for_whom=f"people near {row['address']}"),))
    what = "this would be published, and says where a sensitive service is"
    assert faults(zipped(FILES), other) == [f"for_whom: {what}"]
    body = edited(PROPOSALS, "body-4", row["provider"].replace(" ", "-"))
    assert faults(zipped(body)) == [f"{PROPOSALS}, line 5, organisation: {what}"]
