"""An England of three districts and eleven areas, in the files that official publishers use."""

import polars as pl

from commonweal.evidence.deprivation import DOMAINS
from commonweal.formats.libraries import AUTHORITY, OFFICIAL

AREAS = (
    # code, name, ward, district, easting, northing, people, rank
    ("E01000001", "Saltmarsh 1A", "Quay", "E06000101", 400_000.0, 400_000.0, 1500, 1),
    ("E01000002", "Saltmarsh 1B", "Quay", "E06000101", 401_000.0, 400_000.0, 1400, 2),
    ("E01000003", "Saltmarsh 1C", "Hill", "E06000101", 402_000.0, 401_000.0, 1700, 20),
    ("E01000004", "Saltmarsh 1D", "Hill", "E06000101", 403_000.0, 402_000.0, 1300, 5),
    ("E01000005", "Anmere 1A", "North", "E07000102", 410_000.0, 400_000.0, 1600, 9),
    ("E01000006", "Anmere 1B", "South", "E07000102", 412_000.0, 400_000.0, 1500, 11),
    ("E01000007", "Anmere 1C", "South", "E07000102", 414_000.0, 400_000.0, 1550, 14),
    ("E01000008", "Nobody's Fen 1A", "Fen", "E07000103", 480_000.0, 480_000.0, 0, 3),
    ("E01000009", "Nobody's Fen 1B", "Fen", "E07000103", 482_000.0, 480_000.0, 0, 17),
)
DISTRICTS = {"E06000101": "Saltmarsh", "E07000102": "Anmere", "E07000103": "Nobody's Fen"}
LIBRARIES = (
    # name, type, authority, easting, northing, 2016, 2023, closed
    ("Quay Library", "Static Library", "E06000101", 400_100, 400_100, "LA", "LA", ""),
    ("Hill Library", "Static Library", "E06000101", 402_500, 401_500, "LA", "", "2018"),
    ("Anmere Library", "Static Library", "E10000099", 411_000, 400_000, "LA", "CR", ""),
    ("Book Van", "Mobile Library", "E06000101", "", "", "LA", "LA", ""),
    ("County Van", "Mobile Library", "E10000099", "", "", "LA", "LA", ""),
    ("Lost at Sea", "Static Library", "E06000101", 100_000, 900_000, "LA", "LA", ""),
)


def tenth(rank):
    """Give the tenth of one of twenty places."""
    return (rank + 1) // 2


def england(folder, *, libraries=True, drop=()):
    """Write the files of England into a folder; some areas can be dropped from the file of centres."""
    (folder / "england").mkdir(parents=True)
    frame = pl.DataFrame(
        AREAS, schema=["code", "name", "ward", "district", "easting", "northing", "people", "rank"], orient="row"
    )
    deprivation = {"lsoa21_code": frame["code"]}
    for domain in DOMAINS:
        name = {"imd": "IMD", "housing": "Housing_and_Services"}.get(domain, domain.capitalize())
        deprivation |= {
            f"{name}_rank": frame["rank"],
            f"{name}_decile": (frame["rank"] + 1) // 2,
            f"{name}_score": 100.0 - frame["rank"],
        }
    pl.DataFrame(deprivation).write_parquet(folder / "england" / "imd2025_england_lsoa21.parquet")
    kept = frame.filter(~pl.col("code").is_in(list(drop)))
    centres = kept.select(
        pl.col("code").alias("lsoa21_code"),
        pl.col("name").alias("lsoa21_name"),
        "easting",
        "northing",
        pl.col("people").alias("pop21"),
    )
    wales = pl.DataFrame([("W01000001", "Wales 1A", 300_000.0, 300_000.0, 1200)], schema=centres.schema, orient="row")
    pl.concat([centres, wales]).write_parquet(folder / "england" / "lsoa21_centroids.parquet")
    frame.select(
        pl.col("code").alias("lsoa21_code"),
        pl.col("ward").alias("ward24_name"),
        (pl.lit("E05") + pl.col("ward")).alias("ward24_code"),
        pl.col("district").replace(DISTRICTS).alias("ltla24_name"),
        pl.col("district").alias("ltla24_code"),
    ).write_parquet(folder / "england" / "lookup_lsoa21_ward24_ltla24.parquet")
    if libraries:
        write_libraries(folder)
    return folder


def write_libraries(folder):
    """Write the register of libraries with the columns of the basic dataset."""
    (folder / "libraries").mkdir()
    names = ("name", "type", AUTHORITY, "easting", "northing", "operation_2016", "operation_2023", "year_closed")
    rows = [dict(zip(names, row, strict=True)) for row in LIBRARIES]
    lines = [",".join((AUTHORITY, *OFFICIAL.values()))]
    lines += [",".join(str(row.get(name, "")) for name in (AUTHORITY, *OFFICIAL)) for row in rows]
    path = folder / "libraries" / "libraries_england_2010_2023.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
