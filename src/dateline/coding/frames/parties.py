"""From words to parties: the entity that a token stands for, whom a phrase mentions, which thing or place it names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from dateline.language.grammar.clauses import Clauses
from dateline.language.labels import Dep
from dateline.mentions.mentioned import Mentions

DEPTH = 5
# Relations and prepositions that lead away from the parties of an act, and prepositions that lead to one.
ASIDE = {
    Dep.ADVERBIAL,
    Dep.RELATIVE,
    Dep.NOUN_ADVERBIAL,
    Dep.COORDINATOR,
    Dep.PUNCT,
    Dep.DETERMINER,
    Dep.AUXILIARY,
    Dep.MARKER,
    Dep.APPOSITION,
    Dep.PARATAXIS,
    Dep.AGENT,
    Dep.NUMBER,
}
PARTY = {
    "against", "on", "to", "with", "from", "for", "over", "into", "toward", "towards", "of", "upon", "between", "in",
    "at", "about", "near", "along", "alongside", "inside", "across", "throughout", "by", "outside", "among", "behind",
    "around", "onto", "through",
}  # fmt: skip
PARTIES = Dep.OBJECTS | Dep.SUBJECTS | Dep.MODIFIERS | {Dep.POSSESSOR, Dep.RECIPIENT, Dep.CONJUNCT}
PLACES = {"in", "at", "near", "on", "across", "inside", "outside", "around", "to", "into", "from", "over"}
# Of these, those that say where something is and nothing else, where the name of a place follows.
WHERE = {"in", "near", "at", "inside", "outside", "around", "across"}
FORMS = {"demonym", "name", "metonym"}
CLAUSES = Dep.COMPLEMENTS | Dep.SUBJECTS | {Dep.CONJUNCT}
FORCES = frozenset({"military", "armed_group"})


class Parties:
    """Looks parties up in the mentions of one story."""

    def __init__(self, mentions: Mentions, clauses: Clauses, speakers: Mapping[int, int] | None = None) -> None:
        self.mentions = mentions
        self.clauses = clauses
        self.speakers = speakers or {}

    @cached_property
    def dated(self) -> frozenset[int]:
        """Tokens inside time expressions: never a party."""
        at = self.mentions.parse.token_at
        return frozenset(i for d in self.mentions.dates for i in range(at(d.span.start), at(d.span.end - 1) + 1))

    @cached_property
    def placed(self) -> frozenset[int]:
        """Heads of the names of places."""
        return frozenset(p.head for p in self.mentions.places if p.form == "name")

    @cached_property
    def matters(self) -> frozenset[int]:
        """Entities that no word calls somebody: "talks", not "the West", "southern states", "those who fled"."""
        tokens, bodies = self.mentions.parse.tokens, self.clauses.words("ambiguous")
        idle = frozenset(n for n, entity in enumerate(self.mentions.entities) if not entity.is_actor)
        told = [m for m in self.mentions.mentions if m.entity in idle]
        bare = (m for m in told if m.form == "nominal" and tokens[m.head].pos == "NOUN")
        bare_matters = {m for m in bare if tokens[m.head].lemma not in bodies}
        return idle - {m.entity for m in told if m not in bare_matters}

    @cached_property
    def unnamed(self) -> frozenset[int]:
        """Entities that the whole story names by a bare pronoun alone: "us", not "those who fled"."""
        named = {m.entity for m in self.mentions.mentions if m.form != "pronoun"}
        entities = enumerate(self.mentions.entities)
        return frozenset(n for n, entity in entities if n not in named and " " not in entity.actor.name)

    def times(self, token: int, named: tuple[int, ...] = ()) -> bool:
        """True for a preposition that governs a time, but for those ``named``: "called on Monday" is no "call on"."""
        return any(c in self.dated and c not in named for c in self.mentions.parse.children(token, Dep.PREP_OBJECT))

    def of(self, token: int | None, taken: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """Entities that can act, of a token and of all joined to it, without those in ``taken`` and what they own."""
        if token is None:
            return ()
        found: list[int] = []
        for i in self.clauses.coordinated(token):
            nations = self._members(i, taken) or self._nations(i)
            entity = self._entity(i, taken)
            found.extend(nations if len(nations) > 1 else [entity] if entity is not None else nations)
        return tuple(e for e in dict.fromkeys(found) if e not in taken)

    def _members(self, token: int, taken: frozenset[int]) -> list[int]:
        """Those for whom a plural stands: "the two leaders"."""
        found = self.mentions.at(token)
        return [] if found is None or token in self.dated else [m for m in found.members if m not in taken]

    def nations_before(self, nouns: tuple[int, ...]) -> list[int]:
        """Nations and names in front of nouns that are mentions of their own."""
        parse = self.mentions.parse
        return [
            c for i in nouns for c in parse.children(i, Dep.ADJECTIVE, Dep.COMPOUND, Dep.MODIFIER) if self._named(c)
        ]

    def things(self, token: int, taken: frozenset[int]) -> tuple[int, ...]:
        """Things of a token and of all joined to it; nothing where a party of the act owns them."""
        if token in self.dated or self._owned(token, taken):
            return ()
        found = (self.mentions.at(i) for i in self.clauses.coordinated(token))
        return tuple(dict.fromkeys(m.entity for m in found if m is not None and m.entity not in taken))

    def place_of(self, tokens: tuple[int, ...]) -> tuple[int, ...]:
        """The named place that a preposition puts next to any of some words."""
        parse = self.mentions.parse
        for i in tokens:
            for c in parse.tokens[i].children:
                if parse.tokens[c].lower in PLACES and parse.tokens[c].dep == Dep.PREP:
                    for governed in parse.children(c, Dep.PREP_OBJECT):
                        inner = self.clauses.content_noun(governed)
                        found = self.mentions.at(inner)
                        if found is not None and found.form in FORMS and inner not in self.dated:
                            return (found.entity,)
        return ()

    def nearest(self, root: int, taken: frozenset[int], clause: bool, own: tuple[int, ...]) -> tuple[int, ...]:
        """The nearest named party below a token, by tree distance, then by place in the text.

        Args:
            root: where to start.
            taken: parties that the act has already.
            clause: the root is the verb of a clause of its own, so that its subject counts too.
            own: words of the act itself, never a party.
        """
        tokens = self.mentions.parse.tokens
        level = [root]
        for _ in range(DEPTH):
            below: list[int] = []
            for i in level:
                for c in tokens[i].children:
                    if self._leads(c, i == root, clause):
                        found = self._party(c, taken) if c not in own else ()
                        if found:
                            return found
                        below.append(c)
            level = below
        return ()

    def _leads(self, c: int, top: bool, clause: bool) -> bool:
        t = self.mentions.parse.tokens[c]
        if t.dep in ASIDE or (t.dep == Dep.PREP and (t.lower not in PARTY or self.locates(c))):
            return False
        verb = self.mentions.parse.tokens[t.head].pos in {"VERB", "AUX"}
        return clause or not top or not verb or t.dep not in CLAUSES

    def mere_place(self, prep: str, token: int) -> bool:
        """Whether what a preposition governs is only where something is: "in Mali", not "on Mali", "in parliament"."""
        return prep in WHERE and token in self.placed

    def locates(self, prep: int) -> bool:
        """Whether a preposition only says where a thing is: "a convoy in Mali", not "targets in Mali"."""
        parse = self.mentions.parse
        t = parse.tokens[prep]
        governed = parse.children(prep, Dep.PREP_OBJECT)
        if not governed or not all(self.mere_place(t.lower, g) for g in governed):
            return False
        thing = t.head if parse.tokens[t.head].pos == "NOUN" else parse.child(t.head, Dep.OBJECT)
        return thing is not None and parse.tokens[thing].lemma not in self.clauses.words("sites")

    def _party(self, c: int, taken: frozenset[int]) -> tuple[int, ...]:
        t = self.mentions.parse.tokens[c]
        if t.dep not in PARTIES or (t.dep in Dep.MODIFIERS and not self._named(c)):
            return ()
        found = self.of(c, taken)
        return found if any(self._counts(e) for e in found) else ()

    def _counts(self, entity: int) -> bool:
        """Somebody with a country or a name of note, or of a kind that politics is about."""
        actor = self.mentions.entities[entity].actor
        return bool(actor.country or actor.wikidata) or actor.kind not in {"other", "population", "anonymous"}

    def _nations(self, token: int) -> list[int]:
        """ "British and Dutch negotiators" are two parties: nations joined in front of a common noun."""
        parse = self.mentions.parse
        if parse.tokens[token].pos != "NOUN":
            return []
        for c in parse.children(token, Dep.ADJECTIVE, Dep.COMPOUND, Dep.MODIFIER):
            if self._named(c) and parse.child(c, Dep.CONJUNCT) is not None:
                joined = (self.mentions.at(i) for i in self.clauses.coordinated(c) if self._named(i))
                return [m.entity for m in joined if m is not None]
        return []

    def _entity(self, token: int, taken: frozenset[int]) -> int | None:
        """The entity of a token: its own mention, what a partitive counts, or the nation or owner in the phrase."""
        if token in self.dated or self._owned(token, taken):
            return None
        if token in self.speakers:
            return self.speakers[token]
        inner = self.clauses.content_noun(token)
        for i in dict.fromkeys((token, *self._renamed(token), inner)):
            found = self.mentions.at(i)
            if found is not None and self.mentions.entity(found).is_actor:
                return found.entity
        parse = self.mentions.parse
        for i in parse.children(inner, Dep.POSSESSOR, Dep.ADJECTIVE, Dep.COMPOUND, Dep.MODIFIER):
            if i in self.speakers:
                return self.speakers[i]
            found = self.mentions.at(i)
            owns = parse.tokens[i].dep == Dep.POSSESSOR or self._named(i) or self._held(i)
            if owns and found is not None and self.mentions.entity(found).is_actor:
                return found.entity
        return None

    def _held(self, holder: int) -> bool:
        """Whether a word in front of a noun names an armed force that holds it, or does it: "rebel positions"."""
        found = self.mentions.at(holder)
        if found is None or found.form != "nominal":
            return False
        actor = self.mentions.entity(found).actor
        return actor.kind in FORCES or "COP" in actor.sectors

    def _renamed(self, token: int) -> list[int]:
        """The name in "one of the groups, the Front"."""
        parse = self.mentions.parse
        found = [c for c in parse.children(token, Dep.APPOSITION) if parse.tokens[c].pos == "PROPN"]
        return found if parse.tokens[token].pos in {"NUM", "DET", "PRON"} else []

    def _owned(self, token: int, taken: frozenset[int]) -> bool:
        """True for "its troops" where the party that the act has already owns them. Persons are nobody's."""
        owner = self.mentions.parse.child(token, Dep.POSSESSOR) if taken else None
        found = self.mentions.at(owner) if owner is not None else None
        if found is None or found.form != "pronoun" or found.entity not in taken:
            return False
        own = self.mentions.at(token)
        return own is None or (own.form == "nominal" and self.mentions.entity(own).actor.kind != "person")

    def _named(self, token: int) -> bool:
        found = self.mentions.at(token)
        return found is not None and self.mentions.entity(found).is_actor and found.form in FORMS
