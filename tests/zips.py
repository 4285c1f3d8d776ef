"""Zips of tables, as people make them of what they filled in."""

import io
import zipfile
from collections.abc import Mapping


def zipped(files: Mapping[str, bytes], folder: str = "") -> bytes:
    """Zip files, in a folder where one is named with a slash behind it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{folder}{name}", data)
    return out.getvalue()


def edited(files: Mapping[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """Give files with the first of some words in one of them changed."""
    text = files[name].decode("utf-8")
    assert old in text
    return {**files, name: text.replace(old, new, 1).encode("utf-8")}
