"""Labels: how wide a text is, where it breaks, and where it may stand without covering anything."""

import re
from collections.abc import Iterator, Sequence

from commonweal.charts.canvas import SIZE

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_CHARACTER_WIDTH, _BOLD_WIDTH = 0.56, 0.66
"""Mean widths of a character of a system sans, in ems; labels are placed by them, and checked by eye."""

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters outside the Char production of XML 1.0, section 2.2."""

_SIDES = (
    (1, 0, 0),
    (-1, 0, 0),
    (0, 1, 0),
    (0, -1, 0),
    (1, 1, 0),
    (1, -1, 0),
    (-1, 1, 0),
    (-1, -1, 0),
    (0, 1, 0.35),
    (0, 1, -0.35),
    (0, -1, 0.35),
    (0, -1, -0.35),
)
_FIRST_GAP, _GAPS = 14, (0, 14, 28, 42, 60, 80, 110)


def drawable(text: str) -> str:
    """Replace what no XML document may hold (control characters, halves of characters) by U+FFFD.

    Examples:
        >>> drawable("Harbour" + chr(7)) == "Harbour" + chr(0xFFFD)
        True
    """
    return _FORBIDDEN.sub("\ufffd", text)


def text_width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Estimate the width of a text at a size, in the size's own unit."""
    return len(text) * size * (_BOLD_WIDTH if bold else _CHARACTER_WIDTH)


def wrapped(text: str, room: float, size: float = SIZE) -> str:
    """Break a text in lines that are no wider than the room, where its words allow.

    Examples:
        >>> wrapped("of voters with a funded project", 100).splitlines()
        ['of voters', 'with a', 'funded', 'project']
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def shortened(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> str:
    """Cut a text that is wider than the room; where it is cut, the picture's table has the whole.

    Examples:
        >>> shortened("Northgate Parents", 100)
        'Northgate…'
    """
    fits = int(room // text_width("n", size, bold=bold))
    return text if len(text) <= fits else text[: max(fits - 1, 0)].rstrip() + "…"


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Move labels the least that keeps them from standing on one another.

    Args:
        wanted: where each label would stand best.
        apart: least distance between two.
        low: where the first may stand at the least.
        high: where the last may stand at the most.

    Returns:
        A place for each label, in the order given.

    Examples:
        >>> spread([10, 12, 50], 16, 0, 100)
        [3.0, 19.0, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda k: (wanted[k], k))
    # Without the distance between them, labels only have to rise: the least moves are those of an isotonic regression.
    pools: list[tuple[float, int]] = []
    for rank, k in enumerate(order):
        total, number = wanted[k] - rank * apart, 1
        while pools and pools[-1][0] / pools[-1][1] > total / number:
            before, many = pools.pop()
            total, number = total + before, number + many
        pools.append((total, number))
    level = [total / number for total, number in pools for _ in range(number)]
    most = high - (len(order) - 1) * apart
    places = [0.0] * len(wanted)
    for rank, k in enumerate(order):
        places[k] = max(min(level[rank], most), low) + rank * apart
    return places


def clear_height(wanted: float, sides: tuple[float, float], height: float, taken: Sequence[Box]) -> float:
    """Find the middle height nearest to the one wanted at which a label covers nothing; else the one wanted.

    Args:
        wanted: middle height that would be best.
        sides: left and right end of the label.
        height: of the label.
        taken: what may not be covered.

    Examples:
        >>> clear_height(50, (0, 40), 15, [(10, 44, 28, 62)])
        36
    """
    ways = (wanted + way * step for step in range(0, 45, 7) for way in (1, -1))
    clear = (y for y in ways if not any(_over((sides[0], y - height / 2, sides[1], y + height / 2), o) for o in taken))
    return next(clear, wanted)


def free_place(spot: tuple[float, float], size: tuple[float, float], taken: Sequence[Box], room: Box) -> Box | None:
    """Find the nearest place beside a spot where a label covers nothing.

    Args:
        spot: what the label belongs to.
        size: width and height of the label.
        taken: what may not be covered.
        room: what the label may not leave.

    Returns:
        The label's box, or None where there is no such place near.

    Examples:
        >>> free_place((50, 50), (40, 20), [(60, 40, 100, 60)], (-20, 0, 200, 100))
        (-4.0, 40.0, 36.0, 60.0)
    """
    return next(
        (box for box in _boxes(spot, size) if _within(box, room) and not any(_over(box, o) for o in taken)), None
    )


def covers_nothing(box: Box, taken: Sequence[Box]) -> bool:
    """Say whether a label would cover nothing of what may not be covered.

    Examples:
        >>> covers_nothing((0, 0, 40, 15), [(30, 10, 60, 20)])
        False
    """
    return not any(_over(box, other) for other in taken)


def _boxes(spot: tuple[float, float], size: tuple[float, float]) -> Iterator[Box]:
    (x, y), (width, height) = spot, size
    for gap in _GAPS:
        for right, down, slide in _SIDES:
            aside = _FIRST_GAP + gap * 0.7
            centre = x + right * (aside + width / 2) + slide * width
            middle = y + down * ((_FIRST_GAP + gap if not right else gap) + height / 2)
            yield centre - width / 2, middle - height / 2, centre + width / 2, middle + height / 2


def _within(box: Box, room: Box) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def _over(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
