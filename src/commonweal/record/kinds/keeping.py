"""Kinds of entry that tell of the record itself: what was put right, removed, lodged, restored or published."""

from commonweal.record.forms import ID, LINE, SHA256, STAMP, WHOLE, many, one_of
from commonweal.record.kinds.kind import Kind

KINDS = (
    Kind(
        "entry_corrected",
        "An earlier entry was wrong; another one puts it right.",
        {"entry": WHOLE, "reason": one_of("wrong figure", "wrong name", "made in error")},
        {"corrected_by": WHOLE},
    ),
    Kind(
        "content_erased",
        "Personal words were removed; the proof that they stood there is kept.",
        {
            "entry": WHOLE,
            "fields": many(ID),
            "reason": one_of("asked by the person", "kept long enough", "harm", "court"),
        },
    ),
    Kind(
        "checkpoint_lodged",
        "A checkpoint was given to another body to keep.",
        {"count": WHOLE, "head": SHA256, "with": LINE},
    ),
    Kind(
        "backup_restored",
        "The database was restored from a backup; what came after it is lost here.",
        {"count": WHOLE, "head": SHA256},
        {"taken": STAMP},
    ),
    Kind("site_published", "The public site and bundle were made.", {"count": WHOLE, "head": SHA256}),
)
