"""Who the speaker of a cue is: subjects, agents, subjects shared along coordinations and participles."""

from __future__ import annotations

from dateline.attribution.sources.source_phrases import Source, beside, noun_source
from dateline.attribution.view import View
from dateline.language.grammar.voice import agent, passive
from dateline.language.labels import Dep, Tag

RELATIVE = Tag.RELATIVE_OR_WHOSE
# Relations along which a verb without a subject of its own has that of its head.
UPWARD = frozenset(
    {
        Dep.PREDICATIVE,
        Dep.CONJUNCT,
        Dep.OPEN_CLAUSE,
        Dep.ADVERBIAL,
        Dep.PREP_CLAUSE,
        Dep.PREP,
        Dep.UNKNOWN,
        Dep.COMPLEMENT,
    }
)
MAX_STEPS = 12
MAIN = frozenset({Dep.ROOT, Dep.CONJUNCT, Dep.RELATIVE, Dep.COMPLEMENT})
MISREAD = frozenset({Dep.OBJECT, Dep.ATTRIBUTE, Dep.OBJECT_ATTRIBUTE, Dep.APPOSITION, Dep.NOUN_ADVERBIAL})


def agent_of(view: View, verb: int) -> Source | None:
    """The "by" phrase of a passive verb."""
    head = agent(view.parse, verb)
    return noun_source(view, head) if head is not None else None


def source_of(view: View, verb: int) -> Source | None:
    """Who does what a verb says; None where nobody is named."""
    tokens = view.tokens
    if passive(view.parse, verb):
        return agent_of(view, verb)
    at = speaking_on(view, verb) or verb
    for _ in range(MAX_STEPS):
        subject = (
            view.child(at, Dep.SUBJECT, Dep.CLAUSE_SUBJECT)
            if at == verb
            else view.child(at, Dep.SUBJECT, Dep.PASSIVE_SUBJECT, Dep.CLAUSE_SUBJECT)
        )
        if subject is not None:
            return _subject(view, subject, at, at == verb)
        if view.child(at, Dep.EXPLETIVE) is not None:
            return None
        token = tokens[at]
        if token.dep == Dep.NOUN_CLAUSE and token.tag == Tag.PAST:
            # a finite verb can't modify a noun like that: its subject is further up ("X speaking at Y called ...")
            above = next((a for a in view.parse.ancestors(at) if tokens[a].pos == "VERB"), None)
            if above is not None and view.child(above, Dep.SUBJECT) is not None:
                at = above
                continue
        if token.dep in Dep.CLAUSES_OF_NOUN:
            if token.tag == Tag.PARTICIPLE and at == verb:
                return None  # "a dish called Mole (pronounced ...)": the noun undergoes it
            head = tokens[token.head]
            return (
                noun_source(view, head.i, own=False, without=at)
                if head.pos in {"NOUN", "PROPN", "PRON"} and head.i < at
                else None
            )
        if token.dep not in UPWARD or token.head == at:
            return _misread(view, verb) if at == verb else None
        if token.dep == Dep.CONJUNCT and tokens[token.head].pos not in {"VERB", "AUX", "ADJ"}:
            return None
        at = token.head
        if (
            at != verb
            and tokens[at].tag == Tag.PARTICIPLE
            and passive(view.parse, at)
            and view.child(at, Dep.PASSIVE_SUBJECT) is None
        ):
            return None
    return None


def _subject(view: View, subject: int, verb: int, own: bool) -> Source | None:
    """The source that a subject names; none for a clause or an empty word."""
    token = view.tokens[subject]
    if token.dep == Dep.CLAUSE_SUBJECT or token.pos in {"VERB", "AUX"} or token.lower in {"there", "what", "whatever"}:
        return None
    if token.tag in RELATIVE:
        antecedent = view.tokens[verb].head
        if view.tokens[verb].dep == Dep.RELATIVE and view.tokens[antecedent].pos in {"NOUN", "PROPN", "PRON"}:
            return Source(antecedent, token.span, own)
        return None
    return noun_source(view, subject, own)


def _misread(view: View, verb: int) -> Source | None:
    """An inverted subject that the parser took for an object: "..., said the source"."""
    if view.tokens[verb].tag not in Tag.TENSED:
        return None
    for c in view.tokens[verb].children:
        token = view.tokens[c]
        if token.i > verb and token.dep in MISREAD and token.pos in {"NOUN", "PROPN", "PRON"}:
            between = view.text[view.tokens[verb].end : token.start]
            if '"' not in between and "," not in between:
                return noun_source(view, c)
    if view.tokens[verb].dep in MAIN and view.child(verb, Dep.EXPLETIVE, Dep.PASSIVE_SUBJECT) is None:
        return beside(view, verb)
    return None


def speaking_on(view: View, verb: int) -> int | None:
    """The reporting verb whose speaker goes on with another one that the parser hung into what was said.

    "He said the road was open, adding that ..." may come with *adding* below *was*, "he says he likes it and calls it
    fine" with *calls* beside *likes*.
    """
    tokens = view.tokens
    token = tokens[verb]
    if token.dep == Dep.CONJUNCT:
        return _same_speaker(view, verb)
    if (
        token.lower not in view.reporting.words["speaking-on"]
        or token.dep not in {Dep.ADVERBIAL, Dep.NOUN_CLAUSE}
        or tokens[verb - 1].text not in {",", '"', "”"}
    ):
        return None
    level = len(view.holders(token.start))
    for at in range(verb - 1, view.sentence(verb).first - 1, -1):
        if (
            tokens[at].tag in Tag.TENSED
            and _reports(view, at) is not None
            and len(view.holders(tokens[at].start)) == level
        ):
            return at if tokens[verb].head != at else None
    return None


def _reports(view: View, verb: int) -> int | None:
    uses = view.reporting.verbs.get(view.tokens[verb].lemma, ())
    return verb if any(u.kind == "speech" for u in uses) else None


def _same_speaker(view: View, verb: int) -> int | None:
    """A reporting verb beside the verb of a content whose subject is a pronoun, in the tense of the cue above."""
    tokens = view.tokens
    clause = tokens[tokens[verb].head]
    if (
        tokens[verb].tag not in {Tag.PAST, Tag.PRESENT_S}
        or clause.dep != Dep.COMPLEMENT
        or clause.head >= clause.i
        or view.child(verb, Dep.SUBJECT, Dep.PASSIVE_SUBJECT) is not None
    ):
        return None
    subject = view.child(clause.i, Dep.SUBJECT, Dep.PASSIVE_SUBJECT)
    if (
        subject is None
        or tokens[subject].lower not in {"he", "she", "they", "it"}
        or tokens[clause.head].tag != tokens[verb].tag
    ):
        return None
    return _reports(view, clause.head) if _reports(view, verb) is not None else None
