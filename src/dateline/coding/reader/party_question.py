"""What the reader is asked about one act: which word names it, who is named near it, what frame and grammar say.

The act, and everybody who may be a party of it, get a marker; the reader answers for each mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.coding.reader.places_in_grammar import PLACES
from dateline.coding.reader.proposals import Proposal
from dateline.coding.reader.windows import Window
from dateline.coding.scene import Scene
from dateline.mentions.mentioned import Mention
from dateline.spans import Span

MENTION_FEATURES = (
    "frame's actor", "frame's recipient", "framed without it", "no frame", "frame has an actor",
    "frame has a recipient", "can act", "name", "nation", "pronoun", "nominal", "nested", "other sentence", "ahead",
    "symmetric", "verbal", "verbal and ahead", "verbal and speaker", *PLACES,
)  # fmt: skip
MARKS = (
    "none", "act", "actor of the frame", "recipient of the frame", "pronoun", "nation", "somebody", "thing",
)  # fmt: skip
"""What a marker may stand for; the number of a mark is its place here."""
NATIONS = {"demonym", "metonym"}
SPEAKER = PLACES.index("speaker")
BEFORE, BEHIND = 3, 1  # sentences whose mentions are asked about: parties of an act are seldom farther away


@dataclass(frozen=True, slots=True)
class Asked:
    """A mention that may name a party.

    Attributes:
        mention: it.
        nested: it is a part of a longer mention of somebody else ("Iranian" in "Iranian army").
        mark: its number in ``MARKS``.
        features: in the order of ``MENTION_FEATURES``.
    """

    mention: Mention
    nested: bool
    mark: int
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One act of one type, to be judged.

    Attributes:
        piece: the piece of the word that names the act.
        asked: mentions in the window, in text order.
        heads: the pieces of the syntactic head of each.
    """

    piece: int
    asked: tuple[Asked, ...]
    heads: tuple[range, ...]


def ask(
    proposal: Proposal, kind: str, window: Window, placed: Mapping[int, list[float]], scene: Scene
) -> Question | None:
    """The question about a proposal; None where its words lie outside of the window.

    Args:
        proposal: where an act may be told.
        kind: its type.
        window: what was read at once around it.
        placed: by entity where it stands in the grammar around the act.
        scene: the story.
    """
    trigger = window.pieces(proposal.trigger)
    head = window.pieces(scene.parse.tokens[proposal.head].span) or trigger
    if not trigger or not head:
        return None
    rows = [(a, _head_in(window, a, scene)) for a in mentions_asked(proposal, kind, placed, scene)]
    there = [(a, at) for a, at in rows if at]
    return Question(head[0], tuple(a for a, _ in there), tuple(at for _, at in there))


def _head_in(window: Window, asked: Asked, scene: Scene) -> range:
    """The pieces of a mention's head in a window; none where no word of the mention is there."""
    words = window.pieces(asked.mention.span)
    return (window.pieces(scene.parse.tokens[asked.mention.head].span) or words) if words else words


def _mark(mention: Mention, proposal: Proposal, scene: Scene) -> str:
    """What the marker of a mention stands for."""
    filled = proposal.frame.filled if proposal.frame is not None else None
    if filled is not None and mention.entity in filled.actors:
        return "actor of the frame"
    if filled is not None and mention.entity in filled.recipients:
        return "recipient of the frame"
    if mention.form == "pronoun":
        return "pronoun"
    if mention.form in NATIONS:
        return "nation"
    return "somebody" if scene.mentions.entities[mention.entity].is_actor else "thing"


def mentions_asked(
    proposal: Proposal, kind: str, placed: Mapping[int, list[float]], scene: Scene
) -> Iterator[Asked]:  # fmt: skip
    """Whoever is named in the sentences around an act, but in the words of the act themselves.

    Things that can't act are asked about in the act's own sentence alone: elsewhere next to none is a party.
    """
    tokens, entities = scene.parse.tokens, scene.mentions.entities
    own, sentences = tokens[proposal.head].sent, scene.parse.sentences
    first, last = sentences[max(own - BEFORE, 0)], sentences[min(own + BEHIND, len(sentences) - 1)]
    named = scene.mentions.within(Span(first.span.start, last.span.end))
    for mention, holders in zip(named, _holders(named), strict=True):
        elsewhere = tokens[mention.head].sent != own
        if (elsewhere and not entities[mention.entity].is_actor) or mention.span.touches(proposal.trigger):
            continue
        nested = any(not h.touches(proposal.trigger) for h in holders)
        at = placed.get(mention.entity, [0.0] * len(PLACES))
        features = _features(mention, nested, proposal, kind, at, scene)
        yield Asked(mention, nested, MARKS.index(_mark(mention, proposal, scene)), features)


def _features(
    mention: Mention, nested: bool, proposal: Proposal, kind: str, at: Sequence[float], scene: Scene
) -> tuple[float, ...]:  # fmt: skip
    """The features of a mention; ``at`` are those of its entity's places in the grammar."""
    tokens, what = scene.parse.tokens, scene.knowledge.ontology.types[kind]
    filled = proposal.frame.filled if proposal.frame is not None else None
    actor = filled is not None and mention.entity in filled.actors
    recipient = filled is not None and mention.entity in filled.recipients
    front = mention.head < proposal.head
    rows = (
        actor, recipient, filled is not None and not actor and not recipient, filled is None,
        filled is not None and bool(filled.actors), filled is not None and bool(filled.recipients),
        scene.mentions.entities[mention.entity].is_actor, mention.form in {"name", "title"}, mention.form in NATIONS,
        mention.form == "pronoun", mention.form == "nominal", nested,
        tokens[mention.head].sent != tokens[proposal.head].sent, front, what.symmetric, what.verbal,
        what.verbal and front, what.verbal and at[SPEAKER],
    )  # fmt: skip
    return (*map(float, rows), *at)


def _holders(rows: Sequence[Mention]) -> Iterator[tuple[Span, ...]]:
    """For each mention the longer ones of somebody else that hold it; ``rows`` are in text order, longer ones first."""
    reach: list[Mention] = []
    for mention in rows:
        # Whatever ends before this one begins holds nothing that comes later.
        reach = [other for other in reach if other.span.end > mention.span.start]
        longer = (other for other in reach if other.span.end >= mention.span.end and other.span != mention.span)
        yield tuple(other.span for other in longer if other.entity != mention.entity)
        reach.append(mention)
