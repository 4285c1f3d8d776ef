"""What the reading and writing of files refuses: codes CW6."""

from commonweal.errors.base import CommonwealError


class FileMissing(CommonwealError):
    """A file or folder that was named is not there."""

    code = "CW601"
    what = "There is no {kind} at {path}."
    remedy = "Check the path, or make the file first."


class TableFaults(CommonwealError):
    """A table with missing columns, wrong types, duplicate or unknown keys."""

    code = "CW602"
    what = "{file} cannot be read as it stands; nothing was taken from it."
    remedy = "Mend each line named below in the file, then run the command again."


class FolderInTheWay(CommonwealError):
    """An output folder that already holds something else."""

    code = "CW603"
    what = "{path} already holds files that were not made by this command."
    remedy = "Name a new or empty folder."


class PlaceFaults(CommonwealError):
    """A place.toml that cannot be read, or holds a key, value or name that it may not."""

    code = "CW604"
    what = "{file} cannot be read as it stands; nothing was taken from it."
    remedy = "Mend each line named below, then run the command again; the documentation lists every key."


class FolderNotWritten(CommonwealError):
    """An output folder that the disk would not take."""

    code = "CW605"
    what = "{path} could not be written: {reason}."
    remedy = "Free space or choose a folder that you may write to, then run the command again."


class FileInTheWay(CommonwealError):
    """A file to write whose name is taken already."""

    code = "CW606"
    what = "There is something called {path} already."
    remedy = "Give another name, or move what is there away."


class BoundaryFaults(CommonwealError):
    """A file of boundaries that is not GeoJSON, holds a broken shape, or does not match the areas."""

    code = "CW611"
    what = "{file} does not fit the areas of the place; nothing was taken from it."
    remedy = "Give exactly one closed shape for each code in areas.csv, then run the command again."
