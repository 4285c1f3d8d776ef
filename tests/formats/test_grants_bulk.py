"""Very many grants at once: what the quick way gives, the careful reader gives, and what one refuses the other does."""

import csv
import io
from random import Random

import polars as pl
import pytest

from commonweal.errors import CommonwealError
from commonweal.formats import grants_bulk
from commonweal.formats.grants_bulk import WhereTables, grants_added_up
from tests.formats.grant_samples import put

TITLES = (
    *("Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date"),
    *("Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Postal Code"),
    *("Beneficiary Location:Geographic Code", "Funding Org:Identifier", "Funding Org:Name"),
)
CODES = [f"E0100000{k}" for k in range(5)]
WHERE = WhereTables(
    pl.DataFrame({"code": CODES[:4], "district": ["N", "N", "S", "S"], "decile": [1, 2, 2, 10]}),
    pl.DataFrame({"postcode": ["QQ11AA", "QQ11AB", "QQ11AC"], "code": [CODES[0], CODES[3], CODES[4]]}),
)


def rows(seed, size=30):
    draw = Random(seed)
    return [
        [
            f"g{k}",
            draw.choice(["A title", 'Comma, and "quote"', "=1", "Café"]),
            draw.choice(["For all", "Two\r\nlines", "", " "]),
            draw.choice(["GBP", "GBP", "GBP", "EUR"]),
            draw.choice(["100", "0.10", "2500.01", "15000.5", "41133.770000000004", "0", "-5", "1e3", "0.125"]),
            draw.choice(["2024-03-01", "2023-12-31T23:59:59+00:00", "2022-02-28T00:00:00Z", "2024-01-01T00:00:00.5Z"]),
            "GB-CHC-1",
            draw.choice(["Hub", "'=Hub"]),
            draw.choice(["", "QQ1 1AA", "qq11ab", "QQ1 1AC", "ZZ9 9ZZ"]),
            draw.choice(["", *CODES, "E08000001"]),
            "GB-CHC-2",
            "Trust",
        ]
        for k in range(size)
    ]


def table(cells, titles=TITLES):
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([titles, *cells])
    return out.getvalue().encode()


def answer(path):
    """The sums, or what is refused, as values that can be compared."""
    try:
        return grants_added_up(path, WHERE).rows()
    except CommonwealError as refused:
        return refused.code, [(fault.line, fault.field, str(fault)) for fault in refused.faults]


def both(path, monkeypatch):
    """The answer of the quick way with its doubts, and that of the careful reader alone."""
    quick = answer(path)
    with monkeypatch.context() as without:
        without.setattr(grants_bulk, "_quick_rows", lambda _: None)
        return quick, answer(path)


@pytest.mark.parametrize("seed", range(8))
def test_the_quick_way_adds_up_what_the_careful_reader_would(seed, tmp_path, monkeypatch):
    path = put(tmp_path, table(rows(seed)), "grants.csv")
    assert grants_bulk._quick_rows(path) is not None
    quick, careful = both(path, monkeypatch)
    assert quick == careful
    assert sum(row[5] for row in quick) > 20


def test_sums_worked_by_hand(tmp_path):
    plain = ["GBP", "100.10", "2024-03-01", "GB-CHC-1", "Hub", "QQ1 1AB", CODES[0], "GB-CHC-2", "Trust"]
    cells = [[f"g{k}", "T", "D", *plain] for k in range(3)]
    cells[2][9] = ""
    assert answer(put(tmp_path, table(cells), "grants.csv")) == [
        ("delivered", "placed", "N", 2024, 1, 2, 20_020),
        ("delivered", "unknown", None, 2024, None, 1, 10_010),
        ("based", "placed", "S", 2024, 10, 3, 30_030),
    ]


