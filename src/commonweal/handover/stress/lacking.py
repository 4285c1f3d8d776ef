"""What is unmet in handed-over cells in a quarter, a chunk of cells at a time."""

from dataclasses import dataclass

import numpy as np

from commonweal.handover.stress.block import Block, Floats
from commonweal.handover.stress.case import Case
from commonweal.handover.stress.council import Council
from commonweal.handover.stress.handed import Chunk
from commonweal.handover.stress.incumbents import HeldChunk


@dataclass(frozen=True, slots=True)
class Provision:
    """What there is for handed-over cells in a quarter; the last axis is the scenario.

    Attributes:
        quarter: which it is.
        carried: share of the need that the body of each batch carries.
        present: share of each batch that the council runs.
        short: share of the volunteers asked for who do not come, by neighbourhood.
        council: the council's own services.
    """

    quarter: int
    carried: Floats
    present: Floats
    short: Floats
    council: Council


def rows_for(case: Case) -> int:
    """Give how many rows :func:`count_lacking` works in: three for each cell of the longest chunk."""
    return 3 * max((len(chunk.batch) for chunk in case.chunks), default=0)


def count_lacking(case: Case, there: Provision, block: Block, total: Floats, room: Floats) -> None:
    """Count in a quarter what is unmet in handed-over cells, and which fall below their floors.

    Args:
        case: the plan, made ready.
        there: what there is for the cells.
        block: where both are counted.
        total: unmet units in the most deprived fifth, in the least deprived fifth, and all by their weight; what is
            found is added to them.
        room: rows to work in; what they held is lost.
    """
    for chunk in case.chunks:
        total += chunk.sums @ _counted(chunk, there, block, _unmet(chunk, there, block, room))
    for held in case.held.chunks if case.held else ():
        total += held.sums @ _counted(held, there, block, _unmet_held(held, there, block))


def _counted(chunk: Chunk | HeldChunk, there: Provision, block: Block, found: Floats) -> Floats:
    """Turn what is unmet of each unit planned for into units, and count them."""
    found *= chunk.demand[:, there.quarter, None]
    block.unmet[chunk.at] += found
    return found


def _unmet(chunk: Chunk, there: Provision, block: Block, room: Floats) -> Floats:
    """Give what is unmet in a chunk; cells that have not begun are as the council keeps them."""
    begun, council = chunk.begun[there.quarter], there.council
    found, part, kept = (room[k * len(chunk.batch) :][: len(chunk.batch)] for k in range(3))
    if begun < len(found):
        # Places are right as they are: "clip" only saves NumPy a copy of what it fills.
        council.unmet.take(chunk.service[begun:], axis=0, out=found[begun:], mode="clip")
    if begun:
        met, part, kept = found[:begun], part[:begun], kept[:begun]
        batch, service, breached = chunk.batch[:begun], chunk.service[:begun], block.breached[chunk.at][:begun]
        council.kept.take(service, axis=0, out=kept, mode="clip")
        kept *= there.present.take(batch, axis=0, out=part, mode="clip")
        there.carried.take(batch, axis=0, out=part, mode="clip")
        if chunk.statutory:
            np.multiply(part, chunk.paid[:begun], out=met)
            met += kept
            breached |= met < chunk.floor[:begun]
        there.short.take(chunk.neighbourhood[:begun], axis=0, out=met, mode="clip")
        met *= chunk.volunteers[:begun]
        met += chunk.quality[:begun]
        met *= part
        met += kept
        if not chunk.statutory:
            breached |= met < chunk.floor[:begun]
        _left(met)
        met *= council.growth.take(service, axis=0, out=part, mode="clip")
    return found


def _unmet_held(chunk: HeldChunk, there: Provision, block: Block) -> Floats:
    """Give what is unmet in a chunk that a body ran before: by council, body and successor."""
    first, *_ = chunk.stints[0]
    met = there.council.kept.take(chunk.service, axis=0) * there.present.take(first, axis=0)
    counted, short = met.copy(), there.short.take(chunk.neighbourhood, axis=0)
    for batch, quality, volunteers, paid in chunk.stints:
        part = there.carried.take(batch, axis=0)
        met += part * (quality + volunteers * short)
        counted += part * paid
    block.breached[chunk.at] |= (counted if chunk.statutory else met) < chunk.floor
    _left(met)
    met *= there.council.growth.take(chunk.service, axis=0)
    return met


def _left(met: Floats) -> None:
    """Turn what is met into what is not; while two run a cell, more than all can be there."""
    # Nothing is below nought: with both ends NumPy takes its quick way.
    met.clip(0, 1, out=met)
    np.subtract(1, met, out=met)
