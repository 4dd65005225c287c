"""Who did it and to whom: the slots of a matched pattern, read off the parse and turned into entities."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from dateline.language.grammar import HOPS, Clauses
from dateline.language.match import Match
from dateline.mentions.types import Entity, Mention, Mentions

# Prepositions that name a time, a place or a topic as often as a party: they count where an actor follows.
DEPTH = 5
# Relations and prepositions that lead away from the parties of an act, and prepositions that lead to one.
ASIDE = {
    "advcl",
    "relcl",
    "npadvmod",
    "conj",
    "cc",
    "punct",
    "det",
    "aux",
    "mark",
    "appos",
    "parataxis",
    "agent",
    "nummod",
}
PARTY = {
    "against", "on", "to", "with", "from", "for", "over", "into", "toward", "towards", "of", "upon", "between", "in",
    "at", "about", "near", "along", "inside", "across", "throughout", "by",
}  # fmt: skip
LOOSE = {"at", "in", "to", "with", "from", "for", "over", "about", "on", "of"}
ARMED = {"military", "armed_group"}


@dataclass(frozen=True, slots=True)
class Filled:
    """The parties of a candidate event, as entity numbers in text order, and the slots that gave them."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    actor_slot: str = ""
    recipient_slot: str = ""
    support: int | None = None


