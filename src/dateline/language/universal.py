"""Parsers with the labels of Universal Dependencies: their trees in the labels and the shape that ``labels.py`` names.

The two schemes differ in what heads a phrase. Universal Dependencies hang the preposition on its noun, and the copula
on its predicate; here the preposition governs the noun, and the copula the predicate. What a tree doesn't tell (a
relative clause from other clauses on a noun, a negation from other adverbs) the morphology does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.language.labels import Dep, Tag
from dateline.language.language import Read, Words

# Relations that are only called otherwise; what isn't here stays as it is, subtypes ("nmod:poss") by their first part.
NAMES: Mapping[str, str] = {
    "root": Dep.ROOT, "obj": Dep.OBJECT, "iobj": Dep.RECIPIENT, "nsubj:pass": Dep.PASSIVE_SUBJECT,
    "csubj:pass": Dep.PASSIVE_CLAUSE_SUBJECT, "aux:pass": Dep.PASSIVE_AUXILIARY, "obl:agent": Dep.PREP_OBJECT,
    "obl": Dep.NOUN_ADVERBIAL, "acl:relcl": Dep.RELATIVE, "nmod:poss": Dep.POSSESSOR, "compound:prt": Dep.PARTICLE,
    "expl:pv": Dep.EXPLETIVE, "flat": Dep.COMPOUND, "fixed": Dep.COMPOUND, "goeswith": Dep.COMPOUND,
    "orphan": Dep.UNKNOWN, "discourse": Dep.UNKNOWN, "vocative": Dep.UNKNOWN, "dislocated": Dep.UNKNOWN,
    "list": Dep.CONJUNCT, "reparandum": Dep.UNKNOWN, "clf": Dep.UNKNOWN,
}  # fmt: skip
CASE, COPULA, CLAUSE_ON_NOUN = "case", "cop", "acl"
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "ADJ", "DET", "ADV"})
GOVERNED = frozenset({"obl", "nmod", "obj", "iobj", "obl:agent", "obl:arg", "advmod", "compound", "appos", "nmod:poss"})
# What hangs on a copula rather than on its predicate.
OF_COPULA = Dep.ANY_SUBJECT | Dep.AUXILIARIES | {
    Dep.MARKER, Dep.ADVERB, Dep.NEGATION, Dep.ADVERBIAL, Dep.PUNCT, Dep.COORDINATOR, Dep.PARATAXIS,
}  # fmt: skip
TAGS: Mapping[str, str] = {"PROPN": "NNP", "ADP": Tag.PREPOSITION, "SCONJ": Tag.PREPOSITION, "DET": Tag.DETERMINER}
PAST_TENSES = frozenset({"Past", "Imp", "Pqp"})


@dataclass(frozen=True, slots=True)
class Universal:
    """The scheme of a parser for Universal Dependencies, as a language's ``scheme``.

    Attributes:
        agent: prepositions that mark who did it, in a passive.
        object: prepositions that mark an object of a verb, which then hangs on the verb itself (Spanish "a").
        passive: lemmas of auxiliaries that make a passive with a participle, for parsers that don't tell them apart.
    """

    agent: Words
    object: Words = frozenset()
    passive: Words = frozenset()

    def __call__(self, doc: Any) -> Read:
        """A parsed paragraph in our labels."""
        read = Read([_name(t) for t in doc], [t.head.i for t in doc], [_tag(t) for t in doc])
        for t in doc:
            if t.dep_ == CASE and t.head.pos_ in NOMINAL and t.i < t.head.i:
                self._prepose(t, read)
        for t in doc:
            if t.dep_ == COPULA:
                _raise_copula(t, doc, read)
        for t in doc:
            if read.deps[t.i] == Dep.AUXILIARY and t.lemma_ in self.passive and _is_participle(t.head):
                self._make_passive(t, doc, read)
        return read

    def _prepose(self, t: Any, read: Read) -> None:
        """Let a preposition govern its noun."""
        noun = t.head
        if noun.dep_ == "obj" and t.lower_ in self.object:
            return  # the object itself, with the mark of a person
        if noun.dep_ not in GOVERNED or read.heads[noun.i] != noun.head.i:
            return  # no phrase of a verb or noun, or already governed by the preposition before
        read.heads[t.i], read.deps[t.i] = read.heads[noun.i], Dep.PREP
        read.heads[noun.i], read.deps[noun.i] = t.i, Dep.PREP_OBJECT

    def _make_passive(self, t: Any, doc: Any, read: Read) -> None:
        """Name what stands around the participle of a passive as such."""
        read.deps[t.i] = Dep.PASSIVE_AUXILIARY
        for c in doc:
            if read.heads[c.i] != t.head.i:
                continue
            if read.deps[c.i] == Dep.SUBJECT:
                read.deps[c.i] = Dep.PASSIVE_SUBJECT
            elif read.deps[c.i] == Dep.PREP and c.lower_ in self.agent:
                read.deps[c.i] = Dep.AGENT


def _name(t: Any) -> str:
    """A relation in our words, as far as its own label and the word tell it."""
    label = str(t.dep_)
    if label == "advmod" and "Polarity=Neg" in t.morph:
        return Dep.NEGATION
    if label == CLAUSE_ON_NOUN and t.pos_ in {"VERB", "AUX"} and "VerbForm=Fin" in t.morph:
        return Dep.RELATIVE
    if label == COPULA:
        return Dep.AUXILIARY
    known = NAMES.get(label) or label.partition(":")[0]
    return NAMES.get(known, known)


def _is_participle(t: Any) -> bool:
    return "VerbForm=Part" in t.morph


def _raise_copula(t: Any, doc: Any, read: Read) -> None:
    """Let a copula govern its predicate: "is minister"."""
    predicate = t.head.i
    top = read.heads[predicate]
    read.deps[t.i], read.heads[t.i] = read.deps[predicate], t.i if top == predicate else top
    read.deps[predicate], read.heads[predicate] = (
        Dep.PREDICATIVE if doc[predicate].pos_ in {"ADJ", "VERB"} else Dep.ATTRIBUTE,
        t.i,
    )
    for c in doc:
        if c.i != t.i and read.heads[c.i] == predicate and read.deps[c.i] in OF_COPULA:
            read.heads[c.i] = t.i


def _tag(t: Any) -> str:
    """The fine tag that the morphology of a word comes to."""
    pos, morph = t.pos_, t.morph
    if pos in {"VERB", "AUX"}:
        return _verb_tag(morph)
    if pos == "NOUN":
        return Tag.NOUN_PLURAL if "Number=Plur" in morph else Tag.NOUN
    if pos in {"DET", "PRON"} and "Poss=Yes" in morph:
        return Tag.POSSESSIVE
    if pos == "PRON" and ("PronType=Rel" in morph or "PronType=Int,Rel" in morph):
        return Tag.WHO
    if pos == "ADJ":
        return Tag.ADJECTIVE
    return TAGS.get(pos, pos)


def _verb_tag(morph: Any) -> str:
    """The form of a verb: finite by its tense, else what it is."""
    form = morph.get("VerbForm")
    if form == ["Inf"]:
        return Tag.BASE
    if form == ["Part"]:
        return Tag.PARTICIPLE
    if form == ["Ger"]:
        return Tag.ING
    tense = set(morph.get("Tense"))
    if tense & PAST_TENSES:
        return Tag.PAST
    if "Fut" in tense:
        return Tag.FUTURE
    third = "Person=3" in morph and "Number=Sing" in morph
    return Tag.PRESENT_S if third else Tag.PRESENT
