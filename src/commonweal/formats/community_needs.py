"""The Community Needs Index of OCSI and Local Trust: wards of 2017 (edition of 2019), small areas of 2021 (2023)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from commonweal.errors import Fault, TableFaults
from commonweal.formats.typed_columns import Wanted, read_columns
from commonweal.terms.sources import Source

_COLUMNS = (
    Wanted("ward17", ("ward17_code",), "code", needed=False, unique=True, begins="E05"),
    Wanted("lsoa21", ("lsoa21_code", "LSOA Code"), "code", needed=False, unique=True, begins="E01"),
    Wanted("rank", ("Community Needs Index rank", "Community Needs Index 2023 Rank"), "rank"),
    Wanted("score", ("Community Needs Index score", "Community Needs Index 2023 Score"), "number"),
    Wanted("left_behind", ("Left Behind Area?",), "yes or no", needed=False),
)
PUBLISHER = "Oxford Consultants for Social Inclusion; Local Trust"


@dataclass(frozen=True, slots=True, eq=False)
class CommunityNeeds:
    """One edition of the Community Needs Index.

    Attributes:
        edition: 2019 for wards of 2017, 2023 for small areas of 2021.
        scores: score by area, higher needs more.
        ranks: rank by area, 1 the greatest needs.
        left_behind: areas that the publisher calls left behind; None where the file does not say.
        rows: the row of each area in its file.
        source: the file.
    """

    edition: Literal[2019, 2023]
    scores: Mapping[str, float]
    ranks: Mapping[str, int]
    left_behind: frozenset[str] | None
    rows: Sequence[int]
    source: Source


def read_community_needs(path: Path) -> CommunityNeeds:
    """Read one edition of the index, as CSV or parquet.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_columns(path, _COLUMNS)
    wards = "ward17" in table.cells
    if wards == ("lsoa21" in table.cells):
        what = Fault(
            "it must have one column of area codes: ward17_code or lsoa21_code", {}, path.name, None, "ward17_code"
        )
        raise TableFaults(what, file=path.name)
    codes = table.cells["ward17" if wards else "lsoa21"]
    flags = table.cells.get("left_behind")
    return CommunityNeeds(
        2019 if wards else 2023,
        dict(zip(codes, table.cells["score"], strict=True)),
        dict(zip(codes, table.cells["rank"], strict=True)),
        frozenset(code for code, flag in zip(codes, flags, strict=True) if flag) if flags else None,
        table.rows,
        Source(table.source.file, table.source.sha256, PUBLISHER, "", "2019" if wards else "2023"),
    )
