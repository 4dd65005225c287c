"""What reporting nouns say: "the minister's claim that ..."."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.attribution.parts.cue import Cue
from dateline.attribution.parts.pieces import is_finite
from dateline.attribution.parts.said import Said
from dateline.attribution.sources.source_phrases import Source, noun_source
from dateline.attribution.sources.verb_sources import source_of
from dateline.attribution.view import View
from dateline.knowledge.reporting import Verb
from dateline.spans import Span


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
            if c > t and tokens[c].dep in {"ccomp", "advcl"} and view.parse.subtree(c)[0] == t + 1
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
    tokens = view.tokens
    dep = tokens[c].dep
    inside = view.parse.subtree(c)
    first = inside[0]
    if first <= t:
        return None
    if (
        "clause" in use.takes
        and dep in {"acl", "ccomp", "relcl", "advcl"}
        and tokens[first].lower == "that"
        and tokens[first].dep == "mark"
    ):
        return Span(tokens[first].end, tokens[inside[-1]].end)
    if (
        "clause" in use.takes
        and dep in {"acl", "ccomp"}
        and is_finite(view, c)
        and view.child(c, "nsubj", "nsubjpass") is not None
    ):
        return Span(tokens[first].start, tokens[inside[-1]].end)
    if "clause" in use.takes and dep == "relcl" and _no_gap(view, c, first):
        return Span(tokens[first].end, tokens[inside[-1]].end)
    if "to" in use.takes and dep in {"acl", "xcomp"} and tokens[first].tag == "TO":
        return Span(tokens[first].start, tokens[inside[-1]].end)
    if "of" in use.takes and dep == "prep" and tokens[c].lower in {"of", "about", "against"} and len(inside) > 1:
        return Span(tokens[c].end, tokens[inside[-1]].end)
    return None


def _no_gap(view: View, verb: int, first: int) -> bool:
    """Whether a "relative clause" with *that* as object is a that-clause: its verb is passive or has what it needs."""
    token = view.tokens[first]
    if token.lower != "that" or token.dep not in {"dobj", "mark"} or view.child(verb, "nsubj", "nsubjpass") is None:
        return False
    if view.child(verb, "nsubjpass", "attr", "acomp", "ccomp") is not None:
        return True
    return any(c != first for c in view.parse.children(verb, "dobj"))


def _noun_source(view: View, t: int) -> Source | None:
    tokens = view.tokens
    poss = view.child(t, "poss")
    if poss is not None:
        source = noun_source(view, poss)
        text = source.span.of(view.text)
        for ending in ("'s", "’s", "'", "’"):
            if text.endswith(ending):
                return Source(source.head, Span(source.span.start, source.span.end - len(ending)), True)
        return source
    for c in view.parse.children(t, "prep"):
        if tokens[c].lower in {"by", "from", "of", "among"} and c > t:
            head = view.child(c, "pobj")
            if head is not None and tokens[head].pos in {"NOUN", "PROPN", "PRON"}:
                return noun_source(view, head)
    for c in view.parse.children(t, "amod", "compound", "nmod"):
        if tokens[c].pos == "PROPN" or view.mentions.at(c) is not None:
            return Source(c, tokens[c].span, True)
    if tokens[t].dep in {"dobj", "pobj"}:
        verb = tokens[t].head
        if tokens[verb].dep == "prep":
            verb = tokens[verb].head
        if tokens[verb].lemma in view.reporting.words["light"] and tokens[verb].pos == "VERB":
            return source_of(view, verb)
    return None
