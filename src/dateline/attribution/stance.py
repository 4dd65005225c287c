"""Whether a statement asserts, denies or hedges, and whether it is in the source's own words."""

from __future__ import annotations

import re

from dateline.attribution.parts.said import Said
from dateline.attribution.view import View
from dateline.knowledge.lexicon.reporting import StanceCue
from dateline.language.grammar.polarity import negation_of
from dateline.language.labels import Dep
from dateline.record import Decision, Directness, Stance
from dateline.spans import Span

HEDGING = frozenset({Dep.AUXILIARY, Dep.ADVERB, Dep.PREDICATIVE})
BELOW = Dep.PREDICATES | {Dep.OBJECT, Dep.PREP, Dep.OPEN_CLAUSE}


def stance_of(view: View, said: Said) -> tuple[Stance, Decision]:
    """The stance of a statement and the words that set it."""
    if said.stance == "denies" and negation_of(view.parse, said.token) is not None:
        return "hedges", Decision("stance", said.rule, said.cue, "a denial that is itself denied")
    if (
        said.form == "clause"
        and said.token != said.head
        and negation_of(view.parse, said.token) is not None
        and view.tokens[said.token].lemma in view.reporting.words["disbelief"]
    ):
        return "denies", Decision("stance", "words.disbelief", said.cue, "the source does not believe it")
    if said.stance != "asserts":
        return said.stance, Decision("stance", said.rule, said.cue, "the cue says so")  # type: ignore[return-value]
    head = _head(view, said)
    for cue in view.reporting.stances:
        span = _hit(view, said.content, head, cue)
        if span is not None:
            return cue.stance, Decision("stance", cue.id, span, "words of the content")  # type: ignore[return-value]
    return "asserts", Decision("stance", said.rule, said.cue, "nothing hedges or denies")


def _head(view: View, said: Said) -> int | None:
    """The verb that heads the content; of quotations that of their first sentence."""
    if said.head is not None and said.content.start <= view.tokens[said.head].start < said.content.end:
        return said.head
    first = view.parse.token_at(said.content.start)
    last = min(view.parse.token_at(max(said.content.end - 1, 0)), first + 60)
    for i in range(first, last + 1):
        token = view.tokens[i]
        if token.start < said.content.start:
            continue
        outside = token.head == i or not said.content.start <= view.tokens[token.head].start < said.content.end
        if outside and token.pos in {"VERB", "AUX"}:
            return i
    return None


def _hit(view: View, content: Span, head: int | None, cue: StanceCue) -> Span | None:
    """The words of a stance cue in a content, by where the cue has to stand."""
    if cue.scope == "any":
        return _phrase(view, content, head, cue)
    if cue.scope == "start":
        token = view.tokens[view.parse.token_at(content.start)]
        return token.span if token.lower in cue.words else None
    if head is None:
        return None
    if cue.scope == "lemma":
        return view.tokens[head].span if view.tokens[head].lemma in cue.words else None
    if cue.scope == "subject":
        subject = view.child(head, Dep.SUBJECT, Dep.PASSIVE_SUBJECT)
        hit = subject if subject is not None and view.tokens[subject].lemma in cue.words else None
        return view.tokens[hit].span if hit is not None else None
    if cue.scope == "negated":
        return _negated(view, head, cue)
    return _near(view, head, cue)


def _near(view: View, head: int, cue: StanceCue) -> Span | None:
    """A modal or adverb of the main verb."""
    tokens = view.tokens
    for c in tokens[head].children:
        if tokens[c].lower in cue.words and tokens[c].dep in HEDGING:
            if cue.subjects:
                subject = view.child(head, Dep.SUBJECT, Dep.PASSIVE_SUBJECT)
                first = view.parse.subtree(subject)[0] if subject is not None else None
                if first is None or tokens[first].lower not in cue.subjects:
                    continue
            return tokens[c].span
    return None


def _negated(view: View, head: int, cue: StanceCue) -> Span | None:
    """A negated word of involvement or truth in the main clause ("not related to", "no evidence")."""
    tokens = view.tokens
    negation = negation_of(view.parse, head)
    near = [head, *tokens[head].children]
    near += [g for c in tokens[head].children if tokens[c].dep in BELOW for g in tokens[c].children]
    if negation is not None:
        hit = next((i for i in near if tokens[i].lemma in cue.words or tokens[i].lower in cue.words), None)
        if hit is not None:
            return tokens[negation].span
    for i in near:
        if tokens[i].lemma in cue.words and tokens[i].pos == "NOUN":
            no = next((c for c in tokens[i].children if tokens[c].lower in view.words.negation.on_words), None)
            if no is not None:
                return Span(tokens[no].start, tokens[i].end)
    return None


def _phrase(view: View, content: Span, head: int | None, cue: StanceCue) -> Span | None:
    """A phrase in the first sentences of the content."""
    start, end = content.start, content.end
    number = view.tokens[view.parse.token_at(start)].sent
    sentence = view.parse.sentences[
        min(number + 2 if cue.stance == "denies" else number, len(view.parse.sentences) - 1)
    ]
    end = min(end, max(sentence.span.end, start))
    text = view.text[start:end].lower()
    for phrase in sorted(cue.words):
        found = text.find(phrase)
        if (
            found >= 0
            and re.match(r"\b" + re.escape(phrase) + r"\b", text[found:])
            and (found == 0 or not text[found - 1].isalnum())
        ):
            return Span(start + found, start + found + len(phrase))
    return None


def directness_of(view: View, content: Span) -> Directness:
    """``direct`` wholly in quotation marks, ``mixed`` with quoted words, else ``indirect``."""
    holders = view.holders(content.start)
    if any(q.inner.start <= content.start and content.end <= q.span.end for q in holders):
        return "direct"
    return (
        "mixed"
        if any(q.inner.start < content.end for q in view.quotes_between(content.start - 1, content.end))
        else "indirect"
    )
