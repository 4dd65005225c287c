"""Where entities stand in the grammar around an act: its subject, its object, behind a preposition, as its speaker."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.frames.parties import Parties
from dateline.coding.scene import Scene
from dateline.language.grammar.clauses import Clauses
from dateline.language.labels import Dep
from dateline.mentions.mentioned import Mentions

PREPOSITIONS = ("against", "with", "to", "from", "of", "by", "on", "in", "for")
PLACES = (
    "subject", "object", *PREPOSITIONS, "owner", "in front", "carrier's subject", "carrier's object",
    "governor's subject", "speaker", "addressee", "sentence's subject", "subject before",
)  # fmt: skip
"""What ``Surroundings.of`` tells of an entity, in this order."""
ALIKE = {"into": "to", "toward": "to", "towards": "to", "upon": "on", "at": "on", "over": "on", "inside": "in"}
VERBS = {"VERB", "AUX"}
STEPS = 4  # from a noun up to the verb that carries it


class Surroundings:
    """Finds who stands where around the acts of one story."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._clauses: Clauses = scene.clauses
        self._mentions: Mentions = scene.mentions
        self.parties = Parties(scene.mentions, scene.clauses)
        self._joined: dict[int, frozenset[int]] = {}
        self._around: dict[int, dict[int, list[float]]] = {}
        self._numbers = {e.actor.id: n for n, e in enumerate(scene.mentions.entities)}

    def of(self, head: int) -> dict[int, list[float]]:
        """For each entity that stands somewhere around a word, 1 for each of ``PLACES`` where it does, else 0."""
        if head not in self._around:
            rows = self._around[head] = {}
            for place, entities in self._all(head):
                at = PLACES.index(place)
                for n in entities:
                    rows.setdefault(n, [0.0] * len(PLACES))[at] = 1.0
        return self._around[head]

    def joined(self, head: int) -> frozenset[int]:
        """Entities that stand for a word or for those that are joined to it: all members of a coordination."""
        if head not in self._joined:
            self._joined[head] = frozenset(self.parties.of(self._first_joined(head)))
        return self._joined[head]

    def _first_joined(self, head: int) -> int:
        """The first member of the coordination that a word belongs to."""
        tokens = self._scene.parse.tokens
        while tokens[head].dep == Dep.CONJUNCT and tokens[head].head != head:
            head = tokens[head].head
        return head

    def _all(self, head: int) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Each place with the entities there."""
        token = self._scene.parse.tokens[head]
        if token.pos in VERBS:
            yield "subject", self._at(self._clauses.subject(head))
            yield "object", self._at(self._clauses.object(head))
            yield "governor's subject", self._at(self._governor_subject(head))
        else:
            yield from self._around_noun(head)
        yield from self._behind_prepositions(head)
        yield from self._speakers(head)
        yield from self._of_sentences(head)

    def _at(self, token: int | None) -> tuple[int, ...]:
        """Whoever a word and those joined to it stand for: actors, else things."""
        if token is None:
            return ()
        return self.parties.of(token) or self.parties.things(token, frozenset())

    def _governor_subject(self, verb: int) -> int | None:
        """The subject of the clause that a verb's clause belongs to."""
        tokens = self._scene.parse.tokens
        above = next((a for a in self._scene.parse.ancestors(verb) if tokens[a].pos in VERBS), None)
        return self._clauses.subject(above) if above is not None else None

    def _around_noun(self, noun: int) -> Iterator[tuple[str, tuple[int, ...]]]:
        """A noun's owner, the names in front of it, and the sides of the verb that carries it."""
        parse = self._scene.parse
        yield "owner", self._at(self._clauses.owner(noun))
        yield "in front", self._in_front(noun)
        carrier = next((a for a in parse.ancestors(noun)[:STEPS] if parse.tokens[a].pos in VERBS), None)
        if carrier is not None:
            yield "carrier's subject", self._at(self._clauses.subject(carrier))
            undergoer = self._clauses.object(carrier)
            yield "carrier's object", self._at(undergoer) if undergoer not in {None, noun} else ()

    def _in_front(self, noun: int) -> tuple[int, ...]:
        """Entities named by the modifiers of a noun."""
        parse = self._scene.parse
        found = (self._mentions.at(i) for i in parse.children(noun, Dep.COMPOUND, Dep.ADJECTIVE, Dep.MODIFIER))
        return tuple(m.entity for m in found if m is not None)

    def _behind_prepositions(self, head: int) -> Iterator[tuple[str, tuple[int, ...]]]:
        """What prepositions govern on the word, and on the noun that is its object."""
        parse = self._scene.parse
        owners = [head, *parse.children(head, Dep.OBJECT, Dep.PARTICLE)]
        for prep in (c for owner in owners for c in parse.children(owner, Dep.PREP, Dep.AGENT, Dep.RECIPIENT)):
            name = ALIKE.get(parse.tokens[prep].lower, parse.tokens[prep].lower)
            if name in PREPOSITIONS:
                for governed in parse.children(prep, Dep.PREP_OBJECT):
                    yield name, self._at(governed)

    def _speakers(self, head: int) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Who says the words, and to whom."""
        said = self._scene.statements.innermost(self._scene.parse.tokens[head].span)
        if said is not None and said.chain:
            yield "speaker", (self._numbers[said.chain[-1].actor],)
        if said is not None and said.addressee:
            yield "addressee", (self._numbers[said.addressee],)

    def _of_sentences(self, head: int) -> Iterator[tuple[str, tuple[int, ...]]]:
        """The subjects of the sentence and of the one before it."""
        sentence = self._scene.parse.sentence_of(head)
        yield "sentence's subject", self._at(self._clauses.subject(sentence.root))
        if sentence.i:
            before = self._scene.parse.sentences[sentence.i - 1]
            yield "subject before", self._at(self._clauses.subject(before.root))
