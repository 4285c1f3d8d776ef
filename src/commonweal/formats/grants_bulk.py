"""Very many grants at once: a CSV table added up by district, year and tenth of deprivation, by both truths of where.

The quick way looks at whole columns. Whatever it doubts goes through the careful reader: single rows whose form is
unusual, and the whole file as soon as anything in it may be a fault. So it refuses what the careful reader refuses, in
the same words, and adds up what that would.
"""

import mmap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.formats.code_lists import CURRENCIES
from commonweal.formats.grant_cells import columns_of, put_together
from commonweal.formats.grant_checks import wrongs
from commonweal.formats.grant_columns import GrantColumn
from commonweal.formats.grant_csv import unquoted
from commonweal.formats.grant_members import FUNDER, PERSON_FUNDED, RECIPIENT
from commonweal.formats.grants import Grant
from commonweal.formats.grants_placed import pence_of, plain_postcode
from commonweal.formats.grants_read import GrantReading, require_sound

if TYPE_CHECKING:
    import polars as pl

ID, CURRENCY, SUM, DAY = ("id",), ("currency",), ("amountAwarded",), ("awardDate",)
NAMED = tuple((body, 0, part) for body in (FUNDER, RECIPIENT) for part in ("id", "name"))
CODE, POSTCODE = ("beneficiaryLocation", 0, "geoCode"), (RECIPIENT, 0, "postalCode")
PLAIN = {ID, CURRENCY, SUM, DAY, *NAMED, CODE, POSTCODE}
"""What the quick way reads of a grant."""
STANDING = frozenset({"id", "currency", "amountAwarded", "awardDate", FUNDER, RECIPIENT, PERSON_FUNDED, CODE[0]})
_SIMPLE = frozenset({"id", "name", "geoCode", "location"})
"""Parts of a body or location that bear on who and where; anything else of it is let be."""
_SUM = r"^-?[0-9]{1,13}(\.[0-9]{1,2})?$"
_DAY = (
    r"^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])"
    r"(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$"
)
MOST_DOUBTS = 0.02
"""A file of which a larger share of rows is unusual is read carefully as a whole."""


@dataclass(frozen=True, slots=True)
class WhereTables:
    """Where areas and postcodes lie.

    Attributes:
        areas: columns ``code``, ``district`` and ``decile``, a row for each small area.
        postcodes: columns ``postcode`` (capitals, without spaces) and ``code``.
    """

    areas: "pl.DataFrame"
    postcodes: "pl.DataFrame"


def grants_added_up(path: Path, where: WhereTables, currency: str = "GBP") -> "pl.DataFrame":
    """Add up the grants of a CSV table by where they are, year and tenth of deprivation.

    Args:
        path: the table.
        where: where areas and postcodes lie.
        currency: grants in another are left out.

    Returns:
        Columns ``truth`` ("delivered", "based"), ``where`` ("placed"; "other", where a code is named that is none of
        these areas; "unknown"), ``district``, ``year``, ``decile``, ``grants`` and ``pence``; sorted. District and
        decile are blank where a grant is not placed.

    Raises:
        FileMissing: where there is no such file.
        GrantDaysFirst: as :func:`commonweal.formats.grants_read.require_sound`.
        GrantFaults: likewise.
    """
    import polars as pl

    reading = GrantReading(path)
    rows = _quick_rows(path)
    if rows is None:
        grants = list(reading)
        require_sound([reading])
        rows = _frame(map(_row, grants))
    rows = rows.filter(pl.col("currency") == currency, pl.col("pence").is_not_null())
    return pl.concat([_located(rows, where, truth) for truth in ("delivered", "based")])


_COLUMNS = ("currency", "pence", "year", "code", "postcode")


def _frame(rows: Iterator[tuple[Any, ...]]) -> "pl.DataFrame":
    import polars as pl

    types = (pl.String, pl.Int64, pl.Int32, pl.String, pl.String)
    return pl.DataFrame(list(rows), schema=dict(zip(_COLUMNS, types, strict=True)), orient="row")


def _row(grant: Grant) -> tuple[Any, ...]:
    """Give of a grant what is added up; several areas or postcodes are none in particular."""
    codes, postcodes = grant.beneficiary_codes, grant.recipient_postcodes
    return (
        grant.currency,
        pence_of(grant) if grant.awarded >= 0 else None,
        grant.on.year,
        codes[0] if len(codes) == 1 else "" if not codes else ";",
        plain_postcode(postcodes[0]) if len(postcodes) == 1 else "",
    )


class _DoubtedError(Exception):
    """A fault is not excluded, so that the careful reader must look at the whole file."""


def _require(sure: object) -> None:
    if not sure:
        raise _DoubtedError


def _quick_rows(path: Path) -> "pl.DataFrame | None":
    """Read what is added up of each grant by whole columns, or give None where a fault is not excluded."""
    import polars as pl

    try:
        return _whole_columns(path, pl.read_csv(path, infer_schema=False, empty_string_is_null=False))
    except (_DoubtedError, pl.exceptions.PolarsError):
        return None


