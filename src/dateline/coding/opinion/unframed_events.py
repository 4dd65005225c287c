"""Events that no frame has: what the learned opinion finds in sentences where the frames found nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding.opinion.learned_opinion import Marked, Opinion
from dateline.coding.opinion.thresholds import HINT, PARTY, SENTENCE, SURE, SURER
from dateline.coding.standing import weight_of
from dateline.knowledge.frames import Frames
from dateline.language.labels import Dep
from dateline.language.tokens import Parse, Sentence
from dateline.mentions.mentioned import Mention, Mentions

# Words that tell of speech, being or motion at large, not of an act.
PALE = frozenset({
    "be", "have", "do", "go", "say", "tell", "add", "note", "state", "explain", "remark", "cite", "claim", "announce",
    "indicate", "confirm", "believe", "think", "know", "see", "call", "work", "begin", "start", "continue", "include",
    "become", "make", "take", "get", "give", "come",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Find:
    """An event that only the model sees: its type with share, the token that stands for it, and its parties."""

    event_type: str
    share: float
    head: int
    actor: int
    recipient: int | None


def finds(mentions: Mentions, taken: set[int], opinion: Opinion, frames: Frames) -> Iterator[Find]:
    """One event at most of each sentence that holds none yet, names a power and has a word that frames know.

    Args:
        mentions: the story.
        taken: first tokens of the sentences that hold an event.
        opinion: the model.
        frames: for nouns that name a power only in a political text, and for words that hint at a type.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions.mentions:
        by_sentence.setdefault(mentions.parse.sentence_of(mention.head).first, []).append(mention)
    for sentence in mentions.parse.sentences:
        named = by_sentence.get(sentence.first, [])
        if sentence.first in taken or sentence.last - sentence.first not in SENTENCE or not named:
            continue
        found = _ask(mentions, sentence, named, opinion, frames)
        if found is not None:
            yield found


def _ask(mentions: Mentions, sentence: Sentence, named: list[Mention], opinion: Opinion, frames: Frames) -> Find | None:
    pair = _pair(mentions, named, frames.words("ambiguous"))
    if pair is None:
        return None
    source, target = pair
    head = _head(mentions.parse, source)
    hints = _hints(mentions.parse, head, frames) if head is not None else {}
    if head is None or (not hints and not _strange(mentions.parse, head, frames)):
        return None
    tokens = mentions.parse.tokens
    start, end = tokens[sentence.first].span.start, tokens[sentence.last - 1].span.end
    spans = [((m.span.start - start, m.span.end - start),) if m is not None else () for m in (source, target)]
    judged = opinion.judge([Marked(mentions.parse.story.text[start:end], *spans)])[0]
    kind, share = judged.ranking[0]
    if share < SURE or (hints.get(kind, 0.0) < HINT and (hints or share < SURER)):
        return None
    return Find(kind, round(share, 3), head, source.entity, target.entity if target is not None else None)


def _pair(mentions: Mentions, named: list[Mention], ambiguous: frozenset[str]) -> tuple[Mention, Mention | None] | None:
    """The first power that is subject of something, and the next party after it."""
    tokens = mentions.parse.tokens
    ordered = sorted(named, key=lambda m: (m.span.start, -m.span.end))
    subjects = (m for m in ordered if tokens[m.head].dep == Dep.SUBJECT)
    source = next((m for m in subjects if weight_of(mentions.entity(m), ambiguous) >= PARTY), None)
    if source is None:
        return None
    rest = [m for m in ordered if m.span.start >= source.span.end and m.entity != source.entity]
    actors = [m for m in rest if mentions.entity(m).is_actor]
    return source, next(iter(actors or rest), None)


def _head(parse: Parse, source: Mention) -> int | None:
    """The verb whose subject the source is."""
    verb = parse.tokens[source.head].head
    return verb if parse.tokens[verb].pos in {"VERB", "AUX"} and verb != source.head else None


def _hints(parse: Parse, verb: int, frames: Frames) -> dict[str, float]:
    """Types that frames know the verb, its object or its complement by, with the highest share of each."""
    tokens, found = parse.tokens, dict[str, float]()
    for i in (verb, *parse.children(verb, Dep.OBJECT, Dep.OPEN_CLAUSE, Dep.PREDICATIVE, Dep.ATTRIBUTE, Dep.PARTICLE)):
        if tokens[i].lemma not in PALE:
            for kind, share in frames.cues.get(tokens[i].lemma, {}).items():
                found[kind] = max(found.get(kind, 0.0), share)
    return found


def _strange(parse: Parse, verb: int, frames: Frames) -> bool:
    """A verb that says something, but that no frame has."""
    lemma = parse.tokens[verb].lemma
    return lemma not in PALE and lemma not in frames.cues
