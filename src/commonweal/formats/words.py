"""Words in cells as they were before a table guarded them against spreadsheets."""

_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r")


def words(text: str) -> str:
    """Read words that may begin as a spreadsheet's formula would, and were therefore written with an apostrophe.

    Examples:
        >>> words("'-day care"), words("'s Heerenberg")
        ('-day care', "'s Heerenberg")
    """
    return text[1:] if text.startswith(_GUARDED) else text
