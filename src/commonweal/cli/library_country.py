"""``commonweal libraries --all``: the library history of England, as one page."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import progress
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.evidence.library_country import CountryHistory
    from commonweal.formats.library_page import LibraryPage
    from commonweal.formats.library_survival import LibrarySurvival
    from commonweal.terms.sources import Source


def country_told(file: Path, data: Path, out: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    """Write the folder of England's library history, and give what is said of it.

    Args:
        file: the register of libraries.
        data: the folder of published files, with England's areas.
        out: the folder to write.
    """
    from commonweal.cli.library_pictures import drawings, written
    from commonweal.evidence.library_country import country_history
    from commonweal.formats.england import AS_AT, read_england
    from commonweal.formats.libraries import read_placed_libraries
    from commonweal.formats.library_country_folder import country_files
    from commonweal.formats.library_survival import library_survival

    progress(say("Reading {path}.", path=str(file)))
    every, source = read_placed_libraries(file)
    progress(say("Reading {path}.", path=str(data)))
    england = read_england(data)
    areas = [area for district in england.districts for area in district.evidence.areas]
    progress(say("Measuring access in {areas} areas.", areas=len(areas)))
    history, facts = country_history(areas, every, AS_AT), library_survival()
    sources = [
        source,
        *(one for name, one in sorted(england.sources.items()) if name not in {"areas.csv", "libraries.csv"}),
    ]
    page = _page(history, facts, sources)
    return written(out, page, country_files(history, facts, page, sources, drawings(page)))


def _page(history: "CountryHistory", facts: "LibrarySurvival", sources: list["Source"]) -> "LibraryPage":
    from commonweal.charts.before_after import Change, before_after
    from commonweal.charts.deciles import tenths
    from commonweal.charts.library_survival import library_survival_chart
    from commonweal.cli.library_pictures import page_picture
    from commonweal.evidence.survival import caveats
    from commonweal.formats.library_page import LibraryPage
    from commonweal.formats.prose import ENGLISH, prose

    text, access = prose(ENGLISH).text, history.access
    change = Change(
        "libraries",
        access.sentence,
        say(
            "Libraries for 10,000 residents by tenth of deprivation, in {first} and in {last}.",
            first=str(access.before_year),
            last=str(access.after_year),
        ),
        tenths(access.deciles_before),
        tenths(access.deciles_after),
        say("{year:plain}", year=access.before_year),
        say("{year:plain}", year=access.after_year),
    )
    survival = library_survival_chart(facts.by_fifth["community"], facts.by_fifth["council"], text)
    return LibraryPage(
        title=say("Libraries in England, 2016 to 2023"),
        answers=history.answers,
        timeline=page_picture(before_after(change, text)),
        country=page_picture(survival),
        caveats=(*history.caveats, *caveats()),
        sources=tuple(
            say("{file} ({publisher}). SHA-256 {sha256}.", file=one.file, publisher=one.publisher, sha256=one.sha256)
            if one.publisher
            else say("{file}. SHA-256 {sha256}.", file=one.file, sha256=one.sha256)
            for one in sources
        ),
        timeline_heading=say("Libraries within reach, by tenth of deprivation"),
    )
