"""Which file of a folder of knowledge holds which kinds of entries, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Entry, Layers
from dateline.knowledge.kinds import actors, dates, events, factuality, frames, pages, places, reporting, words
from dateline.knowledge.kinds.base.entry import Kind, unknown_fields
from dateline.knowledge.kinds.base.table import Table

K = TypeVar("K", bound=Kind)
# Of several kinds the first whose mark an entry has counts, else the last.
YAML: Mapping[str, tuple[type[Kind], ...]] = {
    "ontology/*.yaml": (events.EventTypeEntry,),
    "crosswalks/cameo.yaml": (events.FromCameoEntry, events.CameoEntry),
    "frames/*.yaml": (frames.WordSetEntry, frames.FrameEntry),
    "renamed/rules.yaml": (frames.RenamedEntry,),
    "modes/*.yaml": (events.ModeEntry,),
    "contexts/*.yaml": (events.ContextEntry,),
    "quiet/*.yaml": (events.ContextEntry,),
    "counting/numbers.yaml": (events.NumberEntry,),
    "counting/bounds.yaml": (events.BoundEntry,),
    "counting/people.yaml": (events.CountedEntry,),
    "reporting/verbs.yaml": (reporting.ReportingEntry,),
    "reporting/nouns.yaml": (reporting.ReportingEntry,),
    "reporting/phrases.yaml": (reporting.PhraseEntry,),
    "reporting/words.yaml": (reporting.ReportingWordsEntry,),
    "reporting/stance.yaml": (reporting.StanceEntry,),
    "reporting/positions.yaml": (reporting.PositionEntry,),
    "factuality/*.yaml": (factuality.GovernorEntry, factuality.ModalEntry, factuality.ModifierEntry),
    "words/agents.yaml": (words.ActorNounEntry,),
    "words/anonymous.yaml": (words.ActorNounEntry,),
    "words/organisations.yaml": (words.ActorNounEntry,),
    "words/titles.yaml": (words.TitleEntry,),
    "words/gender.yaml": (words.GenderEntry,),
    "words/group_nouns.yaml": (words.GroupNounEntry,),
    "words/role_families.yaml": (words.RoleFamilyEntry,),
    "words/portfolios.yaml": (words.PortfolioEntry,),
    "words/shapes.yaml": (words.ShapeEntry,),
    "actors/offices.yaml": (actors.OfficeEntry,),
    "dates/*.yaml": (dates.DateWordEntry, dates.HolidayEntry, dates.DateRuleEntry),
    "places/cues.yaml": (places.PlaceCueEntry,),
    "places/where.yaml": (places.WhereCueEntry,),
    "places/examples.yaml": (places.PlaceExampleEntry,),
    "places/where_examples.yaml": (places.WhereExampleEntry,),
    "pages/furniture.yaml": (pages.FurnitureEntry,),
    "pages/captions.yaml": (pages.CaptionEntry,),
    "pages/markup.yaml": (pages.MarkupEntry,),
    "pages/common.yaml": (pages.CommonWordsEntry,),
    "pages/credits.yaml": (pages.CreditEntry,),
}
# The first place that fits counts.
TABLES: Mapping[str, Table] = {**actors.ACTOR_TABLES, **events.EVENT_TABLES, **places.PLACE_TABLES, **words.WORD_TABLES}


def unmarked(entry: Entry, kinds: tuple[type[Kind], ...]) -> Iterator[KnowledgeError]:
    """What is wrong with an entry of a file whose kinds all have a mark, where it has none of them."""
    if all(k.mark and k.mark not in entry.data for k in kinds):
        known = [d.name for kind in kinds for d in kind.declared()]
        yield from unknown_fields(entry, known)
        yield entry.fail(f"an entry needs one of {', '.join(repr(k.mark) for k in kinds)}")


def kind_of(entry: Entry, kinds: tuple[type[Kind], ...]) -> type[Kind]:
    """Which of a file's kinds an entry is."""
    return next((k for k in kinds if k.mark and k.mark in entry.data), kinds[-1])


def read_all(layers: Layers, pattern: str) -> list[Kind]:
    """All entries of a kind of file, layer over layer.

    Raises:
        KnowledgeError: an entry breaks its kind.
    """
    kinds = YAML[pattern]
    found = []
    for entry in layers.entries(pattern):
        for fault in unmarked(entry, kinds):
            raise fault
        found.append(kind_of(entry, kinds).read(entry))
    return found


def read(layers: Layers, pattern: str, kind: type[K]) -> list[K]:
    """The entries of one kind of a kind of file.

    Raises:
        KnowledgeError: an entry breaks its kind.
    """
    return [entry for entry in read_all(layers, pattern) if isinstance(entry, kind)]


def fits(name: Path, pattern: str) -> bool:
    """Whether a file, by its path below the folder, is of the kind of a pattern."""
    return len(name.parts) == len(Path(pattern).parts) and name.match(pattern)


def folders() -> list[str]:
    """The folders that a user's folder may have."""
    return sorted({pattern.split("/")[0] for pattern in (*YAML, *TABLES)})
