"""The type of what one actor did to another, both given: for users who have dyads of their own."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.candidates import Candidate, find_candidates
from dateline.coding.opinion.folding import Vote, decide
from dateline.coding.opinion.learned_opinion import Marked, Opinion
from dateline.knowledge.frames import Frames
from dateline.knowledge.ontology import Ontology
from dateline.language.parse import parse
from dateline.language.tokens import Parse
from dateline.mentions.find_mentions import find_mentions
from dateline.mentions.mentioned import Mentions
from dateline.pages.source_and_story import Story
from dateline.record import Document, Factuality
from dateline.spans import Span
from dateline.tools import Tools

__all__ = ["PairAnswer", "type_of_pair"]


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """What ``source`` does to ``target`` in a sentence, None where nothing is found."""

    event_type: str | None
    factuality: Factuality
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A type with the evidence for it, on an open scale."""

    score: float
    event_type: str
    factuality: Factuality
    rule: str


@dataclass(frozen=True)
class Pair:
    """A parsed sentence with the places of source and target."""

    parse: Parse
    source: list[Span]
    target: list[Span]

    def holds(self, token: int) -> bool:
        """True where the token is inside the source."""
        return any(s.touches(self.parse.tokens[token].span) for s in self.source)

    def distances(self, token: int) -> list[int]:
        """Steps in the tree to the nearest place of source and target, 10 at most."""
        return [
            min((_distance(self.parse, token, s) for s in side[:3]), default=10) for side in (self.source, self.target)
        ]


def type_of_pair(sentence: str, source: str, target: str, tools: Tools) -> PairAnswer:
    """Name the PLOVER type of the event between two given strings of a sentence.

    Args:
        sentence: a sentence, or a few.
        source: the words that name who acts; need not occur literally.
        target: the words that name whom it concerns.
        tools: knowledge, models, settings.

    Returns:
        The best guess, also from weak evidence; ``event_type`` is None only where no cue is in the sentence.
    """
    parsed = parse(_story(sentence, tools.language.code), tools.parser)
    mentions = find_mentions(parsed, tools.knowledge)
    pair = Pair(parsed, _spans(sentence, source), _spans(sentence, target))
    frames = tools.knowledge.frames
    scored = [_weigh(c, mentions, pair, tools) for c in find_candidates(mentions, frames, weak=True)]
    scored += [Scored(v, t, "asserted", "cue." + t.lower()) for t, v in _cues(pair, frames).items()]
    if tools.opinion is not None:
        return _with_opinion(tools.opinion, sentence, pair, scored, tools.knowledge.ontology)
    best = max(scored, key=lambda s: (s.score, s.event_type), default=None)
    if best is None:
        return PairAnswer(None, "asserted", 0.0, "none")
    return PairAnswer(best.event_type, best.factuality, _confidence(best, scored), best.rule)


def _with_opinion(opinion: Opinion, sentence: str, pair: Pair, scored: list[Scored], ontology: Ontology) -> PairAnswer:
    """The answer of frames and model together."""
    source, target = (tuple((s.start, s.end) for s in side) for side in (pair.source, pair.target))
    votes = [Vote(s.score, s.event_type, s.factuality, s.rule) for s in scored]
    vote, share = decide(votes, opinion.judge([Marked(sentence, source, target)])[0], ontology)
    return PairAnswer(vote.event_type, vote.factuality, round(share, 3), vote.rule)


def _confidence(best: Scored, scored: list[Scored]) -> float:
    """How far the best answer stands above the best of another type, squeezed to 0 to 1."""
    other = max((s.score for s in scored if s.event_type != best.event_type), default=best.score - 4)
    return round(1 / (1 + math.exp(-(best.score - other) / 1.5)), 3)


def _cues(pair: Pair, frames: Frames) -> dict[str, float]:
    """Weak evidence: words that any frame has as head or object, near the pair. It scores below any frame."""
    found: dict[str, float] = {}
    for token in pair.parse.tokens:
        if token.pos not in {"VERB", "NOUN", "PROPN", "ADJ"} or pair.holds(token.i):
            continue
        shares = frames.cues.get(token.lemma)
        if shares:
            near = 1 / (1 + 0.25 * sum(pair.distances(token.i)))
            for kind, share in shares.items():
                found[kind] = found.get(kind, 0.0) + share * near
    return {kind: value - 4.0 for kind, value in found.items()}


def _weigh(candidate: Candidate, mentions: Mentions, pair: Pair, tools: Tools) -> Scored:
    """How well a candidate fits: parties that are the pair's, nearness in the tree and in the text."""
    rule, head, together = candidate.rule, candidate.match.head, candidate.match.pattern.roles.together
    actors = [m for n in candidate.filled.actors for m in mentions.entities[n].actor.mentions]
    recipients = [m for n in candidate.filled.recipients for m in mentions.entities[n].actor.mentions]
    value: Factuality = rule.factuality or factuality_of(pair.parse, head, tools.knowledge)[0]  # type: ignore[assignment]
    score = rule.strength + 0.15 * min(candidate.match.pattern.weight, 3)
    score += 2.5 * _meet(actors, pair.source) - 0.7 * (bool(actors) and not _meet(actors, pair.source))
    score += 2.5 * _meet(recipients, pair.target) + 2.5 * (together and _meet(actors, pair.target))
    score -= 1.2 * _meet(recipients, pair.source) + 1.2 * (_meet(actors, pair.target) and not together)
    score -= 0.12 * sum(pair.distances(head)) + 0.1 * len(pair.parse.ancestors(head)[:6])
    score -= 1.0 * (value == "hypothetical") + 1.5 * rule.weak
    return Scored(score, rule.event_type, value, rule.id)


def _story(sentence: str, language: str) -> Story:
    document = Document("pair", None, "text/plain", 0)
    return Story("pair", document, None, None, None, None, (), None, None, None, language, sentence)


def _spans(sentence: str, words: str) -> list[Span]:
    """Where the words stand: literally, else where their last capitalised or last word does."""
    found = [Span(m.start(), m.end()) for m in re.finditer(re.escape(words), sentence)] if words.strip() else []
    if found:
        return found
    names = re.findall(r"\w+", words)
    last = next((w for w in reversed(names) if w[0].isupper()), names[-1] if names else None)
    return [Span(m.start(), m.end()) for m in re.finditer(rf"\b{re.escape(last)}\b", sentence)] if last else []


def _meet(mentions: list[Span], spans: list[Span]) -> bool:
    return any(m.touches(s) for m in mentions for s in spans)


def _distance(parse: Parse, head: int, span: Span) -> int:
    """Steps in the tree from the trigger to a span, capped."""
    inside = range(parse.token_at(span.start), parse.token_at(span.end - 1) + 1)
    up = {a: n for n, a in enumerate([head, *parse.ancestors(head)])}
    best = 10
    for i in inside:
        for n, a in enumerate([i, *parse.ancestors(i)[:9]]):
            if a in up:
                best = min(best, n + up[a])
                break
    return best
