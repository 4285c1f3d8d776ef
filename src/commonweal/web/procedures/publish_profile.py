"""Publishing the evidence of need."""

from collections.abc import Mapping
from datetime import datetime

from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act, published, require_accepted
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep


def publish_profile(files: Mapping[str, bytes], *, at: datetime, actors: Actors) -> Entry:
    """Publish a profile.

    Args:
        files: the folder of the profile, with its manifest.
        at: when.
        actors: who.

    Returns:
        The entry ``profile_published``.

    Raises:
        NotAllowed: where the role may not.
        NotAccepted: where the verifier finds a fault.
    """
    check_right("publish_profile", actors)
    require_accepted("profile", "of the place", files)
    with one_act():
        entry = keep.keep_entry(draft("profile_published", at, actors, published("profile", files)))
        keep.keep_profile(entry, files)
        return entry
