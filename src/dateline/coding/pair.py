"""The type of what one actor did to another, both given: for users who have dyads of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.coding.factuality import factuality_of
from dateline.coding.triggers import Candidate, find_candidates
from dateline.language.parse import parse
from dateline.language.types import Parse
from dateline.mentions.find import find_mentions
from dateline.mentions.types import Mentions
from dateline.pages.types import Story
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
    """A candidate with how well it fits the pair."""

    score: float
    candidate: Candidate


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
    parsed = parse(_story(sentence), tools.settings.model)
    mentions = find_mentions(parsed, tools.knowledge)
    spans = _spans(sentence, source), _spans(sentence, target)
    scored = [
        Scored(_score(c, mentions, spans), c) for c in find_candidates(mentions, tools.knowledge.frames, weak=True)
    ]
    best = max(scored, key=lambda s: (s.score, -s.candidate.match.head), default=None)
    if best is None:
        return PairAnswer(None, "asserted", 0.0, "none")
    rule = best.candidate.rule
    value = rule.factuality or factuality_of(parsed, best.candidate.match.head, tools.knowledge)[0]
    return PairAnswer(rule.event_type, value, round(rule.strength, 3), rule.id)  # type: ignore[arg-type]


def _story(sentence: str) -> Story:
    document = Document("pair", None, "text/plain", 0)
    return Story("pair", document, None, None, None, None, (), None, None, None, "en", sentence)


def _spans(sentence: str, words: str) -> list[Span]:
    """Where the words stand: literally, else where their last capitalised or last word does."""
    found = [Span(m.start(), m.end()) for m in re.finditer(re.escape(words), sentence)] if words.strip() else []
    if found:
        return found
    names = re.findall(r"\w+", words)
    last = next((w for w in reversed(names) if w[0].isupper()), names[-1] if names else None)
    return [Span(m.start(), m.end()) for m in re.finditer(rf"\b{re.escape(last)}\b", sentence)] if last else []


def _score(candidate: Candidate, mentions: Mentions, spans: tuple[list[Span], list[Span]]) -> float:
    """How well a candidate fits: parties that are the pair's, nearness in the tree and in the text."""
    parse = mentions.parse
    actors = [m for n in candidate.filled.actors for m in mentions.entities[n].actor.mentions]
    recipients = [m for n in candidate.filled.recipients for m in mentions.entities[n].actor.mentions]
    source, target = spans
    score = candidate.rule.strength
    score += 3.0 * _meet(actors, source) + 3.0 * _meet(recipients, target)
    if candidate.match.pattern.roles.together:
        score += 3.0 * _meet(actors, target)
    score -= 1.0 * _meet(actors, target) * (not candidate.match.pattern.roles.together) + 1.0 * _meet(
        recipients, source
    )
    near = [_distance(parse, candidate.match.head, s) for side in spans for s in side[:3]]
    score -= 0.25 * min(near, default=10) + 0.02 * sum(near)
    return score - 1.5 * candidate.rule.weak


def _meet(mentions: list[Span], spans: list[Span]) -> bool:
    return any(m.touches(s) for m in mentions for s in spans)


def _distance(parse: Parse, head: int, span: Span) -> int:
    """Steps in the tree from the trigger to a span, capped."""
    inside = range(parse.token_at(span.start), parse.token_at(span.end - 1) + 1)
    up = {head: 0}
    for n, a in enumerate(parse.ancestors(head), 1):
        up[a] = n
    best = 10
    for i in inside:
        for n, a in enumerate([i, *parse.ancestors(i)[:9]]):
            if a in up:
                best = min(best, n + up[a])
                break
    return best
