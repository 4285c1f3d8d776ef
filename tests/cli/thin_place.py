"""The sample place with one offer for each service in each neighbourhood, so that it is planned in a moment."""

from commonweal.cli.sample_folder import sample_files
from commonweal.formats.folders import write_folder


def thin_place(folder):
    """Write it to a folder, without the transfers that offers left out would make, and give that."""
    write_folder(folder, sample_files(1))
    path = folder / "handover" / "offers.csv"
    header, *offers = path.read_text().splitlines(keepends=True)
    path.write_text("".join([header, *offers[2::4]]))
    (folder / "wanted.csv").unlink()
    return folder
