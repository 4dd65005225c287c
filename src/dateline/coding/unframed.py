"""Events that no frame has: what the learned opinion finds in sentences where the frames found nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding.opinion import Marked, Opinion
from dateline.coding.standing import weight_of
from dateline.language.types import Parse, Sentence
from dateline.mentions.types import Mention, Mentions

SURE = 0.8  # least share of a type
SHORT, LONG = 5, 70  # tokens of a sentence that is asked about
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "pobj", "poss", "compound", "amod", "ROOT"})


@dataclass(frozen=True, slots=True)
class Find:
    """An event that only the model sees: its type with share, the token that stands for it, and its parties."""

    event_type: str
    share: float
    head: int
    actor: int
    recipient: int | None


def finds(mentions: Mentions, taken: set[int], opinion: Opinion, ambiguous: frozenset[str]) -> Iterator[Find]:
    """One event at most of each sentence that holds none yet and names a power.

    Args:
        mentions: the story.
        taken: first tokens of the sentences that hold an event.
        opinion: the model.
        ambiguous: nouns that name a power only in a political text.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions.mentions:
        by_sentence.setdefault(mentions.parse.sentence_of(mention.head).first, []).append(mention)
    for sentence in mentions.parse.sentences:
        named = by_sentence.get(sentence.first, [])
        if sentence.first in taken or not SHORT <= sentence.last - sentence.first <= LONG or not named:
            continue
        found = _ask(mentions, sentence, named, opinion, ambiguous)
        if found is not None:
            yield found


def _ask(
    mentions: Mentions, sentence: Sentence, named: list[Mention], opinion: Opinion, ambiguous: frozenset[str]
) -> Find | None:
    pair = _pair(mentions, named, ambiguous)
    if pair is None:
        return None
    source, target = pair
    head = _head(mentions.parse, source, target)
    if head is None:
        return None
    tokens = mentions.parse.tokens
    start, end = tokens[sentence.first].span.start, tokens[sentence.last - 1].span.end
    spans = [((m.span.start - start, m.span.end - start),) if m is not None else () for m in (source, target)]
    judged = opinion.judge([Marked(mentions.parse.story.text[start:end], *spans)])[0]
    kind, share = judged.ranking[0]
    if share < SURE:
        return None
    return Find(kind, round(share, 3), head, source.entity, target.entity if target is not None else None)


def _pair(mentions: Mentions, named: list[Mention], ambiguous: frozenset[str]) -> tuple[Mention, Mention | None] | None:
    """The first power that is subject of something, and the next party after it."""
    tokens = mentions.parse.tokens
    ordered = sorted(named, key=lambda m: (m.span.start, -m.span.end))
    source = next(
        (m for m in ordered if tokens[m.head].dep == "nsubj" and weight_of(mentions.entity(m), ambiguous) >= 1.0), None
    )
    if source is None:
        return None
    rest = [m for m in ordered if m.span.start >= source.span.end and m.entity != source.entity]
    actors = [m for m in rest if mentions.entity(m).is_actor]
    return source, next(iter(actors or rest), None)


def _head(parse: Parse, source: Mention, target: Mention | None) -> int | None:
    """The verb whose subject the source is, or the nearest one above both."""
    verb = parse.tokens[source.head].head
    return verb if parse.tokens[verb].pos in {"VERB", "AUX"} and verb != source.head else None
