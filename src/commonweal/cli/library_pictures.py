"""The page of a place's library history, its pictures drawn and set beside what is said; and its folder, written."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commonweal.charts.library_survival import library_survival_chart
from commonweal.charts.library_timeline import library_timeline
from commonweal.charts.picture import Picture
from commonweal.charts.standalone import standalone
from commonweal.evidence.library_answers import library_answers
from commonweal.evidence.library_history import PlaceHistory
from commonweal.evidence.survival import caveats
from commonweal.formats.folders import write_folder
from commonweal.formats.library_page import LibraryPage, PagePicture
from commonweal.formats.library_survival import LibrarySurvival
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Source


def drawn_page(history: PlaceHistory, facts: LibrarySurvival, source: Source) -> LibraryPage:
    """Draw and say everything that the page of a place's libraries shows, in English.

    Args:
        history: of the place.
        facts: what became of England's libraries.
        source: the register that the place's libraries were read from.
    """
    community, council = facts.by_fifth["community"], facts.by_fifth["council"]
    text = prose(ENGLISH).text
    return LibraryPage(
        title=say("Libraries in {place}, 2010 to 2023", place=history.place),
        answers=library_answers(history, community, council, facts.by_fifth["handed over since 2016"]),
        timeline=page_picture(library_timeline(history, text)),
        country=page_picture(library_survival_chart(community, council, text)),
        caveats=caveats(),
        sources=_sources(history, facts, source),
    )


def page_picture(picture: Picture) -> PagePicture:
    """Give a picture with its table, as a page of its own shows it."""
    return PagePicture(
        picture.name,
        picture.title,
        picture.description,
        picture.wide,
        picture.narrow,
        tuple((entry.swatch, entry.label) for entry in picture.key),
        tuple((column.title, column.number) for column in picture.table.columns),
        picture.table.rows,
    )


def drawings(page: LibraryPage) -> dict[str, str]:
    """Give the pictures of a page as drawings that stand alone, by name."""
    return {one.name: standalone(one.wide) for one in (page.timeline, page.country)}


def written(out: Path, page: LibraryPage, files: Mapping[str, bytes]) -> tuple[list[Sentence | str], dict[str, Any]]:
    """Write the folder of a library history, and give what is said of it.

    Args:
        out: the folder to write.
        page: what is said and shown.
        files: the folder's files.
    """
    write_folder(out, files)
    lines: list[Sentence | str] = []
    for one in page.answers:
        lines += [one.question, *one.said, ""]
    lines.append(say("Open {file} to read or print it.", file=str(out / "index.html")))
    return lines, {**json.loads(files["libraries.json"]), "folder": str(out)}


def _sources(history: PlaceHistory, facts: LibrarySurvival, source: Source) -> tuple[Sentence, ...]:
    return (
        say(
            "{place} from {file}: {rows} static libraries; {others} other rows of it are not shown. SHA-256 {sha256}.",
            place=history.place,
            file=source.file,
            rows=len(history.courses),
            others=history.others,
            sha256=source.sha256,
        ),
        say(
            "England from {file} ({publisher}; {licence}), counted on {day}. SHA-256 {sha256}. Deprivation is that of "
            "the English Indices of 2019, as the file gives it.",
            file=facts.source.file,
            publisher=facts.source.publisher,
            licence=facts.source.licence,
            day=facts.read_on,
            sha256=facts.source.sha256,
        ),
    )
