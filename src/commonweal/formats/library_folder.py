"""The folder of a place's library history: the page, every figure for machines, tables, and pictures on their own."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from commonweal.evidence.libraries import SURVEYS
from commonweal.evidence.library_history import LibraryCourse, PlaceHistory
from commonweal.evidence.survival import Survival
from commonweal.formats.counts import sentence_value
from commonweal.formats.folders import FORMAT, with_manifest
from commonweal.formats.library_page import LibraryPage, PagePicture, library_page
from commonweal.formats.library_survival import COUNTS, UNPLACED, LibrarySurvival
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.terms.canon import encode, fraction_text
from commonweal.terms.sources import Source, Unknown

TIMELINE = (
    *("name", "fifth", "end", "handed_over_after", "handed_over_by", "year_opened", "year_closed"),
    *(f"operation_{year}" for year in SURVEYS),
    *("organisation", "source_row"),
)
ENGLAND = (
    *("cohort", "fifth", *COUNTS, "share", "share_low", "share_high"),
    *("yearly", "yearly_low", "yearly_high"),
)


def library_files(
    history: PlaceHistory, facts: LibrarySurvival, page: LibraryPage, source: Source, pictures: Mapping[str, str]
) -> dict[str, bytes]:
    """Give the files of a place's library history.

    Args:
        history: of the place.
        facts: what became of England's libraries.
        page: what is said and shown.
        source: the register that the place's libraries were read from.
        pictures: drawings that stand alone, by name.

    Returns:
        The bytes of ``index.html``, ``libraries.json``, ``libraries.txt``, ``tables/timeline.csv``,
        ``tables/england.csv``, ``pictures/NAME.svg`` and ``manifest.json``. Equal values give equal bytes.
    """
    files = {
        "index.html": library_page(page).encode("utf-8"),
        "libraries.json": encode(_value(history, facts, page, source)),
        "libraries.txt": page_text(page).encode("utf-8"),
        "tables/timeline.csv": write_table(TIMELINE, map(_timeline_row, history.courses)),
        "tables/england.csv": write_table(ENGLAND, england_rows(facts)),
        **{f"pictures/{name}.svg": drawing.encode("utf-8") for name, drawing in pictures.items()},
    }
    return with_manifest("profile", files)


def _value(history: PlaceHistory, facts: LibrarySurvival, page: LibraryPage, source: Source) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": "library history",
        "place": history.place,
        "sources": [
            {"file": one.file, "sha256": one.sha256, "publisher": one.publisher, "licence": one.licence}
            for one in (source, facts.source)
        ],
        "answers": [
            {"question": sentence_value(answer.question), "said": [sentence_value(one) for one in answer.said]}
            for answer in page.answers
        ],
        "caveats": [sentence_value(one) for one in page.caveats],
        "libraries": [_course(course) for course in history.courses],
        "other_rows": history.others,
        "england": [dict(zip(ENGLAND, _exact(row), strict=True)) for row in england_rows(facts)],
    }


def _course(course: LibraryCourse) -> dict[str, Any]:
    fifth = course.placed.fifth
    return {
        "name": course.library.name,
        "fifth": None if isinstance(fifth, Unknown) else fifth,
        "end": course.end,
        "handed_over_between": list(course.handed_over) if course.handed_over else None,
        "run_by_the_community_when_first_asked": course.community_from,
        "year_opened": course.library.year_opened,
        "year_closed": course.library.year_closed,
        "stretches": [{"hands": one.hands, "first": one.first, "last": one.last} for one in course.stretches],
        "source_row": course.library.row,
    }


def _timeline_row(course: LibraryCourse) -> tuple[object, ...]:
    library, fifth = course.library, course.placed.fifth
    return (
        library.name,
        None if isinstance(fifth, Unknown) else fifth,
        course.end,
        *(course.handed_over or (None, None)),
        library.year_opened,
        library.year_closed,
        *(library.operation.get(year) for year in SURVEYS),
        library.organisation,
        library.row,
    )


def england_rows(facts: LibrarySurvival) -> Iterable[tuple[object, ...]]:
    """Give the rows of ``tables/england.csv``."""
    for cohort, by_fifth in facts.by_fifth.items():
        for fifth, found in [*by_fifth.items(), (UNPLACED, facts.unplaced[cohort])]:
            yield cohort, fifth, *(getattr(found, count) for count in COUNTS), *_rates(found)


def _rates(found: Survival) -> Iterable[object]:
    for rate in (found.share, found.yearly):
        yield from (None,) * 3 if isinstance(rate, Unknown) else (rate.value, rate.low, rate.high)


def _exact(row: Iterable[object]) -> Iterable[object]:
    return [fraction_text(cell) if isinstance(cell, Fraction) else cell for cell in row]


def page_text(page: LibraryPage) -> str:
    """Give a page as plain text."""
    text = prose(ENGLISH).text
    parts = [text(page.title), ""]
    for answer in page.answers:
        parts += [text(answer.question), *(text(one) for one in answer.said), ""]
    for picture in (page.timeline, page.country):
        parts += [text(picture.title), *_columns(picture), ""]
    parts += [*(text(one) for one in page.caveats), "", *(text(one) for one in page.sources)]
    return "\n".join(parts) + "\n"


def _columns(picture: PagePicture) -> Iterable[str]:
    text = prose(ENGLISH).text
    rows = [[text(title) for title, _ in picture.columns], *([text(cell) for cell in row] for row in picture.rows)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(picture.columns))]
    for row in rows:
        yield "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, (_, number) in zip(row, widths, picture.columns, strict=True)
        ).rstrip()
