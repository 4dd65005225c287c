"""What the party network is asked about one act: the words around it, who is named there, what frame and grammar say.

The act, and everybody who may be a party of it, are marked on the words; the network answers for each mention.
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
"""What a word piece may be marked as; the number of a mark is its place here."""
NATIONS = {"demonym", "metonym"}
SPEAKER = PLACES.index("speaker")


@dataclass(frozen=True, slots=True)
class Asked:
    """A mention that may name a party.

    Attributes:
        mention: it.
        nested: it is a part of a longer mention of somebody else ("Iranian" in "Iranian army").
        pieces: first piece of its words in the window, and the one behind the last.
        head: the same of its syntactic head.
        features: in the order of ``MENTION_FEATURES``.
    """

    mention: Mention
    nested: bool
    pieces: tuple[int, int]
    head: tuple[int, int]
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One act of one type, to be judged.

    Attributes:
        window: its sentence and those around it.
        marks: a number a piece, see ``MARKS``.
        piece: the piece of the word that names the act.
        asked: mentions in the window, in text order.
    """

    window: Window
    marks: tuple[int, ...]
    piece: int
    asked: tuple[Asked, ...]


def ask(
    proposal: Proposal, kind: str, window: Window, placed: Mapping[int, list[float]], scene: Scene
) -> Question | None:
    """The question about a proposal; None where its words lie outside of the window.

    Args:
        proposal: where an act may be told.
        kind: its type.
        window: the sentence and those around it.
        placed: by entity where it stands in the grammar around the act.
        scene: the story.
    """
    trigger = window.pieces(proposal.trigger)
    head = window.pieces(scene.parse.tokens[proposal.head].span) or trigger
    if not trigger or not head:
        return None
    asked = tuple(_asked(proposal, kind, window, placed, scene))
    marks = [0] * len(window.ids)
    for row in asked:
        for i in range(*row.pieces):
            marks[i] = MARKS.index(_mark(row.mention, proposal, scene))
    for i in trigger:
        marks[i] = MARKS.index("act")
    return Question(window, tuple(marks), head[0], asked)


def _mark(mention: Mention, proposal: Proposal, scene: Scene) -> str:
    """What the words of a mention are marked as."""
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


def _asked(
    proposal: Proposal, kind: str, window: Window, placed: Mapping[int, list[float]], scene: Scene
) -> Iterator[Asked]:
    """Whoever is named in the window, but in the words of the act themselves."""
    named = scene.mentions.within(Span(window.spans[1].start, window.spans[-2].end))
    for mention, holders in zip(named, _holders(named), strict=True):
        pieces = window.pieces(mention.span)
        if not pieces or mention.span.touches(proposal.trigger):
            continue
        head = window.pieces(scene.parse.tokens[mention.head].span) or pieces
        nested = any(not h.touches(proposal.trigger) for h in holders)
        at = placed.get(mention.entity, [0.0] * len(PLACES))
        features = _features(mention, nested, proposal, kind, at, scene)
        yield Asked(mention, nested, (pieces[0], pieces[-1] + 1), (head[0], head[-1] + 1), features)


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
