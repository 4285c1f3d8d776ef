"""What the reading and writing of open data about services, bodies and spending refuses: codes CW37."""

from commonweal.errors.base import CommonwealError


class RecordsRefused(CommonwealError):
    """Records of open data that are not as their standard says."""

    code = "CW370"
    what = "{file} holds {faults} fault(s) against {standard}; nothing was taken from it."
    remedy = (
        "Ask who published it to mend what is named below, or run the command again with --leave-faulty: then the sound"
        " records are taken and the others told."
    )


class RegisterMissing(CommonwealError):
    """Files of a register of charities without the table of the charities themselves."""

    code = "CW371"
    what = "None of these is the register's table of charities: {files}."
    remedy = "Give publicextract.charity.json with the others, or the folder that it is in; or one table as CSV."


class ColumnsUnnamed(CommonwealError):
    """A table whose columns are called something that nobody has said the meaning of."""

    code = "CW372"
    what = "{file} has no column that is known for: {wanted}. It has the columns {found}."
    remedy = (
        'Name the columns in place.toml, below [columns.{kind}]: for each name above a line such as {example} = "…".'
    )


class NothingOfThePlace(CommonwealError):
    """Open data of which nothing lies in the place or is about it."""

    code = "CW373"
    what = "Nothing in {file} is of {place}: {left} row(s) were read, and none is."
    remedy = "Check that it is the file of this place; the documentation of the command says how a row is told to be."


class NoAgreements(CommonwealError):
    """A place of which no agreement is on the public record."""

    code = "CW375"
    what = "No award or undertaking is on the record at {path}."
    remedy = "Name the folder that commonweal publish made, or its bundle.zip, of a place that has awarded something."
