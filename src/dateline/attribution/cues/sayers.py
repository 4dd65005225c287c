"""Who can say, believe, want or judge something."""

from __future__ import annotations

from dateline.attribution.parts.cue import Cue
from dateline.attribution.parts.pieces import Piece
from dateline.attribution.sources.source_phrases import Source
from dateline.attribution.view import View
from dateline.knowledge.lexicon.reporting import Verb
from dateline.language.labels import Dep, Tag

MINDS = frozenset({"belief", "wish"})
EVALUATIONS = frozenset({"object", "rest"})


def may_say(view: View, cue: Cue, use: Verb, piece: Piece, source: Source | None) -> bool:
    """Whether a source can do what a use says: believing and judging take somebody, saying may take a letter."""
    if source is None or piece.form == "quote":
        return True
    negated = view.child(cue.token, Dep.NEGATION) is not None
    if use.kind == "speech" and negated and view.tokens[view.parse.token_at(piece.span.start)].tag in Tag.ASKING:
        return False
    if use.kind in MINDS or piece.form in EVALUATIONS:
        if source.span.of(view.text).lower() in view.reporting.words["anybody"] and view.tokens[
            source.head
        ].text == source.span.of(view.text):
            return False
        mention = view.mention_of(source.head, source.span)
        return (mention is not None and view.mentions.entity(mention).is_actor) or not is_thing(view, source.head)
    return True


def is_thing(view: View, head: int) -> bool:
    """Whether a word for something that isn't known to be an actor names what has no mind."""
    token = view.tokens[head]
    if token.pos != "NOUN":
        return token.lower in {"it", "which", "that", "this"}
    listed = view.reporting.words
    return token.lemma in listed["no-minds"] or token.lemma.endswith(tuple(listed["no-mind-endings"]))


def is_actor(view: View, head: int) -> bool:
    """Whether the mention that a token heads is of somebody who can act."""
    mention = view.mentions.at(head)
    return mention is not None and view.mentions.entity(mention).is_actor