BAD = {
    "a missing identifier": (0, " "),
    "an identifier twice": (0, "g3"),
    "no currency": (3, ""),
    "another currency": (3, "POUNDS"),
    "a sum that is text": (4, "£100"),
    "no sum": (4, ""),
    "a day first": (5, "31/12/2024"),
    "a day that does not exist": (5, "2023-02-29"),
    "no recipient": (6, ""),
    "no name of the recipient": (7, " "),
    "no funder": (10, ""),
    "no name of the funder": (11, ""),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_refused_in_the_same_words(case, tmp_path, monkeypatch):
    place, cell = BAD[case]
    cells = rows(1)
    cells[7][place] = cell
    quick, careful = both(put(tmp_path, table(cells), "grants.csv"), monkeypatch)
    assert quick == careful
    assert quick[0] in {"CW360", "CW361"}
    assert len(quick[1]) == 1


SHAPES = {
    "a short row": table(rows(2)) + b"g99,A\r\n",
    "a row that is short by what is not needed": table([[*one, "x"] for one in rows(2)], [*TITLES, "Y"])
    + b"g98,A,D,GBP,100,2024-03-01,GB-CHC-1,Hub,,,GB-CHC-2,Trust\r\n",
    "a long row": table([[*rows(2)[0], "more"]]),
    "broken quotes": table(rows(2)) + b'"a"b,' * 12 + b"\r\n",
    "Latin-1": table(rows(2)).decode().replace("A title", "Über").encode("latin-1"),
    "blank lines": table(rows(2)) + b"\r\n\r\n",
    "a blank row": table(rows(2)) + b"," * 11 + b"\r\n",
    "a column twice": table([[*one, "x"] for one in rows(2)], [*TITLES, "Identifier"]),
    "a column twice under two titles": table([[*one, "x"] for one in rows(2)], [*TITLES, "Recipient Org:0:Name"]),
    "a column without a title": table([[*one, "x"] for one in rows(2)], [*TITLES, ""]),
    "a second recipient": table(
        [[*one, "", "B"] for one in rows(2)], [*TITLES, "Recipient Org:1:Identifier", "Recipient Org:1:Name"]
    ),
    "a second area": table([[*one, CODES[1]] for one in rows(2)], [*TITLES, "Beneficiary Location:1:Geographic Code"]),
    "a recipient as JSON": table([[*one, "{}"] for one in rows(2)], [*TITLES, "recipientOrganization (JSON)"]),
    "another member as JSON": table([[*one, "{}"] for one in rows(2)], [*TITLES, "Extra (JSON)"]),
    "a person too": table(
        [[*one, "p", "P"] for one in rows(2)], [*TITLES, "Recipient Ind:Identifier", "Recipient Ind:Name"]
    ),
    "a mark at the start": b"\xef\xbb\xbf" + table(rows(2)),
    "titles written otherwise": table(rows(2), [title.lower().replace(":", ": ") for title in TITLES]),
    "nothing": b"",
    "titles alone": table([]),
}


@pytest.mark.parametrize("case", SHAPES)
def test_whatever_the_shape_of_a_file_both_say_the_same(case, tmp_path, monkeypatch):
    quick, careful = both(put(tmp_path, SHAPES[case], "grants.csv"), monkeypatch)
    assert quick == careful


@pytest.mark.parametrize("seed", range(40))
def test_both_say_the_same_of_files_with_anything_changed(seed, tmp_path, monkeypatch):
    draw = Random(seed)
    cells = rows(seed, 12)
    for _ in range(draw.randint(1, 3)):
        cells[draw.randrange(12)][draw.randrange(12)] = draw.choice(
            [
                "",
                " ",
                "x",
                "1",
                "GBP",
                "2024-03-01",
                "01/02/2024",
                "'=1",
                "a;b",
                "QQ1 1AA",
                " GBP ",
                " 100 ",
                "2024-02-30",
                "1,5",
            ]
        )
    quick, careful = both(put(tmp_path, table(cells), "grants.csv"), monkeypatch)
    assert quick == careful
