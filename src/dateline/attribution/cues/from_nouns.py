"""What reporting nouns say: "the minister's claim that ..."."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.attribution.parts.cue import Cue
from dateline.attribution.parts.said import Said
from dateline.attribution.sources.source_phrases import Source, noun_source
from dateline.attribution.sources.verb_sources import source_of
from dateline.attribution.view import View
from dateline.knowledge.lexicon.reporting import Verb
from dateline.language.grammar.verb_forms import is_finite
from dateline.language.labels import Dep, Tag
from dateline.spans import Span

CLAUSES = Dep.CLAUSES_OF_NOUN | {Dep.COMPLEMENT, Dep.ADVERBIAL}


def from_noun(view: View, cue: Cue) -> Iterator[Said]:
    """What a reporting noun says: "the minister's claim that ..."."""
    tokens = view.tokens
    t = cue.token
    for use in cue.uses:
        below = [c for c in tokens[t].children if c > t]
        above = tokens[t].head
        below += [
            c
            for c in tokens[above].children
            if c > t and tokens[c].dep in {Dep.COMPLEMENT, Dep.ADVERBIAL} and view.parse.subtree(c)[0] == t + 1
        ]
        for c in below:
            piece = _noun_piece(view, t, c, use)
            if piece is None:
                continue
            source = _noun_source(view, t)
            if source is None:
                continue
            yield Said(view.trim(piece), source, tokens[t].span, t, use.id, "noun", use.stance, c)
            return


def _noun_piece(view: View, t: int, c: int, use: Verb) -> Span | None:
    """What hangs on a noun of speech as its content."""
    tokens = view.tokens
    dep = tokens[c].dep
    inside = view.parse.subtree(c)
    first = inside[0]
    if first <= t:
        return None
    if (
        "clause" in use.takes
        and dep in CLAUSES
        and tokens[first].lower in view.words.that
        and tokens[first].dep == Dep.MARKER
    ):
        return Span(tokens[first].end, tokens[inside[-1]].end)
    if (
        "clause" in use.takes
        and dep in {Dep.NOUN_CLAUSE, Dep.COMPLEMENT}
        and is_finite(view.parse, c)
        and view.child(c, Dep.SUBJECT, Dep.PASSIVE_SUBJECT) is not None
    ):
        return Span(tokens[first].start, tokens[inside[-1]].end)
    if "clause" in use.takes and dep == Dep.RELATIVE and _no_gap(view, c, first):
        return Span(tokens[first].end, tokens[inside[-1]].end)
    if "to" in use.takes and dep in {Dep.NOUN_CLAUSE, Dep.OPEN_CLAUSE} and tokens[first].tag == Tag.TO:
        return Span(tokens[first].start, tokens[inside[-1]].end)
    if "of" in use.takes and dep == Dep.PREP and tokens[c].lower in {"of", "about", "against"} and len(inside) > 1:
        return Span(tokens[c].end, tokens[inside[-1]].end)
    return None


def _no_gap(view: View, verb: int, first: int) -> bool:
    """Whether a "relative clause" with *that* as object is a that-clause: its verb is passive or has what it needs."""
    token = view.tokens[first]
    if (
        token.lower not in view.words.that
        or token.dep not in {Dep.OBJECT, Dep.MARKER}
        or view.child(verb, Dep.SUBJECT, Dep.PASSIVE_SUBJECT) is None
    ):
        return False
    if view.child(verb, Dep.PASSIVE_SUBJECT, Dep.ATTRIBUTE, Dep.PREDICATIVE, Dep.COMPLEMENT) is not None:
        return True
    return any(c != first for c in view.parse.children(verb, Dep.OBJECT))


def _noun_source(view: View, t: int) -> Source | None:
    """Whose a noun of speech is."""
    tokens = view.tokens
    poss = view.child(t, Dep.POSSESSOR)
    if poss is not None:
        source = noun_source(view, poss)
        text = source.span.of(view.text)
        for ending in ("'s", "’s", "'", "’"):
            if text.endswith(ending):
                return Source(source.head, Span(source.span.start, source.span.end - len(ending)), True)
        return source
    for c in view.parse.children(t, Dep.PREP):
        if tokens[c].lower in {"by", "from", "of", "among"} and c > t:
            head = view.child(c, Dep.PREP_OBJECT)
            if head is not None and tokens[head].pos in {"NOUN", "PROPN", "PRON"}:
                return noun_source(view, head)
    for c in view.parse.children(t, Dep.ADJECTIVE, Dep.COMPOUND, Dep.MODIFIER):
        if tokens[c].pos == "PROPN" or view.mentions.at(c) is not None:
            return Source(c, tokens[c].span, True)
    if tokens[t].dep in Dep.OBJECTS:
        verb = tokens[t].head
        if tokens[verb].dep == Dep.PREP:
            verb = tokens[verb].head
        if tokens[verb].lemma in view.reporting.words["light"] and tokens[verb].pos == "VERB":
            return source_of(view, verb)
    return None
