"""The parser's labels in plain words, for people who write rules."""

from __future__ import annotations

from dateline.language.labels import Dep

PARTS_OF_SPEECH = {
    "VERB": "verb", "AUX": "auxiliary verb", "NOUN": "noun", "PROPN": "name", "ADJ": "adjective", "ADV": "adverb",
    "ADP": "preposition", "PRON": "pronoun", "DET": "determiner", "NUM": "number", "PART": "particle",
    "CCONJ": "conjunction", "SCONJ": "conjunction", "PUNCT": "punctuation", "SYM": "symbol", "INTJ": "interjection",
    "SPACE": "space", "X": "other word",
}  # fmt: skip
RELATIONS = {
    Dep.ROOT: "main word", Dep.SUBJECT: "subject", Dep.PASSIVE_SUBJECT: "passive subject",
    Dep.CLAUSE_SUBJECT: "clause as subject", Dep.PASSIVE_CLAUSE_SUBJECT: "clause as passive subject",
    Dep.EXPLETIVE: "there, it", Dep.AGENT: "by-phrase", Dep.OBJECT: "object", Dep.RECIPIENT: "indirect object",
    Dep.OBJECT_ATTRIBUTE: "predicate of the object", Dep.ATTRIBUTE: "predicate", Dep.PREDICATIVE: "predicate adjective",
    Dep.PREP: "preposition", Dep.PREP_OBJECT: "governed by preposition", Dep.PREP_CLAUSE: "clause after preposition",
    Dep.PARTICLE: "particle", Dep.AUXILIARY: "auxiliary", Dep.PASSIVE_AUXILIARY: "passive auxiliary",
    Dep.NEGATION: "negation", Dep.COMPLEMENT: "clause as object", Dep.OPEN_CLAUSE: "clause without subject",
    Dep.ADVERBIAL: "adverbial clause", Dep.RELATIVE: "relative clause", Dep.NOUN_CLAUSE: "clause on a noun",
    Dep.PARATAXIS: "inserted clause", Dep.MARKER: "opens the clause", Dep.CONJUNCT: "joined",
    Dep.COORDINATOR: "conjunction", Dep.PRECOORDINATOR: "conjunction", Dep.COMPOUND: "noun before noun",
    Dep.ADJECTIVE: "modifier", Dep.MODIFIER: "modifier", Dep.NUMBER: "number", Dep.QUANTITY: "modifier of number",
    Dep.POSSESSOR: "owner", Dep.CASE: "possessive mark", Dep.APPOSITION: "apposition", Dep.DETERMINER: "determiner",
    Dep.PREDETERMINER: "determiner", Dep.ADVERB: "adverb", Dep.NOUN_ADVERBIAL: "noun as adverb",
    Dep.PUNCT: "punctuation",
    Dep.UNKNOWN: "unclear",
}  # fmt: skip


def part_of_speech(pos: str) -> str:
    """What a part of speech is called: "noun"."""
    return PARTS_OF_SPEECH.get(pos, pos.lower())


def relation(dep: str) -> str:
    """What a dependency is called: "object"."""
    return RELATIONS.get(dep, dep)
