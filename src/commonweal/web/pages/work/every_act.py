"""Every act, by the name of its procedure."""

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.web.pages.work import people_acts
from commonweal.web.pages.work.acts import Act

ACTS: Mapping[str, Act] = MappingProxyType({act.procedure: act for part in (people_acts,) for act in part.ACTS})
