"""The tables of a scored award as one zip: read in any folder, bounded, and refused with every fault at once."""

from dataclasses import replace
from typing import Any

import pytest

from commonweal.errors import AwardTablesRefused
from commonweal.formats.award_folder import TABLES, AwardFolder
from commonweal.formats.award_upload import read_award_upload, tabled_of, tabled_text
from commonweal.formats.award_writing import write_award
from commonweal.formats.awards import award_files, input_value, scheme_of
from commonweal.formats.zipped_tables import MOST_BYTES
from commonweal.funding.scored.award import award
from commonweal.funding.scored.bids import FullCost, Promise
from commonweal.funding.scored.explain import explain_award
from commonweal.samples.awards import sample_award, sample_scheme
from tests import zips
from tests.zips import zipped

NO_ZIP = "this is not a whole zip that can be read, without a password"


def held(seed: int = 1, bids: int = 5) -> AwardFolder:
    scheme, offered, panel = sample_award(seed, bids)
    named = tuple(replace(one, bidder=f"body-{one.id}") for one in offered)
    return AwardFolder(scheme, scheme.sha256(), "", named, panel)


FILES = {name: data for name, data in write_award(held()).items() if name in TABLES}


def faults(data: bytes, scheme: Any = None) -> list[str]:
    with pytest.raises(AwardTablesRefused) as refused:
        read_award_upload(data, scheme or sample_scheme())
    return [str(fault) for fault in refused.value.faults]


def edited(name: str, old: str, new: str) -> dict[str, bytes]:
    return zips.edited(FILES, name, old, new)


def test_the_tables_are_read_whatever_folder_they_lie_in_and_whatever_a_computer_adds() -> None:
    bids, panel = read_award_upload(zipped(FILES), sample_scheme())
    assert (bids, panel) == (held().bids, held().panel)
    added = {"__MACOSX/a/._bids.csv": b"x", "a/.DS_Store": b"x"}
    within = zipped({**{f"a/{name}": data for name, data in FILES.items()}, **added})
    assert read_award_upload(within, sample_scheme()) == (bids, panel)


@pytest.mark.parametrize("seed", range(3))
def test_what_waits_as_text_makes_the_same_folder_and_tells_of_a_cost_only_the_total(seed: int) -> None:
    one = held(seed)
    unknown = replace(one.bids[0], full_cost=replace(one.bids[0].full_cost, overheads=None))
    bids = (unknown, *one.bids[1:])
    text = tabled_text(bids, one.panel)
    again, panel = tabled_of(text)
    assert panel == one.panel
    assert [bid.value() for bid in again] == [bid.value() for bid in bids]
    found = [award(one.scheme, one.locked, each, one.panel, "drawn") for each in (bids, again)]
    folders = [
        award_files(one.scheme, each, one.panel, result, explain_award(one.scheme, each, one.panel, result))
        for each, result in zip((bids, again), found, strict=True)
    ]
    assert folders[0] == folders[1]
    assert str(one.bids[2].full_cost.direct) not in text
    assert FullCost.of_total(None).total is None


def test_a_scheme_is_read_back_from_what_was_published() -> None:
    scheme = sample_scheme()
    assert scheme_of(scheme.value()) == scheme
    assert input_value(scheme, (), held().panel, award(*_made()))["scheme"] == scheme_of(scheme.value()).sha256()


def _made() -> tuple[Any, ...]:
    one = held()
    return one.scheme, one.locked, one.bids, one.panel


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", [NO_ZIP]),
        (b"PK\x03\x04 no zip", [NO_ZIP]),
        (zipped(FILES)[:-40], [NO_ZIP]),
        (b"x" * (MOST_BYTES + 1), [f"the zip is larger than {MOST_BYTES} bytes"]),
        (zipped({f"{n}.csv": b"" for n in range(30)}), ["the zip holds more than the tables: 30 files"]),
        (zipped({**FILES, "a/bids.csv": b""}), ["bids.csv: two files have this name"]),
        (
            zipped({**FILES, "scheme.toml": b"[scheme]"}),
            ["scheme.toml: the scheme is taken from the public record, never from a file: leave this out"],
        ),
        (
            zipped({**FILES, "bidz.csv": b""}),
            [
                f"bidz.csv: this is none of the tables {', '.join(TABLES)}; the nearest is bids.csv",
            ],
        ),
        (
            zipped({name: data for name, data in FILES.items() if name == "bids.csv"}),
            [f"{name}: the table is missing" for name in TABLES if name != "bids.csv"],
        ),
        (
            zipped({**FILES, "scores.csv": b" " * (MOST_BYTES + 1)}),
            [f"scores.csv: the table is larger than {MOST_BYTES} bytes"],
        ),
        (zipped({**FILES, "scores.csv": b"\xff"}), ["scores.csv, line 1: this is not UTF-8 text"]),
    ],
)
def test_a_zip_that_cannot_be_used_is_refused(data: bytes, told: list[str]) -> None:
    assert faults(data) == told


def test_every_fault_of_every_table_is_told_at_once_with_its_line_and_field() -> None:
    broken = {
        **FILES,
        "bids.csv": edited("bids.csv", ",22000,22000,", ",lots,22000,")["bids.csv"],
        "interests.csv": edited("interests.csv", ",none", ",no")["interests.csv"],
        "scores.csv": edited("scores.csv", ",people,4,", ",people,9,")["scores.csv"],
        "notes.txt": b"",
    }
    told = faults(zipped(broken))
    for part in ("bids.csv, line 3, price_pounds", "interests.csv, line 2, interest", "9 is not on the scale from 0"):
        assert any(part in one for one in told), told
    assert any(one.startswith("notes.txt: this is none of the tables") for one in told)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            edited("bids.csv", "body-quay-menders", "Quay Menders"),
            "bids.csv, line 3, bidder: name the body that bids by",
        ),
        (
            edited("bids.csv", "body-quay-menders", "quay/menders"),
            "bids.csv, line 3, bidder: name the body that bids by",
        ),
        (
            edited("promises.csv", "The real living wage", "The real " + "living " * 40 + "wage"),
            "promise: a promise of",
        ),
        (edited("promises.csv", "The real", "The\u202ereal"), "promise: a promise of"),
        (
            {name: data.replace(b"quay-menders", b"q" + b"-" * 60) for name, data in FILES.items()},
            "bids.csv, line 3, id: with the name of the award this is too long for the record",
        ),
        ({**FILES, **{name: data.splitlines(keepends=True)[0] for name, data in FILES.items()}}, "no bid stands in it"),
    ],
)
def test_what_no_entry_could_say_is_refused(files: dict[str, bytes], told: str) -> None:
    scheme = replace(sample_scheme(), id="f" * 60) if "too long" in told else sample_scheme()
    assert any(told in one for one in faults(zipped(files), scheme)), faults(zipped(files), scheme)


def test_without_a_criterion_of_social_value_promises_may_be_missing() -> None:
    first = sample_scheme()
    criteria = tuple(replace(one, kind="quality") if one.kind == "social_value" else one for one in first.criteria)
    bids, _ = read_award_upload(
        zipped({name: data for name, data in FILES.items() if name != "promises.csv"}),
        replace(first, criteria=criteria),
    )
    assert {bid.promises for bid in bids} == {()}
    assert isinstance(held().bids[0].promises[0], Promise)
