"""What the words settle of an act's sides, whatever a learned choice prefers: who did it, and who is no party of it.

The ``by`` of a passive names who did it. Things do nothing, and to most acts they can't be the other side; nobody
refuses, or sends troops to, their own people; a pronoun that stands for nobody names no party.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coding.frames.parties import Parties
from dateline.knowledge.ontology import EventType
from dateline.language.labels import Dep
from dateline.mentions.mentioned import Mention

NOBODY: frozenset[int] = frozenset()
VERBS = {"VERB", "AUX"}
# Behind a noun, whose somebody is.
OWNED_BY = {"of", "for"}


def named_agents(head: int, parties: Parties) -> frozenset[int]:
    """Whoever the ``by`` of a passive names with those joined to it; nobody where it names no actor."""
    clauses = parties.clauses
    if clauses.parse.tokens[head].pos not in VERBS or not clauses.passive(head):
        return NOBODY
    return frozenset(n for token in clauses.by_agents(head) for n in parties.of(token))


def impersonal(head: int, parties: Parties) -> bool:
    """Whether a passive says of nobody, and of no thing, that it was done: "it was agreed to keep in touch"."""
    clauses, parse = parties.clauses, parties.mentions.parse
    if parse.tokens[head].pos not in VERBS or not clauses.passive(head) or clauses.by_agents(head):
        return False
    subject = next((c for c in parse.tokens[head].children if parse.tokens[c].dep in Dep.ANY_SUBJECT), None)
    return subject is not None and parse.tokens[subject].lower in parse.words.pronouns.thing


def no_actors(entities: Iterable[int], parties: Parties) -> frozenset[int]:
    """Those that can do nothing: things and matters, and what only pronouns name."""
    asked = frozenset(entities)
    return asked & (parties.matters | parties.unnamed)


def no_recipients(head: int, kind: EventType, entities: Iterable[int], parties: Parties) -> frozenset[int]:
    """Those to whom an act of a type isn't done, by what the ontology says of the type."""
    asked = frozenset(entities)
    found = asked & parties.unnamed
    if "things" in kind.not_to:
        found |= asked & parties.matters
    if "object" in kind.not_to and parties.mentions.parse.tokens[head].pos in VERBS:
        moved = parties.of(parties.clauses.object(head))
        found |= {n for n in moved if parties.mentions.entities[n].actor.kind != "government"}
    return found


def own_people(head: int, kind: EventType, actors: frozenset[int], parties: Parties) -> frozenset[int]:
    """Whoever is said to be the actors' own, or to have them ("its fighters", "the army's spokesman")."""
    if "own" not in kind.not_to:
        return NOBODY
    found: set[int] = set()
    for mention in _in_sentence(head, parties):
        owners = _owners(mention, parties)
        if owners & actors:
            found.add(mention.entity)
        elif mention.entity in actors:
            found |= {n for n in owners if parties.mentions.entities[n].actor.kind != "person"}
    return frozenset(found) - actors


def named_inside(head: int, chosen: frozenset[int], parties: Parties) -> frozenset[int]:
    """Those of a side whom its sentence names only inside of the words for another of it: "the leaders of Chad"."""
    told = _in_sentence(head, parties)
    found: set[int] = set()
    for n in chosen:
        own = [m for m in told if m.entity == n]
        if own and all(any(_inside(m, o) for o in told if o.entity != n and o.entity in chosen) for m in own):
            found.add(n)
    return frozenset(found)


def _inside(mention: Mention, other: Mention) -> bool:
    """Whether a mention is a part of another one's words."""
    return other.span.holds(mention.span) and other.span != mention.span and mention.entity not in other.members


def _in_sentence(head: int, parties: Parties) -> list[Mention]:
    """The mentions of the sentence of a word."""
    sentence = parties.mentions.parse.sentence_of(head)
    return parties.mentions.within(parties.mentions.parse.span(sentence.first, sentence.last - 1))


def _owners(mention: Mention, parties: Parties) -> set[int]:
    """Whose somebody is: "its fighters", "a spokesman for the army"."""
    parse, found = parties.mentions.parse, set[int]()
    if mention.form not in {"nominal", "title"}:
        return found
    own = parse.children(mention.head, Dep.POSSESSOR)
    behind = (c for c in parse.children(mention.head, Dep.PREP) if parse.tokens[c].lower in OWNED_BY)
    for token in (*own, *(g for c in behind for g in parse.children(c, Dep.PREP_OBJECT))):
        named = parties.mentions.at(token)
        if named is not None:
            found.add(named.entity)
    return found
