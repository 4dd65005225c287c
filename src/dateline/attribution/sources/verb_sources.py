"""Who the speaker of a cue is: subjects, agents, subjects shared along coordinations and participles."""

from __future__ import annotations

from dateline.attribution.sources.source_phrases import Source, beside, noun_source
from dateline.attribution.view import View
from dateline.language.grammar.speaking_subject import speaking_subject
from dateline.language.grammar.voice import agent, passive
from dateline.language.labels import Dep, Tag

RELATIVE = Tag.RELATIVE_OR_WHOSE
MAIN = frozenset({Dep.ROOT, Dep.CONJUNCT, Dep.RELATIVE, Dep.COMPLEMENT})
MISREAD = frozenset({Dep.OBJECT, Dep.ATTRIBUTE, Dep.OBJECT_ATTRIBUTE, Dep.APPOSITION, Dep.NOUN_ADVERBIAL})


def agent_of(view: View, verb: int) -> Source | None:
    """The "by" phrase of a passive verb."""
    head = agent(view.parse, verb)
    return noun_source(view, head) if head is not None else None


def source_of(view: View, verb: int) -> Source | None:
    """Who does what a verb says; None where nobody is named."""
    if passive(view.parse, verb):
        return agent_of(view, verb)
    found = speaking_subject(view.parse, verb, speaking_on(view, verb) or verb)
    if found is None:
        return None
    if found.kind == "subject":
        return _subject(view, found.token, found.verb, found.verb == verb)
    if found.kind == "modified":
        return noun_source(view, found.token, own=False, without=found.verb)
    return _misread(view, verb)


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
