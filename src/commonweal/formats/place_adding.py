"""Adding a table to a place folder: the table, then where it comes from in ``place.toml``, each whole or not at all.

What somebody wrote in ``place.toml``, help and remarks too, stays as it is: only the lines about the table change.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from commonweal.errors import PlaceFaults
from commonweal.formats import place_settings
from commonweal.formats.folders import write_over
from commonweal.formats.place_settings import PlaceSettings, SourceSettings, read_settings
from commonweal.formats.place_writing import settings_text
from commonweal.terms.sources import Source


@dataclass(frozen=True, slots=True)
class AddedTable:
    """A table for a place folder.

    Attributes:
        file: its name there ("grants.csv").
        data: its bytes.
        source: where it comes from.
    """

    file: str
    data: bytes
    source: SourceSettings


def source_of(sources: Sequence[Source]) -> SourceSettings:
    """Say where a table comes from that was made from other files.

    Args:
        sources: the files, hashed; of several, the names and hashes stand one after another, in their order.
    """

    def said(found: Sequence[str]) -> str:
        return ", ".join(dict.fromkeys(one for one in found if one))

    return SourceSettings(
        publisher=said([one.publisher for one in sources]),
        licence=said([one.licence for one in sources]),
        date=said([one.date for one in sources]),
        original=", ".join(one.file for one in sources),
        original_sha256=", ".join(one.sha256 for one in sources),
    )


def add_table(folder: Path, table: AddedTable) -> None:
    """Put a table into a place folder, or in the place of an earlier one, and say in ``place.toml`` where it is from.

    A machine that stops in between leaves a table without a source, never one with another table's.

    Args:
        folder: the place folder.
        table: the table and where it comes from.

    Raises:
        FileMissing: where there is no place.toml.
        PlaceFaults: where it cannot be read.
        FolderNotWritten: where the disk refuses.
    """
    settings = read_settings(folder)
    if table.file in settings.sources:
        write_settings(folder, settings, without(settings, table.file))
    write_over(folder / table.file, table.data)
    now = read_settings(folder)
    write_settings(folder, now, with_source(now, table.file, table.source))


def without(settings: PlaceSettings, file: str) -> PlaceSettings:
    """Give settings that say nothing of where a file comes from."""
    return replace(settings, sources={name: one for name, one in settings.sources.items() if name != file})


def with_source(settings: PlaceSettings, file: str, source: SourceSettings) -> PlaceSettings:
    """Give settings that say where a file comes from."""
    return replace(settings, sources={**settings.sources, file: source})


def write_settings(folder: Path, old: PlaceSettings, new: PlaceSettings) -> None:
    """Write ``place.toml`` anew, where only its sources changed.

    Its lines are kept but for those of the sources that changed. Where that would not say the same, since the sources
    stand there in another way that TOML allows, the file is written out whole.
    """
    path = folder / place_settings.FILE
    text = path.read_bytes().decode("utf-8-sig")
    for file in old.sources:
        if file not in new.sources:
            text = _cut(text, file)
    for file, source in new.sources.items():
        if old.sources.get(file) != source:
            text = _joined(_cut(text, file), file, source)
    write_over(path, (text if _says(text, new) else settings_text(new)).encode("utf-8"))


_ANY_SOURCE = re.compile(
    r"^[ \t]*\[[ \t]*sources[ \t]*\.[^\n]*(?:\n(?![ \t]*[\[#])[^\n]*)*\n?",  # a heading, and lines down to the next
    re.MULTILINE,
)


def _heading(file: str) -> re.Pattern[str]:
    quoted = "|".join(re.escape(mark + file + mark) for mark in ('"', "'"))
    return re.compile(rf"^[ \t]*\[[ \t]*sources[ \t]*\.[ \t]*(?:{quoted})[ \t]*\][^\n]*\n?", re.MULTILINE)


def _cut(text: str, file: str) -> str:
    """Leave out the table of one source: its heading and the lines down to the next heading or remark."""
    found = _heading(file).search(text)
    if found is None:
        return text
    rest = text[found.end() :]
    after = re.search(r"^[ \t]*[\[#]", rest, re.MULTILINE)
    return text[: found.start()] + (rest[after.start() :] if after else "")


def _joined(text: str, file: str, source: SourceSettings) -> str:
    """Put the table of a source where the others stand, else at the end."""
    told = {field.name: getattr(source, field.name) for field in fields(SourceSettings)}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in told.items() if value]
    table = "\n".join([f"[sources.{json.dumps(file)}]", *lines, ""])
    others = list(_ANY_SOURCE.finditer(text))
    if not others:
        return f"{text.rstrip()}\n\n{table}"
    last = others[-1]
    before, after = text[: last.end()].rstrip("\n"), text[last.end() :].lstrip("\n")
    return f"{before}\n\n{table}" + (f"\n{after}" if after else "")


def _says(text: str, settings: PlaceSettings) -> bool:
    try:
        return place_settings.settings_of(text) == settings
    except PlaceFaults:
        return False