@dataclass
class Reader:
    """Reads the parties of matches in one story."""

    mentions: Mentions
    clauses: Clauses
    _cache: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def dated(self) -> frozenset[int]:
        """Tokens inside time expressions: never a party."""
        parse = self.mentions.parse
        return frozenset(
            i
            for d in self.mentions.dates
            for i in range(parse.token_at(d.span.start), parse.token_at(d.span.end - 1) + 1)
        )

    def times(self, token: int) -> bool:
        """True for a preposition that governs a time: "called on Monday" is no "call on"."""
        return any(c in self.dated for c in self.mentions.parse.children(token, "pobj"))

    def fill(self, match: Match) -> Filled:
        """Find actor and recipient of a match."""
        support, undergoes = self.support(match) if match.pattern.part == "noun" else (None, False)
        roles = match.pattern.roles
        doer = self._entities(self.clauses.subject(support)) if support is not None else ()
        if undergoes:
            actors, actor_slot = self._first(
                match, tuple(x for x in roles.actor if x != "sup"), support, True, frozenset(doer)
            )
            return Filled(actors, doer, actor_slot, "sup", support)
        actors, actor_slot = self._first(match, roles.actor, support, True, frozenset())
        if not actors and doer:
            actors, actor_slot = doer, "sup"
        if roles.together:
            others, slot = self._first(match, roles.recipient, support, True, frozenset(actors))
            return Filled((*actors, *others), (), actor_slot, slot, support)
        recipients, recipient_slot = self._first(match, roles.recipient, support, False, frozenset(actors))
        return Filled(actors, tuple(r for r in recipients if r not in actors), actor_slot, recipient_slot, support)

    def support(self, match: Match) -> tuple[int | None, bool]:
        """The verb that only carries an event noun ("launch an attack"); True where its subject undergoes the act."""
        tokens = self.mentions.parse.tokens
        t = tokens[self._carried(match.head)]
        verb = tokens[tokens[t.head].head] if t.dep == "pobj" else tokens[t.head]
        if t.dep in {"dobj", "nsubjpass", "pobj"}:
            if verb.lemma in self.clauses.words("undergo"):
                return verb.i, True
            if t.dep != "pobj" and verb.lemma in self.clauses.words("support"):
                return verb.i, False
        for c in tokens[match.head].children:
            if tokens[c].dep in {"acl", "relcl"} and tokens[c].lemma in self.clauses.words("support"):
                return c, False
        return None, False

    def _carried(self, i: int) -> int:
        """The noun that a light verb would hold: the first of a row, the counting noun of "a series of attacks"."""
        tokens = self.mentions.parse.tokens
        for _ in range(HOPS):
            t = tokens[i]
            if t.dep == "conj":
                i = t.head
            elif t.dep == "pobj" and tokens[t.head].lower == "of" and self._partitive(t.head):
                i = tokens[t.head].head
            else:
                break
        return i

    def _partitive(self, prep: int) -> bool:
        tokens = self.mentions.parse.tokens
        return tokens[tokens[prep].head].lemma in self.clauses.words("partitive")

    def _first(
        self, match: Match, slots: tuple[str, ...], support: int | None, acts: bool, taken: frozenset[int]
    ) -> tuple[tuple[int, ...], str]:
        """The first slot with somebody who can act in it; for recipients else deeper in the clause, else a thing."""
        named = {w for s in match.pattern.steps if s.kind == "word" for w in s.words}
        things: tuple[tuple[int, ...], str] = ((), "")
        for slot in slots:
            for token in self._tokens(match, slot, support):
                found = tuple(e for e in self._entities(token) if e not in taken)
                if found:
                    return found, slot
                if not acts and not things[0] and (slot not in LOOSE or slot in named or match.pattern.part == "noun"):
                    things = self._things(token), slot
        if acts or not slots:
            return (), ""
        found = self._deeper(match, support, taken)
        return (found, "clause") if found else things

    def _things(self, token: int) -> tuple[int, ...]:
        if token in self.dated:
            return ()
        found = (self.mentions.at(i) for i in self.clauses.coordinated(token))
        return tuple(dict.fromkeys(m.entity for m in found if m is not None))

    def _deeper(self, match: Match, support: int | None, taken: frozenset[int]) -> tuple[int, ...]:
        """Somebody in the clause of the pattern, in what is said of its nouns, or in a phrase beside it."""
        roots = [i for i in (match.comp, *match.inner, match.head, support) if i is not None]
        if match.pattern.part == "verb":
            roots.insert(1, self.clauses.object(match.head) or match.head)
        for root in dict.fromkeys(roots):
            found = self._search(root, taken, root == match.comp, match.tokens)
            if found:
                return found
        return ()

    def _search(self, root: int, taken: frozenset[int], clause: bool, own: tuple[int, ...]) -> tuple[int, ...]:
        """The nearest actor below a token, by tree distance, then by place in the text."""
        tokens = self.mentions.parse.tokens
        level = [root]
        for _ in range(DEPTH):
            below: list[int] = []
            for i in level:
                for c in tokens[i].children:
                    t = tokens[c]
                    if t.dep in ASIDE or (t.dep in {"ccomp", "xcomp", "acl"} and not clause and i == root):
                        continue
                    if t.dep in {"nsubj", "nsubjpass"} and i == root and not clause:
                        continue
                    if t.dep == "prep" and t.lower not in PARTY:
                        continue
                    if c not in own and t.dep in {
                        "dobj",
                        "pobj",
                        "nsubj",
                        "nsubjpass",
                        "poss",
                        "amod",
                        "compound",
                        "dative",
                    }:
                        found = tuple(e for e in self._entities(c) if e not in taken and self._known(e))
                        if found and (t.dep not in {"amod", "compound"} or self._named(c)):
                            return found
                    below.append(c)
            level = below
        return ()

    def _tokens(self, match: Match, slot: str, support: int | None) -> list[int]:
        """Tokens that fill a slot."""
        clauses, head = self.clauses, match.head
        if slot.startswith("comp."):
            if match.comp is None:
                return []
            inner = Match(match.pattern, match.comp, (match.comp,), None, ())
            return self._tokens(inner, slot[5:], None)
        if slot == "subj":
            found = clauses.subject(head) if match.pattern.part == "verb" else self._predicated(head)
        elif slot == "obj":
            found = clauses.object(head)
            if found is not None and clauses.content_noun(found) in match.inner:
                found = None
        elif slot == "sup":
            found = clauses.subject(support) if support is not None else None
        elif slot == "poss":
            found = next(
                (o for i in (head, *match.inner) if (o := self.mentions.parse.child(i, "poss")) is not None), None
            )
        elif slot in {"nat", "mod"}:
            return self._modifiers(match)
        else:
            return self._governed(match, slot, support)
        return [found] if found is not None else []

    def _predicated(self, head: int) -> int | None:
        """Whom an adjective or predicate noun is said of."""
        tokens = self.mentions.parse.tokens
        t = tokens[head]
        if t.dep in {"acomp", "attr", "oprd", "conj"} and tokens[t.head].pos in {"VERB", "AUX"}:
            return self.clauses.surface_subject(t.head)
        if t.dep in {"amod", "appos"}:
            return t.head
        return self.clauses.surface_subject(head)

    def _modifiers(self, match: Match) -> list[int]:
        """Nations and names in front of the noun: the first that is a mention of its own."""
        parse = self.mentions.parse
        return [
            c
            for i in (match.head, *match.inner)
            for c in parse.children(i, "amod", "compound", "nmod")
            if self._named(c)
        ]

    def _named(self, token: int) -> bool:
        found = self.mentions.at(token)
        return (
            found is not None and self.mentions.entity(found).is_actor and found.form in {"demonym", "name", "metonym"}
        )

    def _governed(self, match: Match, prep: str, support: int | None) -> list[int]:
        """What a preposition governs on the matched words, in text order of the owners' rank."""
        named = {w for s in match.pattern.steps if s.kind == "word" for w in s.words}
        parse = self.mentions.parse
        owners = [match.head, *match.tokens[1:]]
        if support is not None:
            owners.append(support)
        if match.pattern.part == "verb":
            undergoer = parse.child(match.head, "dobj")
            if undergoer is not None:
                owners.append(undergoer)
        found = []
        for owner in dict.fromkeys(owners):
            if parse.tokens[owner].lower == prep and owner in match.tokens:
                found.extend(parse.children(owner, "pobj"))
            for c in parse.tokens[owner].children:
                t = parse.tokens[c]
                if t.lower == prep and t.dep in {"prep", "agent", "dative", "prt", "advmod", "mark"}:
                    governed = parse.children(c, "pobj")
                    if not governed and t.dep == "prt":
                        governed = parse.children(owner, "dobj")
                    found.extend(g for g in governed if self.clauses.content_noun(g) not in match.inner)
        if not found and prep in {"against", *named}:
            found = self._far(match.head, prep)
        return list(dict.fromkeys(found))

    def _far(self, head: int, prep: str) -> list[int]:
        """A preposition that the parser hung on a noun nearby: "filed a suit in a court against Y"."""
        parse = self.mentions.parse
        for i in parse.subtree(head):
            t = parse.tokens[i]
            if t.i > head and t.lower == prep and t.dep == "prep" and head in parse.ancestors(i)[:4]:
                return parse.children(i, "pobj")
        return []

    def _entities(self, token: int | None) -> tuple[int, ...]:
        """Entities that can act, of a token and of all joined to it."""
        if token is None:
            return ()
        found: list[int] = []
        for i in self.clauses.coordinated(token):
            nations = self._nations(i)
            entity = self._entity(i)
            found.extend(nations if len(nations) > 1 else [entity] if entity is not None else [])
        return tuple(dict.fromkeys(found))

    def _nations(self, token: int) -> list[int]:
        """ "British and Dutch negotiators" are two parties: nations joined in front of a common noun."""
        parse = self.mentions.parse
        if parse.tokens[token].pos != "NOUN":
            return []
        for c in parse.children(token, "amod", "compound", "nmod"):
            if self._named(c) and parse.child(c, "conj") is not None:
                return [m.entity for i in self.clauses.coordinated(c) if self._named(i) and (m := self.mentions.at(i))]
        return []

    def _entity(self, token: int) -> int | None:
        """The entity of a token: its own mention, what a partitive counts, or the nation or owner in the phrase."""
        if token in self.dated:
            return None
        inner = self.clauses.content_noun(token)
        for i in dict.fromkeys((token, inner)):
            found = self.mentions.at(i)
            if found is not None and self._usable(found):
                return found.entity
        parse = self.mentions.parse
        for i in parse.children(inner, "poss", "amod", "compound", "nmod"):
            found = self.mentions.at(i)
            if found is not None and self._usable(found) and (parse.tokens[i].dep == "poss" or self._named(i)):
                return found.entity
        return None

    def _known(self, entity: int) -> bool:
        return self.mentions.entities[entity].actor.kind != "other"

    def _usable(self, mention: Mention) -> bool:
        return self.mentions.entity(mention).is_actor


def kind_fits(entities: list[Entity], kinds: frozenset[str]) -> bool:
    """Whether parties are of the kinds a rule asks for. ``!kind`` shuts one out, ``none`` lets the slot be empty."""
    if not kinds:
        return True
    if not entities:
        return "none" in kinds or all(k.startswith("!") for k in kinds)
    banned = {k[1:] for k in kinds if k.startswith("!")}
    wanted = {k for k in kinds if not k.startswith("!")} - {"none"}
    if any(_is(e, k) for e in entities for k in banned):
        return False
    return not wanted or any(_is(e, k) for e in entities for k in wanted) or all(_unknown(e) for e in entities)


def _unknown(entity: Entity) -> bool:
    return entity.is_actor and entity.actor.kind == "other"


def _is(entity: Entity, kind: str) -> bool:
    if kind == "thing":
        return not entity.is_actor
    if kind == "actor":
        return entity.is_actor
    if kind == "armed":
        return entity.actor.kind in ARMED
    if kind == "state":
        return entity.actor.kind == "government"
    return entity.actor.kind == kind
