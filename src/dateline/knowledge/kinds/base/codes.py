"""The closed lists of codes that several kinds share: kinds of actors, PLOVER sectors, statuses of events."""

from __future__ import annotations

from typing import get_args

from dateline.knowledge.kinds.base.values import listed, one_of
from dateline.record import Factuality
from dateline.record import Kind as ActorKind

# fmt: off
SECTORS = frozenset({
    "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PRM", "REB", "UAF", "PTY", "OPP", "ELI", "CVL", "SOC", "REL", "REF",
    "JRN", "MED", "EDU", "BUS", "LAB", "AGR", "CRM", "PRE", "UNK",
})
# fmt: on
STATUSES = get_args(Factuality)
STANCES = ("asserts", "denies", "hedges")

KIND = one_of(*get_args(ActorKind), "thing")
# What a frame or a group noun may ask of actors beside their kinds.
ASKED = frozenset(get_args(ActorKind)) | {"actor", "thing", "armed", "state", "none"}


SECTOR = one_of(*sorted(SECTORS))
SECTOR_LIST = listed(SECTOR, 0, "a list of PLOVER sectors")
STATUS = one_of(*STATUSES)
STATUS_OR_SAME = one_of(*STATUSES, "same")
STANCE = one_of(*STANCES)
