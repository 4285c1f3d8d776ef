"""Places side by side as files: read from profiles, written as data for people and machines."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from commonweal.errors import NotAProfile, NothingBeside, PlaceTwice
from commonweal.evidence.publishing import STEP
from commonweal.evidence.shares import Counts
from commonweal.evidence.side_by_side import Beside, PlaceReading, PlaceService, ServiceBeside, SideBySide
from commonweal.formats.folders import FORMAT
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.terms.sources import Unknown

PROFILE = "profile.json"
COLUMNS = (
    "service",
    "place",
    "share_without",
    "share_low",
    "share_high",
    "need",
    "gap",
    "gap_low",
    "gap_high",
    "unknown_because",
)


@dataclass(frozen=True, slots=True)
class ProfileRead:
    """A profile that is set beside others.

    Attributes:
        reading: what of it is compared.
        data: the bytes of its ``profile.json``.
        origin: the folder it came from, as it was named.
    """

    reading: PlaceReading
    data: bytes
    origin: str


def read_profile(data: bytes, origin: Path) -> ProfileRead:
    """Read a ``profile.json``.

    Args:
        data: its bytes.
        origin: the folder it came from.

    Raises:
        NotAProfile: where it is none.
    """
    try:
        told = json.loads(data)
        reading = PlaceReading(
            str(told["place"]),
            date.fromisoformat(told["as_at"]),
            int(told["figures"]["people"]["value"]),
            int(told["figures"]["areas"]["value"]),
            int(told["figures"]["most_deprived_tenth"]["value"]),
            tuple(_service(one, _step(told)) for one in told["services"]),
            _libraries(told.get("libraries") or {}),
        )
    except (KeyError, TypeError, ValueError, RecursionError):
        raise NotAProfile(path=origin, reason="its profile.json is not one that commonweal wrote") from None
    if told.get("format") != FORMAT:
        raise NotAProfile(path=origin, reason="its profile.json is of another form")
    return ProfileRead(reading, data, str(origin))


def read_profile_folder(folder: Path) -> ProfileRead:
    """Read the profile in a folder that ``commonweal profile`` wrote.

    Raises:
        NotAProfile: where there is none.
    """
    try:
        data = (folder / PROFILE).read_bytes()
    except OSError as bad:
        raise NotAProfile(path=folder, reason=bad.strerror or str(bad)) from None
    return read_profile(data, folder)


def require_places(found: Sequence[ProfileRead]) -> None:
    """Let several profiles of different places through.

    Raises:
        NothingBeside: where there are fewer than two.
        PlaceTwice: where two are of one place.
    """
    seen: dict[str, str] = {}
    for one in found:
        if one.reading.place in seen:
            raise PlaceTwice(place=one.reading.place, first=seen[one.reading.place], second=one.origin)
        seen[one.reading.place] = one.origin
    if len(found) < 2:
        raise NothingBeside


def side_by_side_files(shown: SideBySide, profiles: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the data of places side by side.

    Args:
        shown: the comparison.
        profiles: the bytes of each place's ``profile.json``, by the place's name.

    Returns:
        ``side-by-side.json`` and ``tables/side-by-side.csv``, in the order of the places' names.
    """
    text = prose(ENGLISH).text
    machine = {
        "format": FORMAT,
        "places": [
            {
                "place": one.place,
                "as_at": one.as_at.isoformat(),
                "people": one.people,
                "areas": one.areas,
                "most_deprived_tenth": one.most_deprived,
                "without_library": dict(one.without_library),
                "profile_sha256": sha256(profiles[one.place]).hexdigest(),
            }
            for one in shown.places
        ],
        "services": [
            {
                "id": one.id,
                "name": one.name,
                "sentences": [text(sentence) for sentence in one.sentences],
                "places": [_row(row) for row in one.rows],
            }
            for one in shown.services
        ],
    }
    return {
        "side-by-side.json": json.dumps(machine, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n",
        "tables/side-by-side.csv": write_table(
            COLUMNS, (tuple(_cells(one, row).values()) for one in shown.services for row in one.rows)
        ),
    }


def _libraries(told: Mapping[str, Any]) -> dict[str, float]:
    """Give the share of residents without a library within reach in the years of the two surveys that are compared."""
    figures = told.get("figures", {})
    found = {year: figures.get(f"zero_access:2016-2023:{year}", {}).get("value") for year in ("2016", "2023")}
    return {year: float(value) for year, value in found.items() if value is not None}


def _step(told: Mapping[str, Any]) -> int:
    """Give the step that a place rounds counts of people to; profiles of before it was told rounded to 5."""
    return int(told.get("disclosure", {}).get("rule", {}).get("step", STEP))


def _service(told: Mapping[str, Any], step: int) -> PlaceService:
    figures = told["figures"]
    standard = figures["standard"]["value"]
    return PlaceService(
        str(told["id"]),
        str(told["name"]),
        str(told["unit"]),
        None if standard is None else float(standard),
        _counts(figures["need"]),
        _counts(figures["gap"]),
        step,
    )


def _counts(figure: Mapping[str, Any]) -> Counts:
    why = Unknown(str(figure.get("unknown_because") or "not known"))

    def count(name: str) -> float | Unknown:
        value = figure.get(name, figure["value"])
        return why if value is None else float(value)

    return count("value"), count("low"), count("high")


def _row(row: Beside) -> dict[str, Any]:
    told = {"place": row.place}
    if isinstance(row.share, Unknown):
        return {**told, "share_without": None, "unknown_because": row.share.reason}
    return {**told, "share_without": row.share.value, "low": row.share.low, "high": row.share.high}


def _cells(one: ServiceBeside, row: Beside) -> dict[str, object]:
    unknown = row.share.reason if isinstance(row.share, Unknown) else ""
    shares = (None,) * 3 if isinstance(row.share, Unknown) else (row.share.value, row.share.low, row.share.high)
    counts = (row.service.need[0], *row.service.gap) if row.service else (None,) * 4
    told = (one.id, row.place, *shares, *(_number(count) for count in counts), unknown)
    return dict(zip(COLUMNS, told, strict=True))


def _number(count: float | Unknown | None) -> int | None:
    return None if count is None or isinstance(count, Unknown) else int(count)
