"""What the reading of published grants refuses: codes CW36."""

from commonweal.errors.base import CommonwealError


class GrantFaults(CommonwealError):
    """A file of grants of which some have no identifier, giver, recipient, sum or date that can be read."""

    code = "CW360"
    what = "{file} cannot be read as it stands; nothing was taken from it."
    remedy = "Mend each grant named below in the file, or ask its publisher to, then run the command again."


class GrantDaysFirst(CommonwealError):
    """A file of grants whose dates have the day first: 05/06/2014 could be in May or in June."""

    code = "CW361"
    what = "{file} writes dates with the day first; nothing was taken from it."
    remedy = (
        "Write them as 2014-06-05 where the file was made (in a spreadsheet: the number format yyyy-mm-dd), mend what "
        "else is named below, and run the command again."
    )


class GrantFormUnknown(CommonwealError):
    """A file whose name does not say in which form of the 360Giving standard it holds grants."""

    code = "CW362"
    what = "{file} ends in none of .json, .csv and .xlsx."
    remedy = "Save it in one of these forms, and give it the ending of its form."


class GrantTooLong(CommonwealError):
    """Grants with a text that no cell of a workbook can hold."""

    code = "CW363"
    what = (
        "A cell of a workbook holds at most {most} characters, and some of these grants need more; nothing was written."
    )
    remedy = "Write them as .json or .csv, which hold any text."
