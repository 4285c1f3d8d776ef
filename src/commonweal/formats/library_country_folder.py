"""The folder of a country's library history: one page, every figure for machines, tables and pictures on their own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commonweal.evidence.library_country import LEAST, MOST, CouncilLibraries, CountryHistory
from commonweal.formats.counts import sentence_value
from commonweal.formats.folders import FORMAT, with_manifest
from commonweal.formats.library_folder import ENGLAND, england_rows, page_text
from commonweal.formats.library_page import LibraryPage, library_page
from commonweal.formats.library_survival import LibrarySurvival
from commonweal.formats.tables import write_table
from commonweal.terms.canon import encode, fraction_text
from commonweal.terms.sources import Source, Unknown

TENTHS = ("tenth", "run_2016", "closed_since", "run_by_the_community_2023", "access_2016", "access_2023")


def country_files(
    history: CountryHistory,
    facts: LibrarySurvival,
    page: LibraryPage,
    sources: Sequence[Source],
    pictures: Mapping[str, str],
) -> dict[str, bytes]:
    """Give the files of a country's library history.

    Args:
        history: of the country.
        facts: what became of its libraries by who ran them.
        page: what is said and shown.
        sources: the files that it was made from.
        pictures: drawings that stand alone, by name.

    Returns:
        The bytes of ``index.html``, ``libraries.json``, ``libraries.txt``, ``tables/tenths.csv``,
        ``tables/england.csv``, ``pictures/NAME.svg`` and ``manifest.json``. Equal values give equal bytes.
    """
    files = {
        "index.html": library_page(page).encode("utf-8"),
        "libraries.json": encode(_value(history, page, sources)),
        "libraries.txt": page_text(page).encode("utf-8"),
        "tables/tenths.csv": write_table(TENTHS, _tenths(history)),
        "tables/england.csv": write_table(ENGLAND, england_rows(facts)),
        **{f"pictures/{name}.svg": drawing.encode("utf-8") for name, drawing in pictures.items()},
    }
    return with_manifest("profile", files)


def _value(history: CountryHistory, page: LibraryPage, sources: Sequence[Source]) -> dict[str, Any]:
    access = history.access
    return {
        "format": FORMAT,
        "kind": "library history of a country",
        "sources": [
            {"file": one.file, "sha256": one.sha256, "publisher": one.publisher, "licence": one.licence}
            for one in sources
        ],
        "answers": [
            {"question": sentence_value(answer.question), "said": [sentence_value(one) for one in answer.said]}
            for answer in page.answers
        ],
        "caveats": [sentence_value(one) for one in page.caveats],
        "areas": history.areas,
        "council_libraries_2016": _council(history.whole),
        "most_deprived_30_percent": _council(history.of(MOST)),
        "least_deprived_30_percent": _council(history.of(LEAST)),
        "by_tenth": [_council(one) for one in history.by_tenth],
        "without_coordinates": _council(history.unplaced),
        "perhaps_moved": history.moved,
        # What is hashed holds no floats: these are written as decimals.
        "access": {
            "concentration_index": [_decimal(access.before.concentration), _decimal(access.after.concentration)],
            "share_without": [_decimal(access.before.zero_access), _decimal(access.after.zero_access)],
            "libraries": [access.libraries_before, access.libraries_after],
            "years": [access.before_year, access.after_year],
        },
    }


def _council(one: CouncilLibraries) -> dict[str, Any]:
    share = one.taken_over
    return {
        "run_2016": one.run,
        "closed_since": one.closed,
        "run_by_the_community_2023": one.passed,
        "left_by_the_council": one.left,
        "taken_over": None if isinstance(share, Unknown) else fraction_text(share),
    }


def _tenths(history: CountryHistory) -> Iterable[tuple[object, ...]]:
    before, after = history.access.deciles_before.rows, history.access.deciles_after.rows
    for tenth, one in enumerate(history.by_tenth, start=1):
        access = (before[tenth - 1].access, after[tenth - 1].access)
        yield (tenth, one.run, one.closed, one.passed, *(None if isinstance(x, Unknown) else x for x in access))


def _decimal(value: float | Unknown) -> str | None:
    return None if isinstance(value, Unknown) else f"{value:.12f}"
