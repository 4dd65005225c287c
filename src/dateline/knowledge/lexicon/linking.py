"""What stories are compared by: how common words are, how texts name their origin, how sources take positions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.files import read
from dateline.knowledge.kinds.pages import CreditEntry
from dateline.knowledge.kinds.reporting import PositionEntry
from dateline.knowledge.world.register import Register

AGENCY = "AGENCY"


@dataclass(frozen=True)
class Credit:
    """One way to name an origin, by a regular expression with a group ``agency``."""

    id: str
    where: str
    regex: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when first asked for: it holds the names of all media."""
        return re.compile(self.regex, re.IGNORECASE)


@dataclass(frozen=True)
class Linking:
    """What stories are compared by.

    Attributes:
        rates: a word, lower case -> the share of news stories that hold it; a word that is missing is rare.
        credits: in the order of the file.
        agencies: a name of a medium, lower case -> the name that the register has it under.
        positions: ``confirms``, ``admits``, ``denies``, ``blames`` -> beginnings of words.
    """

    rates: Mapping[str, float]
    credits: tuple[Credit, ...]
    agencies: Mapping[str, str]
    positions: Mapping[str, tuple[str, ...]]


def load(layers: Layers, register: Register) -> Linking:
    """Read ``words/rates.csv``, ``pages/credits.yaml``, ``reporting/positions.yaml`` and the media of the register.

    Raises:
        KnowledgeError: an entry breaks its kind, or a table can't be read.
    """
    agencies = _media(register)
    names = "|".join(re.escape(name) for name in sorted(agencies, key=lambda n: (-len(n), n)))
    return Linking(
        rates=_rates(layers),
        credits=tuple(
            Credit(e.id, e.where, e.pattern.replace(AGENCY, f"(?P<agency>{names})"))
            for e in read(layers, "pages/credits.yaml", CreditEntry)
        ),
        agencies=agencies,
        positions={e.id: e.words for e in read(layers, "reporting/positions.yaml", PositionEntry)},
    )


def _media(register: Register) -> dict[str, str]:
    """Every name of the media of the register, lower case, with the one that they are listed under."""
    media = {a.id: a.name for a in register.actors.values() if a.kind == "media"}
    found = {
        " ".join(alias.words): media[alias.actor]
        for aliases in register.index.values()
        for alias in aliases
        if alias.actor in media
    }
    return found | {name.lower(): name for name in media.values()}


def _rates(layers: Layers) -> Mapping[str, float]:
    return {row["word"]: float(row["share"]) for row, _, _ in layers.rows("words/rates.csv")}
