"""A million grants: read, checked, placed, and added up by district, year and tenth, against pandas doing the same.

The grants are made up, in the shapes of the files that funders publish: descriptions with commas, quotes and line ends,
dates with and without a time, a sum in ten thousand with a computer's noise, a fifth without an area. Both do the
same (every check that refuses a grant, exact pence, both truths of where, two joins) and must give the same sums, or
there is no row. The peer reads only the columns that it needs.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from string import ascii_uppercase
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from bench.rows import Row
from commonweal.formats.code_lists import CURRENCIES
from commonweal.formats.grants_bulk import WhereTables, grants_added_up

Texts = NDArray[np.str_]
GRANTS, AREAS, POSTCODES = 1_000_000, 33_755, 200_000
TARGET = 1 / 5
LETTERS = ascii_uppercase
TITLES = (
    "Identifier",
    "Title",
    "Description",
    "Currency",
    "Amount Applied For",
    "Amount Awarded",
    "Award Date",
    "Planned Dates:Duration (months)",
    "Recipient Org:Identifier",
    "Recipient Org:Name",
    "Recipient Org:Postal Code",
    "Beneficiary Location:Geographic Code",
    "Beneficiary Location:Geographic Code Type",
    "Grant Programme:Title",
    "Funding Org:Identifier",
    "Funding Org:Name",
    "Last Modified",
)
NEEDED = (
    *("Identifier", "Currency", "Amount Awarded", "Award Date"),
    *("Recipient Org:Identifier", "Recipient Org:Name", "Funding Org:Identifier", "Funding Org:Name"),
    *("Recipient Org:Postal Code", "Beneficiary Location:Geographic Code"),
)
WORDS = (
    "To support the pilot of a hospital based adviser, and to see how the needs of those who come differ",
    'A choir, and "its" piano; with two stools',
    "Running costs\r\nfor a year",
    "Coach to take the children to the show",
    "Provided capacity support",
)


def rows() -> list[Row]:
    """Take the rows of this stage."""
    with TemporaryDirectory(dir=os.environ.get("COMMONWEAL_BENCH_TMP")) as folder:
        path = Path(folder) / "grants.csv"
        where = made(path, GRANTS)
        ours, found = _ours(path, where)
        peer, theirs = _theirs(path, where)
        _require_same(found, theirs)
        size = path.stat().st_size / 1e6
    name = f"{GRANTS:,} grants ({size:.0f} MB of CSV) by district, year and decile, both truths, against pandas"
    return [Row.against(name, ours=ours, peer=peer, target=TARGET, unit="s", better="lower")]


def made(path: Path, size: int, seed: int = 360) -> WhereTables:
    """Write made-up grants, and give where their areas and postcodes lie."""
    draw = np.random.default_rng(seed)
    codes = np.array([f"E01{k:06}" for k in range(AREAS)])
    areas = pl.DataFrame(
        {
            "code": codes,
            "district": [f"E0{6 + k % 4}{k % 296:06}" for k in range(AREAS)],
            "decile": draw.integers(1, 11, AREAS),
        }
    )
    post = np.array([f"{LETTERS[k % 26]}{LETTERS[k // 26 % 26]}{k // 676} {k % 10}AB" for k in range(POSTCODES)])
    postcodes = pl.DataFrame(
        {"postcode": [one.replace(" ", "") for one in post], "code": codes[draw.integers(0, AREAS, len(post))]}
    )
    written(draw, size, codes, post).write_csv(path)
    return WhereTables(areas, postcodes)


def written(draw: np.random.Generator, size: int, codes: Texts, post: Texts) -> pl.DataFrame:
    """Give the table of made-up grants, as text."""
    number = pl.Series(np.arange(size)).cast(pl.String)
    body = pl.Series(draw.integers(0, 250_000, size)).cast(pl.String)
    pence = draw.integers(30_000, 25_000_000, size)
    pence -= np.where(draw.random(size) < 0.9, pence % 100, 0)
    pounds = pl.Series(pence // 100).cast(pl.String)
    rest = pl.Series(pence % 100).cast(pl.String).str.zfill(2)
    exact = _where(rest == "00", pounds, pounds + "." + rest)
    noisy = pl.Series(draw.random(size) < 1e-4)
    days = pl.Series(np.datetime64("2013-01-01") + draw.integers(0, 365 * 12, size)).cast(pl.Date).cast(pl.String)
    timed = pl.Series(draw.random(size) < 0.5)
    placed = pl.Series(draw.random(size) < 0.8)
    funder = pl.Series(draw.integers(0, 300, size)).cast(pl.String)
    text = pl.Series(WORDS)[draw.integers(0, len(WORDS), size)]
    columns = (
        "360G-made-" + number,
        "Grant to body " + body,
        text,
        pl.repeat("GBP", size, eager=True),
        exact,
        _where(noisy & (rest != "00"), exact + "0000000001", exact),
        _where(timed, days + "T00:00:00+00:00", days),
        pl.Series(draw.integers(1, 61, size)).cast(pl.String),
        "GB-CHC-" + body,
        "Body " + body + ", of somewhere",
        pl.Series(post[draw.integers(0, len(post), size)]),
        _where(placed, pl.Series(codes[draw.integers(0, len(codes), size)]), ""),
        _where(placed, pl.repeat("LSOA", size, eager=True), ""),
        "Programme " + funder,
        "GB-CHC-9" + funder,
        "Funder " + funder,
        pl.repeat("2024-05-15T00:00:00+00:00", size, eager=True),
    )
    return pl.DataFrame(dict(zip(TITLES, columns, strict=True)))


def _where(asked: pl.Series, yes: pl.Series, no: pl.Series | str) -> pl.Series:
    return pl.select(pl.when(asked).then(yes).otherwise(no if isinstance(no, pl.Series) else pl.lit(no))).to_series()


def _ours(path: Path, where: WhereTables) -> tuple[float, pl.DataFrame]:
    start = perf_counter()
    found = grants_added_up(path, where)
    return perf_counter() - start, found


def _theirs(path: Path, where: WhereTables) -> tuple[float, pd.DataFrame]:
    areas, postcodes = (pd.DataFrame(one.to_dict(as_series=False)) for one in (where.areas, where.postcodes))
    start = perf_counter()
    table = pd.read_csv(path, usecols=[*NEEDED], dtype=str, keep_default_na=False)
    _require_sound(table)
    frame = pd.DataFrame(
        {
            "year": pd.to_datetime(table["Award Date"].str.slice(0, 10), format="%Y-%m-%d").dt.year,
            "pence": (pd.to_numeric(table["Amount Awarded"]) * 100).round().astype("int64"),
            "code": table["Beneficiary Location:Geographic Code"].str.strip(),
            "postcode": table["Recipient Org:Postal Code"].str.replace(r"\s", "", regex=True).str.upper(),
        }
    )[table["Currency"] == "GBP"]
    based = frame.drop(columns="code").merge(postcodes, on="postcode", how="left")
    based["code"] = based["code"].fillna("")
    found = pd.concat([_placed(based, areas, "based"), _placed(frame, areas, "delivered")])
    return perf_counter() - start, found


def _require_sound(table: pd.DataFrame) -> None:
    for title in ("Identifier", *NEEDED[4:8]):
        assert (table[title].str.strip() != "").all()
    assert not table["Identifier"].duplicated().any()
    assert table["Currency"].isin(CURRENCIES).all()
    assert table["Amount Awarded"].str.match(r"^-?[0-9]+(\.[0-9]+)?$").all()
    assert table["Award Date"].str.match(r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$").all()


def _placed(frame: pd.DataFrame, areas: pd.DataFrame, truth: str) -> pd.DataFrame:
    placed = frame.merge(areas, on="code", how="left")
    placed["where"] = np.where(placed["code"] == "", "unknown", np.where(placed["district"].isna(), "other", "placed"))
    keys = ["where", "district", "year", "decile"]
    found = placed.groupby(keys, dropna=False)["pence"].agg(["size", "sum"]).reset_index()
    found.insert(0, "truth", truth)
    return found


def _require_same(ours: pl.DataFrame, theirs: pd.DataFrame) -> None:
    theirs["decile"] = theirs["decile"].astype("Int64")
    assert _told(ours.iter_rows()) == _told(theirs.astype(object).itertuples(index=False, name=None))


def _told(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Give number and pence by truth, where, district, year and decile; what is not known is blank."""
    return {tuple("" if pd.isna(cell) else str(cell) for cell in row[:5]): (int(row[5]), int(row[6])) for row in rows}