def _whole_columns(path: Path, table: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    columns, faults = columns_of(table.columns, path.name, 1)
    by_path = {column.path: column.title for column in columns.values() if column.form != "json"}
    _require(not faults and len(columns) == len(table.columns) and {ID, CURRENCY, SUM, DAY, *NAMED} <= by_path.keys())
    # Polars gives a second column of one title a title of its own.
    _require(not any("_duplicated_" in name for name in table.columns))
    _require(table.height and _is_whole(path, table))
    told = {at: pl.col(name).str.strip_chars() for at, name in by_path.items() if at in PLAIN}
    odd = [pl.col(one.title).str.strip_chars() != "" for one in columns.values() if _bears(one)]
    nothing = pl.lit("")
    found = (
        table.lazy()
        .select(
            told[CURRENCY].alias("currency"),
            _pence(told[SUM]).alias("pence"),
            _day(told[DAY]).dt.year().alias("year"),
            told.get(CODE, nothing).alias("code"),
            told.get(POSTCODE, nothing).str.replace_all(" ", "", literal=True).str.to_uppercase().alias("postcode"),
            # Equal texts have equal hashes: where no hash stands twice, no identifier does.
            pl.col(by_path[ID]).hash().alias("id"),
            _fine(told, [pl.col(by_path[at]) for at in (ID, *NAMED)], odd).alias("fine"),
        )
        .collect()
    )
    _require(found["id"].n_unique() == found.height)
    doubted = (~found["fine"]).arg_true()
    _require(len(doubted) <= MOST_DOUBTS * found.height + 100)
    careful = _careful(table[doubted].rows(), columns)
    return pl.concat([found.filter("fine").select(_COLUMNS), _frame(careful)])


def _bears(column: GrantColumn) -> bool:
    """Say whether a column that is not read whole may change who got a grant, from whom, or where it worked."""
    if column.path in PLAIN or column.path[0] not in STANDING:
        return False
    return column.form == "json" or len(column.path) < 3 or column.path[1] != 0 or column.path[2] in _SIMPLE


def _fine(told: Mapping[Any, "pl.Expr"], names: "Sequence[pl.Expr]", odd: "Sequence[pl.Expr]") -> "pl.Expr":
    """Say of which rows nothing need be doubted."""
    import polars as pl

    return pl.all_horizontal(
        # What begins with a sign of ASCII that is no space is not blank, whatever else it holds.
        *(name.is_between(pl.lit("!"), pl.lit("~~~~")) for name in names),
        told[CURRENCY].is_in(list(CURRENCIES)),
        told[SUM].str.contains(_SUM),
        told[DAY].str.contains(_DAY),
        _day(told[DAY]).is_not_null(),
        *(~told[POSTCODE].str.contains(r"[^A-Za-z0-9 ]") for _ in (POSTCODE,) if POSTCODE in told),
        *(~one for one in odd),
    )


def _day(text: "pl.Expr") -> "pl.Expr":
    return text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)


def _pence(text: "pl.Expr") -> "pl.Expr":
    """Read a sum of at most two decimals exactly; one below 0 is none."""
    import polars as pl

    pence = (text.cast(pl.Float64, strict=False) * 100).round().cast(pl.Int64, strict=False)
    return pl.when(pence >= 0).then(pence)


def _is_whole(path: Path, table: "pl.DataFrame") -> bool:
    """Say whether every row has a cell for each column.

    A row that is too long is an error to Polars; one that is too short ends in blanks, so that its last cell is one.
    Where there are such, the commas of the file are all accounted for, or a row is too short.
    """
    import polars as pl

    if (table[table.columns[-1]] != "").all():
        return True
    inside = table.select(pl.sum_horizontal(pl.all().str.count_matches(",", literal=True).sum())).item()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        commas = _count(data)
    header = sum(name.count(",") for name in table.columns)
    return bool(commas == inside + header + (table.height + 1) * (table.width - 1))


def _count(data: mmap.mmap) -> int:
    return sum(data[at : at + (1 << 24)].count(b",") for at in range(0, len(data), 1 << 24))


def _careful(rows: list[tuple[str, ...]], columns: Mapping[int, GrantColumn]) -> Iterator[tuple[Any, ...]]:
    """Read single rows as the careful reader does."""
    for cells in rows:
        row = [(columns[place], unquoted(cell)) for place, cell in enumerate(cells) if cell.strip()]
        members, broken = put_together(row)
        _require(not any(wrong.refused for wrong in (*broken, *wrongs(members))))
        yield _row(Grant(members))


_OTHER, _UNKNOWN = -1, -2
"""Stand for a spot where a grant is of no area of the table, and where nobody says of which."""


def _located(rows: "pl.DataFrame", where: WhereTables, truth: str) -> "pl.DataFrame":
    import polars as pl

    # Each district's tenth is a spot with a number: a million codes are looked up once, and numbers are added up.
    spots = where.areas.select("district", "decile").unique(maintain_order=True).with_row_index("spot")
    spots = spots.with_columns(pl.col("spot").cast(pl.Int64))
    areas = where.areas.join(spots, on=["district", "decile"]).select("code", "spot")
    if truth == "delivered":
        found = pl.when(pl.col("code") == "").then(_UNKNOWN).otherwise(pl.col("spot").fill_null(_OTHER))
        placed = rows.lazy().join(areas.lazy(), on="code", how="left").with_columns(found.alias("spot"))
    else:
        lying = where.postcodes.join(areas, on="code", how="left").select("postcode", pl.col("spot").fill_null(_OTHER))
        placed = (
            rows.lazy().join(lying.lazy(), on="postcode", how="left").with_columns(pl.col("spot").fill_null(_UNKNOWN))
        )
    named = {_OTHER: "other", _UNKNOWN: "unknown"}
    return (
        placed.group_by("spot", "year")
        .agg(pl.len().cast(pl.Int64).alias("grants"), pl.col("pence").sum())
        .join(spots.lazy(), on="spot", how="left")
        .select(
            pl.lit(truth).alias("truth"),
            pl.col("spot").replace_strict(named, default="placed", return_dtype=pl.String).alias("where"),
            *("district", "year", "decile", "grants", "pence"),
        )
        .sort("truth", "where", "district", "year", "decile", nulls_last=True)
        .collect()
    )
