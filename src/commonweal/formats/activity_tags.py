"""Charity activity tags: the published scheme with its regular expressions, and the charities tagged by hand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.errors import TagsUnknown, nearest
from commonweal.evidence.named_groups import HandTagged, Tag, hand_tagged
from commonweal.evidence.patterns import LONGEST, bounded
from commonweal.formats.tables import Column, read_table
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source

CODE, NAME, CATEGORY, SUBCATEGORY = "Code", "tag", "Category", "Subcategory"
INCLUDE, EXCLUDE = "Regular expression", "Exclude regular expression"
SAMPLE_NAME, SAMPLE_WORDS, SAMPLE_TAGS = "name", "activities", "UKCAT"
_NOBODY = HandTagged(0, 0, 0, 0)
NO_WORDS = key("the scheme gives no words for it")
NOT_SURE = key("its words are not sure to be found in time: they repeat within a repeat, or look around")


@dataclass(frozen=True, slots=True)
class TagScheme:
    """The published scheme of tags.

    Attributes:
        tags: each tag whose words can be used, by its code; their samples are empty.
        wider: the codes of the tags that a tag lies within, by its code.
        left: each tag whose words cannot be used, by its code, with the reason.
        source: the file, hashed.
    """

    tags: Mapping[str, Tag]
    wider: Mapping[str, tuple[str, ...]]
    left: Mapping[str, str]
    source: Source


@dataclass(frozen=True, slots=True)
class HandTaggedBodies:
    """Bodies that were tagged by hand.

    Attributes:
        texts: what each says of itself; its name is part of it.
        codes: the tags that each was given.
        unread: rows with more words than are read.
        source: the file, hashed.
    """

    texts: tuple[str, ...]
    codes: tuple[frozenset[str], ...]
    unread: int
    source: Source


def read_tag_scheme(path: Path) -> TagScheme:
    """Read the UK Charity Activity Tags, or another scheme in their form.

    A CSV with the columns ``Code``, ``tag``, ``Category``, ``Subcategory``, ``Regular expression`` and
    ``Exclude regular expression``; others are left unread.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_table(
        path,
        (
            Column(CODE, unique=True),
            Column(NAME),
            Column(CATEGORY),
            Column(SUBCATEGORY, needed=False),
            Column(INCLUDE, needed=False),
            Column(EXCLUDE, needed=False),
        ),
    )
    tags: dict[str, Tag] = {}
    left: dict[str, str] = {}
    for row in table.rows:
        why = _unusable(row)
        if why:
            left[row[CODE]] = why
        else:
            tags[row[CODE]] = Tag(row[CODE], row[NAME], row[INCLUDE], row[EXCLUDE] or "", _NOBODY)
    return TagScheme(tags, _wider(table.rows), left, table.source)


def read_hand_tagged(path: Path) -> HandTaggedBodies:
    """Read charities tagged by hand: a CSV with the columns ``name``, ``activities`` and ``UKCAT`` (codes with ``;``).

    Everything else about them, such as postcodes and web addresses, is left unread.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_table(
        path,
        (Column(SAMPLE_NAME), Column(SAMPLE_WORDS, needed=False), Column(SAMPLE_TAGS, _codes, needed=False)),
    )
    rows = [
        (f"{row[SAMPLE_NAME]} {row[SAMPLE_WORDS]}", row[SAMPLE_TAGS] or frozenset())
        for row in table.rows
        if row[SAMPLE_WORDS]
    ]
    kept = [(text, codes) for text, codes in rows if len(text) <= LONGEST]
    return HandTaggedBodies(
        tuple(text for text, _ in kept),
        tuple(codes for _, codes in kept),
        len(table.rows) - len(kept),
        table.source,
    )


def tags_with_samples(scheme: TagScheme, sample: HandTaggedBodies, codes: Collection[str] = ()) -> tuple[Tag, ...]:
    """Give tags with how their words did on the bodies tagged by hand.

    A body that was given a narrower tag by hand counts as one of the wider tag too.

    Args:
        scheme: the scheme.
        sample: the bodies tagged by hand.
        codes: the tags wanted; none means every tag whose words can be used.

    Raises:
        TagsUnknown: where a code is none of the scheme, or its words cannot be used.
    """
    wrong = [code for code in codes if code not in scheme.tags]
    if wrong:
        told = [f"{code} ({scheme.left[code]})" if code in scheme.left else code for code in wrong]
        raise TagsUnknown(codes=", ".join(told), nearest=nearest(wrong[0], scheme.tags))
    given = [codes_ | {wide for code in codes_ for wide in scheme.wider.get(code, ())} for codes_ in sample.codes]
    return tuple(_sampled(scheme.tags[code], sample.texts, given) for code in codes or scheme.tags)


def _sampled(tag: Tag, texts: Sequence[str], given: Iterable[Collection[str]]) -> Tag:
    found = hand_tagged(tag, texts, [tag.code in codes for codes in given])
    return Tag(tag.code, tag.name, tag.include, tag.exclude, found, tag.groups)


def _unusable(row: Mapping[str, Any]) -> str:
    if not row[INCLUDE]:
        return NO_WORDS
    try:
        for text in (row[INCLUDE], row[EXCLUDE] or ""):
            bounded(text)
    except ValueError:
        return NOT_SURE
    return ""


def _wider(rows: Iterable[Mapping[str, Any]]) -> Mapping[str, tuple[str, ...]]:
    """Give the tags that each lies within: its subcategory's and its category's, where they are tags themselves."""
    listed = list(rows)
    codes = {row[NAME]: row[CODE] for row in reversed(listed)}
    return {
        row[CODE]: tuple(
            codes[name]
            for name in dict.fromkeys((row[SUBCATEGORY], row[CATEGORY]))
            if name in codes and codes[name] != row[CODE]
        )
        for row in listed
    }


def _codes(text: str) -> frozenset[str]:
    return frozenset(code.strip() for code in text.split(";") if code.strip())
