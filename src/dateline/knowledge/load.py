"""Everything that Dateline knows, loaded once and never changed: one object for all stages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.knowledge import frames, ontology, page_words
from dateline.knowledge.checks.required import required_faults
from dateline.knowledge.checks.shapes import shape_faults
from dateline.knowledge.compiled import kept
from dateline.knowledge.files import LANGUAGE, Layers, layers_over
from dateline.knowledge.lexicon import counting, cues, expressions, factuality, linking, reporting, words
from dateline.knowledge.world import crosswalks, gazetteer, register


@dataclass(frozen=True)
class Knowledge:
    """The knowledge files, compiled. ``version`` changes with any of them and stands in every record."""

    ontology: ontology.Ontology
    frames: frames.Frames
    cues: cues.Cues
    counting: counting.Counting
    reporting: reporting.Reporting
    factuality: factuality.FactualityCues
    register: register.Register
    words: words.Words
    expressions: expressions.Expressions
    gazetteer: gazetteer.Gazetteer
    crosswalk: crosswalks.Crosswalk
    pages: page_words.PageWords
    linking: linking.Linking
    version: str


def load(folders: tuple[Path, ...] = (), language: str = LANGUAGE) -> Knowledge:
    """Load the shipped knowledge of a language with the user's folders laid over it.

    Raises:
        UsageError: a folder doesn't exist.
        KnowledgeError: a file breaks its kind, or takes away what code asks for by name.
    """
    layers = layers_over(folders, language)
    return kept(layers, Knowledge, lambda: _compiled(layers))


def _compiled(layers: Layers) -> Knowledge:
    """The knowledge from its files, also what is otherwise read when a story first needs it."""
    for fault in (*shape_faults(layers), *required_faults(layers, touched=layers.shipped_language)):
        raise fault
    types = ontology.load(layers)
    actors = register.load(layers)
    assert actors.persons.surnames is not None
    return Knowledge(
        ontology=types,
        frames=frames.load(layers, types.types),
        cues=cues.load(layers),
        counting=counting.load(layers),
        reporting=reporting.load(layers),
        factuality=factuality.load(layers),
        register=actors,
        words=words.load(layers),
        expressions=expressions.load(layers),
        gazetteer=gazetteer.load(layers),
        crosswalk=crosswalks.load(layers),
        pages=page_words.load(layers),
        linking=linking.load(layers, actors),
        version=layers.version(),
    )
