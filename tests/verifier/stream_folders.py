"""Folders of protected streams to tamper with, and a forger who repairs every hash afterwards."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from commonweal.formats.folders import write_folder
from commonweal.formats.fund_tables import read_fund_folder
from commonweal.formats.streams import stream_files
from commonweal.samples.funds import sample_fund
from commonweal.terms.money import Pence
from tests.verifier.count_folders import Files, change

INPUTS = ("constitution", "needs", "proposals", "panel")


def published(files):
    """Allocate what stands in a fund's folder, given as the bytes of its files."""
    with TemporaryDirectory() as folder:
        write_folder(Path(folder) / "fund", files)
        return stream_files(read_fund_folder(Path(folder) / "fund"))


@cache
def _folder(seed, set_aside):
    return tuple(published(sample_fund(seed, set_aside=Pence(set_aside))).items())


def stream_folder(seed: int = 1, set_aside: int = 195_000_00) -> Files:
    """Allocate a sample fund and give its folder."""
    return dict(_folder(seed, set_aside))


def repair(files: Files) -> None:
    """Make every hash of the folder right again, as a careful forger would."""
    for name in (*INPUTS, "certificate"):
        own = sha256(files[f"{name}.json"]).hexdigest()
        for file in files:
            if file.endswith(".json") and file not in {"manifest.json", f"{name}.json"}:
                change(files, file, lambda value: value.update({name: own}) if _tied(value, name) else None)  # noqa: B023
    listed = {name: sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"}
    change(files, "manifest.json", lambda value: value.update(files=listed))


def _tied(value, name):
    return isinstance(value.get(name), str)


def rows(files: Files, name: str, listed: str):
    """Give the rows of an input as they stand."""
    return json.loads(files[name])[listed]
