"""Who did it and to whom: the slots of a matched pattern, read off the parse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.coding.frames.parties import Parties
from dateline.language.grammar.clauses import HOPS, Clauses
from dateline.language.labels import Dep
from dateline.language.match import Match
from dateline.mentions.mentioned import Entity, Mentions

# Slots that name a topic, a place or a time as often as a party: a thing there is no recipient.
LOOSE = {"at", "in", "to", "with", "from", "for", "over", "about", "on", "of"}
BESIDE = {"in", "at", "over", "across", "for", "on", "near", "about"}
ARMED = {"military", "armed_group"}
CARRIED = Dep.UNDERGOERS | {Dep.PREP_OBJECT}
SAID_OF = Dep.ALL_PREDICATES | {Dep.CONJUNCT}
GOVERNING = frozenset({Dep.PREP, Dep.AGENT, Dep.RECIPIENT, Dep.PARTICLE, Dep.ADVERB, Dep.MARKER})


@dataclass(frozen=True, slots=True)
class Filled:
    """The parties of a candidate event, as entity numbers in text order, and the slots that gave them."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    actor_slot: str = ""
    recipient_slot: str = ""
    support: int | None = None


class Reader:
    """Reads the parties of matches in one story."""

    def __init__(self, mentions: Mentions, clauses: Clauses, speakers: Mapping[int, int] | None = None) -> None:
        self.mentions = mentions
        self.clauses = clauses
        self.parties = Parties(mentions, clauses, speakers)

    def fill(self, match: Match) -> Filled:
        """Find actor and recipient of a match."""
        support, undergoes = self.support(match) if match.pattern.part == "noun" else (None, False)
        roles = match.pattern.roles
        doer = self.parties.of(self.clauses.subject(support)) if support is not None else ()
        if undergoes and doer:
            slots = tuple(s for s in roles.actor if s != "sup")
            actors, slot = self._first(match, slots, support, frozenset(doer))
            return Filled(actors, doer, slot, "sup", support)
        actors, slot = self._first(match, roles.actor, support, frozenset())
        if not actors and doer and not undergoes:
            actors, slot = doer, "sup"
        if not actors and match.pattern.part == "noun" and match.comp is not None:
            actors, slot = self.parties.of(self.clauses.subject(match.comp)), "comp.subj"
        taken = frozenset(actors)
        recipients, other_slot = self._first(match, roles.recipient, support, taken)
        if roles.together:
            return Filled((*actors, *recipients), (), slot, other_slot, support)
        sought = not roles.closed and not (len(actors) > 1 and match.pattern.rule.kind.symmetric)
        if not recipients and sought:
            recipients, other_slot = self._beyond(match, support, taken)
        return Filled(actors, recipients, slot, other_slot, support)

    def support(self, match: Match) -> tuple[int | None, bool]:
        """The verb that only carries an event noun ("launch an attack"); True where its subject undergoes the act."""
        tokens = self.clauses.parse.tokens
        t = tokens[self._carried(match.head)]
        verb = tokens[tokens[t.head].head] if t.dep == Dep.PREP_OBJECT else tokens[t.head]
        if t.dep in CARRIED:
            if verb.lemma in self.clauses.words("undergo"):
                return verb.i, True
            if t.dep != Dep.PREP_OBJECT and verb.lemma in self.clauses.words("support"):
                return verb.i, False
        for c in tokens[match.head].children:
            if tokens[c].dep in Dep.CLAUSES_OF_NOUN and tokens[c].lemma in self.clauses.words("support"):
                return c, False
        return None, False

    def _carried(self, i: int) -> int:
        """The noun that a light verb would hold: the first of a row, the counting noun of "a series of attacks"."""
        tokens = self.clauses.parse.tokens
        for _ in range(HOPS):
            t = tokens[i]
            if t.dep == Dep.CONJUNCT:
                i = t.head
            elif (
                t.dep == Dep.PREP_OBJECT
                and tokens[t.head].lower in self.clauses.parse.words.prepositions.part
                and self._partitive(t.head)
            ):
                i = tokens[t.head].head
            else:
                break
        return i

    def _partitive(self, prep: int) -> bool:
        tokens = self.clauses.parse.tokens
        return tokens[tokens[prep].head].lemma in self.clauses.words("partitive")

    def _first(
        self, match: Match, slots: tuple[str, ...], support: int | None, taken: frozenset[int]
    ) -> tuple[tuple[int, ...], str]:
        """The first slot with somebody who can act in it; an object that can comes before mere places and topics."""
        if "obj" in slots and match.pattern.part == "verb":
            named = {w for s in match.pattern.steps if s.kind == "word" for w in s.words}
            first = [s for s in slots if s not in BESIDE or s in named]
            slots = (*first, *(s for s in slots if s not in first))
        for slot in slots:
            for token in self._tokens(match, slot, support):
                found = self.parties.of(token, taken)
                if found:
                    return found, slot
        return (), ""

    def _beyond(self, match: Match, support: int | None, taken: frozenset[int]) -> tuple[tuple[int, ...], str]:
        """A recipient where no slot holds an actor: deeper in the clause, else a thing in a slot, else a place."""
        for root, clause in self._roots(match, support):
            found = self.parties.nearest(root, taken, clause, match.tokens)
            if found:
                return found, "clause"
        named = {w for s in match.pattern.steps if s.kind == "word" for w in s.words}
        for slot in match.pattern.roles.recipient:
            if slot not in LOOSE or slot in named or match.pattern.part == "noun":
                for token in self._tokens(match, slot, support):
                    found = () if self.parties.mere_place(slot, token) else self.parties.things(token, taken)
                    if found:
                        return found, slot
        if match.pattern.rule.kind.placed:
            return self.parties.place_of((*match.tokens, *([support] if support is not None else []))), "place"
        return (), ""

    def _roots(self, match: Match, support: int | None) -> list[tuple[int, bool]]:
        """Where to look for a recipient, best first; True where the token is the verb of a clause of its own."""
        roots: list[tuple[int, bool]] = [(match.comp, True)] if match.comp is not None else []
        if match.pattern.part == "verb":
            undergoer = self.clauses.object(match.head)
            roots += [(undergoer, False)] if undergoer is not None else []
        roots += [(i, False) for i in (*match.inner, match.head, support) if i is not None]
        if match.comp is None and match.pattern.part == "verb":
            roots += [(c, True) for c in self.clauses.parse.children(match.head, Dep.COMPLEMENT, Dep.OPEN_CLAUSE)]
        return list(dict.fromkeys(roots))

    def _tokens(self, match: Match, slot: str, support: int | None) -> list[int]:
        """Tokens that fill a slot."""
        clauses, head = self.clauses, match.head
        if slot.startswith("comp."):
            if match.comp is None:
                return []
            inner = Match(match.pattern, match.comp, (match.comp,), None, ())
            found = self._tokens(inner, slot[5:], None)
            if slot == "comp.obj" and clauses.parse.tokens[match.comp].lemma in clauses.words("transfer"):
                return [
                    t for prep in ("to", "from", "into", "on", "in") for t in self._governed(inner, prep, None)
                ] + found
            return found
        one: int | None
        if slot == "subj":
            one = clauses.subject(head) if match.pattern.part == "verb" else self._predicated(head)
            if one is None and match.pattern.roles.together and match.pattern.part == "verb":
                one = clauses.surface_subject(head)
        elif slot == "obj":
            one = clauses.object(head)
            if one is not None and clauses.content_noun(one) in match.inner and not self.parties.of(one):
                one = None
        elif slot == "sup":
            one = clauses.subject(support) if support is not None else None
        elif slot == "poss":
            one = next(
                (o for i in (head, *match.inner) if (o := self.clauses.parse.child(i, Dep.POSSESSOR)) is not None), None
            )
        elif slot == "what":
            return list(match.inner)
        elif slot in {"nat", "mod"}:
            return self.parties.nations_before((head, *match.inner))
        else:
            return self._governed(match, slot, support)
        return [one] if one is not None else []

    def _predicated(self, head: int) -> int | None:
        """Whom an adjective or predicate noun is said of."""
        tokens = self.clauses.parse.tokens
        t = tokens[head]
        if t.dep in SAID_OF and tokens[t.head].pos in {
            "VERB",
            "AUX",
        }:
            return self.clauses.surface_subject(t.head)
        if t.dep in {Dep.ADJECTIVE, Dep.APPOSITION}:
            return t.head
        return self.clauses.surface_subject(head)

    def _governed(self, match: Match, prep: str, support: int | None) -> list[int]:
        """What a preposition governs on the matched words, in text order of the owners' rank."""
        named = {w for s in match.pattern.steps if s.kind == "word" for w in s.words}
        parse = self.clauses.parse
        owners = [match.head, *match.tokens[1:]]
        if support is not None:
            owners.append(support)
        if match.pattern.part == "verb":
            undergoer = parse.child(match.head, Dep.OBJECT)
            if undergoer is not None:
                owners.append(undergoer)
        found = []
        for owner in dict.fromkeys(owners):
            if parse.tokens[owner].lower == prep and owner in match.tokens:
                found.extend(parse.children(owner, Dep.PREP_OBJECT))
            for c in parse.tokens[owner].children:
                t = parse.tokens[c]
                if t.lower == prep and t.dep in GOVERNING:
                    governed = parse.children(c, Dep.PREP_OBJECT)
                    if not governed and t.dep == Dep.PARTICLE:
                        governed = parse.children(owner, Dep.OBJECT)
                    found.extend(g for g in governed if self.clauses.content_noun(g) not in match.inner)
        if not found and prep in {"against", *named}:
            found = self._far(match.head, prep)
        return list(dict.fromkeys(found))

    def _far(self, head: int, prep: str) -> list[int]:
        """A preposition that the parser hung on a noun nearby: "filed a suit in a court against Y"."""
        parse = self.clauses.parse
        for i in parse.subtree(head):
            t = parse.tokens[i]
            if t.i > head and t.lower == prep and t.dep == Dep.PREP and head in parse.ancestors(i)[:4]:
                return parse.children(i, Dep.PREP_OBJECT)
        return []


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
    """Whether an entity is of a kind that a rule asks for."""
    if kind == "thing":
        return not entity.is_actor
    if kind == "actor":
        return entity.is_actor
    if kind == "armed":
        return entity.actor.kind in ARMED
    if kind == "state":
        return entity.actor.kind == "government"
    return entity.actor.kind == kind
