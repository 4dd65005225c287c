"""Those whom the words put on one side together, whatever a learned choice prefers.

A list of three or more ("Peru, Chile and some neighbours") acts as one, also where the parser hangs its members on one
another wrongly; a group and whom it is said to include act together ("its allies, including Chad"); names behind
"such as" say whom a bare plural means ("states such as Peru and Chile").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline.coding.frames.parties import Parties
from dateline.coding.frames.settled_sides import VERBS
from dateline.language.labels import Dep
from dateline.mentions.mentioned import Mention

Entities = frozenset[int]
NAMES = frozenset({"name", "title", "demonym", "metonym"})
MANY = 3  # members from which commas and an "and" make a list, whatever the parse says


def whole_side(head: int, chosen: Entities, judged: Mapping[int, Mention], parties: Parties) -> Entities:
    """A side with all whom its sentence joins to those chosen.

    Args:
        head: the word that names the act.
        chosen: who stands on the side so far.
        judged: the mention by which everybody was judged who was asked about; nobody else comes to a side.
    """
    if not chosen:
        return chosen
    found, told = set(chosen), _told(head, parties)
    for members in _lists(told, parties):
        heads = {m.head for m in members}
        if any(n in judged and judged[n].head in heads for n in chosen):
            found.update(m.entity for m in members if m.entity in judged)
    for whole, every, instead in _wholes(told, parties):
        named = every & judged.keys()
        if named and (whole in found or (not instead and not named.isdisjoint(found))):
            found = (found | named) - {whole} if instead else found | named | ({whole} & judged.keys())
    return frozenset(found)


def _told(head: int, parties: Parties) -> list[Mention]:
    """Whoever the sentence of a word names, by the widest words, in text order."""
    mentions = parties.mentions
    sentence = mentions.parse.sentence_of(head)
    found: list[Mention] = []
    for m in mentions.within(mentions.parse.span(sentence.first, sentence.last - 1)):
        if mentions.entity(m).is_actor and not (found and found[-1].span.end >= m.span.end):
            found.append(m)
    return found


def _lists(told: list[Mention], parties: Parties) -> Iterator[list[Mention]]:
    """Lists of three or more: with commas, and an "and" before the last."""
    run: list[Mention] = []
    for whole in told:
        m = _last_inside(whole, parties)
        link = _link(run[-1], whole, parties) if run else ""
        run = [*run, m] if link else [m]
        if link == "and" and _alike(run, parties) and not _parts(run[0], m, parties):
            yield run
        run = [m] if link == "and" else run


def _last_inside(mention: Mention, parties: Parties) -> Mention:
    """Who the last words of a mention name, to whom a list may go on: Peru in "leaders of Peru, Chile and Bolivia"."""
    parse = parties.mentions.parse
    last = parse.token_at(mention.span.end - 1)
    behind = any(t.pos == "ADP" for t in parse.tokens[mention.head + 1 : last])
    return (parties.mentions.at(last) or mention) if behind else mention


def _link(before: Mention, after: Mention, parties: Parties) -> str:
    """What stands between two mentions: "," or "and", with a comma or none; empty for anything else."""
    parse = parties.mentions.parse
    first, last = parse.token_at(before.span.end - 1) + 1, parse.token_at(after.span.start)
    between = [t.lower for t in parse.tokens[first:last]]
    if between == [","]:
        return ","
    rest = between[1:] if between[:1] == [","] else between
    return "and" if len(rest) == 1 and rest[0] in parse.words.adding else ""


def _alike(run: list[Mention], parties: Parties) -> bool:
    """Whether mentions name three or more, and not a country beside persons: "judges of Peru, Ana Sol and Luis Mar"."""
    kinds = {parties.mentions.entity(m).actor.kind for m in run}
    return len({m.entity for m in run}) >= MANY and not kinds >= {"person", "government"}


def _parts(first: Mention, last: Mention, parties: Parties) -> bool:
    """Whether a clause may part what looks like a list: "In Peru, Chile and Bolivia met"."""
    parse = parties.mentions.parse
    before, after = parse.token_at(first.span.start) - 1, parse.token_at(last.span.end - 1) + 1
    if before < 0 or after >= len(parse.tokens) or parse.tokens[after].pos not in VERBS:
        return False
    opening = parse.tokens[before]
    agent = opening.lower in parties.clauses.prepositions.agent
    return opening.pos in VERBS or (opening.pos == "ADP" and not agent)


def _wholes(told: list[Mention], parties: Parties) -> Iterator[tuple[int, Entities, bool]]:
    """Groups with the names that they are said to include, and whether these stand instead of them."""
    parse = parties.mentions.parse
    for m in told:
        for c in parse.tokens[m.head].children:
            if c > m.head and (found := _behind(c, parties)):
                named = frozenset(n for g in found for n in _named(g, parties)) - {m.entity}
                bare = m.form == "nominal" and _exemplifies(c, parties)
                if named:
                    yield m.entity, named, bare


def _behind(word: int, parties: Parties) -> list[int]:
    """What "including" or "such as" governs."""
    parse = parties.mentions.parse
    if parse.tokens[word].lower in parties.clauses.words("including"):
        return parse.children(word, Dep.PREP_OBJECT, Dep.OBJECT)
    return parse.children(word, Dep.PREP_OBJECT) if _exemplifies(word, parties) else []


def _exemplifies(word: int, parties: Parties) -> bool:
    """Whether a word is the "as" of "such as"."""
    tokens = parties.mentions.parse.tokens
    role = tokens[word].lower in parties.clauses.prepositions.role
    return role and tokens[word - 1].lower in parties.clauses.words("such")


def _named(token: int, parties: Parties) -> Iterator[int]:
    """Those of a token and of all joined to it that have a name."""
    for i in parties.clauses.coordinated(token):
        found = parties.mentions.at(i)
        if found is not None and found.form in NAMES and parties.mentions.entity(found).is_actor:
            yield found.entity
